"""Names in every spelling, Latin and Arabic -> places, features, actors, sources; and positions.

It knows names only: where they come from is `geo.evidence`'s affair, how a hit is shown is the page's.
"""

from geo.gazetteer.entries import KINDS, LONGEST_QUERY, Entry, Match
from geo.gazetteer.notation import notations, read_position, why_none
from geo.gazetteer.searching import Gazetteer
from geo.gazetteer.spelling import clean

__all__ = [
    "KINDS", "LONGEST_QUERY", "Entry", "Gazetteer", "Match", "clean", "notations", "read_position",
    "why_none",
]  # fmt: skip
