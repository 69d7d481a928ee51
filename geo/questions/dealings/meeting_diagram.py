"""Whom an actor meets as a diagram: the actor in the middle, those it is told of with most at both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from geo.analysis.asked.meeting import Meeting
from geo.language import both, tn
from geo.questions.asking import Diagram, Link, Node
from geo.questions.shared.ground import Ground
from geo.words.first_line import Pair
from geo.words.holders import capital

_MOST: Final = 12


def meeting_diagram(ground: Ground, actor: str, met: Sequence[Meeting]) -> Diagram | None:
    """Return the diagram of the events up to the day that tell of an actor together with others."""
    counts: Counter[str] = Counter()
    for one in met:
        other = one.other if one.one == actor else one.one
        # A government goes under the one of the day, also where an event names the one before it.
        counts[ground.names.names.actors.on(other, ground.at.isoformat())] += len(one.events)
    often = [(other, number) for other, number in counts.most_common(_MOST) if number]
    if not often:
        return None
    name = capital(ground.names.actor(actor))
    return Diagram(
        title=both("Events with {name}", name=ground.names.actor(actor)),
        nodes=(
            Node(actor, 0, name, side=_side(ground, actor), role="asked"),
            *(
                Node(
                    other,
                    1 if i % 2 == 0 else -1,
                    capital(ground.names.actor(other)),
                    (_events(number),),
                    _side(ground, other),
                )
                for i, (other, number) in enumerate(often)
            ),
        ),
        links=tuple(Link(actor, other, ("", ""), directed=False) for other, _ in often),
        about=both(
            "A line says that events up to the day tell of both together, and a box how many: not that they "
            "are allies. The bar has the colour of the side."
        ),
    )


def _side(ground: Ground, actor: str) -> str:
    return ground.names.names.side_of.get(actor, "")


def _events(number: int) -> Pair:
    return tn("{n} event", "{n} events", number, "en"), tn("{n} event", "{n} events", number, "ar")
