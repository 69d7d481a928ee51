"""What may be said of a claim, an event or a source before it is a row: field by field, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from geo.errors import GeoError
from geo.faults import did_you_mean
from geo.store import read_csv

Kind = Literal["claim", "event", "source"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be told.

    Attributes
    ----------
    name : str
        As the column of a CSV of candidates; the option has hyphens.
    needed : bool
        Whether nothing can be added without it.
    asked : bool
        Whether a session on a terminal asks for it; the others are for options and files.
    """

    name: str
    help: str
    needed: bool = False
    asked: bool = True

    @property
    def option(self) -> str:
        """The option that tells it."""
        return f"--{self.name.replace('_', '-')}"


_SOURCE = (
    Field("url", "address of the page", needed=True),
    Field("publisher", "who published it, by any of its names", needed=True),
    Field("title", "title of the page or report", needed=True),
    Field("date", "day, month or year of publication; empty = undated"),
    Field("date_note", "why it is undated, or where its date comes from", asked=False),
    Field("kind", "kind of source; default: as of the publisher", asked=False),
    Field(
        "new_publisher",
        "kind of a publisher who is not in publishers.csv yet, to be added with the letter of --reliability",
        asked=False,
    ),
)
_SECOND = (
    Field("second_url", "address at an independent publisher who says the same"),
    Field("second_publisher", "who published it there"),
    Field("second_title", "title there"),
    Field("second_date", "date there"),
)
_GRADES = (
    Field("sources", "ids of sources that are there already, separated by |", asked=False),
    Field("reliability", "letter of the source, A to F; default: the best of those cited", asked=False),
    Field("credibility", "1 confirmed by others, 2 probably true, to 5 improbable, 6 not known", needed=True),
    Field("marking", "handling marking; default: CLEAR", asked=False),
)  # fmt: skip

FIELDS: Final[Mapping[Kind, tuple[Field, ...]]] = {
    "claim": (
        Field("where", "place, district or region, by any of its names", needed=True),
        Field("scope", "place, district or region; default: as what is named", asked=False),
        Field("actor", "who holds it, by any of its names", needed=True),
        Field("claim", "effective, nominal, contested, presence or revenue", needed=True),
        Field("valid_from", "since when, as precise as the source: 2025, 2025-03 or 2025-03-14"),
        Field("valid_to", "until when; empty = open"),
        Field("stated_on", "day on which it was said; default: date of the source"),
        Field("claimant", "by whose word: an actor, publisher, or words; default: publisher"),
        *_SOURCE,
        *_SECOND,
        *_GRADES,
        Field("note", "in your own words, for whoever checks it"),
    ),
    "event": (
        Field("date", "day, month or year of the event", needed=True),
        Field("name_en", "name in English", needed=True),
        Field("name_ar", "name in Arabic"),
        Field("class", "kind of event", needed=True),
        Field("place", "where, by any of its names"),
        Field("actors", "who took part, separated by |"),
        Field("toll", "dead, wounded, displaced, as told"),
        *(Field("date_published", one.help) if one.name == "date" else one for one in _SOURCE),
        *_SECOND,
        *_GRADES,
        Field("summary", "one or two sentences in your own words", needed=True),
    ),
    "source": (*_SOURCE, _GRADES[1]),
}

CALLED: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("claim", "claims"): {"place": "where"},
    ("event", "sources"): {"date": "date_published"},
}
"""What a column of a table is called where a candidate of a kind tells it, if otherwise."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is told of one claim, event or source.

    Attributes
    ----------
    label : str
        What faults call it, such as the line of a file; "" where there is only one.
    texts : mapping of str to str
        By field; what is not told is absent.
    """

    kind: Kind
    texts: Mapping[str, str]
    label: str = ""

    def __getitem__(self, name: str) -> str:
        """Return what is told of a field, "" for nothing."""
        return self.texts.get(name, "")


def fields_of(kind: Kind) -> dict[str, Field]:
    """Return the fields of a kind by name, in the order in which they are asked for."""
    return {one.name: one for one in FIELDS[kind]}


def candidate(kind: Kind, told: Mapping[str, str], label: str = "") -> Candidate:
    """Return what is told as a candidate, without blanks around it.

    Raises
    ------
    GeoError
        When a text holds half a character, as a terminal with another encoding may give it.
    """
    broken = [name for name, text in told.items() if not _is_whole(text)]
    if broken:
        raise GeoError(
            "\n".join(f"{name}: holds half a character; write the character itself" for name in broken)
        )
    texts = {name: " ".join(text.split()) for name, text in told.items()}
    return Candidate(kind, {name: text for name, text in texts.items() if text}, label)


def read_candidates(path: Path, kind: Kind) -> list[Candidate]:
    """Return the candidates in a CSV file whose columns are fields.

    Raises
    ------
    GeoError
        When it cannot be read, or has columns that say nothing of that kind; listing every fault.
    """
    header, rows, faults = read_csv(path)
    told = [str(fault) for fault in faults]
    known = fields_of(kind)
    meant = {
        name: field for (of, _), fields in CALLED.items() if of == kind for name, field in fields.items()
    }
    told += [
        f"{path}: unknown column '{name[:80]}'; "
        + (f"use '{meant[name]}'" if name in meant else did_you_mean(name[:80], known, "remove it"))
        for name in header
        if name not in known
    ]
    if told:
        raise GeoError("\n".join(told))
    return [candidate(kind, row, f"line {number}") for number, row in enumerate(rows, start=2)]


def lacking(one: Candidate, known: Sequence[str] = ()) -> list[str]:
    """Return the names of fields that must be told and are not.

    Parameters
    ----------
    known : sequence of str
        Addresses of sources that are there: nothing else need be told of these.
    """
    cites = bool(one["sources"]) or one["url"] in known
    waived = {"publisher", "url", "title"} if cites else set()
    second = {"second_url", "second_publisher"} if one["second_url"] or one["second_publisher"] else set()
    needed = [field.name for field in FIELDS[one.kind] if field.needed or field.name in second]
    return [name for name in needed if not one[name] and name not in waived]


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
