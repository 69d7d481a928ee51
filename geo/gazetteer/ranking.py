"""Hits in their order, and in words: which name was found, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geo.gazetteer.entries import KINDS, Entry, Match
from geo.gazetteer.notation import notations
from geo.gazetteer.spelling import KIND_WORDS, sounds, words
from geo.language import mark

Key = tuple[str, str]
"""Id and kind: a place and an actor may share an id."""

_ASIDE = re.compile(r"\s*\([^)]*\)")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SEATS_FROM = 4
_KIND_ORDER = {kind: number for number, kind in enumerate(KINDS)}
_HOW_ORDER = {how: number for number, how in enumerate(("name", "alias", "part", "core", "id"))}


def is_arabic(text: str) -> bool:
    """Tell whether a text holds an Arabic letter."""
    return not text.isascii() and bool(_ARABIC.search(text))


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of one entry, with what it is compared by.

    Attributes
    ----------
    how : str
        "name" for its own names, "alias" for further ones, "part" for a piece of its name, "core" for a name
        without the words for its kind, "id" for its id.
    words, sounds : tuple of str
        As `geo.gazetteer.spelling` makes them.
    """

    entry: Entry
    text: str
    how: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    key: str = field(init=False)
    where: Key = field(init=False)
    arabic: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", "".join(self.words))
        object.__setattr__(self, "where", (self.entry.id, self.entry.kind))
        object.__setattr__(self, "arabic", is_arabic(self.text))


@dataclass(frozen=True, slots=True)
class Hit:
    """One name that was found, how well, and in which way: exact, sound, begins, words, held or close."""

    name: Name
    score: float
    way: str


def names_of(entry: Entry) -> Iterator[Name]:
    """Yield all spellings of an entry, then those that stay without the words for its kind."""
    names = [
        Name(entry, text, how, split, sounds(split))
        for text, how in spellings(entry)
        if (split := words(text))
    ]
    yield from names
    known = {name.key for name in names}
    for name in names if entry.kind != "source" else ():
        core = tuple(word for word in name.words if word not in KIND_WORDS)
        key = "".join(core)
        if core and key not in known:
            known.add(key)
            yield Name(entry, name.text, "core", core, sounds(core))


def spellings(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield each spelling of an entry once, and how it belongs to it.

    Examples
    --------
    >>> list(spellings(Entry("actor", "radaa", "", "Special Deterrence Force (Radaa)", names=("SDF",))))[1:]
    [('SDF', 'alias'), ('Special Deterrence Force', 'part')]
    """
    told: dict[str, str] = {}
    if entry.kind != "source":
        told.update(dict.fromkeys(_ASIDE.sub("", entry.name_en).split(" / "), "part"))
    told.update(dict.fromkeys(entry.names, "alias"))
    told.update({entry.name_ar: "name", entry.name_en: "name"})
    for how in ("name", "alias", "part"):
        yield from ((text, how) for text, its in told.items() if its == how and text)


def seated(hits: Iterable[Hit], limit: int) -> list[Hit]:
    """Return the best hits in order; where there is room, the best of each kind is among them."""
    ranked = sorted(hits, key=_place)
    if limit < _SEATS_FROM:
        return ranked[:limit]
    firsts = {hit.name.entry.kind: hit.name.where for hit in reversed(ranked) if hit.way != "close"}
    seats = set(firsts.values())
    others = [hit.name.where for hit in ranked if hit.name.where not in seats]
    seats.update(others[: max(0, limit - len(seats))])
    return [hit for hit in ranked if hit.name.where in seats]


def _place(hit: Hit) -> tuple[float, int, int, int, int, str]:
    entry, how = hit.name.entry, _HOW_ORDER[hit.name.how]
    return -round(hit.score, 3), _KIND_ORDER[entry.kind], entry.rank, how, len(entry.name_en), entry.id


def to_match(hit: Hit, plain: str, near: bool) -> Match:
    """Return a hit as the answer to the query `plain`; `near` = as a suggestion only."""
    return Match(hit.name.entry, hit.name.text, _reason(hit, plain), round(hit.score, 1), near)


def _reason(hit: Hit, plain: str) -> str:
    entry, text, how = hit.name.entry, hit.name.text, hit.name.how
    own = {"exact": mark("name"), "begins": mark("begins the name")}.get(hit.way, mark("in the name"))
    if how == "id":
        reason = mark("id")
    elif entry.kind == "source":
        reason = mark("title of a source") if text == entry.name_en else mark("publisher of a source")
    elif is_arabic(plain) != hit.name.arabic and any(map(str.isalpha, plain)):
        reason = mark("sounds alike")
    elif hit.way == "held":
        reason = mark("part of what is typed")
    elif hit.way in ("sound", "close"):
        reason = mark("close spelling")
    elif how == "alias":
        also = mark("also spelled {name}") if entry.kind == "place" else mark("also called {name}")
        reason = also.format(name=text)
    else:
        reason = mark("Arabic name") if text == entry.name_ar else own
    return reason


def position_match(lat: float, lon: float, reason: str) -> Match:
    """Return a position as a match: named in decimal degrees, matched as MGRS."""
    written = notations(lat, lon)
    entry = Entry("position", written["decimal"], "", written["decimal"], position=(lat, lon), rank=0)
    return Match(entry, written["mgrs"] or written["dms"], reason, 100.0)
