"""A table of a TOML file -> the texts of a figure, by the names of the command line."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from geo.faults import did_you_mean, one_of
from geo.figure.request import PARAMS
from geo.model import FILTERS

LONGER: Mapping[str, str] = MappingProxyType(
    {"filters": "f", "opacity": "o", "made-on": "made", "made_on": "made"}
)
"""What the options of the command line are also called -> the name of the text."""

_QUOTED = 40


def texts_of(table: Mapping[str, Any], others: Collection[str] = ()) -> tuple[dict[str, str], list[str]]:
    """Return the texts that a table asks for, and everything in it that cannot be used.

    Parameters
    ----------
    table : mapping
        Keys as in `PARAMS` or `LONGER`. Values are texts, numbers, true or false, dates; a list for
        `layers`, `callouts` and `bbox`; a table for `filters` (lists by the name of a filter) and `opacity`
        (numbers by layer).
    others : collection of str
        Keys that mean something to the caller; they are passed over.

    Examples
    --------
    >>> texts_of({"layers": ["east", "tripoli"], "filters": {"rel": "B"}, "dpi": 150})
    ({'layers': 'east,tripoli', 'f': 'rel:B', 'dpi': '150'}, [])
    >>> texts_of({"titel": "Map"})
    ({}, ["titel: is not a key; did you mean 'title'?"])
    """
    texts: dict[str, str] = {}
    faults: list[str] = []
    known = [*PARAMS, *LONGER, *others]
    for key, value in table.items():
        if key in others:
            continue
        name = LONGER.get(key, key)
        if name not in PARAMS:
            faults.append(
                f"{_shown(key)}: is not a key; {did_you_mean(key[:_QUOTED], known, one_of(known, 9))}"
            )
        elif name in texts:
            faults.append(f"{_shown(key)}: is there twice, as '{name}' too; keep one")
        else:
            text, fault = _READERS.get(name, _plain)(value)
            if fault:
                faults.append(f"{_shown(key)}: {fault}")
            else:
                texts[name] = text
    return texts, faults


_Read = tuple[str, str]
"""A text, and what is wrong with the value that it was made of."""


def _plain(value: Any) -> _Read:
    if isinstance(value, bool):
        return "1" if value else "0", ""
    if isinstance(value, str):
        return value, ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat(), ""
    if isinstance(value, int | float) and math.isfinite(value):
        return f"{value:.12g}", ""
    return "", "has a value that no figure can use; write a text, a number, a date, true or false"


def _list(separator: str) -> Callable[[Any], _Read]:
    def read(value: Any) -> _Read:
        if not isinstance(value, list):
            return _plain(value)
        parts = [_plain(part) for part in value]
        # An id with a separator in it would turn into two.
        if any(fault or separator in text for text, fault in parts):
            return "", "has an entry that cannot be used; write a list of plain texts or numbers"
        return separator.join(text for text, _ in parts), ""

    return read


def _filters(value: Any) -> _Read:
    if not isinstance(value, Mapping):
        return _plain(value)
    texts = []
    for name, listed in value.items():
        if name not in FILTERS:
            return (
                "",
                f"{_shown(name)} is not a filter; {did_you_mean(name[:_QUOTED], FILTERS, one_of(FILTERS))}",
            )
        text, fault = _list("|")(listed)
        if fault:
            return "", f"{name} {fault}"
        texts.append(f"{name}:{text}")
    return ";".join(texts), ""


def _opacity(value: Any) -> _Read:
    if not isinstance(value, Mapping):
        return _plain(value)
    texts = []
    for name, number in value.items():
        text, fault = _plain(number)
        if fault or isinstance(number, bool):
            return "", f"{_shown(name)} needs a number from 0 to 1"
        texts.append(f"{name}:{text}")
    return ",".join(texts), ""


def _shown(key: str) -> str:
    return key[:_QUOTED] if key.isprintable() else repr(key[:_QUOTED])


_READERS: Mapping[str, Callable[[Any], _Read]] = MappingProxyType(
    {
        "layers": _list(","),
        "callouts": _list(","),
        "bbox": _list(","),
        "f": _filters,
        "o": _opacity,
    }
)
