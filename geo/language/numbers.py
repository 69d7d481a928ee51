"""Arabic digits, for whoever chose them: ids, grades and addresses keep theirs."""

from __future__ import annotations

import re
from typing import Final

_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WORD: Final = re.compile(r"[^\s،؛()«»]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")
_DECIMAL: Final = re.compile(r"(?<=\d)\.(?=\d)")


def in_digits(text: str, digits: str) -> str:
    """Return a text in the digits of a view ("arab", or "" for those it has).

    A word with a Latin letter in it is a code, not a number, and stays.

    Examples
    --------
    >>> in_digits("B2, 5+5", "arab") == "B2, \u0665+\u0665"
    True
    """
    return _WORD.sub(_word, text) if digits == "arab" else text


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if _LATIN.search(word):
        return word
    return _DECIMAL.sub("\u066b", _GROUPED.sub("\u066c", word)).translate(_ARABIC)
