"""The flows through a site as a diagram: what flows to it at the left, where it goes at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import networkx as nx

from geo.analysis.asked.capacity import spread
from geo.analysis.asked.network import commodities
from geo.language import both, mark
from geo.questions.asking import Diagram, Link, Node
from geo.questions.dealings.flows import Flows
from geo.words.first_line import Pair, joined
from geo.words.holders import UNKNOWN, capital, span, years
from geo.words.values import goods_name

_FATES: Final[Mapping[str, str]] = {
    "cut": mark("no other recorded way out"),
    "starved": mark("no other recorded supply"),
}
_THOUSAND: Final = 1000
_MOST, _TALLEST, _FARTHEST = 48, 12, 4
"""Boxes of a diagram that reads on a page, of one of its columns, and columns to either side."""


def flow_diagram(seen: Flows) -> Diagram:
    """Return the diagram of the flows through a site: what is nearest to it, and how much is left out."""
    ranks = _ranks(seen)
    name = seen.name(seen.node)
    shown = _nearest(seen, ranks)
    links = {edge[:2]: edge[2] for edge in seen.links if edge[0] in shown and edge[1] in shown}
    goods = {link: sorted({one for row in rows for one in commodities(row)}) for link, rows in links.items()}
    told = len({tuple(one) for one in goods.values()}) > 1
    return Diagram(
        title=both("Flows through {name}", name=name),
        nodes=tuple(_node(seen, node, ranks[node]) for node in seen.chain if node in shown),
        links=tuple(
            Link(start, end, _listed(carried) if told else ("", ""))
            for (start, end), carried in sorted(goods.items())
        ),
        about=_about(len(seen.chain) - len(shown), len(seen.links) - len(links)),
    )


def _about(boxes: int, arrows: int) -> Pair:
    """Return what the signs mean, and how many boxes and arrows are left out."""
    signs = both(
        "An arrow says what is linked, not where it runs. The bar of a box has the colour of who holds "
        "it by what is claimed about itself; grey: not known. Dashed: nothing else is recorded for it."
    )
    if not boxes and not arrows:
        return signs
    left = both(
        "Left out, as further away: {boxes} boxes and {arrows} arrows; the tables have them all.",
        boxes=boxes,
        arrows=arrows,
    )
    return f"{left[0]} {signs[0]}", f"{left[1]} {signs[1]}"


def _nearest(seen: Flows, ranks: Mapping[str, int]) -> frozenset[str]:
    """Return the sites that a diagram has room for: step by step away from the site, along its links."""
    part = seen.graph.subgraph(seen.chain).to_undirected(as_view=True)
    shown, columns = {seen.node}, Counter([0])
    for node in sorted(seen.chain, key=lambda one: abs(ranks[one])):
        # A site is shown with one that leads to it, so that all hangs together.
        leads = any(one in shown for one in part.neighbors(node))
        near = abs(ranks[node]) <= _FARTHEST and columns[ranks[node]] < _TALLEST
        if node not in shown and leads and near and len(shown) < _MOST:
            shown.add(node)
            columns[ranks[node]] += 1
    return frozenset(shown)


def _listed(carried: Sequence[str]) -> Pair:
    return joined(goods_name(one) for one in carried)


def _ranks(seen: Flows) -> dict[str, int]:
    """Return the column of each node: as many steps before or behind the site as the longest way has.

    Where something flows in a circle the shortest way counts.
    """
    ranks = {seen.node: 0}
    part = seen.graph.subgraph(seen.chain)
    for sign, names in ((-1, seen.upstream), (1, seen.downstream)):
        ways = part.subgraph([seen.node, *names])
        ways = ways if sign > 0 else ways.reverse()
        if nx.is_directed_acyclic_graph(ways):
            steps = {seen.node: 0}
            for node in nx.topological_sort(ways):
                before = [steps[one] for one in ways.predecessors(node) if one in steps]
                steps[node] = max(before, default=-1) + 1
        else:
            steps = nx.single_source_shortest_path_length(ways, seen.node)
        for node in names:
            ranks.setdefault(node, sign * steps[node])
    return ranks


def _node(seen: Flows, node: str, rank: int) -> Node:
    held = seen.held(node)
    state = seen.ground.names.state(held) if held else UNKNOWN
    side = ""
    if held and len(held.holders) == 1:
        holder = held.holders[0]
        side = seen.ground.names.names.side_of.get(holder, holder)
    role = _role(seen, node)
    return Node(
        node,
        rank,
        seen.name(node),
        (capital(state), *_capacity(seen, node), *([both(_FATES[role])] if role in _FATES else [])),
        side,
        role,
    )


def _role(seen: Flows, node: str) -> str:
    if node == seen.node:
        return "asked"
    for one in seen.reaches.values():
        if node in one.cut:
            return "cut"
        if node in one.starved:
            return "starved"
    return ""


def _capacity(seen: Flows, node: str) -> Iterator[Pair]:
    """Yield the barrels a day told of a site, from the least to the most, with the years."""
    _, found = seen.figures(node)
    if found:
        low, high = spread(found)
        rate = span(low / _THOUSAND, high / _THOUSAND, both(" thousand b/d"))
        when = years(one.year for one in found).replace(" to ", "\N{EN DASH}")
        dated = f" ({when})" if when else ""
        yield f"{rate[0]}{dated}", f"{rate[1]}{dated}"
