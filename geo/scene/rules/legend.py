"""The legend of what is drawn: one entry for each look, named by its classes and, where these pick it, sides.

One rule in two languages; the cases of `tests/golden/legend.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from geo.scene.rules.dating import State


@dataclass(frozen=True, slots=True)
class LegendClass:
    """A class of a layer; its title in the language asked for."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One feature that is drawn.

    Attributes
    ----------
    look : hashable
        What tells the looks of a layer apart, such as the `Look` itself or its number.
    class_ : str
        "" of what says only whose it is: named by the sides alone, before all classes.
    sides : tuple of str
        Keys of the palette whose colours it wears because its actors' sides pick them; else empty.
    """

    class_: str
    look: Hashable
    state: State
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegendLayer:
    """One layer and what is drawn of it.

    Attributes
    ----------
    title : str
        In the language asked for.
    classes : tuple of LegendClass
        In the order of the declaration.
    items : tuple of LegendItem
        In any order.
    sides : mapping of str to str
        Titles by key, in the order of the palette.
    """

    id: str
    title: str
    classes: tuple[LegendClass, ...]
    items: tuple[LegendItem, ...]
    sides: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One look that is drawn; "stale" when all that is drawn so is stale."""

    title: str
    state: State
    look: Hashable


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """The entries of one layer; `layer` is its id."""

    layer: str
    title: str
    entries: tuple[LegendEntry, ...]


def legend(layers: Iterable[LegendLayer], comma: str = ", ") -> list[LegendGroup]:
    """Return the legend, without the layers of which nothing is drawn.

    The title of an entry names the classes that share its look, in the order of the declaration; where sides
    pick the colour, a colon and the sides follow, in the order of the palette. Entries stand in the order of
    their first class, then of their sides.

    Parameters
    ----------
    layers : iterable of LegendLayer
        In the order of the legend.
    comma : str
        What stands between the titles of two classes: "، " in Arabic.

    Examples
    --------
    >>> items = LegendItem("seat", 0, "stale", ("east",)), LegendItem("force", 0, "current", ("east",))
    >>> classes = LegendClass("force", "Forces"), LegendClass("seat", "Seats")
    >>> legend([LegendLayer("powers", "Powers", classes, items, {"east": "The east"})])[0].entries
    (LegendEntry(title='Forces, Seats: The east', state='current', look=0),)
    """
    return [LegendGroup(one.id, one.title, _entries(one, comma)) for one in layers if one.items]


def _entries(layer: LegendLayer, comma: str) -> tuple[LegendEntry, ...]:
    alike: dict[Hashable, list[LegendItem]] = {}
    for item in layer.items:
        alike.setdefault(item.look, []).append(item)
    found = []
    for look, items in alike.items():
        classes = [i for i, one in enumerate(layer.classes) if any(item.class_ == one.name for item in items)]
        sides = [i for i, key in enumerate(layer.sides) if any(key in item.sides for item in items)]
        titles = list(layer.sides.values())
        title = comma.join(layer.classes[i].title for i in classes)
        if sides:
            title += (": " if title else "") + " / ".join(titles[i] for i in sides)
        state: State = "stale" if all(item.state == "stale" for item in items) else "current"
        found.append((((classes or [-1])[0], sides), LegendEntry(title, state, look)))
    return tuple(entry for _, entry in sorted(found, key=lambda one: one[0]))
