"""The tabs beside the map: those that the map lists for itself, so that a new one is named there alone."""

from __future__ import annotations

import re
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "screen" / "js" / "tabs" / "index.js"
_NAMES = re.compile(r"\btabs = \[([\w\s,]*)\]")


def tabs(text: str) -> tuple[str, ...]:
    """Return the ids of the tabs in the text of the list: each is called there as its id.

    Examples
    --------
    >>> tabs("export const tabs = [inspect, table];")
    ('inspect', 'table')
    """
    found = _NAMES.search(text)
    return tuple(re.findall(r"\w+", found[1])) if found else ()


TABS = ("", *tabs(LIST.read_text("utf-8")))
"""Tabs that can be open beside the map; "" = none."""
