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


def _case(name: str, filters: dict[str, list[str]], features: list[dict[str, Any]]) -> Case:
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
    _case("all at once", {"hide": ["east.seat"], "actor": ["lna"], "rel": ["B"], "age": ["90"]}, _ACTORS),
)


def _spot(name: str, x: float, y: float, look: str | int = 0, layer: str = "east") -> dict[str, Any]:
    return {"layer": layer, "look": look, "x": x, "y": y, "ids": [name]}


def _crowd(name: str, spots: list[dict[str, Any]], room: list[float] | None = None) -> Case:
    return name, {"spots": spots, "room": room}


_TOWER = [_spot(f"f{i}", 100, 100, i) for i in range(23)]

CROWDING: tuple[Case, ...] = (
    _crowd("nothing", []),
    _crowd("one", [_spot("a", 1.5, -2.25)]),
    _crowd("at one place, one look", [_spot("a", 10, 10), _spot("b", 10, 10), _spot("c", 10, 10)]),
    _crowd("at one place, two looks", [_spot("a", 10, 10, 0), _spot("b", 10, 10, 1), _spot("c", 10, 10, 0)]),
    _crowd("one look in two layers", [_spot("a", 10, 10), _spot("b", 10, 10, layer="ports")]),
    _crowd("a number and a text are two looks", [_spot("a", 10, 10, 1), _spot("b", 10, 10, "1")]),
    _crowd("exactly at the reach: apart", [_spot("a", 10, 10), _spot("b", 25, 10)]),
    _crowd("exactly at the reach, slanting: apart", [_spot("a", 0, 0), _spot("b", 9, 12)]),
    _crowd("just within the reach", [_spot("a", 0, 0, 0), _spot("b", 14.999, 0, 1)]),
    _crowd(
        "between two crowds: with the earlier one, though the later is nearer",
        [_spot("late", 40, 40, 0), _spot("near", 16, 40, 1), _spot("between", 27, 40, 2)],
    ),
    _crowd("two that stand alone may lap", [_spot("a", 0, 0, 0), _spot("b", 15, 1, 1)]),
    _crowd("three that lap are one", [_spot("a", 0, 0, 0), _spot("b", 1, 0, 1), _spot("c", 25, 0, 2)]),
    _crowd("rows that lap exactly as far as they may", [
        _spot("a", 0, 0, 0), _spot("b", 0, 0, 1), _spot("c", 25.5, 0, 2),
    ]),
    _crowd("more features at one place pull the crowd there", [
        {**_spot("a", 0, 0, 0), "ids": ["a", "b", "c"]}, _spot("d", 8, 4, 1),
    ]),
    _crowd("five in two rows", [_spot(f"f{i}", 50, 50, i) for i in range(5)]),
    _crowd("23 looks at one place", _TOWER),
    _crowd("a tall crowd takes in what stands at its foot", [*_TOWER, _spot("foot", 100, 165, 99)]),
    _crowd("a crowd that grows reaches an earlier one in the next pass", [
        _spot("f", 144, 0, 9), _spot("a", 100, 0, 0), _spot("b", 100, 0, 1), _spot("c", 125, 0, 2),
    ]),
    _crowd("points of one MultiPoint count once", [_spot("m", 0, 0), _spot("m", 6, 0), _spot("n", 3, 0)]),
    _crowd("points of one MultiPoint far apart", [_spot("m", 0, 0), _spot("m", 60, 0)]),
    _crowd("negative coordinates", [
        _spot("a", -7, -7, 0), _spot("b", 7, -7, 1), _spot("c", -0.5, -0.5, 2),
    ]),
    _crowd("moved into the room", [
        _spot("a", 0, 0, 0), _spot("b", 0, 0, 1), _spot("c", 300, 198, 0),
    ], [300, 200]),
    _crowd("a room too small", [_spot("a", 5, 5, 0), _spot("b", 5, 5, 1)], [20, 20]),
)  # fmt: skip
