"""What stands with the legend: key of the call-outs, how to read, what is left out, grade, notes, sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.figure.drawn import Callout, Drawn
from geo.figure.map.callouts import RADIUS, draw_disc
from geo.figure.map.sketch import in_frame
from geo.figure.page.columns import Line, Swatch, height
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Rect, Type, wrap
from geo.figure.sheet.wording import grade_text, say
from geo.model import Language
from geo.scene import LeftOut, SourceLine
from geo.scene.sketching import lines_of

_INK, _QUIET = "#262623", "#45433D"
_GAP = 4.5
_KEY_LINES = 3


def key_lines(page: Page, drawn: Drawn, lang: Language, width: float, shrink: float) -> list[Line]:
    """Return the key of the call-outs: number, name, what is said of the feature."""
    kind = page.type("small", colour=_INK).but(shrink)
    indent = RADIUS * 2 * page.scale + 4
    lines: list[Line] = []
    for callout in drawn.callouts:
        texts = [
            line
            for name in callout.name.lines(lang)
            for line in wrap(name, kind.but(weight=BOLD), width - indent)
        ]
        for i, text in enumerate(texts):
            lines.append(
                Line(
                    text,
                    kind.but(weight=BOLD),
                    indent,
                    2.0,
                    keep=True,
                    swatch=_number(page, callout) if i == 0 else None,
                    least=(RADIUS * 2 + 1) * page.scale if i == 0 else 0.0,
                )
            )
        told = wrap(callout.text, kind, width - indent, _KEY_LINES)
        lines += [Line(text, kind, indent, keep=i < len(told) - 1) for i, text in enumerate(told)]
    return (
        [Line(say("callouts", lang), kind.but(weight=BOLD), before=_GAP, keep=True), *lines] if lines else []
    )


def _number(page: Page, callout: Callout) -> Swatch:
    def draw(rect: Rect) -> None:
        radius = RADIUS * page.scale * 0.92
        draw_disc(page, rect.x + radius, rect.y + rect.height / 2, callout.number, radius)

    return draw


def reading_lines(
    page: Page, drawn: Drawn, request: FigureRequest, width: float, shrink: float, *, counts: bool
) -> list[Line]:
    """Return how the map is to be read, what is left out, the lowest grade, and the briefer's notes."""
    lang = request.view.lang
    kind = page.type("small", colour=_QUIET).but(shrink)
    bold = kind.but(weight=BOLD, colour=_INK)
    lines: list[Line] = []
    signs = [
        *([say("stale", lang)] if drawn.stale else []),
        *([say("coarse", lang)] if drawn.coarse else []),
        *([say("count", lang)] if counts else []),
        *([say("frames", lang)] if request.frames else []),
    ]
    for i, sign in enumerate(signs):
        lines += _paragraph(sign, kind, width, 0 if i else _GAP)
    for heading, text in (
        (say("left_out", lang), left_out_text(drawn.left_out, drawn.marking, lang)),
        (
            say("grade", lang),
            grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else "",
        ),
        (say("sketch", lang), sketch_text(drawn, request)),
        (say("notes", lang), request.notes),
    ):
        if text:
            lines.append(Line(heading, bold, before=_GAP, keep=True))
            lines += _paragraph(text, kind, width, 0)
    return lines


def sketch_text(drawn: Drawn, request: FigureRequest) -> str:
    """Return what is drawn by hand in the frame, with what it measures."""
    lang = request.view.lang
    lines = lines_of(in_frame(request.view.draw, drawn.map_frame), lang)
    return ("؛ " if lang == "ar" else "; ").join(lines)


def left_out_text(counts: LeftOut, marking: str, lang: Language) -> str:
    """Return in words how many features are not drawn, and why."""
    parts = [
        say(name, lang, count=count, marking=marking)
        for name, count in (
            ("unplaced", counts.unplaced),
            ("left_stale", counts.stale),
            ("filtered", counts.filtered),
            ("lesser", counts.lesser),
            ("above", counts.above_marking),
            ("above_clearance", counts.above_clearance),
        )
        if count
    ]
    return ("؛ " if lang == "ar" else "; ").join(parts) or say("nothing_left_out", lang)


def source_lines(
    page: Page, drawn: Drawn, lang: Language, width: float, shrink: float, most: float
) -> list[Line]:
    """Return the sources in `most` points: publishers with years, the most cited first, the rest counted."""
    kind = page.type("small", colour=_QUIET).but(shrink)
    heading = Line(say("sources", lang), kind.but(weight=BOLD, colour=_INK), before=_GAP, keep=True)
    publishers = by_publisher(drawn.sources)
    if not publishers:
        return []
    # The longest list that fits is found by halving; one publisher is always named.
    low, high = 1, len(publishers)
    while low < high:
        middle = (low + high + 1) // 2
        if height([heading, *_listed(publishers, middle, kind, lang, width)]) <= most:
            low = middle
        else:
            high = middle - 1
    return [heading, *_listed(publishers, low, kind, lang, width)]


def _listed(publishers: Sequence[str], count: int, kind: Type, lang: Language, width: float) -> list[Line]:
    left = len(publishers) - count
    more = [say("more_sources", lang, count=left)] if left else []
    lines = _paragraph("; ".join([*publishers[:count], *more]) + ".", kind, width, 0)
    return [replace(line, ltr=True) for line in lines]


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


def _paragraph(text: str, kind: Type, width: float, before: float) -> list[Line]:
    return [Line(line, kind, before=0 if i else before) for i, line in enumerate(wrap(text, kind, width))]
