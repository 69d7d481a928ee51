"""The texts of an address -> values, and back: what the page, the figure and the downloads all read.

Each reader raises `Unusable` with what is wrong and what to write instead; who reads decides what follows.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container, Mapping
from datetime import date
from types import MappingProxyType

from geo.errors import BadDate
from geo.model import FILTERS
from geo.validity import full_day

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
QUOTED = 60
"""Characters of a text that are told again where it cannot be used."""

_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"


class Unusable(ValueError):
    """A text cannot be used; says why and what to do."""


def clean(text: str) -> str:
    """Return the text without characters that no page can show: controls, and overrides of direction."""
    kept = (
        letter
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn") or letter in _JOINERS
        else " "
        for letter in text
    )
    return "".join(kept)


def one_line(text: str) -> str:
    """Return the clean text on one line."""
    return _SPACES.sub(" ", clean(text)).strip()


def quoted(text: str) -> str:
    """Return the beginning of a text in quotes, on one line and fit to be shown."""
    line = _SPACES.sub(" ", clean(text))
    return f"'{line[:QUOTED]}{'…' if len(line) > QUOTED else ''}'"


def day_of(text: str) -> date:
    """Return a full day from `FIRST_DAY` to `LAST_DAY`; raises Unusable."""
    try:
        day = full_day(text)
    except BadDate as error:
        raise Unusable(f"{quoted(text)} is not a day; write YYYY-MM-DD, for example 2025-06-30") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Unusable(f"{day} is outside {FIRST_DAY.year} to {LAST_DAY.year}; give a day between them")
    return day


def filters_of(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the values of each filter of an address; raises Unusable.

    Examples
    --------
    >>> dict(filters_of("hide:tripoli.force|east.seat;rel:B"))
    {'hide': ('tripoli.force', 'east.seat'), 'rel': ('B',)}
    """
    found = {}
    for part in filter(None, text.split(";")):
        name, colon, listed = part.partition(":")
        values = tuple(filter(None, listed.split("|")))
        if name not in FILTERS or not colon or not all(map(is_plain, values)):
            raise Unusable(
                f"{quoted(part)} is not a filter; write name:value|value with one of {', '.join(FILTERS)}"
            )
        if name in ("age", "cred") and not all(value.isdigit() for value in values):
            raise Unusable(f"{quoted(part)} needs a whole number; write for example {name}:2")
        if values:
            found[name] = values
    return MappingProxyType(found)


def filters_text(filters: Mapping[str, tuple[str, ...]]) -> str:
    """Return what `filters_of` reads back."""
    return ";".join(f"{name}:{'|'.join(filters[name])}" for name in FILTERS if filters.get(name))


def opacity_of(text: str, layers: Container[str]) -> Mapping[str, float]:
    """Return the opacities below 1 of "layer:0.5,layer:0.2"; raises Unusable.

    Parameters
    ----------
    layers : container of str
        The ids of the layers that may have one.
    """
    found = {}
    for part in filter(None, text.split(",")):
        name, _, value = part.partition(":")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if name not in layers or not 0 <= number <= 1:
            raise Unusable(f"{quoted(part)} is not a layer with an opacity; write layer:0.5, from 0 to 1")
        if number < 1:
            found[name] = number
    return MappingProxyType(found)


def opacity_text(opacity: Mapping[str, float]) -> str:
    """Return what `opacity_of` reads back."""
    return ",".join(f"{name}:{value:g}" for name, value in sorted(opacity.items()))


def is_plain(text: str) -> bool:
    """Tell whether a text holds only what ids and numbers are made of."""
    return text.isascii() and all(letter.isalnum() or letter in "-_." for letter in text)
