"""Random views from a seed: any layers, days, filters, languages, names, opacities and extents together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

FIRST, LAST = date(2010, 6, 1), date(2027, 12, 31)
RECORDED = date(2026, 11, 20)
"""About when the first evidence was recorded: only around and after it does `recorded` change anything."""
LIBYA = (9.0, 19.3, 25.5, 33.6)
HOLDERS = ("gnu", "east", "city_states", "foreign", "RU")
POLICIES = ("own", "press", "descriptive")


@dataclass(frozen=True, slots=True)
class RandomView:
    """One view, in the values that both the screen and the figure are told.

    Attributes
    ----------
    layers : tuple of str
        In no order: the drawing order must come from the declarations.
    at, between, known, recorded : str
        Days in ISO form; "" = as now. There is no `known` without `recorded`.
    bbox : tuple of float
        West, south, east, north in degrees; () = Libya.
    question : str
        Id of what is asked; "" = nothing.
    parameters : mapping of str to str
        Of the question; their texts have no ";".
    """

    layers: tuple[str, ...]
    at: str
    known: str = ""
    recorded: str = ""
    lang: str = "en"
    names: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opacity: Mapping[str, float] = field(default_factory=dict)
    bbox: tuple[float, ...] = ()
    question: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    between: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """The view as the options of `python -m geo.figure` and as the parameters of an address."""
        texts = {
            "layers": ",".join(self.layers),
            "at": self.at,
            "between": self.between,
            "known": self.known,
            "recorded": self.recorded,
            "lang": self.lang,
            "names": self.names,
            "f": ";".join(f"{name}:{'|'.join(values)}" for name, values in self.filters.items()),
            "o": ",".join(f"{layer}:{value}" for layer, value in self.opacity.items()),
            "bbox": ",".join(map(str, self.bbox)),
            "ask": ";".join([self.question, *(f"{name}={text}" for name, text in self.parameters.items())]),
        }
        return {name: text for name, text in texts.items() if text}

    @property
    def parts(self) -> dict[str, Any]:
        """The view as the page holds it; all parts, so that nothing is left of the view before."""
        return {
            "layers": list(self.layers),
            "at": self.at,
            "between": self.between,
            "known": self.known,
            "recorded": self.recorded,
            "lang": self.lang,
            "names": self.names,
            "filters": {name: list(values) for name, values in self.filters.items()},
            "opacity": dict(self.opacity),
            "ask": {"question": self.question, "parameters": dict(self.parameters)}
            if self.question
            else None,
        }


def random_views(catalogue: Mapping[str, Any], seed: int, count: int) -> Iterator[RandomView]:
    """Return views made of what the catalogue (`/api/layers`) lists; the same seed gives the same views."""
    random = Random(seed)  # noqa: S311 - it only has to be the same again
    layers = [layer for layer in catalogue["layers"] if not layer["fault"]]
    for _ in range(count):
        yield _one(random, layers, list(catalogue["actors"]))


def views_of_areas(catalogue: Mapping[str, Any], seed: int, count: int) -> Iterator[RandomView]:
    """Return views that show areas and few symbols on them, so that colours can be sampled.

    Who holds what has dots and washes in the same classes: both stay, and samples pass over the dots.
    """
    random = Random(seed)  # noqa: S311 - as above
    layers = [layer for layer in catalogue["layers"] if any("Polygon" in kind for kind in layer["geometry"])]
    points = [
        f"{layer['id']}.{name}"
        for layer in layers
        if not layer["colour_by"]
        for name, shown in layer["classes"].items()
        if _is_point(shown)
    ]
    for _ in range(count):
        control = [layer["id"] for layer in layers if layer["colour_by"]]
        others = [layer["id"] for layer in layers if not layer["colour_by"]]
        some = random.sample(others, random.randint(0, 1))
        opacity = {control[0]: random.choice((0.35, 0.6, 0.85))} if random.random() < 0.4 else {}
        filters = {"hide": tuple(points)} if points else {}
        yield RandomView(
            layers=(*control, *some),
            at=_day(random, date(2014, 1, 1), date(2026, 11, 20)),
            lang=random.choice(("en", "ar", "en+ar")),
            names=random.choice(("", *POLICIES)),
            filters=filters,
            opacity=opacity,
        )


def _one(random: Random, layers: list[dict[str, Any]], actors: list[str]) -> RandomView:
    shown = random.sample(layers, random.choice((1, 2, 3, 3, 4, 5, 6, len(layers))))
    known = recorded = ""
    if random.random() < 0.3:
        recorded = _day(random, RECORDED, RECORDED + timedelta(days=10))
        known = random.choice(("", _day(random, FIRST, LAST)))
    elif random.random() < 0.1:
        recorded = _day(random, date(2015, 1, 1), RECORDED)
    return RandomView(
        layers=tuple(layer["id"] for layer in shown),
        at=(at := _day(random, FIRST, LAST)),
        known=known,
        recorded=recorded,
        lang=random.choice(("en", "en", "ar", "en+ar")),
        names=random.choice(("", "", *POLICIES)),
        filters=_filters(random, shown, actors) if random.random() < 0.6 else {},
        opacity={
            layer["id"]: random.choice((0, 0.15, 0.4, 0.5, 0.75, 0.9))
            for layer in shown
            if random.random() < 0.25
        },
        bbox=_extent(random) if random.random() < 0.4 else (),
        between=min(at, _day(random, FIRST, LAST)) if random.random() < 0.1 else "",
    )


def _filters(random: Random, layers: list[dict[str, Any]], actors: list[str]) -> dict[str, tuple[str, ...]]:
    """Return one to three filters, each as the panel can set it."""
    classes = [f"{layer['id']}.{name}" for layer in layers for name in layer["classes"]]
    commodities = sorted({name for layer in layers for name in layer["commodities"]})
    sides = [f"{layer['id']}.{side}" for layer in layers if layer["colour_by"] for side in HOLDERS]
    choices = {
        "hide": lambda: random.sample(classes, random.randint(1, min(6, len(classes)))),
        "actor": lambda: random.sample(actors, random.randint(1, 8)),
        "rel": lambda: [random.choice("ABCDE")],
        "cred": lambda: [random.choice("12345")],
        "age": lambda: [random.choice(("90", "365", "730", "1461"))],
        "stale": lambda: ["hide"],
    }
    if sides:
        choices["side"] = lambda: random.sample(sides, random.randint(1, 4))
    if commodities:
        choices["com"] = lambda: random.sample(commodities, random.randint(1, min(3, len(commodities))))
    names = random.sample(list(choices), random.randint(1, 3))
    return {name: tuple(choices[name]()) for name in choices if name in names}


def _extent(random: Random) -> tuple[float, ...]:
    west, south, east, north = LIBYA
    width, height = random.uniform(1, east - west), random.uniform(1, north - south)
    left, low = random.uniform(west, east - width), random.uniform(south, north - height)
    return tuple(round(degrees, 3) for degrees in (left, low, left + width, low + height))


def _day(random: Random, first: date, last: date) -> str:
    return (first + timedelta(days=random.randint(0, (last - first).days))).isoformat()


def _is_point(shown: Mapping[str, Any]) -> bool:
    """Tell whether a class of the catalogue is drawn as points."""
    return bool(shown.get("symbol"))
