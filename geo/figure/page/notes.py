"""What stands with the legend: key of the call-outs, how to read, what is left out, grade, notes, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from geo.figure.drawn import Callout, Drawn
from geo.figure.map.callouts import RADIUS, draw_disc
from geo.figure.map.sketch import in_frame
from geo.figure.page.columns import Line, Swatch
from geo.figure.page.legend import TIGHT_BELOW, indent_of, named, swatch_of
from geo.figure.page.samples import badge_sample, ring_sample, stale_sample
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Type, wrap, wrap_after
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, each_of, grade_text, headed, say
from geo.language import t
from geo.model import Language
from geo.scene import SourceLine
from geo.scene.sketching import lines_of
from geo.words.dates import date_text

_INK, _QUIET = "#262623", "#45433D"
GAP = 5.0
"""Points between paragraphs."""


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
    radius, before = (RADIUS * 0.82, 1.0) if page.mostly else (RADIUS * 0.92, 2.5)
    indent = radius * 2.1 * page.scale + 4
    lines: list[Line] = []
    for callout in drawn.callouts:
        # In both languages each has its own name where both have a text, else both names head the one text.
        languages = spoken(page, lang)
        brief = callout.number in short
        told = {one: callout.told(one, short=brief) for one in languages}
        if len(set(told.values())) < len(languages):
            languages = (lang,)
            told = {lang: callout.told(lang, short=brief)}
        own: list[Line] = []
        for one in languages:
            first = " · ".join(callout.name.lines(one))
            if one == "ar" and told[one] == callout.text:
                own += [Line(text, bold, indent) for text in wrap(first, bold, width - indent)]
                own += [Line(text, kind, indent, ltr=True) for text in wrap(told[one], kind, width - indent)]
            else:
                own += [
                    Line(text, kind, indent, lead=(lead, bold) if lead else None, rtl=_turned(one, lang))
                    for lead, text in wrap_after(f"{first}.", bold, told[one], kind, width - indent)
                ]
        lines += _together(
            own,
            _number(page, callout, radius * page.scale),
            radius * (2.05 if page.mostly else 2.4) * page.scale,
            before * page.scale,
        )
    return [*heading(headed("callouts", lang), page, shrink, width), *lines] if lines else []


def change_lines(
    page: Page, drawn: Drawn, lang: Language, width: float, shrink: float, most: int
) -> list[Line]:
    """Return the first sentences on what differs between two pictures, and how many more there are."""
    if not most:
        return []
    kind = page.type("small", colour=_INK, tight=shrink < TIGHT_BELOW).but(shrink)
    left, languages = len(drawn.changes) - most, spoken(page, lang)
    told = [
        [one.lines("ar" if own == "ar" else "en")[0] for own in languages] for one in drawn.changes[:most]
    ]
    told += [[say("more", own, count=left) for own in languages]] if left else []
    lines = heading(headed("changes", lang), page, shrink, width)
    for texts in told:
        for i, (own, text) in enumerate(zip(languages, texts, strict=True)):
            rows = wrap(text, kind, width)
            lines += [
                Line(row, kind, before=2.5 * page.scale if not (i or j) else 0.0, keep=j < len(rows) - 1,
                     rtl=_turned(own, lang))
                for j, row in enumerate(rows)
            ]  # fmt: skip
    return lines


def spoken(page: Page, lang: Language) -> tuple[Language, ...]:
    """Return the languages of running text; a page that is to be mostly map has no room for two."""
    return each_of(lang)[:1] if page.mostly else each_of(lang)


def _turned(one: Language, lang: Language) -> bool:
    """Tell whether a text in one language runs against a page."""
    return one == "ar" and lang != "ar"


def _together(lines: Sequence[Line], swatch: Swatch, least: float, before: float) -> Iterator[Line]:
    """Yield lines as one part of a column, the swatch beside the first; one alone is `least` points high."""
    for i, line in enumerate(lines):
        first, last = i == 0, i == len(lines) - 1
        yield replace(
            line, before=before if first else 0.0, keep=not last, swatch=swatch if first else None,
            least=least if first and last else 0.0,
        )  # fmt: skip


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
    languages = spoken(page, lang)
    for signs, sample in (
        ([stale_text(drawn, one) for one in languages], stale_sample(drawn)),
        ([counted_text(drawn, one) for one in languages], None),
        ([say("coarse", one) for one in languages if drawn.coarse], ring_sample()),
        ([say("banded", one) for one in languages if drawn.banded], None),
        ([say("differing", one) for one in languages if request.view.compare], None),
        ([say("count", one) for one in languages if counts], badge_sample()),
        ([say("frames", one) for one in languages if request.frames], None),
    ):
        told = [
            Line(text, kind, indent if sample else 0.0, rtl=_turned(one, lang))
            for one, sign in zip(languages, signs, strict=False)
            for text in wrap(sign, kind, width - indent)
        ]
        if told:
            swatch = swatch_of(page, sample, shrink) if sample else lambda _: None
            lines += _together(
                told, swatch, kind.leading * (1.0 if page.mostly else 1.1), 0.0 if page.mostly else 1.0
            )
    said = [
        *(
            (say("left_out", one), left_out_text(drawn, one, drawn.unnamed, brief=bool(page.mostly)), one)
            for one in languages
        ),
        *((say("grade", one), _grade(drawn, one), one) for one in languages),
        *((say("sketch", one), sketch_text(drawn, request, one), one) for one in languages),
        (headed("notes", lang), request.notes, lang),
    ]
    said = [one for one in said if one[1]]
    if page.mostly:
        # One paragraph: a line for each would take half as much again.
        (name, text, one), *more = said
        said = [(name, ". ".join([text, *(f"{own[0]}: {own[1]}" for own in more)]), one)]
    for name, text, one in said:
        before = GAP * (0.2 if page.mostly else 0.6)
        lines += _said(name, text, bold, kind, width, before, rtl=_turned(one, lang))
    return lines


def _grade(drawn: Drawn, lang: Language) -> str:
    return grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""


def _said(
    name: str, text: str, bold: Type, kind: Type, width: float, before: float, *, rtl: bool
) -> Iterator[Line]:
    """Yield a paragraph that its name begins, as one part of a column."""
    found = list(wrap_after(f"{name}:", bold, text, kind, width))
    for i, (lead, rest) in enumerate(found):
        yield Line(
            rest, kind, before=0.0 if i else before, keep=i < len(found) - 1,
            lead=(lead, bold) if lead else None, rtl=rtl,
        )  # fmt: skip


def stale_text(drawn: Drawn, lang: Language) -> str:
    """Return how many features are pale, and how old; "" where none is."""
    aged = drawn.aged
    if not aged.stale:
        return ""
    counted = say("stale", lang, count=aged.stale, of=max(aged.of, aged.stale))
    oldest = say("oldest", lang, day=date_text(aged.oldest, "ar" if lang == "ar" else "en"))
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
    counts = drawn.left_out
    parts = [
        say(name, lang, count=count, marking=drawn.marking)
        for name, count in (
            ("unplaced", counts.unplaced),
            ("left_stale", counts.stale),
            ("filtered", counts.filtered),
            ("lesser_brief" if brief else "lesser", counts.lesser),
            ("above", counts.above_marking),
            ("above_clearance", counts.above_clearance),
            ("unnamed", unnamed),
        )
        if count
    ]
    return ("؛ " if lang == "ar" else "; ").join(parts) or say("nothing_left_out", lang)


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
