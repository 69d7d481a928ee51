"""Downloads: what is in every archive, held against what the API says of the same day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import pytest

from geo.evidence import Evidence
from geo.export import FORMATS, archive, gather
from geo.export.columns import table_columns
from geo.model import CREDIBILITIES, split
from geo.settings import REPOSITORY
from geo.words.card import CREDIBILITY, RELIABILITY

if TYPE_CHECKING:
    from conftest import DataRoot
from tests.export.opening import Opened, Site, gpkg_tables, ids, opened, scope

PARTIES = (
    "Natural Earth", "GeoNames", "OurAirports", "Global Energy Monitor", "UN/LOCODE", "IOM", "OpenStreetMap",
    "ISO 3166", "OCHA",
)  # fmt: skip


OF_PAINT = ("look", "sides", "px", "below_en", "below_ar")
"""What the API adds for painters."""


def declared(feature: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a feature of the API without what only tells a painter how it looks."""
    return {name: value for name, value in feature["properties"].items() if name not in OF_PAINT}


DAYS = (
    {"at": "2019-04-04", "known": "2019-06-30", "recorded": "2026-11-23"},
    {},
    {"at": "2022-06-30"},
    {"at": "2019-04-04", "recorded": "2026-11-23"},
)


@pytest.fixture(scope="module")
def ours() -> Site:
    """Return the routes over our own data: what they made for one format is there for the others."""
    return Site(REPOSITORY)


@pytest.mark.parametrize(
    ("form", "query"),
    # What is cut is the same for all formats: one of each kind of file is looked at on all days.
    [(form, days) for form in FORMATS for days in (DAYS if form in {"gpkg", "geojson", "csv"} else DAYS[:1])],
)
def test_all_our_layers_have_what_the_api_has(
    ours: Site, real: Evidence, tmp_path: Path, form: str, query: dict[str, str]
) -> None:
    found = ours.export(tmp_path, layers=",".join(real.layers), format=form, **query)
    for layer in real.layers:
        expected = ours.features(layer, **query)
        rows = found.layer(layer, form)
        if form == "geojson":
            assert rows == [declared(row) for row in expected]
        assert ids(rows) == ids(expected)
        count, lost = len(expected), sum(row["geometry"] is None for row in expected)
        plural = "feature" if count == 1 else "features"
        assert f"{count} {plural}, of them {lost} unplaced" in found.readme


@pytest.mark.parametrize("form", FORMATS)
def test_every_archive_explains_itself(site: Site, tmp_path: Path, form: str) -> None:
    found = site.export(
        tmp_path,
        layers="mixed,groups,places",
        format=form,
        at="2022-01-01",
        known="2026-11-22",
        recorded="2026-11-23",
    )
    assert found.names[0] == "README.txt"
    assert "sources.csv" in found.names
    assert found.fact("Handling").startswith("TLP:AMBER,")
    assert re.fullmatch("[0-9a-f]{16}", found.fact("Data version"))
    assert found.fact("True on") == "2022-01-01"
    assert found.fact("Published by").startswith("2026-11-22,")
    assert found.fact("Recorded on").startswith("2026-11-23,")
    assert found.fact("Extent") == "everything"
    assert found.fact("Features") == "9, of them 2 unplaced, in 3 layers"
    for title in ("Layers", "Dates", "Grades and markings", "Attributions and licences", "Position"):
        assert found.section(title)
    assert "Note: All kinds." in found.section("Layers")
    assert max(len(line) for line in found.readme.splitlines()) <= 110


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_explains_itself_in_the_language_asked_for(
    real: Evidence, tmp_path: Path, form: str
) -> None:
    extract = gather(real, replace(scope("control,foreign", at=date(2026, 11, 24)), lang="ar"))
    found = Opened(archive(extract, form), tmp_path)
    arabic = re.compile("[\u0600-\u06ff]")
    headings = re.findall(r"\n\n\n([^\n]+)\n\n", found.readme)
    assert len(headings) >= 9
    assert all(map(arabic.search, headings))
    # Ids, values and names of publishers stay as they are; no sentence is English.
    paragraphs = [one for one in found.readme.split("\n") if len(re.findall(r"[A-Za-z]{2,}", one)) > 7]
    assert [one for one in paragraphs if not arabic.search(one)] == []
    if form == "gpkg":
        told = pyogrio.read_info(found.gpkg(), layer="control_areas")
        assert arabic.search(told["layer_metadata"]["IDENTIFIER"])
        assert arabic.search(told["layer_metadata"]["DESCRIPTION"])
    if form == "xlsx":
        assert "روسيا" in {row["actors_in_words"] for row in found.sheet("foreign")}


def test_the_readme_tells_the_grades_as_the_cards_do(site: Site, tmp_path: Path) -> None:
    text = " ".join(site.export(tmp_path, layers="mixed").section("Grades and markings").split())
    for letter, words in RELIABILITY.items():
        assert f"{letter} {words}" in text
    for number in CREDIBILITIES:
        assert f"{number} {CREDIBILITY[int(number)]}" in text


def test_the_readme_names_everybody_whose_data_these_are(site: Site, tmp_path: Path) -> None:
    text = " ".join(site.export(tmp_path, layers="mixed").section("Attributions and licences").split())
    page = (REPOSITORY / "DATA_LICENSE.md").read_text("utf-8")
    parties = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    # The second table lists files, not whose they are.
    taken_from = [party for party in parties if not party.startswith(("source", "Unicode", "file", "`"))]
    assert len(taken_from) >= 9
    for party in taken_from:
        named = [name for name in PARTIES if name in party]
        assert named, f"{party} is new: credit it in geo/export/readme.py"
        assert all(name in text for name in named)
    quoted = re.findall(r'"([^"\n]+, CC BY 4\.0)"', page)
    assert len(quoted) == 3
    for words in quoted:
        assert words in text, words


def listed(section: str) -> list[str]:
    return re.findall(r"^  ([a-z_]+): ", section, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_the_readme_lists_every_column(site: Site, tmp_path: Path, form: str) -> None:
    found = site.export(tmp_path, layers="mixed,groups", format=form)
    common = listed(found.section("Columns of every layer"))
    for layer in ("mixed", "groups"):
        told = {*common, *listed(found.section(f"Columns of {layer} alone"))}
        if form != "gpkg":
            assert set(found.layer(layer, form)[0]) <= told
        else:
            names = [name for name in gpkg_tables(found.gpkg()) if name.startswith(layer)]
            for name in names:
                info = pyogrio.read_info(found.gpkg(), layer=name)
                assert {*info["fields"], info["fid_column"], info["geometry_name"]} <= told
    for name in ("sources", "actors", "claims"):
        told_of_table = listed(found.section(f"Columns of {name}"))
        if form == "xlsx":
            header = list(found.sheet(name)[0])
        elif form != "gpkg":
            header = found.files[f"{name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        else:
            header = list(pyogrio.read_info(found.gpkg(), layer=name)["fields"])
        assert told_of_table == header


def test_every_column_of_our_tables_is_explained(real: Evidence) -> None:
    for name in ("sources", "actors", "claims"):
        unexplained = [
            column.name for column in table_columns(name, real.tables[name]) if column.title == column.name
        ]
        assert unexplained == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_tables_hold_exactly_what_is_cited(real: Evidence, tmp_path: Path, form: str) -> None:
    found = opened(real, tmp_path, form, scope("control,ceasefire,energy", at=date(2025, 6, 30)))
    layers = [row for layer in ("control", "ceasefire", "energy") for row in found.layer(layer, form)]
    actors, claims, sources = (found.table(name, form) for name in ("actors", "claims", "sources"))
    assert ids(sources) == ids(found.csv("sources.csv"))

    def cited(rows: Any, *columns: str) -> set[str]:
        texts = [row.get(column) for row in rows for column in columns]
        return {part for text in texts if isinstance(text, str) for part in split(text)}

    assert set(ids(claims)) == cited(layers, "claims")
    assert set(ids(actors)) == cited([*layers, *claims], "actor", "actors")
    assert set(ids(sources)) == cited([*layers, *claims, *actors], "sources")
    assert len(sources) < len(real.tables["sources"])
    assert "cited, but not in the table" not in found.readme


def test_what_is_cited_but_missing_is_told(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.table("actors", [])
    found = opened(mixed.evidence(), tmp_path, "csv", scope("mixed"))
    assert found.csv("actors.csv") == []
    assert "cited, but not in the table: gnu" in found.section("What they cite")
