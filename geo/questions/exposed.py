"""What depends on a field, a line, a terminal, a crossing or a town, if it closes or changes hands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import geopandas as gpd
import shapely

from geo.analysis.asked.capacity import spread
from geo.analysis.asked.nearness import Index, pairs_within
from geo.analysis.asked.network import ROWS
from geo.analysis.projection import MAP_CRS
from geo.evidence import Evidence
from geo.language import both, mark, worded
from geo.model import Column
from geo.questions.asking import Answer, Cell, Parameter, Question, Shape, Sheet, by_layer, check
from geo.questions.asking.common import OnDay
from geo.questions.asking.kinds import Actor, Option, Place
from geo.questions.dealings.flow_diagram import flow_diagram
from geo.questions.dealings.flows import PIPELINES, Flows, recorded_flows
from geo.questions.dealings.terminals import OIL, along, in_the_country, terminals_of
from geo.questions.shared.changed import bounded
from geo.questions.shared.ground import Ground, Row, marking_of, resting
from geo.view.parts import PartFault
from geo.words.dates import dated
from geo.words.first_line import SEMICOLON, Pair, called, joined
from geo.words.holders import UNKNOWN, capital, counted
from geo.words.sentences import Sentence
from geo.words.values import goods_name

_EVENTS: Final = (
    ("closes", mark("It closes")),
    ("changes", mark("It changes hands")),
)
_SITES: Final = ("energy", "fezzan_resources", "trafficking_hubs", "crossings")
"""Layers of what flows are recorded from and to: "Es Sider" is the terminal here, not the town."""
_NEAR_KM: Final = 25
_NAMED: Final = 12
"""Sites that one sentence names; the table has them all."""

COLUMNS: Final = (
    Column("id", "Id", "slug"),
    Column("name_en", "Name"),
    Column("name_ar", "Arabic name"),
    Column(
        "where", "Where it stands", "word", help="asked, up (flows to it), down (flows from it) or near it"
    ),
    Column("fate", "Without it", help="cut, starved, or the other ways that are left"),
    Column("fate_ar", "The same in Arabic"),
    Column("held", "Held that day", help="by what is claimed about itself"),
    Column("held_ar", "The same in Arabic"),
    Column("district", "District"),
    Column("district_ar", "Its Arabic name"),
    Column("district_held", "District held that day", help="says nothing of the site itself"),
    Column("district_held_ar", "The same in Arabic"),
    Column("barrels_low", "Barrels a day, least told", "number"),
    Column("barrels_high", "Barrels a day, most told", "number"),
    Column("figures", "Capacity and production as told"),
    Column("claims", "Claims", "list"),
)
LINKS: Final = (
    Column("from_id", "From", "place"),
    Column("from_name", "From by name", "name"),
    Column("to_id", "To", "place"),
    Column("to_name", "To by name", "name"),
    Column("commodity", "Commodity", "word"),
    Column("capacity", "Capacity as told"),
    Column("stated_on", "Stated on", "date"),
    Column("reliability", "Reliability of the source"),
    Column("credibility", "Credibility of the information", "integer"),
    Column("sources", "Sources", "sources"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(OnDay):
    """What closes or changes hands, and on which day."""

    node: Annotated[
        str,
        Parameter("What", Place(sites=_SITES), "a field, line, terminal, refinery, hub, crossing or town"),
    ]
    event: Annotated[str, Parameter("If", Option(_EVENTS), "what happens to it")] = "closes"
    to: Annotated[str, Parameter("To whom", Actor(), "who holds it then, where it changes hands")] = ""

    def __post_init__(self) -> None:
        """Refuse a new holder of what closes."""
        if self.to and self.event == "closes":
            told = worded(
                "is there, and it closes; leave it out, or ask for event=changes (it changes hands)"
            )
            check([PartFault("to", told)])


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return what stands up and down the flows, what is cut, other ways, and who holds each today."""
    ground = Ground(evidence, asked.at, asked.known, asked.recorded, asked.names)
    whole, features = recorded_flows(ground)
    if asked.node not in whole:
        return _nothing(ground, asked.node, {node: row for node, row in features.items() if node in whole})
    seen = Flows.through(ground, asked.node, whole, features)
    chain, links = seen.chain, seen.links
    ends = (seen.node, *seen.downstream)
    rows = [*seen.rows(chain), *(row for _, _, found in links for row in found)]
    return Answer(
        sentences=(
            _depends(seen, asked),
            *_touching(seen),
            *bounded(_fates(seen)),
            *_holders(seen, chain, asked),
            *along(ground, terminals_of({node: features[node] for node in ends if node in features})),
            *(in_the_country(ground, terminals_of(_true(ground, features))) if OIL in seen.reaches else ()),
        ),
        table_title=both("Sites along the flows"),
        columns=COLUMNS,
        rows=tuple(_row(seen, node) for node in chain),
        features=by_layer(evidence, chain),
        roles={node: _where(seen, node) for node in chain},
        shapes=tuple(_shapes(seen, links)),
        sheets=(Sheet("links", "Flows through it", LINKS, tuple(_links(seen, links))),),
        days=ground.days(),
        version=evidence.version,
        marking=marking_of(rows),
        diagram=flow_diagram(seen),
    )


def _true(ground: Ground, features: Mapping[str, Row]) -> dict[str, Row]:
    """Return the features that are there that day."""
    there = set(ground.true(PIPELINES)["id"])
    return {one: row for one, row in features.items() if one in there}


_NOT_IN_FLOWS: Final = (*[""] * 8, None, None, "", "")
"""The other cells of a site that is only near what was asked."""


def _nothing(ground: Ground, about: str, features: Mapping[str, Row]) -> Answer:
    """Return that no flow is recorded there, and which sites near by have one."""
    name, near = ground.name(about), []
    here = ground.world.sites[about]["geometry"] if about in ground.world.sites else None
    if here is not None:
        frame = gpd.GeoDataFrame(list(features.values()), geometry="geometry", crs=MAP_CRS)
        near = [frame.iloc[pair.row] for pair in pairs_within([here], Index.of(frame), _NEAR_KM)]
    if near:
        listed = joined(_apart(ground, row, name) for row in near)
        text = both("No flow is recorded from or to {name}; near it: {listed}.", name=name, listed=listed)
    else:
        text = both("No flow is recorded from or to {name}.", name=name)
    return Answer(
        (resting(text, "derived", [dict(row) for row in near]),),
        COLUMNS,
        tuple((row["id"], *called(row), "near", *_NOT_IN_FLOWS) for row in near),
        ground.evidence.version,
        table_title=both("Near it"),
        features=by_layer(ground.evidence, [about, *(str(row["id"]) for row in near)]),
        marking=marking_of(near),
        roles={about: "asked"} | {str(row["id"]): "near" for row in near},
        days=ground.days(),
    )


def _apart(ground: Ground, row: Row, asked: Pair) -> Pair:
    """Return the name of a site, with its class where what was asked is called the same."""
    name = called(row)
    if name[0] != asked[0]:
        return name
    evidence = ground.evidence
    style = evidence.catalog[evidence.layer_of(str(row["id"]))].classes[str(row["class"])]
    return both("{name} ({told})", name=name, told=(style.title, style.title_ar or style.title))


def _where(seen: Flows, node: str) -> str:
    if node == seen.node:
        return "asked"
    return "up" if node in seen.upstream else "down"


def _fate(seen: Flows, node: str) -> Pair:
    told: list[Pair] = []
    for commodity, found in seen.reaches.items():
        goods = goods_name(commodity)
        if node in found.cut:
            told.append(both("{goods}: cut", goods=goods))
        elif node in found.starved:
            told.append(both("{goods}: starved", goods=goods))
        elif left := found.other_ways.get(node) or found.still_fed.get(node):
            told.append(
                both(
                    "{goods}: {left}", goods=goods, left=joined((seen.name(one) for one in left), most=_NAMED)
                )
            )
    return joined(told, SEMICOLON)


def _depends(seen: Flows, asked: Parameters) -> Sentence:
    name, found = seen.name(seen.node), seen.reaches.values()
    day = asked.at.isoformat()
    sources = {node for one in found for node in (*one.cut, *one.other_ways)}
    outlets = {node for one in found for node in (*one.starved, *one.still_fed)}
    cut = len({node for one in found for node in one.cut})
    starved = len({node for one in found for node in one.starved})
    values = {
        "name": name,
        "goods": joined(goods_name(one) for one in seen.reaches),
        "day": dated(day),
        "sources": (counted(len(sources), "source"), len(sources)),
        "cut": cut,
        "outlets": (counted(len(outlets), "outlet"), len(outlets)),
        "starved": starved,
    }
    if asked.event == "closes":
        text = both(
            "If {name} closes ({goods}; flows as recorded, holders as of {day}): {sources} up the flows, "
            "{cut} of them without another recorded way out, {outlets} down the flows, {starved} of them "
            "without another recorded supply.",
            **values,
        )
    else:
        text = both(
            "If {name} changes hands ({goods}; flows as recorded, holders as of {day}): {sources} up the "
            "flows, {cut} of them without another recorded way out, {outlets} down the flows, {starved} of "
            "them without another recorded supply.",
            **values,
        )
    chain = {seen.node, *seen.upstream, *seen.downstream}
    rows = [row for start, end, rows in seen.graph.edges(data=ROWS) if {start, end} <= chain for row in rows]
    return resting(text, "derived", rows)


def _touching(seen: Flows) -> Iterator[Sentence]:
    """Yield each flow in and out as it is reported, with its capacity and day."""
    edges = [*seen.graph.in_edges(seen.node, data=ROWS), *seen.graph.out_edges(seen.node, data=ROWS)]

    def each() -> Iterator[Sentence]:
        for start, end, rows in edges:
            for row in rows:
                names = seen.name(start), seen.name(end)
                told = str(row.get("capacity") or "")
                said = str(row.get("stated_on") or row.get("reviewed_on") or "")
                stated = both("stated {day}", day=dated(said)) if said else both("undated")
                goods = goods_name(str(row["commodity"]))
                text = both(
                    "{start} to {end}: {goods}; {told}; {stated}.",
                    start=names[0],
                    end=names[1],
                    goods=goods,
                    told=told or both("no figure"),
                    stated=stated,
                )
                yield resting(text, "reported", [row])

    yield from bounded(each())


def _fates(seen: Flows) -> Iterator[Sentence]:
    """Yield what is cut or starved without it, and which ways are left."""
    for commodity, found in seen.reaches.items():
        goods = goods_name(commodity)
        groups = (
            (found.cut, both("no recorded way out without it for")),
            (found.starved, both("no recorded supply without it for")),
        )
        for nodes, title in groups:
            if nodes:
                listed = joined((seen.name(node) for node in nodes), most=_NAMED)
                text = f"{goods[0]}: {title[0]} {listed[0]}.", f"{goods[1]}: {title[1]}: {listed[1]}."
                yield resting(capital(text), "derived", seen.rows(nodes))
        ways = (
            (found.other_ways, both("can still reach")),
            (found.still_fed, both("is still fed from")),
        )
        for alternatives, verb in ways:
            for node, left in alternatives.items():
                name, listed = seen.name(node), joined((seen.name(one) for one in left), most=_NAMED)
                text = (
                    f"{goods[0]}: {name[0]} {verb[0]} {listed[0]}.",
                    f"{goods[1]}: {name[1]} {verb[1]} {listed[1]}.",
                )
                yield resting(capital(text), "derived", seen.rows([node, *left]))


def _holders(seen: Flows, chain: Sequence[str], asked: Parameters) -> Iterator[Sentence]:
    """Yield who holds what along the flows that day, and what a new holder would have of them."""
    ground = seen.ground
    held = {node: seen.held(node) for node in dict.fromkeys(chain)}
    counts = Counter(holder for one in held.values() if one for holder in one.holders)
    claims = [claim for one in held.values() if one for claim in one.claims]
    unknown = sum(one is None for one in held.values())
    listed = joined(
        [
            *((f"{name[0]} {number}", f"{name[1]} {number}") for holder, number in counts.most_common()
              for name in [ground.names.holder(holder)]),
            (f"{UNKNOWN[0]} {unknown}", f"{UNKNOWN[1]} {unknown}"),
        ]
    )  # fmt: skip
    day = ground.at.isoformat()
    sites = counted(len(held), "site or line", "sites and lines")
    text = both(
        "Of {sites} along these flows, by claims about each itself on {day}: {listed}.",
        sites=(sites, len(held)),
        day=dated(day),
        listed=listed,
    )
    yield resting(text, "derived", ground.claims(claims))
    if asked.event == "changes" and asked.to:
        holder = next((one for one in counts if one == _holder(ground, asked.to)), "")
        then = (
            counts[holder] + (seen.held(seen.node) is None or holder not in _held_by(seen)) if holder else 1
        )
        name = capital(ground.names.actor(asked.to))
        yield resting(
            both(
                "{name}: {holder} of them that day, {then} then.", name=name, holder=counts[holder], then=then
            ),
            "derived",
            ground.claims(claims),
        )


def _holder(ground: Ground, actor: str) -> str:
    side = ground.names.names.side_of.get(actor, "")
    return side if side in ("gnu", "east") else actor


def _held_by(seen: Flows) -> tuple[str, ...]:
    held = seen.held(seen.node)
    return held.holders if held else ()


def _row(seen: Flows, node: str) -> tuple[Cell, ...]:
    ground, held = seen.ground, seen.held(node)
    district = ground.world.district_of(node) if node in ground.world.sites else ""
    about = ground.picture().get(district)
    figures, found = seen.figures(node)
    low, high = spread(found)
    return (
        node, *seen.name(node), _where(seen, node), *_fate(seen, node),
        *(ground.names.state(held) if held else UNKNOWN),
        *(ground.name(district) if district else ("", "")),
        *(ground.names.state(about) if about else ("", "")),
        low or None, high or None, figures, "|".join(held.claims) if held else "",
    )  # fmt: skip


def _links(seen: Flows, links: Iterable[tuple[str, str, list[Row]]]) -> Iterator[tuple[Cell, ...]]:
    for start, end, rows in sorted(links, key=lambda edge: edge[:2]):
        for row in rows:
            yield (
                start, seen.name(start)[0], end, seen.name(end)[0], str(row["commodity"]),
                str(row.get("capacity") or ""), str(row.get("stated_on") or row.get("reviewed_on") or ""),
                row["reliability"], int(row["credibility"]), str(row["sources"]),
            )  # fmt: skip


def _shapes(seen: Flows, links: Iterable[tuple[str, str, list[Row]]]) -> Iterator[Shape]:
    """Yield a straight line for each flow: it says what is linked, not where it runs."""
    for start, end, _ in links:
        ends = [seen.features[node]["geometry"] for node in (start, end) if node in seen.features]
        if len(ends) == 2 and all(one is not None for one in ends):  # noqa: PLR2004 - a link has two ends
            line = shapely.shortest_line(*(one.representative_point() for one in ends))
            role = "up" if end in (seen.node, *seen.upstream) else "down"
            names = seen.name(start), seen.name(end)
            yield Shape(*both("{start} to {end}", start=names[0], end=names[1]), line, role)


QUESTION = Question(
    "What is exposed?",
    "What depends on a site up and down the flows if it closes or changes hands, who holds each link that "
    "day, other ways, and what is told of capacity. Flows that nobody recorded are not here.",
    Parameters,
    answer,
    rank=8,
)
