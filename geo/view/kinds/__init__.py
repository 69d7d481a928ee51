"""The kinds of value that a part can have: each reads a text, writes it, and says what it takes.

A kind knows nothing of the part that uses it. `read` raises `Unusable`; what a browser or a TOML file holds
is first turned into a text by `plain`, so that there is one reader for all.
"""

from geo.view.kinds.base import Context, Kind, shown
from geo.view.kinds.filters import OLDEST, Filters
from geo.view.kinds.lists import Amounts, Features, Layers
from geo.view.kinds.numbers import Box, Number, Point
from geo.view.kinds.texts import (
    FIRST_DAY,
    LAST_DAY,
    Choice,
    Day,
    Feature,
    Line,
    Switch,
    Text,
    WholeNumber,
)

__all__ = [
    "FIRST_DAY", "LAST_DAY", "OLDEST", "Amounts", "Box", "Choice", "Context", "Day", "Feature", "Features",
    "Filters", "Kind", "Layers", "Line", "Number", "Point", "Switch", "Text", "WholeNumber", "shown",
]  # fmt: skip
