"""What everything rests on that day, made once for a version of the data."""

from __future__ import annotations

from geo.analysis.asked.dependence import Dependence
from geo.questions.shared.ground import Ground


def dependence_of(ground: Ground) -> Dependence:
    """Return what everything rests on that day."""
    made: Dependence = ground.evidence.remembered(
        ("dependence", ground.known, ground.recorded, ground.at),
        lambda: Dependence.of(
            ground.world, ground.standing.publishers, ground.at.isoformat(), ground.picture()
        ),
    )
    return made
