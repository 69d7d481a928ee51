"""Edge cases of the rules, each small enough to work out by hand."""

from __future__ import annotations

from typing import Any

Case = tuple[str, dict[str, Any]]


def _dated(name: str, start: str = "", end: str = "", stale: str = "9999-01-01") -> dict[str, str]:
    return {"id": name, "from_day": start, "to_day": end, "stale_day": stale}


DATING: tuple[Case, ...] = (
    ("nothing", {"features": [], "at": "2020-01-01"}),
    ("open at both ends", {"features": [_dated("a")], "at": "0001-01-01"}),
    (
        "on the first day, the day before, the last day and the day of the end",
        {
            "features": [
                _dated("first", "2020-01-01"),
                _dated("not-yet", "2020-01-02"),
                _dated("last", "", "2020-01-02"),
                _dated("ended", "", "2020-01-01"),
                _dated("never", "2020-01-01", "2020-01-01"),
            ],
            "at": "2020-01-01",
        },
    ),
    (
        "stale from its day on, and always where nobody dated it",
        {
            "features": [
                _dated("today", stale="2020-01-01"),
                _dated("tomorrow", stale="2020-01-02"),
                _dated("undated", stale="0001-01-01"),
            ],
            "at": "2020-01-01",
        },
    ),
)


def _filtered(name: str, **more: Any) -> dict[str, Any]:
    plain = {"class": "town", "actor": "", "reliability": "B", "credibility": 2, "reviewed_on": "2020-01-01"}
    return {"id": name, **plain, "stale_day": "2021-01-01", **more}


_AGES = [
    _filtered("exactly", reviewed_on="2019-10-03"),
    _filtered("a-day-too-old", reviewed_on="2019-10-02"),
    _filtered("month", reviewed_on="2019-10"),
    _filtered("month-too-old", reviewed_on="2019-09"),
    _filtered("year", reviewed_on="2019"),
    _filtered("year-too-old", reviewed_on="2018"),
    _filtered("undated", reviewed_on=""),
    _filtered("null", reviewed_on=None),
    _filtered("later", reviewed_on="2020-06-01"),
]
_GRADES = [
    _filtered("B2"),
    _filtered("A3", reliability="A", credibility=3),
    _filtered("C1", reliability="C", credibility=1),
    _filtered("F6", reliability="F", credibility=6),
    _filtered("text", credibility="2"),
    _filtered("ungraded", reliability="", credibility=None),
]
_ACTORS = [
    _filtered("one", actor="lna", actors=""),
    _filtered("several", actor="", actors="gnu|lna"),
    _filtered("blanks", actor="", actors="gnu | lna"),
    _filtered("other", actor="lna-air", actors="gnu"),
    _filtered("nobody", actor=None, actors=None),
]
_GOODS = [
    _filtered("gold", commodities="gold"),
    _filtered("people-gold", commodities="people|gold"),
    _filtered("none", commodities=""),
    _filtered("null", commodities=None),
]


SAYING = [
    _filtered("port", name_en="Port of Tobruk", name_ar="ميناء طبرق", aliases="Tobruch", precision_m=9.5),
    _filtered("field", name_en="El Sharara", summary="oil, İzmir", reviewed_on="2025", precision_m=10.5),
    _filtered("class", actor="city_states", actors="lna|gnu", reviewed_on="2025-05", marking="GREEN"),
    _filtered("other", reliability="C", credibility=2.0, reviewed_on="undated", precision_m=None),
    _filtered("empty", reliability=None, credibility=None, reviewed_on=None, valid_from="2026-01-02"),
]
_CONDITIONS: tuple[list[str], ...] = (
    ["any~tobruk"], ["any~طبرق"], ["any~city states"], ["any~c2"], ["name~TOBRUCH"], ["name=El Sharara"],
    ["layer=east"], ["layer=west"], ["actor=gnu"], ["actor="], ["grade=B2"], ["grade=B"], ["grade="],
    ["reviewed_on>2025-06-01"], ["reviewed_on<2025"], ["reviewed_on>2020"], ["reviewed_on="],
    ["precision_m>9", "precision_m<10"], ["precision_m>x"], ["precision_m>"], ["marking=GREEN"],
    ["valid_from>2026", "valid_from<2026"], ["summary~oil"], ["colour=red"], ["no condition"], ["class=town"],
)  # fmt: skip


def _case(name: str, filters: dict[str, list[str]], features: list[dict[str, Any]] | str) -> Case:
    return name, {"layer": "east", "at": "2020-01-01", "filters": filters, "features": features}


FILTERING: tuple[Case, ...] = (
    _case("nothing", {"rel": ["A"]}, []),
    _case("no filters", {}, _GRADES),
    _case("filters without values or unknown", {"actor": [], "rel": [], "new": ["1"]}, _GRADES),
    _case(
        "classes hidden in this layer only",
        {"hide": ["east.town", "tripoli.seat", "eastern.seat", "east", "east."]},
        [_filtered("town"), _filtered("seat", **{"class": "seat"})],
    ),
    _case("one of the actors", {"actor": ["lna", "russia"]}, _ACTORS),
    _case("one of the commodities", {"com": ["gold"]}, _GOODS),
    _case("commodities in a layer without", {"com": ["gold"]}, _GRADES),
    _case("reliability", {"rel": ["B"]}, _GRADES),
    *(_case(f"columns say {' and '.join(rows)}", {"rows": rows}, "saying") for rows in _CONDITIONS),
    _case("credibility", {"cred": ["2"]}, _GRADES),
    _case("credibility that is no number", {"cred": ["good"]}, _GRADES),
    _case("90 days, with partial dates", {"age": ["90"]}, _AGES),
    _case("no days", {"age": ["0"]}, _AGES),
    _case("more days than the calendar has", {"age": ["999999"]}, _AGES),
    _case("more days than a number holds", {"age": ["99999999999999999999"]}, _AGES),
    _case("days that are no number", {"age": ["abc"]}, _AGES),
    _case("negative days", {"age": ["-5"]}, _AGES),
    _case(
        "not confirmed lately",
        {"stale": ["1"]},
        [_filtered("today", stale_day="2020-01-01"), _filtered("tomorrow", stale_day="2020-01-02")],
    ),
    _case(
        "sides hidden in this layer only",
        {"side": ["east.gnu", "east.other", "tripoli.east", "east."]},
        [
            *(_filtered(text or "none", sides=text) for text in ("gnu", "east", "gnu|other", "gnu|east", "")),
        ],
    ),
    _case("sides in a layer without", {"side": ["east.gnu"]}, _GRADES),
    _case("all at once", {"hide": ["east.seat"], "actor": ["lna"], "rel": ["B"], "age": ["90"]}, _ACTORS),
)


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


def _crowd(name: str, spots: list[dict[str, Any]], room: list[float] | None = None) -> Case:
    return name, {"spots": spots, "room": room}


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
    _crowd("a room too small", [_spot("a", 5, 5, 0), _spot("b", 5, 5, 1)], [20, 20]),
)  # fmt: skip

_LEVELS = [0, 7, 8.5]

_SIZES = {"smallest": 0.7, "small_until": 5, "full_from": 6.5}

ZOOMING: tuple[Case, ...] = tuple(
    (
        f"{name} at zoom {zoom:g}",
        {"importances": importances, "zoom": zoom, "levels": _LEVELS, "sizes": _SIZES},
    )
    for name, importances in (
        ("nothing", []),
        ("nothing rated", [0, 0]),
        ("all", [0, 1, 2, 3]),
        ("none of the most important", [0, 2, 3]),
        ("only the least important", [3, 3]),
    )
    for zoom in (0, 5.25, 6.999, 7, 8.5, 18)
)


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


def _features(*types: str | None) -> list[dict[str, Any]]:
    return [{"id": f"f{i}", "geometry": geometry} for i, geometry in enumerate(types)]


DRAWING: tuple[Case, ...] = (
    ("no layers", {"layers": []}),
    ("a layer without features", {"layers": [{"id": "east", "features": []}]}),
    ("only unplaced features", {"layers": [{"id": "east", "features": _features(None, None)}]}),
    (
        "areas, lines, points, each in the order of the file",
        {
            "layers": [
                {
                    "id": "east",
                    "features": _features(
                        *("Point", "MultiLineString", None, "Polygon"),
                        *("MultiPoint", "LineString", "MultiPolygon", "Point"),
                    ),
                },
            ]
        },
    ),
    (
        "the points of a lower layer before the areas of a higher one",
        {
            "layers": [
                {"id": "low", "features": _features("Point", "Polygon")},
                {"id": "high", "features": _features("Point", "Polygon")},
            ]
        },
    ),
)

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
)  # fmt: skip

_RANKS = [
    *({"kind": "place", "rank": rank} for rank in (0, 1, 2, 3, 4, 5, 6)),
    {"kind": "feature", "rank": 6},
    {"kind": "feature", "rank": 1},
    {"kind": "country", "rank": 0},
    {"kind": "sea", "rank": 0},
    {"kind": "area", "rank": 0},
]

NAMING: tuple[Case, ...] = tuple(
    (f"zoom {zoom}, {features} features", {"labels": _RANKS, "zoom": zoom, "features": features})
    for zoom, features in ((3, 48), (4.99, 49), (5, 49), (5.3, 0), (7, 900), (7.4, 900), (8, 900), (9, 900))
)

MEASURING: tuple[Case, ...] = (
    ("nothing", {"draw": ""}),
    ("a point", {"draw": "point:32.9,13.2"}),
    ("a short and a long line", {"draw": "line:32.9,13.2;32.9,13.205|line:32.9,13.2;32.1,20.1"}),
    ("a line with corners, to the west", {"draw": "line:32.9,13.2;31,12;27,10.1"}),
    ("along a meridian", {"draw": "line:27,17;26,17"}),
    ("small and large areas", {"draw": "area:30,18;30.01,18;30.01,18.01|area:30,18;30,22;27,22"}),
    ("an outline that crosses itself", {"draw": "area:30,18;27,22;30,22;27,18"}),
    ("round ones", {"draw": "circle:27,17;150|circle:27,17;0.5|rings:27,17;50;100;1200.5"}),
)
