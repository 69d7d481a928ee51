"""Who holds what, written on the ground: by hand on four squares in a row, two of them in another region."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pytest
import shapely

from geo.evidence import Evidence, load
from geo.scene import names_on_areas, scene
from geo.scene.holders import HolderName, holder_names
from geo.settings import REPOSITORY
from geo.store import open_store
from geo.validity import NEVER
from geo.view import View
from geo.words.names import Names


def areas(*rows: tuple[str, str, str, str, str]) -> gpd.GeoDataFrame:
    """Return washes: square ("a" to "d", the last one wide), class, actors, from which day until which."""
    west = {"a": 10, "b": 11, "c": 12, "d": 13}
    frame = gpd.GeoDataFrame(
        rows,
        columns=["district", "class", "actors", "from_day", "to_day"],
        geometry=[
            shapely.box(west[row[0]], 27, west[row[0]] + (2 if row[0] == "d" else 1), 28) for row in rows
        ],
        crs="EPSG:4326",
    )
    region = ["south" if row[0] in "ab" else "west" for row in rows]
    return frame.assign(region=region, reviewed_on="2025-06-05", stale_day="2026-06-06")


def told(*rows: tuple[str, str, str, str, str]) -> list[tuple[str, str, str, str]]:
    """Return where a name stands, from when to when, and whose, while all of it is fresh."""
    found = holder_names(areas(*rows).assign(stale_day=NEVER))
    return sorted((one.district, one.from_day, one.to_day, "|".join(one.actors)) for one in found)


def test_neighbours_that_are_held_alike_have_one_name_on_the_largest() -> None:
    assert told(("c", "effective", "lna", "2019-01-01", ""), ("d", "effective", "lna", "2019-01-01", "")) == [
        ("d", "2019-01-01", "", "lna")
    ]


def test_what_does_not_touch_is_of_another_region_or_held_otherwise_has_its_own() -> None:
    assert told(("a", "effective", "lna", "2019-01-01", ""), ("d", "effective", "lna", "2019-01-01", "")) == [
        ("a", "2019-01-01", "", "lna"), ("d", "2019-01-01", "", "lna"),
    ]  # fmt: skip
    assert told(("b", "effective", "lna", "2019-01-01", ""), ("c", "effective", "lna", "2019-01-01", "")) == [
        ("b", "2019-01-01", "", "lna"), ("c", "2019-01-01", "", "lna"),
    ]  # fmt: skip
    assert len(told(("a", "effective", "lna", "2019", ""), ("b", "nominal", "lna", "2019", ""))) == 2


def test_a_name_moves_when_the_patch_grows_and_goes_with_it() -> None:
    assert told(
        ("c", "nominal", "gnu", "2021-03-16", "2024-01-01"),
        ("d", "nominal", "gnu", "2022-01-01", "2024-01-01"),
    ) == [("c", "2021-03-16", "2022-01-01", "gnu"), ("d", "2022-01-01", "2024-01-01", "gnu")]


def test_what_nobody_confirmed_lately_says_of_which_year_its_newest_claim_is() -> None:
    rows = ("c", "effective", "lna", "2019", ""), ("d", "effective", "lna", "2019", "")
    frame = areas(*rows).assign(reviewed_on=["2025-06-05", "2024-08"], stale_day=["2026-06-06", "2025-08-02"])
    found = sorted((one.from_day, one.district, one.year) for one in holder_names(frame))
    assert found == [
        ("2019", "d", ""), ("2025-08-02", "c", ""), ("2025-08-02", "d", "2024"), ("2026-06-06", "d", "2025"),
    ]  # fmt: skip


def test_nobody_is_not_named() -> None:
    assert told(("a", "none", "", "2011-02-15", "")) == []


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return load(open_store(REPOSITORY), REPOSITORY / "layers")


def test_the_words_by_kind_and_policy(evidence: Evidence) -> None:
    def text(kind: str, actors: tuple[str, ...], policy: str = "", year: str = "") -> tuple[str, str]:
        one = HolderName("d", "2020-01-01", "", kind, actors, (13.0, 27.0), year)
        name = one.text(Names.of(evidence, policy))
        return name.en, name.ar

    assert text("effective", ("lna",))[0] == "LNA"
    en, ar = text("nominal", ("misrata",))
    assert [en.split("\n")[1:], ar.split("\n")[1:]] == [["in name"], ["اسمياً"]], "too long for one line"
    assert text("nominal", ("gnu",)) == ("GNU, in name", "حكومة الوحدة الوطنية اسمياً")
    assert text("contested", ("lna", "gnu")) == ("contested", "محل نزاع")
    assert text("effective", ("lna",), year="2025")[0] == "LNA,\nby claims of 2025"
    assert text("nominal", ("gnu",), year="2023")[1] == "حكومة الوحدة الوطنية اسمياً،\nوفق ادعاءات عام 2023"
    assert text("effective", ("lna",), "descriptive")[0] == Names.of(evidence, "descriptive").actor("lna").en


def test_the_scene_writes_on_what_it_draws(evidence: Evidence) -> None:
    (layer,) = scene(evidence, View(("control",), date(2020, 7, 15))).layers
    drawn = {feature.id for feature in layer.of("area")}
    assert layer.holders
    assert {one.feature for one in layer.holders} <= drawn
    assert {one.name.en for one in layer.holders} >= {"GNA", "LNA"}
    assert not any("GNU" in one.name.en for one in layer.holders)
    spans = names_on_areas(evidence, layer.layer)
    assert len({(one.district, one.from_day, one.kind, one.actors) for one in spans}) == len(spans)
    (layer,) = scene(evidence, View(("control",), date(2026, 11, 25))).layers
    assert ("LNA,", "by claims of 2025") in {one.name.lines("en") for one in layer.holders}
