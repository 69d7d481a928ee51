"""Many changes as few sentences: of one layer, class and kind together, the most important first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pandas as pd

from geo.analysis.frames import records
from geo.evidence import Evidence
from geo.language import both
from geo.model import IMPORTANCE, Layer, split
from geo.questions.shared.ground import Row, resting
from geo.words.changes import ORDER, short_title
from geo.words.dates import dated
from geo.words.first_line import Pair, called, joined
from geo.words.holding import Standing
from geo.words.sentences import Sentence, title_of

_NAMED: Final = 5
"""Names in one sentence; the table has them all."""
_PLACE: Final = "place"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much weighs what changed: its own importance, then the people of its place, then its sources."""

    evidence: Evidence
    standing: Standing | None
    """None where the tables of claims are out: then no place has people, or a name."""

    @property
    def people(self) -> Mapping[str, int]:
        """How many people live in a place, as far as a source has them."""
        return self.standing.world.people if self.standing else {}

    def place(self, place: str) -> Pair:
        """Return what a place is called; "" is anywhere else."""
        if not place or not self.standing:
            return (place, place) if place else both("elsewhere")
        name = self.standing.name(place)
        return name.en, name.ar or name.en

    def of(self, layer: Layer, rows: Sequence[Row]) -> list[tuple[Row, str]]:
        """Return the rows with the place of each ("" = none), the most important first."""
        frame = self.evidence.layers[layer.id]
        known: dict[str, Row] = self.evidence.remembered(
            ("weights", layer.id, id(frame)),
            lambda: {
                row["id"]: row
                for row in records(
                    pd.DataFrame({name: frame[name] for name in ("id", _PLACE, IMPORTANCE) if name in frame})
                )
            },
            of=layer.id,
        )

        def weight(row: Row) -> tuple[float, int, int, str]:
            sources = len(split(str(row["sources"])))
            people = self.people.get(place(row) or str(row["id"]), 0)
            return -float(known.get(row["id"], {}).get(IMPORTANCE) or 0), -sources, -people, str(row["id"])

        def place(row: Row) -> str:
            return str(known.get(row["id"], {}).get(_PLACE) or "")

        return [(row, place(row)) for row in sorted(rows, key=weight)]


def grouped(layer: Layer, rows: Sequence[Row], weights: Weights) -> Iterator[Sentence]:
    """Yield a sentence for each class and kind of change; what happened at one place is told together."""
    titles = {name: (one.title, one.title_ar or one.title) for name, one in layer.classes.items()}
    kinds = list(titles)

    def key(told: tuple[Row, str]) -> tuple[int, int]:
        name = str(told[0]["class"])
        return ORDER.index(str(told[0]["change"])), kinds.index(name) if name in kinds else len(kinds)

    for (kind, class_), found in groupby(sorted(weights.of(layer, rows), key=key), key=key):
        listed = list(found)
        what = titles[kinds[class_]] if class_ < len(kinds) else ("", "")
        is_long = len(listed) > _NAMED and any(place for _, place in listed)
        title = " ".join(part for part in (head(layer)[0] + ":", what[0]) if part)
        arabic = " ".join(part for part in (head(layer)[1] + ":", what[1]) if part)
        text = both(
            "{title}, {change} ({n}): {told}.",
            title=(title, arabic),
            change=short_title(ORDER[kind]),
            n=len(listed),
            told=_by_place(listed, weights) if is_long else joined(_dated(listed), most=_NAMED),
        )
        yield resting(text, "reported", [row for row, _ in listed])


def held_between(layer: Layer, rows: Sequence[Row], weights: Weights) -> Iterator[Sentence]:
    """Yield where who holds it changed and changed again, so that the two days alone do not tell it."""
    listed = weights.of(layer, rows)
    if listed:
        often = joined((both("{name} {n}", name=name, n=n) for name, n in _often(listed)), most=2 * _NAMED)
        text = both(
            "{title}: times that began and ended in between ({n}): {told}.",
            title=head(layer),
            n=len(listed),
            told=often,
        )
        yield resting(text, "reported", [row for row, _ in listed])


def held_no_longer(layer: Layer, rows: Sequence[Row], weights: Weights) -> Iterator[Sentence]:
    """Yield what nobody confirms any longer: what this project concludes, nobody says it."""
    listed = weights.of(layer, rows)
    if listed:
        text = both(
            "{title}: no longer confirmed ({n}): {told}.",
            title=head(layer),
            n=len(listed),
            told=joined(_dated(listed), most=2 * _NAMED),
        )
        yield resting(text, "derived", [row for row, _ in listed])


def head(layer: Layer) -> Pair:
    """Return what a layer is called, without what its title says behind a colon."""
    english, arabic = title_of(layer)
    return english.partition(":")[0], arabic.partition(":")[0]


def _often(listed: Sequence[tuple[Row, str]]) -> list[tuple[Pair, int]]:
    return Counter(called(row) for row, _ in listed).most_common()


def _by_place(listed: Sequence[tuple[Row, str]], weights: Weights) -> Pair:
    """Return how often at which place, and the most important of each, where most happened first."""
    places: dict[str, list[tuple[Row, str]]] = {}
    for one in listed:
        places.setdefault(one[1], []).append(one)
    often = sorted(
        places.items(), key=lambda one: (-len(one[1]), one[0] == "", -weights.people.get(one[0], 0))
    )
    named = []
    for place, rows in often:
        (first,) = _dated(rows[:1])
        if len(rows) == 1:
            named.append(first)
        else:
            named.append(both("{place} {n}: {first}", place=weights.place(place), n=len(rows), first=first))
    return joined(named, most=_NAMED, comma=both("; "))


def _dated(listed: Sequence[tuple[Row, str]]) -> list[Pair]:
    return [
        both(
            "{name} ({day})",
            name=called(row),
            day=dated(str(row["date"])),
        )
        for row, _ in listed
    ]
