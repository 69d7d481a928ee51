"""What is wanted of a large layer -> one SQL condition; the filters are those of `geo.scene.rules`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import numpy as np

from geo.model import CONDITION, MARKINGS, SAID, Extent, Layer, split, strictness
from geo.store.large.grid import to_world
from geo.store.large.writing import NEVER_SEEN, OPEN_START

_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; what is not given asks for all.

    Attributes
    ----------
    days : tuple of date
        First and last day, both included, on one of which at least a row is true.
    recorded : date
        As this data set was on that day; without it as it is now.
    filters : mapping of str to sequence of str
        As of `geo.scene.rules.filtering`; they need the day shown, the last of `days`.
    text : str
        Stands in a name, in any case.
    stretch : tuple of int
        First and last place in the file, both included.
    dated : bool
        Only what has a start.
    retracted : bool
        Also what was retracted.
    """

    extent: Extent | None = None
    days: tuple[date, date] | None = None
    recorded: date | None = None
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    text: str = ""
    ids: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    stretch: tuple[int, int] | None = None
    dated: bool = False
    retracted: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from any other."""
        filters = tuple(sorted((name, tuple(values)) for name, values in self.filters.items()))
        return self.extent, self.days, self.recorded, filters, self.text, self.ids, self.rows


class Seen(Protocol):
    """What of a large layer decides what may be seen of it."""

    @property
    def layer(self) -> Layer: ...  # noqa: D102
    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def actors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def clearance(self) -> str: ...  # noqa: D102
    @property
    def unseen_actors(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def place(self) -> str: ...  # noqa: D102


def units(extent: Extent) -> tuple[int, int, int, int]:
    """Return the first and last column, and the first and last row, of an extent on the grid."""
    west, south, east, north = extent
    xs, ys = to_world(np.array([west, east]), np.array([north, south]))
    return int(xs[0]), int(xs[1]), int(ys[0]), int(ys[1])


Part = tuple[str, list[Any]]
"""A condition, and the values of its question marks."""


def condition(of: Seen, wanted: Wanted) -> Part:
    """Return what is wanted of what may be seen as one condition."""
    parts = [*_seen(of), *_places(wanted), *_times(wanted), *_named(of, wanted), *_filters(of, wanted)]
    parts += [part for text in wanted.filters.get("rows", ()) for part in _said(of, text)]
    text = " AND ".join(text for text, _ in parts)
    return text or "TRUE", [value for _, values in parts for value in values]


def _seen(of: Seen) -> Iterator[Part]:
    if of.clearance and of.clearance != MARKINGS[-1]:
        yield "list_contains(?, marking)", [list(MARKINGS[: strictness(of.clearance) + 1])]
    if of.unseen_actors:
        yield "NOT list_contains(?, coalesce(actor, ''))", [_naming(of.actors, of.unseen_actors)]


def _places(wanted: Wanted) -> Iterator[Part]:
    if wanted.extent is not None:
        yield "map_x BETWEEN ? AND ? AND map_y BETWEEN ? AND ?", [*units(wanted.extent)]


def _times(wanted: Wanted) -> Iterator[Part]:
    if wanted.days is not None:
        yield "map_from <= ? AND map_to > ?", [_day(wanted.days[1]), _day(wanted.days[0])]
    if wanted.recorded is not None:
        # Recorded that day at the latest, and not retracted by then; days as texts, which may be partial.
        text = wanted.recorded.isoformat()
        yield "recorded_on <= ? AND (coalesce(retracted_on, '') = '' OR retracted_on > ?)", [text, text]
    elif not wanted.retracted:
        yield "coalesce(retracted_on, '') = ''", []
    if wanted.dated:
        yield "map_from > ?", [OPEN_START]


def _named(of: Seen, wanted: Wanted) -> Iterator[Part]:
    if wanted.text:
        yield "(contains(lower(name_en), ?) OR contains(name_ar, ?))", [wanted.text.lower(), wanted.text]
    if wanted.ids:
        yield "list_contains(?, id)", [list(wanted.ids)]
    if wanted.stretch is not None:
        yield "map_row BETWEEN ? AND ?", [*wanted.stretch]
    if wanted.rows:
        # Numbers that are written out are looked for before anything else of a row is read.
        yield f"{of.place} IN ({', '.join(str(int(row)) for row in wanted.rows)})", []


def _filters(of: Seen, wanted: Wanted) -> Iterator[Part]:
    filters, layer = wanted.filters, of.layer
    values: list[Any]
    at = _day(wanted.days[1]) if wanted.days else 0
    start = f"{layer.id}."
    if hidden := [name.removeprefix(start) for name in filters.get("hide", ()) if name.startswith(start)]:
        yield "NOT list_contains(?, class)", [hidden]
    if actors := filters.get("actor"):
        yield _held(of, actors)
    if (goods := filters.get("com")) and "commodities" in of.columns:
        yield "list_has_any(string_split(commodities, '|'), ?)", [list(goods)]
    if grades := filters.get("rel"):
        yield "reliability != '' AND reliability <= ?", [grades[0]]
    if (most := _number(filters, "cred")) is not None:
        yield "credibility <= ?", [most]
    if (days := _number(filters, "age")) is not None:
        yield "map_latest >= ?", [max(at - days, NEVER_SEEN + 1)]
    if filters.get("stale"):
        fresh = "map_seen + ? > ?"
        values = [layer.review_after_days + 1, at]
        if layer.ageless:
            fresh, values = f"({fresh} OR list_contains(?, class))", [*values, list(layer.ageless)]
        yield fresh, values


def _said(of: Seen, text: str) -> Iterator[Part]:
    """Yield what a column of the table must say, as `geo.scene.rules.filtering` reads it."""
    read = CONDITION.fullmatch(text)
    if not read:
        return
    column, sign, wanted = read.groups()
    if sign == "=" and column == "actor" and wanted:
        yield _held(of, [wanted])
        return
    names = [f"CAST({name} AS VARCHAR)" for name in SAID.get(column, ()) if name in of.columns]
    between = "" if column == "grade" else " "
    said, values = f"trim(concat_ws('{between}', {', '.join(names)}))" if names else "''", list[Any]()
    if column == "layer":
        said, values = "?", [of.layer.id]
    elif column == "any":
        said = f"concat(replace({said}, '_', ' '), ' ', reliability, CAST(credibility AS VARCHAR))"
    if sign == "~" and column == "any":
        # Each word stands in one column, so that few rows need be put together whole.
        yield from (_in_a_column(names, word) for word in wanted.lower().split(" ") if word)
        if not {" ", "_"} & set(wanted):
            return
    if sign == "~":
        yield f"contains(lower({said}), ?)", [*values, wanted.lower()]
    elif sign == "=":
        yield f"{said} = ?", [*values, wanted]
    elif column == "precision_m":
        yield f"TRY_CAST({said} AS DOUBLE) {sign}= TRY_CAST(? AS DOUBLE)", [wanted]
    else:
        dated = f"regexp_matches({said}, '^[0-9]{{4}}')"
        part = f"left({said}, ?) {sign}= left(?, length({said}))"
        yield f"{dated} AND {part}", [*values, *values, len(wanted), wanted, *values]


def _in_a_column(names: Sequence[str], word: str) -> Part:
    said = [f"contains(lower({name}), ?)" for name in names]
    said.append("contains(lower(concat(reliability, CAST(credibility AS VARCHAR))), ?)")
    return f"({' OR '.join(said)})", [word] * len(said)


def _held(of: Seen, actors: Sequence[str]) -> Part:
    named = "list_contains(?, actor)"
    values: list[Any] = [_naming(of.actors, frozenset(actors))]
    if "actors" in of.columns:
        return f"({named} OR list_has_any(string_split(actors, '|'), ?))", [*values, list(actors)]
    return named, values


def _naming(texts: Sequence[str], wanted: frozenset[str]) -> list[str]:
    """Return the texts of the column `actor` that name one of these: few are looked at, not every row."""
    return [text for text in texts if not wanted.isdisjoint(split(text))]


def _number(filters: Mapping[str, Sequence[str]], name: str) -> int | None:
    values = filters.get(name)
    return int(values[0]) if values and _NUMBER.fullmatch(values[0]) else None


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
