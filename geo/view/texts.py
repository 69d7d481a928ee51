"""Texts that strangers write: cleaned, quoted again in a fault, and judged. Knows no part of a view."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

QUOTED = 60
"""Characters of a text that are told again where it cannot be used."""

_SPACES = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"


class Unusable(ValueError):
    """A text, or a part of it, cannot be used.

    Attributes
    ----------
    lines : tuple of object
        What is wrong and what to do: one text for each fault, or one that says which part it is about.
    kept : object
        The value of what is left of the text; None when nothing is.
    missing : bool
        Whether the text is well written, but names what is not there.
    """

    def __init__(self, *lines: object, kept: Any = None, missing: bool = False) -> None:
        super().__init__("\n".join(map(str, lines)))
        self.lines = lines
        self.kept = kept
        self.missing = missing


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


def is_plain(text: str) -> bool:
    """Tell whether a text holds only what ids and numbers are made of."""
    return text.isascii() and all(letter.isalnum() or letter in "-_." for letter in text)
