"""What changed between two days, in words: the kinds of change, and the sentences that tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from geo.analysis.changes import KINDS
from geo.language import both, t
from geo.model import Language
from geo.words.sentences import day_text

HAPPENED: Final = "happened"
"""A change of an event, which has a day and no end."""
KIND_TITLES: Final[Mapping[str, tuple[str, str]]] = {
    HAPPENED: both("Happened"),
    "began": both("Began"),
    "ended": both("Ended"),
    "passed": both("Began and ended in between"),
    "lapsed": both("No longer confirmed"),
    "recorded": both("Newly recorded, true before"),
    "corrected": both("Corrected: replaced by a new record"),
    "withdrawn": both("Withdrawn"),
    "published": both("Published"),
}
PUBLISHED: Final = "published"
"""A change of what had been published: no kind of `geo.analysis.changes`, which knows no sources."""

ORDER: Final = (HAPPENED, *KINDS, PUBLISHED)
"""Every kind, in the order of a report."""

NOTHING: Final = both("Nothing is recorded as changed.")
_COMMA: Final = both(", ")


def kind_title(kind: str, lang: Language) -> str:
    """Return what a kind of change is called."""
    return KIND_TITLES[kind][lang == "ar"]


def span_title(since: date, until: date, lang: Language) -> str:
    """Return what a list of the changes between two days is called."""
    return t("Changes from {first} to {last}", lang, first=day_text(since, lang), last=day_text(until, lang))


def short_title(kind: str) -> tuple[str, str]:
    """Return what a kind of change is called within a sentence.

    Examples
    --------
    >>> short_title("recorded")[0]
    'newly recorded'
    """
    english, arabic = KIND_TITLES[kind]
    return re.split("[,:]", english)[0].lower(), arabic


def counted(title: tuple[str, str], counts: Mapping[str, int]) -> tuple[str, str]:
    """Return how many changes of each kind there are, after what they are changes of.

    Examples
    --------
    >>> counted(("Ports", "موانئ"), {"ended": 1, "began": 2})[0]
    'Ports: 2 began, 1 ended.'
    """
    listed: list[list[str]] = [[], []]
    for kind in ORDER:
        if counts.get(kind):
            english, arabic = short_title(kind)
            listed[0].append(f"{counts[kind]} {english}")
            listed[1].append(f"{arabic} ({counts[kind]})")
    lines = [
        f"{name}: {comma.join(parts)}." for name, comma, parts in zip(title, _COMMA, listed, strict=True)
    ]
    return lines[0], lines[1]


def told(name: tuple[str, str], kind: str, day: str) -> tuple[str, str]:
    """Return one change as a sentence; `day` as the evidence has it, which may be a month or a year.

    Examples
    --------
    >>> told(("Port of Sirte", ""), "began", "2025-03")[0]
    'Port of Sirte: began, 2025-03.'
    """
    english, arabic = KIND_TITLES[kind]
    return both(
        "{name}: {kind}, {day}.",
        name=(name[0], name[1] or name[0]),
        kind=(english.lower(), arabic),
        day=day,
    )
