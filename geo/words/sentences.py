"""Sentences of an answer: one text in both languages, with what it rests on. Knows no question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from geo.language import both
from geo.model import Language, Layer
from geo.words.dates import date_text

GROUND: Final = both("Ground: Natural Earth, © OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)")
"""Whose the ground is on every map; what their licences ask to be said."""

Basis = Literal["reported", "derived"]
"""Whether a source says it, or this project concluded it from what sources say."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    Attributes
    ----------
    text, text_ar : str
        English and Arabic.
    basis : str
        "reported" or "derived".
    grades : tuple of str
        Reliability and credibility of what it rests on, such as "B2"; the best first, each once.
    sources : tuple of str
        Ids of the sources that it rests on, each once.
    """

    text: str
    text_ar: str
    basis: Basis
    grades: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def resting_on(
    text: tuple[str, str], basis: Basis, grades: Iterable[str], sources: Iterable[str]
) -> Sentence:
    """Return a sentence with its grades and sources put in order, each once.

    Examples
    --------
    >>> resting_on(("Began", "بدأ"), "derived", ["C3", "A1", "C3"], ["un-2020", "un-2020"]).grades
    ('A1', 'C3')
    """
    return Sentence(*text, basis, tuple(sorted(set(grades))), tuple(dict.fromkeys(sources)))


def title_of(layer: Layer) -> tuple[str, str]:
    """Return what a layer is called in both languages."""
    return layer.title, layer.title_ar or layer.title


def left_out(title: tuple[str, str], reason: str) -> tuple[str, str]:
    """Return that a layer is not part of an answer, and why."""
    return both("{title}: left out, {reason}.", title=title, reason=reason)


def day_text(day: date, lang: Language) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day_text(date(2026, 11, 4), "en")
    '4 November 2026'
    """
    return date_text(day.isoformat(), lang)
