"""Who holds a place, a district or a region on a day, by whose word and how sure: no sentences."""

from geo.words.holding.standing import Standing
from geo.words.holding.values import PART, Holding, Near, Part, Period, Rival

__all__ = ["PART", "Holding", "Near", "Part", "Period", "Rival", "Standing"]
