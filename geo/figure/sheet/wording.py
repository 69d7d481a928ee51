"""What a figure and the book say of themselves, in English and Arabic. Markings are never translated."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Final

from geo.language import both, declared
from geo.model import CREDIBILITY, RELIABILITY, Language
from geo.view import View
from geo.words.first_line import SEMICOLON
from geo.words.sentences import GROUND, day_text

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "as_of": both("As of {day}"),
    "any_time": both("At any time from {first} to {last}"),
    "known": both("published by {day}"),
    "recorded": both("as recorded on {day}"),
    "known_now": both("as known when made"),
    "made": both("made on {day}"),
    "legend": both("Key"),
    "callouts": both("What it says"),
    "reading": both("How to read it"),
    "stale": both("Pale, dotted edge: not confirmed lately, {count} of {of} features"),
    "oldest": both("; the oldest last confirmed {day}"),
    "coarse": both("Dashed ring, wide band: position known only so far"),
    "count": both("Number at a symbol: features at this place"),
    "banded": both("Level bands, dots in slices: held by one after another"),
    "differing": both("Black outline: differs between the two maps; finer: only better or worse confirmed"),
    "frames": both("Square frame: force, neutral (APP-6)"),
    "grade": both("Lowest grade shown"),
    "left_out": both("Left out"),
    "nothing_left_out": both("nothing that is known here"),
    "unplaced": both("{count} without a known position"),
    "left_stale": both("{count} not confirmed lately"),
    "filtered": both("{count} filtered out"),
    "lesser": both("{count} of less importance, drawn at larger scales"),
    "above": both("{count} marked above\u00a0TLP:{marking}"),
    "above_clearance": both("{count} rows marked above what may be shown"),
    "sources": both("Sources"),
    "undated": both("undated"),
    "reported": both("Reported: what sources say"),
    "derived": both("Derived: what this project concludes from them"),
    "sources_left": both("+ at a sentence: {count} more sources, which the answer lists as text and JSON"),
    "more_rows": both("and {count} more rows; the CSV has them all"),
    "more_sources": both("and {count} more publishers"),
    "more_entries": both("and {count} more entries"),
    "sketch": both("Drawn by hand"),
    "notes": both("Notes"),
    "warning": both("Warning"),
    "disclaimer": both(
        "Boundaries and names shown do not imply endorsement or acceptance of any status. "
        "Areas of control are derived from claims; their edges are no front lines."
    ),
    "disclaimer_short": both(
        "Boundaries and names shown do not imply endorsement or acceptance of any status."
    ),
    "projection": both(
        "Lambert azimuthal equal-area projection, centred on {lat:g}° N {lon:g}° {side}, WGS 84: "
        "areas true, lengths within {error:g} %"
    ),
    "lambert": both("Lambert azimuthal equal-area {centre}"),
    "within": both("lengths within {error}"),
    "north": both("N"),
    "south": both("S"),
    "east": both("E"),
    "west": both("W"),
    "kilometres": both("km"),
    "metres": both("m"),
    "inset": both("{region}, {factor} times the scale"),
    "north_west": both("North-west"),
    "north_east": both("North-east"),
    "unnamed": both("{count} without room for a name"),
    "ground": GROUND,
    "data": both("data {version}"),
    "figure": both("Figure {id}"),
    "code_part": both("The code leaves out what was put or drawn by hand"),
    "sea": both("Mediterranean Sea"),
    "no_claim": both("Nothing is drawn here."),
    "contents": both("Contents"),
    "page": both("page {number}"),
    "sources_said": both("{count} sources that the figures draw on; in brackets the numbers of the figures"),
    "changes_said": both(
        "As the evidence has it: a date may be a month or a year; what nobody reported is not here"
    ),
    "in_english": both("What nobody has put into Arabic yet stands in English"),
    "more": both("and {count} more"),
    "changes": both("What differs"),
    "continued": both("{text} (continued)"),
    "book": both("Book {id} · data {version}"),
}

_BRIEF: Final[Mapping[str, tuple[str, str]]] = {
    "stale": both("Pale: not confirmed lately, {count} of {of}"),
    "oldest": both("; the oldest {day}"),
    "coarse": both("Ring, wide band: rough position"),
    "count": both("Number: features at this place"),
    "unplaced": both("{count} unplaced"),
    "lesser": both("{count} of less importance"),
    "unnamed": both("{count} unnamed"),
    "disclaimer": both(
        "Boundaries and names imply no endorsement. Areas rest on claims; their edges are no front lines."
    ),
    "disclaimer_short": both("Boundaries and names imply no endorsement."),
    "grade": both("Lowest grade"),
}
"""The same in fewer words, for a page that is to be mostly map."""

NO_BREAK: Final = "\u00a0"
"""A space at which no line is broken."""
BOTH: Final = " · "
"""Between English and Arabic where both are said."""


def say(name: str, lang: Language, *, brief: bool = False, **values: object) -> str:
    """Return a phrase, in both languages the English one; `brief`: in fewer words, where there are such."""
    pair = (brief and _BRIEF.get(name)) or _WORDS[name]
    return pair[lang == "ar"].format(**values)


def each_of(lang: Language) -> tuple[Language, ...]:
    """Return the languages that are spoken, one after the other."""
    return ("en", "ar") if lang == "en+ar" else (lang,)


def headed(name: str, lang: Language, **values: object) -> str:
    """Return the heading of a part of the page: in both languages together in both."""
    return BOTH.join(say(name, one, brief=False, **values) for one in each_of(lang))


def labels(name: str, lang: Language, *, brief: bool = False, **values: object) -> list[str]:
    """Return a phrase; in both languages then its Arabic without the first value."""
    said = [say(name, lang, brief=brief, **values)]
    if lang == "en+ar":
        once = dict.fromkeys(list(values)[:1], "")
        said.append(say(name, "ar", brief=brief, **{**values, **once}).strip())
    return said


def labelled(name: str, lang: Language, **values: object) -> str:
    """Return the same in one text."""
    said, *arabic = labels(name, lang, brief=False, **values)
    # At the start of a line Arabic would turn it round.
    return "".join([said, *(f"{BOTH}{one}".replace(" ", NO_BREAK) for one in arabic)])


def in_both(pair: tuple[str, str], lang: Language) -> str:
    """Return what is said in English and Arabic: in both languages together both."""
    return BOTH.join(pair) if lang == "en+ar" else pair[lang == "ar"]


def apart(text: str) -> list[str]:
    """Return a text in English and in Arabic, where it is in both."""
    english, _, arabic = text.partition(BOTH)
    return [english, arabic] if english and rtl(arabic) and not rtl(english) else [text]


def by_language(text: str) -> list[str]:
    """Return a text in pieces of one language each: what is in both says so of each piece.

    Examples
    --------
    >>> by_language("Base · قاعدة") == ["Base · ", "قاعدة"], by_language("As of today · made today")
    (True, ['As of today · made today'])
    """
    parts = [f"{one}{BOTH}" for one in text.split(BOTH)]
    parts[-1] = parts[-1].removesuffix(BOTH)
    return ["".join(own) for _, own in groupby(parts, _arabic)]


def _arabic(text: str) -> bool:
    """Tell whether a text begins in Arabic, and is that for the most part."""
    arabic = sum(unicodedata.bidirectional(letter) == "AL" for letter in text)
    return rtl(text) and arabic * 2 > sum(map(str.isalpha, text))


def days_text(view: View, lang: Language) -> str:
    """Return the day shown, or between which days what is shown was true."""
    last = day_text(view.at, lang)
    if view.first == view.at:
        return say("as_of", lang, day=last)
    return say("any_time", lang, first=day_text(view.first, lang), last=last)


def clocks_text(view: View, made_on: date, lang: Language) -> str:
    """Return on which clocks a figure stands beside the day shown: published by, recorded on, made on."""
    days = [("known", view.known), ("recorded", view.recorded)]
    told = [say(name, lang, day=day_text(day, lang)) for name, day in days if day]
    made = say("made", lang, day=day_text(made_on, lang))
    return " · ".join([*(told or [say("known_now", lang)]), made])


def grade_text(reliability: str, credibility: str, english: str, lang: Language) -> str:
    """Return a grade in words; `english` as `Drawn.grade` has it."""
    if lang != "ar":
        return english
    source, information = RELIABILITY[reliability], CREDIBILITY[int(credibility)]
    told = declared(source, lang) + SEMICOLON[1] + declared(information, lang)
    return f"{told} ({reliability}{credibility})"


def rtl(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: its first letter with a direction does.

    Examples
    --------
    >>> rtl("5+5 لجنة"), rtl("Base · قاعدة")
    (True, False)
    """
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False
