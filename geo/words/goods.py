"""What flows are called: commodities as the data have them, in both languages."""

from __future__ import annotations

from typing import Final

from geo.language import declared, mark
from geo.words.first_line import Pair

GOODS: Final = (
    mark("crude oil"), mark("natural gas"), mark("condensate"), mark("refined products"), mark("fuel"),
    mark("people"), mark("drugs"), mark("weapons"), mark("cigarettes"), mark("gold"), mark("water"),
    mark("electricity"),
)  # fmt: skip
"""Those that have an Arabic name; any other is called as the data call it."""


def goods_name(commodity: str) -> Pair:
    """Return what a commodity is called.

    Examples
    --------
    >>> goods_name("mercury")
    ('mercury', 'mercury')
    """
    return commodity, declared(commodity, "ar")
