"""What flows from where to where as a graph, and what depends on one node of it.

Edges are the rows of flows.csv and the two ends of pipelines. A source has no inflow and an outlet no outflow
of the commodity looked at. What no row links is not in the graph; that says nothing of how it is linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from geo.model import split

ROWS: Final = "rows"


@dataclass(frozen=True, slots=True)
class Reach:
    """What depends on a node.

    Attributes
    ----------
    upstream, downstream : tuple of str
        Nodes from which something flows to it, and to which something flows from it, sorted.
    cut : tuple of str
        Sources that reach no outlet without it.
    other_ways : mapping of str to tuple of str
        Of each source that does, the outlets that it still reaches.
    starved : tuple of str
        Outlets that nothing reaches without it.
    still_fed : mapping of str to tuple of str
        Of each other outlet downstream, the sources that still reach it.
    """

    upstream: tuple[str, ...]
    downstream: tuple[str, ...]
    cut: tuple[str, ...]
    other_ways: Mapping[str, tuple[str, ...]]
    starved: tuple[str, ...]
    still_fed: Mapping[str, tuple[str, ...]]


def network(flows: Iterable[Mapping[str, Any]], pipelines: Iterable[Mapping[str, Any]] = ()) -> nx.DiGraph:
    """Return the graph of flows.

    Parameters
    ----------
    flows : iterable of mapping
        Rows of flows.csv.
    pipelines : iterable of mapping
        Features with `from_id` and `to_id`: something flows from one to the other.
    """
    graph = nx.DiGraph()
    for row in flows:
        _link(graph, str(row["from_id"]), str(row["to_id"]), row)
    for row in pipelines:
        here = str(row["id"])
        if row["from_id"] and not graph.has_edge(str(row["from_id"]), here):
            _link(graph, str(row["from_id"]), here, row)
        if row["to_id"] and not graph.has_edge(here, str(row["to_id"])):
            _link(graph, here, str(row["to_id"]), row)
    return graph


def commodities(row: Mapping[str, Any]) -> frozenset[str]:
    """Return what a flow or a pipeline carries.

    Examples
    --------
    >>> sorted(commodities({"commodity": "natural gas and condensate"}))
    ['condensate', 'natural gas']
    """
    return frozenset(part.strip() for one in split(str(row["commodity"])) for part in one.split(" and "))


def carrying(graph: nx.DiGraph, wanted: frozenset[str]) -> nx.DiGraph:
    """Return the part of a graph that carries any of some commodities."""
    part = nx.DiGraph()
    for start, end, rows in graph.edges(data=ROWS):
        for row in rows:
            if commodities(row) & wanted:
                _link(part, start, end, row)
    return part


def carried_at(graph: nx.DiGraph, node: str) -> frozenset[str]:
    """Return what flows in or out at a node."""
    edges = [*graph.in_edges(node, data=ROWS), *graph.out_edges(node, data=ROWS)]
    return frozenset(one for _, _, rows in edges for row in rows for one in commodities(row))


def reach(graph: nx.DiGraph, node: str) -> Reach:
    """Return what depends on a node of the graph.

    Examples
    --------
    >>> rows = [("field", "line"), ("line", "port"), ("well", "line"), ("well", "road"), ("road", "plant")]
    >>> graph = network({"from_id": one, "to_id": other, "commodity": "oil"} for one, other in rows)
    >>> found = reach(graph, "line")
    >>> found.cut, dict(found.other_ways), found.starved
    (('field',), {'well': ('plant',)}, ('port',))
    """
    up, down = nx.ancestors(graph, node), nx.descendants(graph, node)
    sources = sorted(name for name in up if not graph.in_degree(name))
    outlets = {name for name in graph if not graph.out_degree(name)} - {node}
    rest = graph.subgraph([name for name in graph if name != node])
    ways = {name: tuple(sorted(nx.descendants(rest, name) & outlets)) for name in sources}
    ends = sorted(down & outlets)
    beginnings = {name for name in graph if not graph.in_degree(name)} - {node}
    fed = {name: tuple(sorted(nx.ancestors(rest, name) & beginnings)) for name in ends}
    return Reach(
        tuple(sorted(up)),
        tuple(sorted(down)),
        tuple(name for name in sources if not ways[name]),
        {name: found for name, found in ways.items() if found},
        tuple(name for name in ends if not fed[name]),
        {name: found for name, found in fed.items() if found},
    )


def _link(graph: nx.DiGraph, start: str, end: str, row: Mapping[str, Any]) -> None:
    if graph.has_edge(start, end):
        graph.edges[start, end][ROWS].append(row)
    else:
        graph.add_edge(start, end, **{ROWS: [row]})
