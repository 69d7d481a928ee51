"""What a figure says beside its map, as sentences: page, slide and Word page say the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Literal

from geo.figure.drawn import Drawn
from geo.figure.map.sketch import in_frame
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, each_of, grade_text, headed, labels, say
from geo.language import declared, said, t
from geo.model import CREDIBILITY, RELIABILITY, Language
from geo.scene import SourceLine
from geo.scene.sketching import lines_of
from geo.words.dates import date_text
from geo.words.first_line import SEMICOLON

Sign = Literal["stale", "counted", "coarse", "banded", "differing", "count", "frames"]
"""Something on the map that has to be explained."""


def signs(drawn: Drawn, request: FigureRequest, lang: Language, *, brief: bool = False) -> dict[Sign, str]:
    """Return how the map is to be read: what each sign on it says; `brief`: in fewer words."""
    there: dict[Sign, bool] = {
        "coarse": drawn.coarse,
        "banded": drawn.banded,
        "differing": bool(request.view.compare),
        "count": drawn.badges,
        "frames": request.frames,
    }
    told: dict[Sign, str] = {
        "stale": stale_text(drawn, lang, brief=brief),
        "counted": counted_text(drawn, lang),
    }
    told |= {name: say(name, lang, brief=brief) for name, is_there in there.items() if is_there}
    return {name: text for name, text in told.items() if text}


def remarks(
    drawn: Drawn, request: FigureRequest, languages: Sequence[Language], *, brief: bool = False
) -> list[list[tuple[str, str, Language]]]:
    """Return what is left out, the lowest grade, what was asked, the sketch and the notes.

    Each is heading and text in each language. A text may be empty. What somebody wrote is in one language.
    """
    lang = request.view.lang
    asked = [layer for layer in drawn.layers if layer.says.en]
    return [
        [(say("left_out", one), left_out_text(drawn, one, brief=brief), one) for one in languages],
        [(say("grade", one), _grade(drawn, one), one) for one in languages],
        *(
            [(layer.name.text(one).rstrip("?؟"), layer.says.text(one), one) for one in languages]
            for layer in asked
        ),
        [(say("sketch", one), sketch_text(drawn, request, one), one) for one in languages],
        [(headed("notes", lang), request.notes, lang)],
    ]


def warned(drawn: Drawn, languages: Sequence[Language]) -> list[tuple[str, Language]]:
    """Return what is wrong with the figure, each in each language; what knows no Arabic stands once."""
    found: dict[str, Language] = {}
    for text in drawn.warnings:
        for one in languages:
            found.setdefault(said(text, one), one)
    return [(f"{say('warning', one)}: {text}", one) for text, one in found.items()]


def _grade(drawn: Drawn, lang: Language) -> str:
    return grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""


def grade_words(drawn: Drawn, lang: Language) -> str:
    """Return the lowest grade in few words, without its letters."""
    pair = RELIABILITY[drawn.reliability], CREDIBILITY[int(drawn.credibility)]
    return t(", ", lang).join(declared(one, lang) for one in pair)


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
    return SEMICOLON[lang == "ar"].join(lines)


def left_out_text(drawn: Drawn, lang: Language, *, brief: bool = False) -> str:
    """Return in words how many features are not drawn, and why; `brief`: in fewer words."""
    one: Language = "ar" if lang == "ar" else "en"
    return SEMICOLON[one == "ar"].join(text for text, *_ in left_out_parts(drawn, one, brief=brief))


def left_out_parts(drawn: Drawn, lang: Language, *, brief: bool = False) -> list[list[str]]:
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
            ("unnamed", drawn.unnamed),
        )
        if count
    ]
    return parts or [labels("nothing_left_out", lang)]


def publishers_text(publishers: Sequence[str], count: int, lang: Language) -> str:
    """Return the first of some publishers in one line, and how many more there are."""
    left = len(publishers) - count
    more = [BOTH.join(say("more_sources", one, count=left) for one in each_of(lang))] if left else []
    # A full stop after Arabic at the end of a line of Latin letters would stand at its start.
    end = "" if more and lang != "en" else "."
    return "; ".join([*publishers[:count], *more]) + end


def most_listed(count: int, fits: Callable[[int], bool]) -> int:
    """Return of how many of some publishers the longest list is that fits; one is always named.

    Examples
    --------
    >>> most_listed(9, lambda listed: listed <= 4), most_listed(9, lambda _: False), most_listed(3, bool)
    (4, 1, 3)
    """
    return max(most(count, fits), 1)


def most(count: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to a count that fits, where every smaller one does, too; 0 = none.

    Examples
    --------
    >>> most(9, lambda one: one <= 4), most(9, lambda _: False), most(3, bool)
    (4, 0, 3)
    """
    return bisect_left(range(1, count + 1), True, key=lambda one: not fits(one))


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
