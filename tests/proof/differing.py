"""Where two structures of plain data differ, told by path, and what is put together in one line."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

ABSENT = "(absent)"
_IDENTITIES = ("id", "name", "key")
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two sides differ, or many that are alike.

    Attributes
    ----------
    kind : str
        What was asked: layers, cards, search, export, figure, ...
    view : str
        The view, the layer, the word or whatever else was asked for.
    what : str
        Path of the value, with `*` for the items of lists, such as `features.*.properties.look`.
    where : str
        The same path with the item of the first one.
    size : float
        Of a picture, the share of pixels that differ; else 0.
    count : int
        How many places differ in this way.
    """

    kind: str
    view: str
    what: str
    where: str
    before: str
    after: str
    size: float = 0.0
    count: int = 1


def differences(kind: str, view: str, before: Any, after: Any) -> list[Difference]:
    """Return where two structures differ; places that differ only in the item are one difference."""
    found: dict[str, Difference] = {}
    for what, where, one, other in _walk(before, after, (), ()):
        path = ".".join(what)
        if path in found:
            found[path] = replace(found[path], count=found[path].count + 1)
        else:
            found[path] = Difference(kind, view, path, ".".join(where), shown(one), shown(other))
    return list(found.values())


def lines(before: Iterable[str], after: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the lines that only one of the two has, each as often as it has it more."""
    one, other = Counter(before), Counter(after)
    return sorted((one - other).elements()), sorted((other - one).elements())


def shown(value: Any) -> str:
    """Return a value as one short line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_Path = tuple[str, ...]


def _walk(before: Any, after: Any, what: _Path, where: _Path) -> Iterator[tuple[_Path, _Path, Any, Any]]:
    if _same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _walk(
                before.get(key, ABSENT), after.get(key, ABSENT), (*what, str(key)), (*where, str(key))
            )
        common = [key for key in before if key in after]
        if common != [key for key in after if key in before]:
            yield (*what, "(order)"), (*where, "(order)"), list(before), list(after)
        return
    one, other = _items(before), _items(after)
    if one is None or other is None:
        yield what, where, before, after
        return
    for key in [*one, *(key for key in other if key not in one)]:
        yield from _walk(one.get(key, ABSENT), other.get(key, ABSENT), (*what, "*"), (*where, key))
    common = [key for key in one if key in other]
    if common != [key for key in other if key in one]:
        yield (*what, "(order)"), (*where, "(order)"), list(one), list(other)


def _items(value: Any) -> dict[str, Any] | None:
    """Return the items of a list of mappings by what names each, or None where it is no such list."""
    if (
        not isinstance(value, Sequence)
        or isinstance(value, str)
        or not all(isinstance(one, Mapping) for one in value)
    ):
        return None
    found: dict[str, Any] = {}
    for number, item in enumerate(value):
        name = next((str(item[key]) for key in _IDENTITIES if item.get(key)), str(number))
        found[name if name not in found else f"{name}#{number}"] = item
    return found


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, rel_tol=1e-9, abs_tol=1e-12)
    if (
        isinstance(before, list)
        and isinstance(after, list)
        and not any(isinstance(one, Mapping) for one in before)
    ):
        return len(before) == len(after) and all(map(_same, before, after))
    return bool(before == after) and type(before) is type(after)
