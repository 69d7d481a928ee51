"""Lines and symbols side by side, and their legend."""

from __future__ import annotations

from typing import Any

from tests.golden.edges.case import Case


def _courses(name: str, *courses: list[float]) -> Case:
    return name, {"courses": list(courses), "near": 10, "step": 6}


BUNDLING: tuple[Case, ...] = (
    _courses("nothing"),
    _courses("one line stays", [0, 0, 30, 40, 90, 40.5]),
    _courses("two on one leg, there and back", [0, 0, 30, 40], [30, 40, 0, 0]),
    _courses("three, the middle one stays", [0, 0, 100, 0], [0, 0, 100, 0], [0, 0, 100, 0]),
    _courses("ends that are near", [0, 0, 100, 7], [6, 8, 100, -3]),
    _courses("ends that are a little too far", [0, 0, 100, 0], [6.1, 8, 100, 0]),
    _courses("one leg of several in common", [0, 0, 50, 0, 90, 30], [0, 60, 50, 0, 0, 0]),
    _courses("a leg without a length", [5, 5, 5, 5, 20, 5], [5, 5, 20, 5]),
    _courses("a line that comes back", [0, 0, 40, 0, 0, 0]),
    _courses("more legs than are compared", *([[0, 0, 10, 10, 20, 0]] * 201)),
)


def _spot(name: str, x: float, y: float, look: str | int = 0, layer: str = "east") -> dict[str, Any]:
    return {"layer": layer, "look": look, "x": x, "y": y, "ids": [name]}


def _chip(name: str, x: float, y: float, whose: str, look: str) -> dict[str, Any]:
    return {**_spot(name, x, y, look), "size": 18, "chip": whose}


def _dot(name: str, x: float, y: float, size: float = 10) -> dict[str, Any]:
    return {**_spot(name, x, y, 0, "control"), "size": size, "fixed": True}


def _crowd(
    name: str, spots: list[dict[str, Any]], room: list[float] | None = None, **closed: list[dict[str, float]]
) -> Case:
    return name, {"spots": spots, "room": room, **closed}


CROWDING: tuple[Case, ...] = (
    _crowd("nothing", []),
    _crowd("one", [_spot("a", 1.5, -2.25)]),
    _crowd("at one place, one look", [_spot("a", 10, 10), _spot("b", 10, 10), _spot("c", 10, 10)]),
    _crowd("at one place, two looks", [_spot("a", 10, 10, 0), _spot("b", 10, 10, 1), _spot("c", 10, 10, 0)]),
    _crowd("one look in two layers", [_spot("a", 10, 10), _spot("b", 10, 10, layer="ports")]),
    _crowd("a number and a text are two looks", [_spot("a", 10, 10, 1), _spot("b", 10, 10, "1")]),
    _crowd("one look nearly at one place: where the first is", [_spot("a", 10, 10), _spot("b", 17, 10)]),
    _crowd("one look exactly so far apart that they are two", [_spot("a", 10, 10), _spot("b", 18, 10)]),
    _crowd(
        "alike to the earlier of two, though the later is nearer",
        [_spot("a", 0, 0), _spot("b", 10, 0), _spot("between", 6, 0)],
    ),
    _crowd("two that may lap", [_spot("a", 0, 0, 0), _spot("b", 14, 0, 1)]),
    _crowd("two that lap too far: the later one is moved", [_spot("a", 0, 0, 0), _spot("b", 13.9, 0, 1)]),
    _crowd("a dot keeps its point, whatever comes before it", [_spot("a", 0, 0), _dot("d", 0, 0)]),
    _crowd("dots lap and stay alone", [_dot("d", 0, 0), _dot("e", 0, 0), _dot("f", 3, 0, 16)]),
    _crowd("moved past the dots of other towns", [_dot("d", 0, 0), _dot("up", 0, -27), _spot("a", 0, 0)]),
    _crowd("23 looks at one place", [_spot(f"f{i}", 100, 100, i) for i in range(23)]),
    _crowd(
        "no room left: at its point",
        [*(_dot(f"d{x}-{y}", 20 * x, 20 * y, 20) for x in range(12) for y in range(12)), _spot("a", 90, 90)],
    ),
    _crowd("points of one MultiPoint far apart", [_spot("m", 0, 0), _spot("m", 60, 0), _spot("n", 3, 0)]),
    _crowd(
        "chips at one place are a block: one for each power, with each kind once",
        [
            _chip("a", 0, 0, "RU", "air"), _chip("b", 3, 0, "TR", "base"), _chip("c", 0, 0, "RU", "base"),
            _chip("d", 0, 0, "RU", "air"), _chip("e", 40, 0, "TR", "air"), _spot("f", 0, 0, "air"),
        ],
    ),
    _crowd(
        "many chips stand in no more columns than rows",
        [_chip(f"f{i}", 0, 0, f"country {i}", "base") for i in range(17)],
    ),
    _crowd(
        "a block for which no place is free stands where it covers the fewest",
        [
            *(_dot(f"d{x}-{y}", 15 * x, 15 * y) for x in range(-11, 12) for y in range(-3, 12)),
            *(_dot(f"sparse {x}-{y}", 30 * x, 30 * y) for x in range(-6, 7) for y in range(-6, -1)),
            _chip("a", 0, 0, "RU", "air"), _chip("b", 0, 0, "TR", "base"),
        ],
    ),
    _crowd("a tall block in two columns, clear of a dot", [
        _dot("d", 200, 300), *(_chip(f"f{i}", 200, 300, f"country {i}", "base") for i in range(6)),
    ], [400, 600]),
    _crowd("negative coordinates", [_spot("a", -7, -7, 0), _spot("b", 7, -7, 1), _spot("c", -0.5, -0.5, 2)]),
    _crowd("large and small", [{**_spot("a", 0, 0, 0), "size": 30}, {**_spot("b", 12, 0, 1), "size": 8}]),
    _crowd(
        "at the upper edge of the room: moved aside, not out of it",
        [_dot("d", 150, 10), _spot("a", 150, 10)],
        [300, 200],
    ),
    _crowd(
        "moved past what stands over the map, below which it may stand at its point",
        [_dot("d", 150, 50), _spot("a", 150, 50), _spot("below", 200, 20, 1)],
        closed=[{"x": 100, "y": 0, "width": 200, "height": 40}],
    ),
    _crowd("a room too small", [_spot("a", 5, 5, 0), _spot("b", 5, 5, 1)], [20, 20]),
)  # fmt: skip


def _item(name: str, look: int, *sides: str, state: str = "current") -> dict[str, Any]:
    return {"class": name, "look": look, "state": state, "sides": list(sides)}


def _legend(name: str, *items: dict[str, Any], comma: str = ", ") -> Case:
    layer = {
        "id": "control",
        "title": "Control by claim",
        "classes": [
            {"name": "effective", "title": "Effective"},
            {"name": "contested", "title": "Contested"},
            {"name": "nominal", "title": "Nominal"},
        ],
        "sides": {"tripoli": "GNU", "east": "The east", "city_states": "City-states"},
        "items": list(items),
    }
    return name, {"layers": [layer], "comma": comma}


LEGEND: tuple[Case, ...] = (
    ("no layers", {"layers": [], "comma": ", "}),
    _legend("a layer of which nothing is drawn"),
    _legend("one class", _item("effective", 0)),
    _legend(
        "classes that look alike, in the order of the declaration", _item("nominal", 7), _item("effective", 7)
    ),
    _legend(
        "what says only whose it is has no class and comes first",
        _item("effective", 2),
        _item("", 1, "east"),
        _item("", 0, "tripoli"),
    ),
    _legend("classes that look alike, in Arabic", _item("nominal", 7), _item("effective", 7), comma="، "),
    _legend(
        "sides in the order of the palette, classes before",
        _item("nominal", 0, "tripoli"),
        _item("effective", 1, "east"),
        _item("effective", 2, "tripoli"),
        _item("effective", 3),
        _item("contested", 4, "east", "tripoli"),
        _item("contested", 5, "tripoli"),
        _item("contested", 6, "tripoli", "city_states"),
    ),
    _legend("one look, several sides", _item("effective", 0, "east"), _item("effective", 0, "tripoli")),
    _legend(
        "stale when all is stale", _item("effective", 0, state="stale"), _item("nominal", 0, state="stale")
    ),
    _legend("current when one is current", _item("effective", 0, state="stale"), _item("nominal", 0)),
    _legend("a side that the palette does not hold", _item("effective", 0, "moon")),
)
