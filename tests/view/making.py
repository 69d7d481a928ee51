"""Random views, the same ones in every run: each part has a value of its own, or is as usual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from geo.model import FILTERS, SAID
from geo.view import Asked, Compared, Context, Part, View, first_view
from geo.view.kinds import FIRST_DAY, LAST_DAY, OLDEST, Kind

Limits = Mapping[str, Any]

SOME = 0.5
WORDS = ("Sabha & سبها", "<b>x</b>", 'a "quoted" one', "50 % = ½", "x;y|z,w:v", "#+?&amp;")


def random_view(random: Random, context: Context, parts: tuple[Part, ...]) -> View:
    """Return a view in which about half of the parts differ from the first view."""
    chosen = [part for part in parts if random.random() < SOME]
    values = {part.field: part.default(context) for part in parts}
    values |= {part.field: random_value(random, context, part.kind) for part in chosen}
    if values.get("known") and not values.get("recorded"):
        values["recorded"] = context.today  # as texts have it
    if values.get("between") and values["between"] > values["at"]:
        values["at"], values["between"] = values["between"], values["at"]
    first = first_view(context)
    return View(**{name: values.get(name, getattr(first, name)) for name in View.__dataclass_fields__})


def random_value(random: Random, context: Context, kind: Kind) -> Any:
    return MAKERS[kind.name](random, context, kind.limits())


def _extent(random: Random, _: Context, limits: Limits) -> tuple[float, ...]:
    west, south = random.uniform(9, 15), random.uniform(20, 26)
    corners = west, south, west + random.uniform(0.1, 9), south + random.uniform(0.1, 7)
    return tuple(round(degrees, limits["decimals"]) for degrees in corners)


def _amounts(random: Random, context: Context, limits: Limits) -> Mapping[str, float]:
    some = random.sample(context.layers, random.randint(0, 4))
    return MappingProxyType({name: round(random.uniform(0, 0.99), limits["decimals"]) for name in some})


def _filters(random: Random, _: Context, limits: Limits) -> Mapping[str, tuple[str, ...]]:
    names = [name for name in FILTERS if random.random() < SOME]
    return MappingProxyType(
        {
            name: _condition(random) if name == "rows" else _filter(random, limits["values"].get(name))
            for name in names
        }
    )


def _condition(random: Random) -> tuple[str, ...]:
    column, sign = random.choice(list(SAID)), random.choice("~=<>")
    return (column + sign + random.choice(["", "2025-03", "El Sharara", "طبرق, 2:=1"]),)


def _filter(random: Random, rule: Limits | None) -> tuple[str, ...]:
    if rule is None:
        return tuple(
            random.sample(["tripoli.force", "east.seat", "lna", "gnu", "fuel", "hide"], random.randint(1, 3))
        )
    return (random.choice(rule["choices"]) if "choices" in rule else str(random.randint(0, OLDEST)),)


def _question(random: Random, _: Context, __: Limits) -> Asked:
    names = random.sample(["place", "km", "area", "at", "of"], random.randint(0, 3))
    return Asked(random.choice(["near", "holds"]), tuple((name, random.choice(WORDS)) for name in names))


def _compare(random: Random, _: Context, __: Limits) -> Compared:
    return Compared(
        at=random.choice(["", "2019-04-01"]), known=random.choice(["", "now", "2020-01-31"]), names="press",
        without=random.choice(["", "side.east", "reuters"]), look=random.choice(["", "swipe"]),
    )  # fmt: skip


def _sketch(random: Random, _: Context, limits: Limits) -> str:
    def position() -> str:
        return f"{random.randint(20, 33)}.5,{random.randint(9, 25)}"

    line = "line:" + ";".join(position() for _ in range(random.randint(2, 9)))
    rings = f"rings:{position()};" + ";".join(str(50 * i) for i in range(1, limits["rings"]))
    return "|".join(random.sample([line, rings, f"point:{position()}"], 2))


def _moved(random: Random, _: Context, __: Limits) -> str:
    ids = random.sample(["sirte", "of-sharara", "x.y_z-1"], random.randint(1, 3))
    return "|".join(f"{random.choice(['name', 'number'])}:{one}:31.5,{random.randint(9, 25)}" for one in ids)


def _notes(random: Random, _: Context, limits: Limits) -> str:
    texts = ("Front of 2020", "سبها %7C %25", "a%3Bb <b>")
    chosen = random.sample(texts, random.randint(1, min(3, limits["most"])))
    return "|".join(f"{random.randint(20, 33)}.5,14;25,{random.randint(9, 25)};{text}" for text in chosen)


MAKERS: Mapping[str, Callable[[Random, Context, Limits], Any]] = {
    "list": lambda random, context, limits: tuple(random.sample(context.layers, random.randint(0, 6))),
    "day": lambda random, _, __: FIRST_DAY + timedelta(days=random.randint(0, (LAST_DAY - FIRST_DAY).days)),
    "point": lambda random, _, __: (round(random.uniform(-85, 85), 4), round(random.uniform(-180, 180), 4)),
    "extent": _extent,
    "number": lambda random, _, limits: round(random.uniform(limits["low"], limits["high"]), 4),
    "choice": lambda random, _, limits: random.choice(limits["choices"]),
    "switch": lambda random, _, __: random.random() < SOME,
    "amounts": _amounts,
    "filters": _filters,
    "id": lambda random, _, __: random.choice(["", "tripoli", "hub-zawiya", "x.y_z-1"]),
    "question": _question,
    "compare": _compare,
    "sketch": _sketch,
    "moved": _moved,
    "notes": _notes,
    "text": lambda random, _, __: random.choice(WORDS),
}
