"""Rates of oil in the words of the data: "8 million bbl/month (NOC, 2023)" -> barrels a day and the year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_DAYS_A_MONTH: Final = 365.25 / 12
_RATE: Final = re.compile(
    r"(?P<low>\d[\d,.]*)(?:\s*-\s*(?P<high>\d[\d,.]*))?\s*(?P<many>million )?"
    r"(?P<unit>mb/d|kb/d|b/d|bbl/month)"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_BARRELS: Final = {"b/d": 1.0, "kb/d": 1e3, "mb/d": 1e6, "bbl/month": 1 / _DAYS_A_MONTH}


@dataclass(frozen=True, slots=True)
class Rate:
    """Barrels a day, from least to most, as told for a year; "" = no year is told."""

    low: float
    high: float
    year: str


def rates(text: str) -> list[Rate]:
    """Return the rates of oil that a text tells, each with the year that stands behind it.

    Examples
    --------
    >>> rates("110000 b/d (IHS, 2014); 2-3 kb/d")
    [Rate(low=110000.0, high=110000.0, year='2014'), Rate(low=2000.0, high=3000.0, year='')]
    >>> rates("995 MMcf/d; 593662 bbl in April 2015")
    []
    """
    found = []
    for part in text.split(";"):
        for match in _RATE.finditer(part):
            barrels = _BARRELS[match["unit"]] * (1e6 if match["many"] else 1)
            low = _number(match["low"]) * barrels
            high = _number(match["high"]) * barrels if match["high"] else low
            years = _YEAR.findall(part[match.end() :])
            found.append(Rate(low, high, years[0] if years else ""))
    return found


def spread(found: Iterable[Rate]) -> tuple[float, float]:
    """Return the least and the most of some rates; (0, 0) of none.

    Examples
    --------
    >>> spread([Rate(1, 3, ""), Rate(2, 5, "")])
    (1, 5)
    """
    listed = list(found)
    return min((one.low for one in listed), default=0), max((one.high for one in listed), default=0)


def _number(text: str) -> float:
    """Return a number in which commas stand between thousands."""
    return float(text.replace(",", "").rstrip("."))
