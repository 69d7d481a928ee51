"""How two pictures differ: two days, two days of publication or of the data, all sources and fewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Final

from geo.analysis.asked.picture import PLACE
from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.evidence.believing import believed
from geo.language import both, worded
from geo.model import Column, highest_marking
from geo.questions.asking import Answer, Cell, Parameter, Question, by_layer
from geo.questions.asking.common import OnDay
from geo.questions.shared.changed import bounded
from geo.questions.shared.compared import (
    CHANGES,
    GAINED,
    LOST,
    Differing,
    features_differ,
    held_otherwise,
    layers_compared,
)
from geo.questions.shared.ground import Ground, resting, sources_of
from geo.questions.shared.large import large_on, markings_of
from geo.view import Compared, View
from geo.view.compare import Compare
from geo.view.kinds import Layers
from geo.words.dates import dated
from geo.words.first_line import Pair, joined
from geo.words.holders import capital, counted
from geo.words.sentences import Sentence

CONTROL: Final = "control"
_NAMED: Final = 8
"""Names in one sentence; the table has them all."""
_GROUPS: Final = 40

COLUMNS: Final = (
    Column("change", "Change", "word", help=", ".join(CHANGES)),
    Column("layer", "Layer", "layer"),
    Column("id", "Id", "slug"),
    Column("scope", "Place, district or feature", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("holder", "By or of whom", "slug"),
    Column("holder_name", "By name"),
    Column("holder_name_ar", "By Arabic name"),
    Column("before", "Before"),
    Column("before_ar", "Before, in Arabic"),
    Column("after", "After"),
    Column("after_ar", "After, in Arabic"),
    Column("kind_before", "Held before", "word"),
    Column("kind_after", "Held after", "word"),
    Column("actors_before", "Actors before", "actors"),
    Column("actors_after", "Actors after", "actors"),
    Column("grade_before", "Grade before"),
    Column("grade_after", "Grade after"),
    Column("km2", "km²", "number", help="of a district"),
    Column("people", "People", "integer", help="where a source has them"),
    Column("people_year", "Year of the people"),
    Column("sources", "Sources", "sources"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """The picture of the view, and what another has otherwise."""

    other: Annotated[
        Compared | None,
        Parameter(
            "Compared with", Compare(),
            "what the other picture has otherwise, such as at=2019-04-01 or without=reuters",
        ),
    ]  # fmt: skip
    layers: Annotated[tuple[str, ...], Parameter("Layers", Layers(), "default: every layer")] = ()


def between(view: View, other: Compared) -> Parameters:
    """Return what is asked to tell how the picture of a view differs from another."""
    return Parameters(
        other=other,
        at=view.at,
        known=view.known,
        recorded=view.recorded,
        names=view.names,
        layers=view.layers,
    )


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return what differs from the other picture to that of the view, the most important first."""
    then = Ground.of(evidence, asked)
    first = other_ground(then, asked.other or Compared())
    found: list[Differing] = []
    if CONTROL in evidence.layers and (not asked.layers or CONTROL in asked.layers):
        found += held_otherwise(first, then)
    compared = layers_compared(evidence, asked.layers)
    found += features_differ(first, then, compared)
    moments = (first.at, first.recorded), (then.at, then.recorded)
    large = [layer for layer in compared if layer.id in evidence.large] if moments[0] != moments[1] else []
    beside = [large_on(evidence, layer, moments) for layer in large]
    counts = Counter((one.change, _whose(one)) for one in found)
    found.sort(key=lambda one: (one.order[0], -counts[one.change, _whose(one)], _whose(one), one.order[2:]))
    named = _named(first, then, found)
    held = [one.id for one in found if one.layer == CONTROL]
    return Answer(
        sentences=tuple(_sentences(first, then, found, named, beside)),
        table_title=both("What differs"),
        columns=COLUMNS,
        rows=tuple(_row(one, named[one.change, one.holder]) for one in found),
        features=by_layer(evidence, held) | _features(evidence, found),
        roles={one.id: one.change for one in found},
        days=then.days()
        | {f"other {name}": text for name, text in (asked.other or Compared()).texts.items()},
        version=evidence.version,
        marking=highest_marking(
            [*(str(row["marking"]) for one in found for row in one.rows), *markings_of(evidence, large)]
        ),
    )


def other_ground(then: Ground, other: Compared) -> Ground:
    """Return the other picture; raises UnknownId where there is no publisher that it is to do without."""
    try:
        evidence = believed(then.evidence, other.without)
    except UnknownId as error:
        raise UnknownId(worded("other: {why}", why=error.args[0])) from error
    return replace(
        then,
        evidence=evidence,
        **other.clocks(then.at, then.known, then.recorded),
        policy=other.policy(then.policy),
    )


def _features(evidence: Evidence, found: Sequence[Differing]) -> dict[str, tuple[str, ...]]:
    """Return the ids of other features by layer; those that are no more are there too."""
    layers: dict[str, list[str]] = {}
    for one in found:
        if one.layer != CONTROL:
            layers.setdefault(one.layer, []).append(one.id)
    return {name: tuple(ids) for name, ids in layers.items() if name in evidence.layers}


def _named(first: Ground, then: Ground, found: Sequence[Differing]) -> dict[tuple[str, str], Pair]:
    """Return by what name each holder is told, by kind of difference: the one actor where there is one."""
    groups: dict[tuple[str, str], list[Differing]] = {}
    for one in found:
        groups.setdefault((one.change, one.holder), []).append(one)
    named = {}
    for (change, holder), group in groups.items():
        # By the name that it has where it holds.
        names, side = (first.names, 0) if change == LOST else (then.names, 1)
        actors = {actor for one in group for actor in one.actors[side]}
        told = names.actor(*actors) if len(actors) == 1 else names.holder(holder) if holder else ("", "")
        named[change, holder] = capital((told[0].removeprefix("the "), told[1]))
    return named


def _row(one: Differing, who: Pair) -> tuple[Cell, ...]:
    return (
        one.change, one.layer, one.id, one.scope, *one.name, one.holder, *who,
        one.before[0], one.before[1], one.after[0], one.after[1], *one.kinds,
        *("|".join(actors) for actors in one.actors), *one.grades, one.km2, one.people, one.people_year,
        "|".join(sources_of(one.rows)),
    )  # fmt: skip


def _sentences(
    first: Ground,
    then: Ground,
    found: Sequence[Differing],
    named: Mapping[tuple[str, str], Pair],
    beside: Sequence[Sentence],
) -> Iterator[Sentence]:
    """Yield what differs; `beside` is said of large layers, whose rows are counted."""
    places = [one for one in found if one.layer == CONTROL and one.scope == PLACE]
    districts = [one for one in found if one.layer == CONTROL and one.scope != PLACE]
    others = len(found) - len(places) - len(districts)
    between = _between(first, then)
    if not found:
        yield from beside
        told = both("{between}: nothing differs.", between=between)
        if beside:
            told = both("{between}: nothing else differs.", between=between)
        yield Sentence(*told, "derived")
        return
    people = sum(one.people or 0 for one in places)
    land = sum(one.km2 or 0 for one in districts)
    known = both(" ({people} known people)", people=f"{people:,}") if people else ("", "")
    size = both(" ({land} km²)", land=f"{land:,.0f}") if land else ("", "")
    yield resting(
        both(
            "{between}: {places}{known}, {districts}{size} and {others} differ.",
            between=between,
            places=(counted(len(places), "place"), len(places)),
            known=known,
            districts=(counted(len(districts), "district"), len(districts)),
            size=size,
            others=(counted(others, "other feature"), others),
        ),
        "derived",
        [row for one in found for row in one.rows],
    )
    yield from bounded(_grouped(found, named), _GROUPS)
    yield from beside


def _whose(one: Differing) -> str:
    """Return by whose name a difference is told: who gained or lost it; what is contested is nobody's."""
    return one.holder if one.change in (GAINED, LOST) else ""


def _grouped(found: Sequence[Differing], named: Mapping[tuple[str, str], Pair]) -> Iterator[Sentence]:
    """Yield a sentence for each kind of difference and holder, with names and sums."""
    for (change, holder, scope), listed in groupby(
        found, key=lambda one: (one.change, _whose(one), one.scope)
    ):
        group = list(listed)
        who, title = named.get((change, holder), ("", "")), CHANGES[change]
        head = (f"{who[0]} {title[0].lower()}", f"{who[1]}: {title[1]}") if holder else title
        people, land = sum(one.people or 0 for one in group), sum(one.km2 or 0 for one in group)
        sums = [both("{people} people", people=f"{people:,}")] * bool(people)
        sums += [both("{land} km²", land=f"{land:,.0f}")] * bool(land)
        names = [one.name for one in group[:_NAMED]]
        more = len(group) - len(names)
        noun = {"place": "place", "district": "district"}.get(scope, "feature")
        yield resting(
            both(
                "{head} {sums}: {names}{more}.",
                head=head,
                sums=joined([(counted(len(group), noun), str(len(group))), *sums]),
                names=joined(names),
                more=both(" and {count} more", count=more) if more > 0 else ("", ""),
            ),
            "derived",
            [row for one in group for row in one.rows],
        )


def _between(first: Ground, then: Ground) -> Pair:
    """Return from which picture to which, by what tells them apart."""
    if first.at != then.at:
        days = first.at.isoformat(), then.at.isoformat()
        return both(
            "From {first} to {then}",
            first=dated(days[0]),
            then=dated(days[1]),
        )
    if first.known != then.known:
        known = [(ground.known or ground.at).isoformat() for ground in (first, then)]
        return both(
            "From what was published by {first} to that of {then}",
            first=dated(known[0]),
            then=dated(known[1]),
        )
    if first.evidence.version != then.evidence.version:
        return both("From fewer sources to all")
    return both("Between the two pictures")


QUESTION = Question(
    "How do two pictures differ?",
    "Who gained or lost which places and districts, what is contested, new, ended or moved, and what is "
    "better or worse confirmed, between another picture and that of the view.",
    Parameters,
    answer,
    rank=3,
)
