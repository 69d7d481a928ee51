"""What would be held otherwise or rest on less without a source, a publisher, its family or a side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from geo.analysis.asked.dependence import Dependence, Rests
from geo.analysis.frames import records
from geo.evidence import Evidence
from geo.language import both, both_n, declared, mark
from geo.model import Column, split
from geo.questions.asking import Answer, Cell, Parameter, Question, Sheet, beside, by_layer, check
from geo.questions.asking.common import PUBLISHER, OnDay
from geo.questions.asking.kinds import Option, Source
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, marking_of, resting, sources_of
from geo.questions.shared.resting import dependence_of
from geo.words.dates import dated
from geo.words.first_line import Pair, joined
from geo.words.holders import counted
from geo.words.sentences import Sentence

SIDES: Final = (
    ("", mark("No side")),
    ("gnu", mark("Outlets of the authority in Tripoli")),
    ("east", mark("Outlets of the eastern side")),
    ("foreign", mark("Outlets of other states")),
    ("unknown", mark("Outlets whose side is not known")),
    ("none", mark("Outlets of no side")),
)
_EXTENTS: Final = (
    ("family", mark("With all that pass on its texts")),
    ("alone", mark("It alone")),
)
_TEN: Final = 10

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("what", "What happens", "word", help="flips, loses its grade, or weakens (fewer publishers)"),
    Column("before", "Held"),
    Column("before_ar", "The same in Arabic"),
    Column("after", "Held without it"),
    Column("after_ar", "The same in Arabic"),
    Column("publishers", "Independent publishers", "integer"),
    Column("publishers_after", "Publishers left", "integer"),
    Column("grade", "Grade"),
    Column("grade_after", "Grade left"),
    Column("people", "People", "integer"),
    Column("claims", "Claims", "list"),
)
RESTS: Final = (
    Column("id", "Id", "slug"),
    Column("scope", "Place or district", "word"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column("held", "Held"),
    Column("held_ar", "The same in Arabic"),
    Column("publishers", "Independent publishers", "integer"),
    Column("grade", "Grade"),
)
TOP: Final = (
    Column("id", "Id", "slug"),
    Column("name", "Name"),
    Column("flips", "Dots and washes held otherwise without it", "integer"),
    Column("people", "People in those places", "integer"),
    Column("claims", "Claims that rest on it alone", "integer"),
    Column("features", "Those dots and washes", "list"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """Whom not to believe, and on which day."""

    source: Annotated[str, Parameter("Source", Source(), "one source alone, by its id, title or address")] = (
        ""
    )
    publisher: Annotated[str, PUBLISHER] = ""
    extent: Annotated[
        str,
        Parameter("How far", Option(_EXTENTS), "those that pass on the same texts are one voice"),
    ] = "family"
    side: Annotated[str, Parameter("Side", Option(SIDES), "all outlets of a side instead")] = ""

    def __post_init__(self) -> None:
        """Refuse two of source, publisher and side at once."""
        check(beside(self, ("source", "publisher", "side")))


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return what flips or weakens, what everything rests on, and on whom most depends."""
    ground = Ground.of(evidence, asked)
    rests_on = dependence_of(ground)
    title, dropped = _dropped(rests_on, evidence, asked)
    every = list(rests_on.without(dropped))
    changed = [one for one in every if one.what]
    tops = tops_of(ground, rests_on)
    claims = ground.claims(claim for one in changed for claim in one.before.claims)
    return Answer(
        sentences=(
            *(_sentences(ground, title, every, dropped) if title else ()),
            *_overview(ground, every, tops),
            *(_elsewhere(evidence, asked, dropped) if title else ()),
        ),
        table_title=both("What flips or weakens"),
        columns=COLUMNS,
        rows=tuple(_row(ground, one) for one in changed),
        features=by_layer(evidence, [one.before.about for one in changed]),
        roles={one.before.about: one.what for one in changed},
        sheets=(_rests(ground, every), *tops),
        days=ground.days(),
        version=evidence.version,
        marking=marking_of(claims),
    )


def _dropped(
    rests_on: Dependence, evidence: Evidence, asked: Parameters
) -> tuple[Pair | None, frozenset[str]]:
    """Return what is not believed by its name, and its sources."""
    publishers = rests_on.publishers.by_source
    if asked.source:
        known = evidence.source(asked.source)
        cited = f"“{known.title or known.id}” ({', '.join(filter(None, (known.publisher, known.date)))})"
        return (cited, cited), frozenset({asked.source})
    if asked.side:
        title = dict(SIDES)[asked.side]
        chosen = {source for source, one in publishers.items() if one.side.partition(":")[0] == asked.side}
        name = f"the {title[:1].lower()}{title[1:]}", declared(title, "ar")
        return name, frozenset(chosen)
    if not asked.publisher:
        return None, frozenset()
    table = evidence.tables["publishers"]
    row = table[table["id"] == asked.publisher].iloc[0]
    if asked.extent == "family":
        chosen = {source for source, one in publishers.items() if one.family == row["family"]}
        others = len(table[table["family"] == row["family"]]) - 1
        more = (
            both(" and {others} of its family", others=(counted(others, "publisher"), others))
            if others
            else ("", "")
        )
    else:
        chosen, more = {source for source, one in publishers.items() if one.id == row["id"]}, ("", "")
    return (f"{row['name']}{more[0]}", f"{row['name_ar'] or row['name']}{more[1]}"), frozenset(chosen)


def _sentences(
    ground: Ground, title: Pair, every: list[Rests], dropped: frozenset[str]
) -> Iterator[Sentence]:
    counts = Counter(one.what for one in every)
    total, day = len(every), ground.at.isoformat()
    flips, grades, fewer = (counts[what] for what in ("flips", "loses its grade", "weakens"))
    changed = ground.claims(claim for one in every if one.what for claim in one.before.claims)
    cited = dropped.intersection(sources_of(changed))
    drawn = counted(total, "dot or wash", "dots and washes")
    text = both(
        "Without {title}, on {day} {flips} of {drawn} would be held otherwise, {grades} more would lose "
        "their grade, {fewer} more would rest on fewer publishers.",
        title=title,
        day=dated(day),
        flips=flips,
        drawn=(drawn, total),
        grades=grades,
        fewer=fewer,
    )
    yield resting(text, "derived", (), sorted(cited))
    yield from bounded(_told(ground, one, dropped) for one in every if one.what == "flips")


def _told(ground: Ground, one: Rests, dropped: frozenset[str]) -> Sentence:
    name, before, after = (
        ground.name(one.before.about),
        ground.names.state(one.before),
        ground.names.state(one.after),
    )
    rows = ground.claims([*one.before.claims, *one.after.claims])
    lost = [row for row in rows if set(split(str(row["sources"]))) & dropped]
    return resting(
        both("{name}: {before}; without it {after}.", name=name, before=before, after=after),
        "derived",
        lost,
    )


def _overview(ground: Ground, every: list[Rests], tops: tuple[Sheet, ...]) -> Iterator[Sentence]:
    held = [one for one in every if one.voices]
    lone = sum(one.voices == 1 for one in held)
    day = ground.at.isoformat()
    yield Sentence(
        *both_n(
            "On {day} {n} of {held} rests on one independent publisher.",
            "On {day} {n} of {held} rest on one independent publisher.",
            lone,
            day=dated(day),
            held=(counted(len(held), "dot or wash", "dots and washes"), len(held)),
        ),
        "derived",
    )
    if tops[0].rows:
        most = [(str(row[1]), f"{row[2]}") for row in tops[0].rows]
        listed = joined((f"{name} ({number})", f"{name} ({number})") for name, number in most)
        yield Sentence(
            *both(
                "Most depends on: {listed}; in brackets the dots and washes that would be held otherwise.",
                listed=listed,
            ),
            "derived",
        )


def _elsewhere(evidence: Evidence, asked: Parameters, dropped: frozenset[str]) -> Iterator[Sentence]:
    """Yield how many features of other layers rest on it alone."""
    counts = {}
    for layer_id, layer in evidence.catalog.items():
        if layer_id not in evidence.layers or layer.derive:
            continue
        cited = evidence.layer(layer_id, asked.known, asked.recorded)["sources"]
        alone = sum(bool(found := split(str(text))) and dropped.issuperset(found) for text in cited)
        if alone:
            counts[layer_id] = (alone, layer)
    if counts:
        listed = joined(
            (f"{layer.title} ({number})", f"{layer.title_ar or layer.title} ({number})")
            for number, layer in counts.values()
        )
        yield Sentence(
            *both("Features of other layers that rest on it alone: {listed}.", listed=listed),
            "derived",
        )


def _row(ground: Ground, one: Rests) -> tuple[Cell, ...]:
    about = one.before.about
    return (
        about, one.before.scope, *ground.name(about), one.what, *ground.names.state(one.before),
        *ground.names.state(one.after), one.voices, one.voices_after, one.grade, one.grade_after,
        ground.world.people.get(about), "|".join(one.before.claims),
    )  # fmt: skip


def _rests(ground: Ground, every: Iterable[Rests]) -> Sheet:
    rows = sorted(
        (
            (one.before.about, one.before.scope, *ground.name(one.before.about),
             *ground.names.state(one.before), one.voices, one.grade)
            for one in every
            if one.voices
        ),
        key=lambda row: (row[6], row[0]),
    )  # fmt: skip
    return Sheet("rests", "What each dot and wash rests on", RESTS, tuple(rows))


def tops_of(ground: Ground, rests_on: Dependence) -> tuple[Sheet, Sheet]:
    """Return the ten publishers (families) and the ten sources on which most depends, made once for a day."""
    made: tuple[Sheet, Sheet] = ground.evidence.remembered(
        ("tops", ground.known, ground.recorded, ground.at), lambda: _tops(ground, rests_on)
    )
    return made


def _tops(ground: Ground, rests_on: Dependence) -> tuple[Sheet, Sheet]:
    called = {one.family: one.name for one in reversed(list(rests_on.publishers.by_source.values()))}
    titles = {
        str(row["id"]): f"{row['publisher']}: {row['title']}"
        for row in records(ground.evidence.tables["sources"])
    }
    rows = ground.world.rows
    return (
        _top(ground, rests_on, "publishers", called, lambda claim: rests_on.families[claim]),
        _top(ground, rests_on, "sources", titles, lambda claim: split(str(rows[claim]["sources"]))),
    )


def _top(
    ground: Ground,
    rests_on: Dependence,
    name: str,
    called: Mapping[str, str],
    voice: Callable[[str], Iterable[str]],
) -> Sheet:
    rows = []
    for one, claims in rests_on.alone(voice).items():
        flips = rests_on.flips(frozenset(claims))
        people = sum(ground.world.people.get(flip.about, 0) for flip in flips)
        if flips:
            listed = "|".join(flip.about for flip in flips)
            rows.append((one, called.get(one, one), len(flips), people, len(claims), listed))
    rows.sort(key=lambda row: (-row[2], -row[3], row[0]))
    title = {
        "publishers": mark("Ten publishers on which most depends"),
        "sources": mark("Ten sources on which most depends"),
    }[name]
    return Sheet(name, title, TOP, tuple(rows[:_TEN]))


QUESTION = Question(
    "What if this source is wrong?",
    "Which dots and washes would be held otherwise or rest on less without a source, a publisher, its family "
    "or the outlets of a side, and on whom most depends. Resting on few says nothing of whether it is true.",
    Parameters,
    answer,
    rank=4,
)
