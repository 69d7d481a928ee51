"""Glyphs in the order in which a text is read, for readers of a PDF that take them as they come."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

_LEFT, _RIGHT, _NEUTRAL, _DIGIT = range(4)
"""Which way a letter runs; a digit runs from left to right inside text of either kind."""
_COMMA = "،"


def in_reading_order(items: Sequence[Any], text: str) -> Iterator[Any]:
    """Yield glyphs, which are in order from left to right, word by word as the text is read.

    Within a word of Arabic they stay in order from left to right, as readers expect it.
    """
    ways = _ways([item.char[0] for item in items])
    groups = [list(one) for _, one in groupby(range(len(items)), lambda i: (id(items[i].ft_object), ways[i]))]
    kinds = [ways[group[0]] for group in groups]
    base = next((way for letter in text if (way := _way(letter)) in (_LEFT, _RIGHT)), _LEFT)
    last = base
    stretches = list(_stretches(kinds, base))
    for stretch in stretches if base == _LEFT else reversed(stretches):
        against = kinds[stretch[0]] == _RIGHT
        for number in reversed(stretch) if against else stretch:
            neutral = kinds[number] == _NEUTRAL
            last = last if neutral else kinds[number]
            # What runs neither way is taken to run as what was before it, here and by readers.
            backwards = neutral and last != _RIGHT and (against or (base == _RIGHT and len(stretch) == 1))
            yield from (items[i] for i in (reversed(groups[number]) if backwards else groups[number]))


def _ways(letters: Sequence[str]) -> list[int]:
    """Return which way each letter runs among the others; they are in order from left to right."""
    ways = [_way(letter) for letter in letters]
    for i, letter in enumerate(letters):
        # A sign of degrees or per cent belongs to its number.
        if unicodedata.bidirectional(letter) == "ET" and _DIGIT in ways[max(i - 1, 0) : i + 2]:
            ways[i] = _DIGIT
    for i, letter in enumerate(letters):
        before = next((way for way in reversed(ways[:i]) if way != _NEUTRAL), _NEUTRAL)
        after = next((_way(other) for other in letters[i + 1 :] if _way(other) not in (_NEUTRAL, _DIGIT)), -1)
        if ways[i] == _DIGIT and before == _LEFT:
            ways[i] = _LEFT
        elif letter == _COMMA and _RIGHT in (before, after):
            ways[i] = _RIGHT
    return ways


def _way(letter: str) -> int:
    way = unicodedata.bidirectional(letter)
    if way in ("R", "AL", "NSM"):
        return _RIGHT
    return _LEFT if way == "L" else _DIGIT if way in ("EN", "AN") else _NEUTRAL


def _stretches(kinds: Sequence[int], base: int) -> Iterator[range]:
    """Yield what is read in one direction: single groups, and those that run against the text together."""
    against = (_RIGHT,) if base == _LEFT else (_LEFT, _DIGIT)
    inside = (_RIGHT, _NEUTRAL, _DIGIT) if base == _LEFT else (_LEFT, _NEUTRAL, _DIGIT)
    at = 0
    while at < len(kinds):
        end = at
        if kinds[at] in against:
            for i in range(at, len(kinds)):
                if kinds[i] not in inside:
                    break
                end = i if kinds[i] in against else end
        yield range(at, end + 1)
        at = end + 1
