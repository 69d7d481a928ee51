"""How two pictures differ, thing by thing: who gained or lost what, what is new, ended, moved, confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from geo.analysis.asked.picture import DISTRICT, PLACE, Difference, Held
from geo.analysis.standing import NONE
from geo.evidence import Evidence
from geo.language import both
from geo.model import Layer
from geo.questions.shared.ground import Ground, Row
from geo.words.first_line import Pair, joined
from geo.words.roles import role_name

GAINED, LOST, CONTESTED = "gained", "lost", "contested"
NEW, ENDED, MOVED, LAPSED = "new", "ended", "moved", "lapsed"
BETTER, WORSE = "better confirmed", "worse confirmed"
QUIET: Final = (BETTER, WORSE)
"""What is the same on both pictures, and is only confirmed otherwise."""
CHANGES: Final[Mapping[str, Pair]] = {
    one: (role_name(one).en, role_name(one).ar)
    for one in (GAINED, LOST, CONTESTED, NEW, ENDED, MOVED, LAPSED, BETTER, WORSE)
}
"""Every kind of difference with its title, in the order in which they are told."""
_SQUARE_KM: Final = 1e6
_EFFECTIVE, _NOMINAL, _DISPUTED = "effective", "nominal", "contested"
_SAME_PLACE: Final = 1e-4
"""Degrees within which two positions are one: ten metres."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One thing that differs.

    Attributes
    ----------
    change : str
        A key of `CHANGES`.
    scope : str
        "place", "district" or "feature".
    holder : str
        Who gained, lost or contests it; "" of other features.
    before, after : Pair
        What it was and is, in a few words.
    kinds : tuple of str
        In which way it was and is held.
    actors : tuple of tuple of str
        Whose colours it had and has.
    grades : tuple of str
        Such as "B2", before and after.
    rows : list of mapping
        What it rests on.
    """

    change: str
    layer: str
    id: str
    scope: str
    name: Pair
    holder: str
    before: Pair
    after: Pair
    kinds: tuple[str, str]
    actors: tuple[tuple[str, ...], tuple[str, ...]]
    grades: tuple[str, str]
    km2: float | None = None
    people: int | None = None
    people_year: str = ""
    rows: list[Row] = field(default_factory=list, repr=False)

    @property
    def order(self) -> tuple[object, ...]:
        """Sort by kind, then who, then places before districts, the larger first."""
        kind = list(CHANGES).index(self.change)
        return kind, self.holder, self.scope != PLACE, -(self.people or 0), -(self.km2 or 0), self.id


def held_otherwise(first: Ground, then: Ground) -> Iterator[Differing]:
    """Yield every place and district that is held otherwise, or rests on better or worse grades."""
    before, after = first.picture(), then.picture()
    told = set()
    for one in then.differences(first):
        told.add(one.about)
        change = _change(one, first.at < then.at)
        holders = one.before.holders if change == LOST else one.after.holders
        gained = [name for name in holders if name not in one.before.holders] if change == GAINED else holders
        whose = "" if change in (LAPSED, BETTER, WORSE) else (gained or holders or ("",))[0]
        yield _held((first, then), one, change, whose)
    for name, held in before.items():
        other = after.get(name)
        if other is None or name in told or held.kind == NONE or held.claims == other.claims:
            continue
        ranks = [
            (ground.grade(state)[1:], ground.grade(state)[:1], -ground.independent(state))
            for ground, state in ((first, held), (then, other))
        ]
        if ranks[0] != ranks[1]:
            one = Difference(name, held, other)
            yield _held((first, then), one, BETTER if ranks[1] < ranks[0] else WORSE, "")


def _change(one: Difference, forth: bool) -> str:
    """Return what a difference is called; `forth` tells whether it is to a later day."""
    before, after = one.before, one.after
    if one.lapsed:
        return LAPSED if forth else BETTER
    if after.kind == NONE:
        return LOST
    if after.kind == _DISPUTED:
        return CONTESTED
    if set(after.holders) == set(before.holders):
        if after.kind == before.kind:
            return BETTER if before.basis == "towns" else WORSE
        return LOST if after.kind == _NOMINAL else GAINED
    return GAINED


def _held(grounds: tuple[Ground, Ground], one: Difference, change: str, holder: str) -> Differing:
    (first, then), before, after = grounds, one.before, one.after
    about = one.about
    land, figure = then.land.get(about), then.world.figures.get(about)
    return Differing(
        change, "control", about, after.scope, then.name(about), holder, _state(first, before),
        _state(then, after), (before.kind, after.kind), (before.actors, after.actors),
        (first.grade(before), then.grade(after)),
        round(land.area / _SQUARE_KM, 1) if after.scope == DISTRICT and land is not None else None,
        then.world.people.get(about), str(figure["year"]) if figure else "",
        [*first.claims(before.claims), *then.claims(after.claims)],
    )  # fmt: skip


def _state(ground: Ground, held: Held) -> Pair:
    """Return who holds something in a few words, as a list has room for."""
    if held.kind == NONE:
        return both("no claim")
    names = [ground.names.actor(actor) for actor in held.actors]
    who = joined((name[0].removeprefix("the "), name[1]) for name in names)
    if held.kind == _DISPUTED:
        return both("contested, {who}", who=who)
    if held.kind == _NOMINAL:
        return both("in name, {who}", who=who)
    return both("derived, {who}", who=who) if held.basis == "towns" else who


def features_differ(first: Ground, then: Ground, layers: Iterable[Layer]) -> Iterator[Differing]:
    """Yield what is true in one picture only, or elsewhere, or on another grade, of layers that hold rows."""
    for layer in layers:
        yield from _features(first, then, layer)


def _features(first: Ground, then: Ground, layer: Layer) -> Iterator[Differing]:
    before, after = ({str(row["id"]): row for row in _rows(ground, layer.id)} for ground in (first, then))
    gone = [row for name, row in before.items() if name not in after]
    come = [row for name, row in after.items() if name not in before]
    # A thing that is told anew has another id and the same name.
    told_anew = {(row["name_en"], row["class"]): row for row in gone}
    pairs = [(row, after[name]) for name, row in before.items() if name in after]
    for row in come:
        known = told_anew.pop((row["name_en"], row["class"]), None)
        if known is None:
            yield _feature(layer, NEW, None, row)
        else:
            pairs.append((known, row))
    for row in told_anew.values():
        yield _feature(layer, ENDED, row, None)
    for one, other in pairs:
        change = _pair_change(one, other)
        if change:
            yield _feature(layer, change, one, other)


def _rows(ground: Ground, layer_id: str) -> list[Row]:
    frame = ground.true(layer_id)
    table = pd.DataFrame(frame.drop(columns="geometry")).assign(shape=list(frame.geometry))
    return table.to_dict("records")  # type: ignore[return-value]


def _pair_change(one: Row, other: Row) -> str:
    shapes = one["shape"], other["shape"]
    if all(shape is not None for shape in shapes) and not shapes[0].equals_exact(shapes[1], _SAME_PLACE):
        return MOVED
    ranks = [(str(row["credibility"]), str(row["reliability"])) for row in (one, other)]
    if ranks[0] == ranks[1]:
        return ""
    return BETTER if ranks[1] < ranks[0] else WORSE


def _feature(layer: Layer, change: str, one: Row | None, other: Row | None) -> Differing:
    known: Mapping[str, Any] = other or one or {}
    title = next((kind for kind in layer.classes.values() if kind.name == known["class"]), None)
    said = (title.title, title.title_ar or title.title) if title else (str(known["class"]),) * 2
    nothing = "", ""
    grades = tuple(f"{row['reliability']}{row['credibility']}" if row else "" for row in (one, other))
    actors = tuple((str(row["actor"]),) if row and row["actor"] else () for row in (one, other))
    return Differing(
        change, layer.id, str(known["id"]), "feature",
        (str(known["name_en"]), str(known["name_ar"] or known["name_en"])), "",
        said if one else nothing, said if other else nothing, ("", ""),
        (actors[0], actors[1]), (grades[0], grades[1]), rows=[row for row in (one, other) if row],
    )  # fmt: skip


def layers_compared(evidence: Evidence, wanted: Iterable[str]) -> list[Layer]:
    """Return the layers whose features are compared one by one: those of files, without the base."""
    chosen = set(wanted)
    return [
        layer
        for layer in reversed(evidence.catalog.values())
        if (not chosen or layer.id in chosen)
        and layer.id in evidence.layers
        and layer.group != "Base"
        and not layer.derive
    ]
