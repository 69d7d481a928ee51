"""Which features are drawn, and in which order."""

from __future__ import annotations

from typing import Any

from tests.golden.edges.case import Case


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
        "at any time of a span: what began in it, ended in it, was over before, came after",
        {
            "features": [
                _dated("open", stale="2020-06-01"),
                _dated("began", "2020-05-31"),
                _dated("ended", "", "2019-06-02"),
                _dated("over", "", "2019-06-01"),
                _dated("after", "2020-06-02"),
                _dated("within", "2019-12-01", "2020-01-01", stale="2020-01-01"),
            ],
            "at": "2020-06-01",
            "first": "2019-06-01",
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


_HELD = ("sirte", 0), ("kufra", 1), ("sirte", 1), ("", 1), ("sirte", 0), ("", 1), ("sirte", 2)

BANDING: tuple[Case, ...] = (
    ("nothing", {"areas": []}),
    ("each its own", {"areas": [{"district": "sirte", "look": 0}, {"district": "kufra", "look": 0}]}),
    ("one after another", {"areas": [{"district": one, "look": look} for one, look in _HELD]}),
    ("the same again", {"areas": [{"district": "sirte", "look": 3}] * 2}),
)
