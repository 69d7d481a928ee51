"""What was computed of the evidence before: kept in so many bytes, made once however many ask."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import islice
from threading import Condition, get_ident
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
from cachetools import LRUCache
from shapely import get_num_coordinates
from shapely.geometry.base import BaseGeometry

MOST: Final = 96_000_000
"""Bytes kept: the names of everything count as fourteen millions, the claims of a day as one or two."""
_FOR_A_VALUE: Final = 240
"""Bytes kept for each value of the data, where that is more: twelve times what it takes itself."""

_LOOKED_AT: Final = 24
"""Items of a collection that are measured; the others count as these do."""
_DEEPEST: Final = 7
_COORDINATE: Final = 16
"""Bytes of a longitude and a latitude."""


def room_for(frames: Iterable[pd.DataFrame]) -> int:
    """Return how many bytes may be kept of some data: of many features even the claims alone take more.

    Examples
    --------
    >>> room_for([pd.DataFrame({"id": ["a"]})]) == MOST
    True
    """
    return max(MOST, _FOR_A_VALUE * sum(frame.size for frame in frames))


class Memo:
    """Computed values, for several threads; the least lately used go first.

    Whoever asks for what another thread is computing waits for it. Where the two would wait for each other,
    which layers derived from each other bring about, both compute, and find that out themselves.

    Parameters
    ----------
    most : int
        Bytes kept at most, as `size_of` estimates them; what alone is larger is made and not kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self._turn = Condition()
        self._kept: LRUCache[Hashable, tuple[Any, int]] = LRUCache(most, getsizeof=lambda one: one[1])
        self._makers: dict[Hashable, int] = {}
        self._waiting: dict[int, Hashable] = {}

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return int(self._kept.currsize)

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what is kept under `key`, computed when it is not there yet."""
        own = get_ident()
        with self._turn:
            while True:
                if key in self._kept:
                    return self._kept[key][0]
                if key not in self._makers or self._waits_for(own, self._makers[key]):
                    break
                self._waiting[own] = key
                self._turn.wait()
                del self._waiting[own]
            alone = self._makers.setdefault(key, own) == own
        try:
            value = compute()
            size = size_of(value)
        except BaseException:
            self._leave(key, alone)
            raise
        with self._turn:
            if size <= self._kept.maxsize:
                self._kept[key] = value, size
        self._leave(key, alone)
        return value

    def _leave(self, key: Hashable, alone: bool) -> None:
        with self._turn:
            if alone:
                self._makers.pop(key, None)
            self._turn.notify_all()

    def _waits_for(self, own: int, maker: int) -> bool:
        """Tell whether a thread waits, itself or through others, for what this one computes."""
        while maker != own:
            if maker not in self._waiting or self._waiting[maker] not in self._makers:
                return False
            maker = self._makers[self._waiting[maker]]
        return True


class Portion(Memo):
    """What is kept of one thing in a memo that it shares with others, such as evidence with own layers.

    Parameters
    ----------
    whole : Memo
        Has the room for all.
    of : hashable
        What tells it from the others.
    """

    def __init__(self, whole: Memo, of: Hashable) -> None:
        self._whole, self._of = whole, of

    @property
    def size(self) -> int:
        """Bytes that are kept of all of them now."""
        return self._whole.size

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what is kept under `key`, computed when it is not there yet."""
        return self._whole.get((self._of, key), compute)


def size_of(value: object) -> int:
    """Return about how many bytes a value takes: large collections are measured by some of their items.

    A class that shares what it holds, or is filled later, says by `__sizeof__` what it takes.

    Examples
    --------
    >>> 80_000 < size_of([str(number) * 10 for number in range(1000)]) < 120_000
    True
    """
    return _size(value, 0)


def _size(value: object, depth: int) -> int:
    if isinstance(value, pd.DataFrame):
        return int(value.memory_usage().sum())  # shapes stay those of the layer that they are from
    if isinstance(value, pd.Series):
        return int(value.memory_usage())
    if isinstance(value, BaseGeometry):
        return sys.getsizeof(value) + _COORDINATE * int(get_num_coordinates(value))
    own = sys.getsizeof(value)
    if depth == _DEEPEST:
        return own
    count, items = _inside(value)
    step = max(1, count // _LOOKED_AT)
    # From the middle of each stretch: what comes first is often unlike the rest.
    looked_at = list(islice(items, step // 2, None, step))
    if not looked_at:
        return own
    measured = sum(_size(part, depth + 1) for item in looked_at for part in item)
    return own + measured * count // len(looked_at)


def _inside(value: object) -> tuple[int, Iterator[tuple[object, ...]]]:
    """Return how many things are in a value, and these: of a mapping each key with what it stands for."""
    if isinstance(value, dict | MappingProxyType):
        return len(value), iter(value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return len(value), zip(value)
    if type(value).__sizeof__ is not object.__sizeof__:
        return 0, iter(())
    names = [one.name for one in fields(value)] if is_dataclass(value) else getattr(value, "__dict__", ())
    return len(names), ((getattr(value, name),) for name in names)
