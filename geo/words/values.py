"""What cells of tables and flows say: codes such as "effective" or "crude oil" in both languages."""

from __future__ import annotations

from typing import Final

from geo.analysis.interests import TITLES
from geo.language import declared, mark
from geo.words.first_line import Pair
from geo.words.names import Name
from geo.words.roles import ROLES

VALUES: Final = (
    mark("effective"), mark("nominal"), mark("contested"), mark("presence"), mark("revenue"),
    mark("no claim recorded"), mark("place"), mark("district"), mark("region"), mark("feature"),
    mark("towns"),
    mark("appears"), mark("ends"), mark("passes"), mark("turns"),
    mark("few"), mark("some"), mark("many"),
    mark("arms"), mark("basing"), mark("counter terrorism"), mark("hydrocarbons"), mark("migration"),
    mark("minerals"), mark("security"), mark("trade"), mark("unification"),
    mark("also"), mark("own"), mark("press"), mark("descriptive"),
    mark("part"), mark("ally"), mark("backer"),
    mark("armed group"), mark("army"), mark("commission"), mark("company"), mark("foreign state"),
    mark("government"), mark("institution"), mark("legislature"), mark("movement"),
    mark("private military company"), mark("UN body"),
    mark("natural gas and condensate"), mark("crude oil and condensate"),
)  # fmt: skip
"""Those that have an Arabic name; any other is called as the data call it."""
_SPELT: Final = {
    **TITLES, "none": "no claim recorded", "pmc": "private military company", "un": "UN body",
}  # fmt: skip


def value_name(value: str) -> Name:
    """Return what a code is called within a table.

    Examples
    --------
    >>> value_name("armed-group").en, value_name("flips").ar == ROLES["flips"].ar
    ('armed group', True)
    >>> value_name("fezzan").en, value_name("libya").en
    ('Fezzan', 'Libya as a whole')
    """
    text = _SPELT.get(value, value.replace("-", " "))
    return Name(text, ROLES[value].ar if value in ROLES else declared(text, "ar"))


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
