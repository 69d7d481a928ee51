"""Rows -> features: where they lie, what columns are for, what is set aside and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from shapely import Point

from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused
from geo.ingest.rows.drafting import Draft, drafted
from geo.ingest.rows.placing import by_name
from geo.ingest.rows.roles import proposed
from geo.ingest.rows.settling import MOST_CLASSES, Wishes, World
from geo.schema.references import References

TRIPOLI = (13.1913, 32.8872)
WORLD = World(
    find=by_name(
        {"sabha": (Point(14.43, 27.03), 2000), "lost": (None, None)},
        lambda text: ("sabha", "") if text in ("Sabha", "سبها") else ("", "did you mean sabha (Sabha)?"),
    ),
    actor=lambda text: "lna" if text == "LNA" else "",
    references=References(actors=["lna"], latest=date(2024, 6, 2)),
    today=date(2024, 6, 1),
)


def draft(columns: Mapping[str, list[str]], wishes: Wishes | None = None, **told: str) -> Draft:
    raw = Raw(dict(columns))
    return drafted(raw, proposed(list(columns), told), wishes or Wishes("mine"), WORLD, "x.csv")


def only(columns: Mapping[str, str], **wishes: str) -> tuple[float, float]:
    made = draft({name: [text] for name, text in columns.items()}, Wishes("mine", **wishes))
    at = made.features.geometry.iloc[0]
    return round(at.x, 4), round(at.y, 4)


@pytest.mark.parametrize(
    "columns",
    [
        {"latitude": "32.8872", "longitude": "13.1913"},
        {"خط العرض": "٣٢٫٨٨٧٢", "خط الطول": "١٣٫١٩١٣"},
        {"Lat": "32°53'13.92\"N", "Lon": "13°11'28.68\"E"},
        {"position": "32.8872, 13.1913"},
        {"MGRS": "33S US 30812 40232"},
        {"UTM": "33S 330812 3640232"},
        {"coords": "33N 330812E 3640232N"},
        {"wkt": "SRID=4326;POINT Z (13.1913 32.8872 5)"},
    ],
)
def test_a_position_in_any_notation(columns: dict[str, str]) -> None:
    assert only(columns) == pytest.approx(TRIPOLI, abs=1e-4)


def test_a_crs_is_asked_for_and_never_guessed() -> None:
    for columns in ({"x": "330812", "y": "3640232"}, {"wkt": "POINT (330812 3640232)"}):
        with pytest.raises(Refused, match=r"in a CRS that nobody tells; say in which \(--crs"):
            only(columns)
        assert only(columns, crs="EPSG:32633") == pytest.approx(TRIPOLI, abs=1e-4)
    with pytest.raises(Refused, match="'nonsense' is no CRS"):
        only(columns, crs="nonsense")
    metres = Raw({"name": ["a"]}, np.array([Point(1_468_450, 3_880_341)], dtype=object), "EPSG:4326")
    with pytest.raises(Refused, match=r"its shapes are not in degrees; say in which \(--crs"):
        drafted(metres, proposed(["name"], {}), Wishes("mine"), WORLD, "x.geojson")
    told = drafted(metres, proposed(["name"], {}), Wishes("mine", crs="EPSG:3857"), WORLD, "x.geojson")
    at = told.features.geometry.iloc[0]
    assert (at.x, at.y) == pytest.approx(TRIPOLI, abs=1e-2)


def test_what_has_no_position_stands_where_its_place_does_or_is_kept_and_listed() -> None:
    names = ["سبها", "Sbaha", "", "32.5, 13.25"]
    made = draft({"place": names, "lat": ["", "", "32", ""], "lon": ["", "", "13", ""]})
    assert made.features["precision_m"].tolist()[0] == 2000
    assert made.features.geometry.iloc[3] == Point(13.25, 32.5)
    assert made.unplaced == [("mine-2", "nothing is called 'Sbaha'; did you mean sabha (Sabha)?")]
    assert not made.aside


def test_every_fault_of_every_row_is_told_and_the_rest_comes_in() -> None:
    made = draft(
        {
            "id": ["a", "a", "c", "d", "e"],
            "date": ["2024-05-01", "2024-05-02", "03/04/2024", "2024-13-01", "2025-01-01"],
            "lat": ["32", "32", "x", "13", "32"],
            "lon": ["13", "13", "13", "32", "13"],
        }
    )
    assert made.features["id"].tolist() == ["mine-a"]
    assert [(fault.feature, fault.column, fault.problem) for fault in made.aside] == [
        ("row 2", "id", "has the id of row 1"),
        ("row 3", "date", "'03/04/2024' could be two days"),
        ("row 3", "geometry", "'x', '13' is no position"),
        ("row 4", "date", "there is no day '2024-13-01'"),
        ("row 4", "geometry", "[32, 13] looks like lat, lon swapped"),
        ("row 5", "valid_from", "2025-01-01 lies after today"),
    ]
    assert made.set_aside == 4
    assert all(fault.remedy for fault in made.aside)


def test_a_row_says_no_more_than_the_file() -> None:
    made = draft(
        {
            "name": ["Well", "بئر"],
            "type": ["water", "oil"],
            "actor": ["LNA", "someone"],
            "date": ["2024-02", ""],
            "lat": ["32", "32"],
            "lon": ["13", "13"],
            "depth": ["12", ""],
            "code": ["007", "008"],
            "name_fr": ["Puits", ""],
        }
    )
    frame = made.features
    assert frame["actor"].tolist() == ["lna", ""]
    assert frame["valid_from"].tolist() == ["2024-02", ""]
    assert frame["valid_to"].tolist() == ["2025-02-28", ""], "a year, as events"
    assert frame["name_ar"].tolist() == ["", "بئر"]
    assert set(frame["reliability"]) == {"F"}
    assert set(frame["credibility"]) == {6}
    kinds = {column.name: column.kind for column in made.layer.columns}
    assert kinds == {"type": "text", "own_actor": "text", "depth": "integer", "own_name_fr": "text"}
    assert made.layer.group == "Own, not graded"


def test_published_columns_are_known() -> None:
    acled = proposed(
        [
            "event_id_cnty",
            "event_date",
            "event_type",
            "sub_event_type",
            "latitude",
            "longitude",
            "geo_precision",
        ]
    )
    assert acled.known == "ACLED"
    assert acled.of["name"] == "sub_event_type"
    ucdp = proposed(["id", "type_of_violence", "date_start", "where_prec", "latitude", "longitude", "side_a"])
    assert (ucdp.known, ucdp.of["actor"]) == ("UCDP GED", "side_a")


def test_columns_are_corrected_and_wrong_corrections_told_at_once() -> None:
    assert proposed(["title", "when"], {"day": "when", "name": "-"}).of == {"day": "when"}
    with pytest.raises(Refused) as told:
        proposed(["title", "when"], {"dya": "when", "name": "titel"})
    assert str(told.value).splitlines() == [
        "column: there is no role 'dya'; did you mean 'day'?",
        "column name: there is no column 'titel'; did you mean 'title'?",
    ]


def test_as_many_classes_as_there_may_be_each_have_a_symbol() -> None:
    made = draft(
        {"lat": ["32.8"] * MOST_CLASSES, "lon": ["13.1"] * MOST_CLASSES, "type": list("abcdefghijkl")}
    )
    assert len({one.symbol for one in made.layer.classes.values()}) == MOST_CLASSES
