"""The flows through a site on a day, with the features that they link and who holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from geo.analysis.asked.capacity import rates
from geo.analysis.asked.network import ROWS, Reach, carried_at, carrying, network, reach
from geo.analysis.asked.picture import Held
from geo.analysis.standing import NONE
from geo.errors import UnknownId
from geo.questions.shared.ground import Ground, Row
from geo.words.first_line import Pair, called

PIPELINES: Final = "energy"


@dataclass(frozen=True, slots=True)
class Flows:
    """The flows through a node on a day."""

    ground: Ground
    graph: nx.DiGraph
    node: str
    reaches: Mapping[str, Reach]
    features: Mapping[str, Row]

    @classmethod
    def through(cls, ground: Ground, node: str, whole: nx.DiGraph, features: Mapping[str, Row]) -> Flows:
        """Return what flows through a node of the whole graph."""
        goods = sorted(carried_at(whole, node))
        # Each commodity by itself: what carries people is no other way for fuel.
        reaches = {one: reach(carrying(whole, frozenset({one})), node) for one in goods}
        return cls(ground, carrying(whole, frozenset(goods)), node, reaches, features)

    @property
    def chain(self) -> list[str]:
        """The node and all that depends on it, each once."""
        return list(dict.fromkeys([self.node, *self.upstream, *self.downstream]))

    @property
    def links(self) -> list[tuple[str, str, list[Row]]]:
        """The flows of the chain."""
        chain = set(self.chain)
        return [edge for edge in self.graph.edges(data=ROWS) if edge[0] in chain and edge[1] in chain]

    @property
    def upstream(self) -> list[str]:
        """What flows to it."""
        return list(dict.fromkeys(node for one in self.reaches.values() for node in one.upstream))

    @property
    def downstream(self) -> list[str]:
        """What flows from it."""
        return list(dict.fromkeys(node for one in self.reaches.values() for node in one.downstream))

    def name(self, node: str) -> Pair:
        """Return what a node is called."""
        row = self.features.get(node)
        return called(row) if row else self.ground.name(node)

    def held(self, node: str) -> Held | None:
        """Return who holds a node by what is claimed about itself; None where nobody does."""
        held = self.ground.picture().get(node)
        return held if held and held.kind != NONE else None

    def figures(self, node: str) -> tuple[str, list[Any]]:
        """Return what is told of capacity and production of a site, and the rates of oil in it."""
        row = self.features.get(node, {})
        texts = [str(row[name]) for name in ("capacity", "production") if row.get(name)]
        return "; ".join(texts), [one for text in texts for one in rates(text)]

    def rows(self, nodes: Iterable[str]) -> list[Row]:
        """Return the features of some nodes."""
        return [self.features[node] for node in nodes if node in self.features]


def recorded_flows(ground: Ground) -> tuple[nx.DiGraph, Mapping[str, Row]]:
    """Return all flows as published and recorded, and the features that they link, made once."""

    def made() -> tuple[nx.DiGraph, Mapping[str, Row]]:
        evidence = ground.evidence
        flows = evidence.table("flows", ground.known, ground.recorded).to_dict("records")
        sites: list[Row] = []
        if PIPELINES in evidence.layers:
            frame = evidence.layer(PIPELINES, ground.known, ground.recorded)
            sites = [dict(row) for row in frame.to_dict("records")]
        pipes = [row for row in sites if row["from_id"] or row["to_id"]]
        graph = network([{str(key): value for key, value in row.items()} for row in flows], pipes)
        return graph, {str(row["id"]): row for row in sites} | _others(ground, graph)

    found: tuple[nx.DiGraph, Mapping[str, Row]] = ground.evidence.remembered(
        ("network", ground.known, ground.recorded), made
    )
    return found


def _others(ground: Ground, graph: nx.DiGraph) -> dict[str, Row]:
    """Return the features of other layers that the graph links."""
    found: dict[str, Row] = {}
    wanted: dict[str, set[str]] = {}
    for node in graph:
        try:
            wanted.setdefault(ground.evidence.layer_of(node), set()).add(node)
        except UnknownId:
            continue  # flows.csv may name what this data set no longer holds
    for layer, ids in wanted.items():
        if layer != PIPELINES:
            frame = ground.evidence.layer(layer, ground.known, ground.recorded)
            found |= {str(row["id"]): row for row in frame[frame["id"].isin(ids)].to_dict("records")}
    return found
