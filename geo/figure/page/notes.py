"""What stands with the legend: key of the call-outs, how to read, what is left out, grade, notes, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from geo.figure.drawn import Callout, Drawn
from geo.figure.map.callouts import RADIUS, draw_disc
from geo.figure.map.sketch import in_frame
from geo.figure.page.columns import Line, Swatch, packed
from geo.figure.page.legend import TIGHT_BELOW, indent_of, named, swatch_of
from geo.figure.page.paragraphs import Said, set_in_turn, together
from geo.figure.page.samples import badge_sample, ring_sample, stale_sample
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Type, wrap, wrap_after
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, each_of, grade_text, headed, labels, say
from geo.language import t
from geo.model import Language
from geo.scene import SourceLine
from geo.scene.sketching import lines_of
from geo.words.dates import date_text
from geo.words.first_line import SEMICOLON

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
        # In both languages each has its own name where both have a text, else both names head the one text.
        languages = each_of(lang)
        brief = callout.number in short
        told = {one: callout.told(one, short=brief) for one in languages}
        if len(set(told.values())) < len(languages):
            languages = (lang,)
            told = {lang: callout.told(lang, short=brief)}
        own: list[Line] = []
        if lang == "ar" and told[lang] == callout.text:
            first = " · ".join(callout.name.lines(lang))
            own += [Line(text, bold, indent) for text in wrap(first, bold, width - indent)]
            own += [Line(text, kind, indent, ltr=True) for text in wrap(told[lang], kind, width - indent)]
        else:
            said = [
                Said(one, told[one], f"{_named(callout, one, brief=bool(page.mostly))}.") for one in languages
            ]
            own += set_in_turn(said, lang, (bold, kind), width, indent, run_on=bool(page.mostly))
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
    page: Page, drawn: Drawn, request: FigureRequest, width: float, shrink: float, *, counts: bool
) -> list[Line]:
    """Return how the map is to be read, what is left out, the lowest grade, and the briefer's notes."""
    lang = request.view.lang
    kind = page.type("small", colour=_QUIET, tight=shrink < TIGHT_BELOW).but(shrink)
    bold = kind.but(weight=BOLD, colour=_INK)
    indent = indent_of(page, shrink)
    lines = heading(headed("reading", lang), page, shrink, width)
    languages, brief = each_of(lang), bool(page.mostly)
    for signs, sample in (
        ([stale_text(drawn, one, brief=brief) for one in languages if drawn.aged.stale], stale_sample(drawn)),
        ([counted_text(drawn, one) for one in languages if drawn.counted], None),
        ([say("coarse", one, brief=brief) for one in languages if drawn.coarse], ring_sample()),
        ([say("banded", one) for one in languages if drawn.banded], None),
        ([say("differing", one) for one in languages if request.view.compare], None),
        ([say("count", one, brief=brief) for one in languages if counts], badge_sample()),
        ([say("frames", one) for one in languages if request.frames], None),
    ):
        # As in the key both share a line that has room for them.
        joint = BOTH.join(signs)
        shared = len(signs) > 1 and kind.width(joint) <= width - indent
        said = [Said(lang, joint)] if shared else list(map(Said, languages, signs))
        told = set_in_turn(said, lang, (bold, kind), width, indent if sample else 0.0, run_on=brief)
        swatch = swatch_of(page, sample, shrink) if sample else None
        lines += together(
            told, 0.0 if brief else 1.0, swatch or (lambda _: None), kind.leading * (1.0 if brief else 1.1)
        )
    before = GAP * (0.2 if brief else 0.6)
    parts = [
        [
            Said(one, left_out_text(drawn, one, drawn.unnamed, brief=brief), f"{say('left_out', one)}:")
            for one in languages
        ],
        [Said(one, _grade(drawn, one), f"{say('grade', one)}:") for one in languages],
        [Said(one, sketch_text(drawn, request, one), f"{say('sketch', one)}:") for one in languages],
        [Said(lang, request.notes, f"{headed('notes', lang)}:")],
    ]
    if brief and len(languages) > 1:
        # Each number once, with its word in both languages; the grade as it stands behind a call-out.
        told = [Line("", kind, before=before, lead=(f"{headed('left_out', lang)}:", bold))]
        counted = left_out_parts(drawn, lang, drawn.unnamed, brief=True)
        items = [told, *([Line(text, kind) for text in named(one, kind, width)] for one in counted)]
        if drawn.grade:
            letters = f"{drawn.reliability}{drawn.credibility}"
            label = BOTH.join(labels("grade", lang, brief=True))
            items.append([Line(letters, kind, lead=(f"{label}:", bold))])
        lines += packed(items, width)
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


def _grade(drawn: Drawn, lang: Language) -> str:
    return grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""


def stale_text(drawn: Drawn, lang: Language, *, brief: bool = False) -> str:
    """Return how many features are pale, and how old; "" where none is; `brief`: in fewer words."""
    aged = drawn.aged
    if not aged.stale:
        return ""
    counted = say("stale", lang, brief=brief, count=aged.stale, of=max(aged.of, aged.stale))
    day = date_text(aged.oldest, "ar" if lang == "ar" else "en")
    oldest = say("oldest", lang, brief=brief, day=day)
    return f"{counted}{oldest}" if aged.oldest else counted


def counted_text(drawn: Drawn, lang: Language) -> str:
    """Return that features are counted in squares, and how many; "" where none is."""
    if not drawn.counted:
        return ""
    return t(
        "Squares: {n} features counted, darker where there are more; each in the colour of most of them",
        lang,
        n=drawn.counted,
    )


def sketch_text(drawn: Drawn, request: FigureRequest, lang: Language | None = None) -> str:
    """Return what is drawn by hand in the frame, with what it measures."""
    lang = lang or request.view.lang
    lines = lines_of(in_frame(request.view.draw, drawn.map_frame), lang)
    return ("؛ " if lang == "ar" else "; ").join(lines)


def left_out_text(drawn: Drawn, lang: Language, unnamed: int = 0, *, brief: bool = False) -> str:
    """Return in words how many features are not drawn, and why; `brief`: in fewer words."""
    one: Language = "ar" if lang == "ar" else "en"
    return SEMICOLON[one == "ar"].join(text for text, *_ in left_out_parts(drawn, one, unnamed, brief=brief))


def left_out_parts(drawn: Drawn, lang: Language, unnamed: int = 0, *, brief: bool = False) -> list[list[str]]:
    """Return the same in parts, each in both languages with its number once."""
    counts = drawn.left_out
    parts = [
        labels(name, lang, brief=brief, count=count, marking=drawn.marking)
        for name, count in (
            ("unplaced", counts.unplaced),
            ("left_stale", counts.stale),
            ("filtered", counts.filtered),
            ("lesser", counts.lesser),
            ("above", counts.above_marking),
            ("above_clearance", counts.above_clearance),
            ("unnamed", unnamed),
        )
        if count
    ]
    return parts or [labels("nothing_left_out", lang)]


def sources_text(drawn: Drawn, lang: Language, kind: Type, width: float, most: int) -> list[tuple[str, str]]:
    """Return the sources in `most` lines: publishers with years, the most cited first, the rest counted.

    Each line has what its heading says, and the rest.
    """
    publishers = by_publisher(drawn.sources)
    bold = kind.but(weight=BOLD)
    if not publishers:
        return []
    # The longest list that fits is found by halving; one publisher is always named.
    low, high = 1, len(publishers)
    while low < high:
        middle = (low + high + 1) // 2
        if len(_listed(publishers, middle, bold, kind, lang, width)) <= most:
            low = middle
        else:
            high = middle - 1
    return _listed(publishers, low, bold, kind, lang, width)


def _listed(
    publishers: Sequence[str], count: int, bold: Type, kind: Type, lang: Language, width: float
) -> list[tuple[str, str]]:
    left = len(publishers) - count
    more = [BOTH.join(say("more_sources", one, count=left) for one in each_of(lang))] if left else []
    # A full stop after Arabic at the end of a line of Latin letters would stand at its start.
    end = "" if more and lang != "en" else "."
    text = "; ".join([*publishers[:count], *more]) + end
    return list(wrap_after(f"{headed('sources', lang)}:", bold, text, kind, width))


def by_publisher(sources: Sequence[SourceLine]) -> list[str]:
    r"""Return each publisher with the years of its sources, those most cited first.

    Examples
    --------
    >>> lines = [SourceLine("a", "UN", "", "2021-03", 9), SourceLine("b", "UN", "", "2025", 2)]
    >>> print(ascii(by_publisher(lines)))
    ['UN 2021\u20132025']
    """
    cited: dict[str, int] = {}
    years: dict[str, set[str]] = {}
    for line in sources:
        cited[line.publisher] = cited.get(line.publisher, 0) + line.features
        years.setdefault(line.publisher, set()).update([line.date[:4]] if line.date else [])
    ordered = sorted(cited, key=lambda name: (-cited[name], name))
    return [f"{name} {_span(sorted(years[name]))}".strip() for name in ordered]


def _span(years: Sequence[str]) -> str:
    if not years:
        return ""
    return years[0] if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"
