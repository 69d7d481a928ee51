"""Headers and cells of somebody's -> names, ids and lines as a layer has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

from geo.gazetteer import clean
from geo.model import COMMON_COLUMNS

_COMMON: Final = frozenset(column.name for column in COMMON_COLUMNS)
_TAKEN: Final = _COMMON | {
    "place", "district", "region", "actors", "sides", "look", "px", "from_day", "to_day", "layer", "geometry",
    "below_en", "below_ar",
    "importance", "derived", "not_before", "summary_ar", "row",
}  # fmt: skip
"""Names that mean something to map and check; a column of somebody's that is called so gets another."""
_WHOLE, NUMBER = re.compile(r"-?\d{1,15}", re.ASCII), re.compile(r"[-+]?\d{1,15}(\.\d{1,15})?", re.ASCII)
_LONGEST_SLUG: Final = 40


def kind(texts: Iterable[str]) -> str:
    """Return the kind of a column by what it holds."""
    given = [text for text in texts if text]
    # What begins with a nought is a code, not a number.
    if any(len(text) > 1 and text[0] == "0" and text[1] != "." for text in given):
        return "text"
    if all(_WHOLE.fullmatch(text) for text in given):
        return "integer"
    return "number" if all(NUMBER.fullmatch(text) for text in given) else "text"


def column_name(header: str, taken: Collection[str]) -> str:
    """Return what a column is called in a layer, from its header."""
    name = slug(header).replace("-", "_")
    if not name or not name[0].isalpha():
        name = f"c_{name}".rstrip("_")
    if name in _TAKEN or name.startswith("name") or name in ("aliases", "summary"):
        name = f"own_{name}"
    if name.endswith("_ar"):
        name += "_text"
    return free(name, taken)


def free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken."""
    made, number = name, 1
    while made in taken:
        number += 1
        made = f"{name}_{number}"
    return made


def slug(text: str) -> str:
    """Return a text as ids are written; "" where no letter of ours is in it."""
    if text.isascii() and text.isalnum():
        return text.lower()[:_LONGEST_SLUG]
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")


def line(text: str, longest: int) -> str:
    """Return a text on one line, without what cannot be seen, cut where it is too long."""
    if len(text) <= longest and text.isprintable() and "  " not in text and text == text.strip():
        return text  # as nearly all are
    plain = clean(" ".join(text.split()), len(text) + 1)
    return plain if len(plain) <= longest else f"{plain[: longest - 1].rstrip()}…"
