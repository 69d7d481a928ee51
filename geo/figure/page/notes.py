"""What stands with the legend: key of the call-outs, how to read, what is left out, grade, notes, sources."""

from __future__ import annotations

import re
from collections.abc import Collection

from geo.figure.drawn import Callout, Drawn
from geo.figure.map.callouts import RADIUS, draw_disc
from geo.figure.page.columns import Line, Swatch, packed
from geo.figure.page.legend import TIGHT_BELOW, indent_of, named, swatch_of
from geo.figure.page.paragraphs import Said, set_in_turn, together
from geo.figure.page.samples import badge_sample, ring_sample, stale_sample
from geo.figure.page.sentences import (
    by_publisher,
    grade_words,
    left_out_parts,
    most_listed,
    publishers_text,
    remarks,
    signs,
)
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Type, wrap, wrap_after
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, each_of, headed, labels, say
from geo.model import Language

_INK, _QUIET = "#262623", "#45433D"
GAP = 5.0
"""Points between paragraphs."""
_BRACKETS = re.compile(r" *\([^()]*\)")


def heading(text: str, page: Page, shrink: float, width: float) -> list[Line]:
    """Return the heading of a part of the page, in both languages on two lines where one has no room."""
    kind = page.type("normal", BOLD, "#1A1A1A", tight=shrink < TIGHT_BELOW).but(1.1 * shrink)
    before = GAP * (1.0 if page.mostly else 1.6) * page.scale * min(shrink, 1)
    least = kind.leading * (1.0 if page.mostly else 1.15)
    return [
        Line(line, kind, before=0.0 if i else before, keep=True, least=least)
        for i, line in enumerate(named(text.split(BOTH), kind, width))
    ]


def key_lines(
    page: Page, drawn: Drawn, lang: Language, width: float, shrink: float, *, short: Collection[int]
) -> list[Line]:
    """Return the key of the call-outs: number, name, what is said of the feature; none of it is cut.

    Parameters
    ----------
    short : collection of int
        The numbers for whose texts short forms stand.
    """
    kind = page.type("small", colour=_INK, tight=shrink < TIGHT_BELOW).but(shrink)
    bold = kind.but(weight=BOLD)
    radius, before = (RADIUS * 0.82, 0.5) if page.mostly else (RADIUS * 0.92, 2.5)
    indent = radius * 2.1 * page.scale + 4
    lines: list[Line] = []
    for callout in drawn.callouts:
        said = callout.each(each_of(lang), short=callout.number in short)
        own: list[Line] = []
        if lang == "ar" and said[0][2] == callout.text:
            _, name, told = said[0]
            own += [Line(text, bold, indent) for text in wrap(name, bold, width - indent)]
            own += [Line(text, kind, indent, ltr=True) for text in wrap(told, kind, width - indent)]
        else:
            entries = [
                Said(one, told, f"{_named(callout, one, brief=bool(page.mostly))}.") for one, _, told in said
            ]
            own += set_in_turn(entries, lang, (bold, kind), width, indent, run_on=bool(page.mostly))
        lines += together(
            own,
            before * page.scale,
            _number(page, callout, radius * page.scale),
            radius * (2.05 if page.mostly else 2.4) * page.scale,
        )
    return [*heading(headed("callouts", lang), page, shrink, width), *lines] if lines else []


def _named(callout: Callout, lang: Language, *, brief: bool) -> str:
    """Return what a call-out is called; `brief`: without what stands in brackets, or is said twice."""
    names = callout.name.lines(lang)
    return BOTH.join(map(plainly, names) if brief else names)


def plainly(name: str) -> str:
    """Return a name without what stands in brackets, and without a kind that it has said.

    Examples
    --------
    >>> plainly("Africa Corps (Russia), Brak al-Shati air base: base")
    'Africa Corps, Brak al-Shati air base'
    """
    whole = _BRACKETS.sub("", name)
    first, _, kind = whole.rpartition(": ")
    return first if first and kind in first else whole


def change_lines(
    page: Page, drawn: Drawn, lang: Language, width: float, shrink: float, most: int
) -> list[Line]:
    """Return the first sentences on what differs between two pictures, and how many more there are."""
    if not most:
        return []
    kind = page.type("small", colour=_INK, tight=shrink < TIGHT_BELOW).but(shrink)
    left, languages = len(drawn.changes) - most, each_of(lang)
    told = [
        [Said(own, one.lines("ar" if own == "ar" else "en")[0]) for own in languages]
        for one in drawn.changes[:most]
    ]
    told += [[Said(own, say("more", own, count=left)) for own in languages]] if left else []
    lines = heading(headed("changes", lang), page, shrink, width)
    for said in told:
        lines += together(set_in_turn(said, lang, (kind, kind), width), 2.5 * page.scale)
    return lines


def _number(page: Page, callout: Callout, radius: float) -> Swatch:
    def draw(rect: Rect) -> None:
        draw_disc(page, rect.x + radius, rect.y + rect.height / 2, callout.number, radius)

    return draw


def reading_lines(
    page: Page, drawn: Drawn, request: FigureRequest, width: float, shrink: float
) -> list[Line]:
    """Return how the map is to be read, what is left out, the lowest grade, and the briefer's notes."""
    lang = request.view.lang
    kind = page.type("small", colour=_QUIET, tight=shrink < TIGHT_BELOW).but(shrink)
    bold = kind.but(weight=BOLD, colour=_INK)
    indent = indent_of(page, shrink)
    lines = heading(headed("reading", lang), page, shrink, width)
    languages, brief = each_of(lang), bool(page.mostly)
    samples = {"stale": stale_sample(drawn), "coarse": ring_sample(), "count": badge_sample()}
    each = [signs(drawn, request, one, brief=brief) for one in languages]
    for sign in each[0]:
        told, sample = [own[sign] for own in each], samples.get(sign)
        # As in the key both share a line that has room for them.
        joint = BOTH.join(told)
        shared = len(told) > 1 and kind.width(joint) <= width - indent
        said = [Said(lang, joint)] if shared else list(map(Said, languages, told))
        rows = set_in_turn(said, lang, (bold, kind), width, indent if sample else 0.0, run_on=brief)
        swatch = swatch_of(page, sample, shrink) if sample else None
        lines += together(
            rows, 0.0 if brief else 1.0, swatch or (lambda _: None), kind.leading * (1.0 if brief else 1.1)
        )
    before = GAP * (0.2 if brief else 0.6)
    parts = [
        [Said(one, said, f"{name}:") for name, said, one in own]
        for own in remarks(drawn, request, languages, brief=brief)
    ]
    if brief and len(languages) > 1:
        # Each number once, with its word in both languages; the grade as it stands behind a call-out.
        head = [Line("", kind, before=before, lead=(f"{headed('left_out', lang)}:", bold))]
        counted = left_out_parts(drawn, lang, brief=True)
        items = [head, *([Line(text, kind) for text in named(one, kind, width)] for one in counted)]
        lines += packed(items, width)
        if drawn.grade:
            # Letters alone say little to somebody who does not know the scale.
            lead = f"{BOTH.join(labels('grade', lang, brief=True))} {drawn.reliability}{drawn.credibility}:"
            graded = [
                Said(one, grade_words(drawn, one), "" if which else lead)
                for which, one in enumerate(languages)
            ]
            lines += together(set_in_turn(graded, lang, (bold, kind), width, run_on=True), before)
        parts = parts[2:]
    elif brief:
        # One paragraph: a line for each would take half as much again.
        first, *others = [one for own in parts for one in own if one.text]
        whole = ". ".join([first.text, *(f"{one.name} {one.text}" for one in others)])
        parts = [[Said(lang, whole, first.name)]]
    for part in parts:
        said = [one for one in part if one.text]
        groups = [said] if brief else [[one] for one in said]
        for group in groups:
            lines += together(set_in_turn(group, lang, (bold, kind), width, run_on=brief), before)
    return lines


def sources_text(drawn: Drawn, lang: Language, kind: Type, width: float, most: int) -> list[tuple[str, str]]:
    """Return the sources in `most` lines: publishers with years, the most cited first, the rest counted.

    Each line has what its heading says, and the rest.
    """
    publishers = by_publisher(drawn.sources)
    bold = kind.but(weight=BOLD)
    if not publishers:
        return []

    def listed(count: int) -> list[tuple[str, str]]:
        text = publishers_text(publishers, count, lang)
        return wrap_after(f"{headed('sources', lang)}:", bold, text, kind, width)

    return listed(most_listed(len(publishers), lambda count: len(listed(count)) <= most))
