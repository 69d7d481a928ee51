"""Edge cases of the rules, each small enough to work out by hand."""

from tests.golden.edges.features import BANDING, DATING, DRAWING, FILTERING, SAYING, ZOOMING
from tests.golden.edges.names import LABELLING, NAMING
from tests.golden.edges.parts import COMPARING, MEASURING
from tests.golden.edges.symbols import BUNDLING, CROWDING, LEGEND

__all__ = [
    "BANDING",
    "BUNDLING",
    "COMPARING",
    "CROWDING",
    "DATING",
    "DRAWING",
    "FILTERING",
    "LABELLING",
    "LEGEND",
    "MEASURING",
    "NAMING",
    "SAYING",
    "ZOOMING",
]
