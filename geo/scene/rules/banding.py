"""Which part each of those has that hold an area or place one after another, in a picture of several days.

Of an area it is level bands, of a dot a slice, the first from the top on, as a clock goes.
One rule in two languages; the cases of `tests/golden/banding.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Final, TypeAlias

Band: TypeAlias = tuple[int, int]
"""Which band, and how many there are."""

WHOLE: Final[Band] = (0, 1)


def banded(areas: Sequence[tuple[str, Hashable]]) -> list[Band | None]:
    """Return the part of each area or dot, and how many there are; one over another would mix, or hide it.

    Parameters
    ----------
    areas : sequence of tuple
        The district or place that each is, "" = none, and its look, in drawing order.

    Returns
    -------
    list
        (0, 1) = all of it; None where another of the same look is drawn later.

    Examples
    --------
    >>> banded([("sirte", "gna"), ("sirte", "lna"), ("kufra", "lna"), ("sirte", "gna"), ("", "lna")])
    [None, (1, 2), (0, 1), (0, 2), (0, 1)]
    """
    looks: dict[str, list[Hashable]] = {}
    last: dict[tuple[str, Hashable], int] = {}
    for i, (district, look) in enumerate(areas):
        if not district:
            continue
        own = looks.setdefault(district, [])
        if look not in own:
            own.append(look)
        last[district, look] = i
    found: list[Band | None] = []
    for i, (district, look) in enumerate(areas):
        if not district:
            found.append(WHOLE)
        elif last[district, look] != i:
            found.append(None)
        else:
            found.append((looks[district].index(look), len(looks[district])))
    return found
