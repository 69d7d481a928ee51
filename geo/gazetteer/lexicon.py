"""Keys with what they stand for: found when equal, by their beginning, or when a few letters differ."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST_CLOSE = 24

Value = TypeVar("Value")


class Lexicon(Generic[Value]):
    """A dictionary of texts that is filled once, then only read; it may begin with what another one holds.

    Examples
    --------
    >>> towns = Lexicon([("sabha", 1), ("sabratha", 2), ("sabha", 3)])
    >>> towns.equal("sabha"), [key for key, _ in towns.beginning("sab")]
    ([1, 3], ['sabha', 'sabratha'])
    >>> towns.close("sabah", 0.7)
    [('sabha', 0.8)]
    """

    def __init__(self, pairs: Iterable[tuple[str, Value]], base: Lexicon[Value] | None = None) -> None:
        values: dict[str, list[Value]] = {}
        for key, value in pairs:
            values.setdefault(key, []).append(value)
        known, order = base.content if base else ({}, [])
        self._sorted: list[str] = sorted([*order, *(key for key in values if key not in known)])
        self._values: dict[str, list[Value]] = known | {
            key: [*known.get(key, ()), *more] for key, more in values.items()
        }

    @property
    def content(self) -> tuple[dict[str, list[Value]], list[str]]:
        """What stands under each key, and the keys in order; not to be changed."""
        return self._values, self._sorted

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._sorted)

    def equal(self, key: str) -> Sequence[Value]:
        """Return what stands under exactly this key."""
        return self._values.get(key, ())

    def beginning(self, prefix: str) -> Iterator[tuple[str, Sequence[Value]]]:
        """Yield each key that begins with `prefix`, in order, with what stands under it; none for ""."""
        if not prefix:
            return
        for at in range(bisect_left(self._sorted, prefix), len(self._sorted)):
            key = self._sorted[at]
            if not key.startswith(prefix):
                return
            yield key, self._values[key]

    def close(self, word: str, at_least: float) -> list[tuple[str, float]]:
        """Return the keys closest to a word with their likeness, the closest first.

        Likeness is 1 - d / n: d is the optimal string alignment distance (1 for a letter put in, left out or
        replaced, and for two neighbours swapped), n the length of the longer text.
        """
        found = process.extract(
            word, self._sorted, scorer=OSA.normalized_similarity, score_cutoff=at_least, limit=_MOST_CLOSE
        )
        return [(key, alike) for key, alike, _ in found]
