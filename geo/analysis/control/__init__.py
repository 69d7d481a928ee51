"""Who holds what by whose word: the claims, what they say together on a day, the layer of it."""

from geo.analysis.control.ground import Ground, Wash, grade_of, place_state, place_states
from geo.analysis.control.layer import HOLLOW_CLASSES, control
from geo.analysis.control.turns import Turns
from geo.analysis.control.world import (
    FIRST_DAY,
    TOWN_CLASSES,
    World,
    handovers_and_figures,
    resolved_claims,
    world_of,
)

__all__ = [
    "FIRST_DAY", "HOLLOW_CLASSES", "TOWN_CLASSES", "Ground", "Turns", "Wash", "World", "control",
    "grade_of", "handovers_and_figures", "place_state", "place_states", "resolved_claims", "world_of",
]  # fmt: skip
