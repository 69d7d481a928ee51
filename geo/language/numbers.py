"""Arabic digits, for whoever chose them: ids, grades and addresses keep theirs."""

from __future__ import annotations

import re
from typing import Final

_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WORD: Final = re.compile(r"(?<![A-Za-z] )(?<![^\s،؛()«»])[^\s،؛()«»]+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{3}")
_ARABIC_LETTER: Final = re.compile("[\u0600-\u06ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")
_DECIMAL: Final = re.compile(r"(?<=\d)\.(?=\d)")


def in_digits(text: str, digits: str) -> str:
    """Return a text in the digits of a view ("arab", or "" for those it has).

    A text in Latin letters stays, and so does a word with one in it or before it: a code, no number.

    Examples
    --------
    >>> in_digits("B2, 5+5", "arab") == "B2, \u0665+\u0665"
    True
    """
    is_ours = _ARABIC_LETTER.search(text) or not _LATIN_WORD.search(text)
    return _WORD.sub(_word, text) if digits == "arab" and is_ours else text


def _word(found: re.Match[str]) -> str:
    word = found[0]
    if _LATIN.search(word):
        return word
    return _DECIMAL.sub("\u066b", _GROUPED.sub("\u066c", word)).translate(_ARABIC)
