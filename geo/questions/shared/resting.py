"""What everything rests on, made once for a version of the data and then asked for any day."""

from __future__ import annotations

from geo.analysis.asked.dependence import Dependence
from geo.questions.shared.ground import Ground


def dependence_of(ground: Ground) -> Dependence:
    """Return what everything rests on that day."""
    day = ground.at.isoformat()
    made: Dependence = ground.evidence.remembered(
        ("dependence", ground.known, ground.recorded),
        lambda: Dependence.of(ground.world, ground.standing.publishers, day, ground.picture()),
    )
    return made.on(day, ground.picture())
