"""Where names stand, and which."""

from __future__ import annotations

from typing import Any

from tests.golden.edges.case import Case

_FRAME = {"x": 0, "y": 0, "width": 400, "height": 300}


_WALL = {"x": 100, "y": 0, "width": 300, "height": 300}


def _label(x: float, y: float, kind: str = "place", rank: int = 3, **more: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "width": 40, "height": 12, "kind": kind, "rank": rank, **more}


def _room(
    name: str,
    labels: list[dict[str, Any]],
    taken: list[dict[str, Any]] | None = None,
    frame: dict[str, Any] | None = None,
) -> Case:
    return name, {"labels": labels, "taken": taken or [], "frame": frame or _FRAME}


def _symbol(x: float, y: float, size: float = 20) -> dict[str, float]:
    return {"x": x - size / 2, "y": y - size / 2, "width": size, "height": size}


LABELLING: tuple[Case, ...] = (
    _room("nothing", []),
    _room("right of its point", [_label(200, 150)]),
    _room("right of its own symbol", [_label(200, 150, "feature")], [_symbol(200, 150)]),
    _room("close to a dot", [_label(200, 150, clear=2, dot=4)]),
    _room("later names keep clear of a dot", [
        _label(200, 150, clear=2, dot=4), _label(180, 150, "country", 0), _label(150, 150, clear=6.4),
    ]),
    _room("equals: the first comes first", [_label(200, 150), _label(200, 150), _label(200, 150)]),
    _room("four towns at one point fill all places, a fifth is left out", [_label(200, 150)] * 5),
    _room("a big city may stand further away", [*[_label(200, 150)] * 4, _label(200, 150, rank=2)]),
    _room("so may a seat or a main group, no other feature", [
        *[_label(200, 150)] * 4, _label(200, 150, "feature"), _label(200, 150, "feature", 1),
    ]),
    _room("in a corner, where all sides are taken", [_label(200, 150)], [
        _symbol(199, 120, 9), _symbol(200, 180, 9), _symbol(230, 150, 9), _symbol(170, 150, 9),
    ]),
    _room("a big city without room is left out", [_label(200, 150, rank=2)], [_FRAME]),
    _room("the capital is never left out", [_label(200, 150, rank=1)], [_FRAME]),
    _room("the capital in the corner covers something in the frame", [_label(395, 5, rank=1)], [_FRAME]),
    _room("the capital in a frame too small", [_label(10, 10, rank=1)], frame={**_FRAME, "width": 20}),
    _room("the capital outside the frame", [_label(-1, 150, rank=1)]),
    _room("points on the edge of the frame are outside", [
        _label(0, 150), _label(200, 300), _label(200, 299),
    ]),
    _room("a frame too small", [_label(10, 10)], frame={"x": 0, "y": 0, "width": 20, "height": 20}),
    _room("a frame that starts elsewhere", [_label(-390, -290)], frame={**_FRAME, "x": -400, "y": -300}),
    _room("left, where a wall stands at the right", [_label(95, 150)], [_WALL]),
    _room("exactly the gap apart is free", [_label(200, 150)], [
        {"x": 254.6, "y": 100, "width": 9, "height": 99},
    ]),
    _room("less than the gap is not", [_label(200, 150)], [
        {"x": 254.599, "y": 100, "width": 9, "height": 99},
    ]),
    _room("exactly at the edge of the frame is free", [_label(345, 150)]),
    _room("nearer than that is not", [_label(345.001, 150)]),
    _room("what lies outside the frame is in nobody's way", [_label(200, 150)], [
        _symbol(500, 150), _symbol(-90, 9),
    ]),
    _room("a country stands on its point", [_label(200, 150, "country", 0)]),
    _room("a country aside of a symbol", [_label(200, 150, "country", 0)], [_symbol(200, 150)]),
    _room("a sea goes far aside, an area does not", [
        _label(200, 150, "area", 0), _label(200, 150, "sea", 0),
    ], [
        {"x": 150, "y": 125, "width": 100, "height": 52},
    ]),
    _room("a feature with the name of its town", [
        _label(200, 150, text="Sabha"), _label(60, 60, "feature", text="Sabha"), _label(60, 60, text="Sabha"),
    ]),
    _room("a feature with the name of a town that found no room", [
        _label(-5, 150, text="Sabha"), _label(60, 60, "feature", text="Sabha"),
    ]),
    _room("features without a name in common", [_label(60, 60, "feature"), _label(200, 60, "feature")]),
    _room("put in its place, over anything, and the others keep clear", [
        _label(200, 150), _label(190, 150, put=[235, 150]), _label(100, 60, "note", 0, put=[223, 165]),
    ], [_symbol(235, 150)]),
    _room("put outside the frame stands at its edge", [
        _label(200, 150, put=[-90, 150]), _label(200, 150, "number", 0, put=[390, 999]),
    ]),
    _room("put, but its point is outside", [_label(-1, 150, put=[200, 150])]),
    _room("put names are said before others of the same text", [
        _label(200, 150, "feature", text="Sabha"), _label(60, 60, "feature", text="Sabha", put=[90, 90]),
    ]),
    _room("who holds an area stays on it: not in the middle, not below, but above", [
        _label(200, 150, "area", 0, within=[{"x": 160, "y": 97, "width": 80, "height": 60}]),
    ], [_symbol(200, 150)]),
    _room("four fifths of it are enough where it has no more room, on two areas too", [
        _label(200, 150, "area", 0, within=[
            {"x": 150, "y": 140, "width": 50, "height": 30}, {"x": 200, "y": 140, "width": 12, "height": 30},
        ]),
    ]),
    _room("farther, where all of it has room on its area", [
        _label(200, 150, "area", 0, within=[
            {"x": 182, "y": 140, "width": 30, "height": 20}, {"x": 100, "y": 200, "width": 200, "height": 40},
        ]),
    ]),
    _room("as far aside as its area goes", [
        _label(200, 60, "area", 0, within=[{"x": 20, "y": 150, "width": 360, "height": 60}]),
    ]),
    _room("left out, where its area is taken or too small", [
        _label(200, 150, "area", 0, within=[{"x": 150, "y": 140, "width": 62, "height": 20}]),
        _label(80, 80, "area", 0, within=[{"x": 70, "y": 70, "width": 20, "height": 20}]),
    ], [_symbol(200, 150)]),
    _room("clear of a dot beside it, which would read as named by it", [_label(200, 150, "area", 0)], [
        _symbol(230, 150, 9),
    ]),
    _room("on its own area it goes far aside", [
        _label(200, 150, "area", 0, within=[{"x": 0, "y": 0, "width": 400, "height": 300}]),
    ], [
        {"x": 150, "y": 125, "width": 100, "height": 52},
    ]),
    _room("and farthest up and down", [
        _label(200, 150, "area", 0, within=[{"x": 0, "y": 0, "width": 400, "height": 300}]),
    ], [
        {"x": 0, "y": 100, "width": 400, "height": 100},
    ]),
    _room("put by hand it may leave its area", [
        _label(200, 150, "area", 0, put=[90, 90], within=[{"x": 170, "y": 140, "width": 60, "height": 20}]),
    ]),
    _room("a number stands beside its point", [_label(200, 150, "number", 0)], [_symbol(200, 150)]),
)  # fmt: skip


_RANKS = [
    *({"kind": "place", "rank": rank} for rank in (0, 1, 2, 3, 4, 5, 6)),
    *({"kind": "feature", "rank": rank} for rank in (6, 1, 2, 3)),
    {"kind": "country", "rank": 0},
    {"kind": "sea", "rank": 0},
    {"kind": "area", "rank": 0},
]


NAMING: tuple[Case, ...] = tuple(
    (f"zoom {zoom}, {features} features", {"labels": _RANKS, "zoom": zoom, "features": features})
    for zoom, features in ((3, 48), (4.99, 49), (5, 49), (5.3, 0), (7, 900), (7.4, 900), (8, 900), (9, 900))
)
