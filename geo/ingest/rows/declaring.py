"""The declaration of an own layer as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.gazetteer.ranking import is_arabic
from geo.model import OWN_GROUP, Column, Extent

_SYMBOLS: Final = (
    "dot", "square", "hexagon", "event", "flag", "landmark", "drop", "bracket", "bar", "pick", "mark",
    "square-dot",
)  # fmt: skip
"""Of the classes of points, in their order."""
_LINES: Final = ("solid", "dashed", "dotted", "dashdot", "dense", "long")
_ORDER: Final = 90
"""Above all evidence: whoever adds data wants to see them."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a declaration of an own layer says."""

    title: str
    data: str
    colour: str
    geometry: Sequence[str]
    extent: Extent
    classes: Mapping[str, str]
    columns: Sequence[Column]
    note: str


def declaration(told: Declared) -> str:
    """Return the text of a declaration."""
    lines = [
        f"title = {_quoted(told.title)}",
        *([f"title_ar = {_quoted(told.title)}"] if is_arabic(told.title) else []),
        f"group = {_quoted(OWN_GROUP)}",
        f"order = {_ORDER}",
        "visible = true",
        f"data = {_quoted(told.data)}",
        f"geometry = {json.dumps(list(told.geometry))}",
        f"colour = {_quoted(told.colour)}",
        f"extent = {json.dumps([float(part) for part in told.extent])}",
        f"note = {_quoted(told.note)}",
    ]
    for column in told.columns:
        lines += [
            "",
            f"[columns.{column.name}]",
            f"title = {_quoted(column.title)}",
            f'kind = "{column.kind}"',
        ]
    for number, (name, title) in enumerate(told.classes.items()):
        lines += ["", f"[classes.{name}]", f"title = {_quoted(title)}"]
        lines += ["ages = false"]  # nobody is expected to confirm it
        lines += [f"title_ar = {_quoted(title)}"] if is_arabic(title) else []
        if any("Point" in one for one in told.geometry):
            lines += [f'symbol = "{_SYMBOLS[number % len(_SYMBOLS)]}"', "size = 13"]
        if any("LineString" in one for one in told.geometry):
            lines += [f'line = "{_LINES[number % len(_LINES)]}"']
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
