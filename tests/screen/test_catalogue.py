"""What is told: cards, the catalogue, state as script."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely

from geo.access import everybody
from geo.catalog import read_catalog
from geo.errors import UnknownId
from geo.evidence import Evidence, current
from geo.model import CREDIBILITIES, GROUPS, RELIABILITIES
from geo.scene import style
from geo.screen.catalogue import catalogue
from geo.screen.folium_map import script_json
from geo.settings import REPOSITORY, Settings
from geo.words.card import CREDIBILITY, RELIABILITY, age_text, card, positions, precision_text

if TYPE_CHECKING:
    from conftest import DataRoot

CATALOG, _ = read_catalog(REPOSITORY / "layers")
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


HOSTILE = (
    "</script><script>alert(1)</script>", "<!--", "]]>", "&lt;", "a\u2028b\u2029c", "'\"\\", "{{7*7}}{% x %}",
    "\x00\N{ARABIC LETTER ALEF}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_state_in_a_script_stays_data(text: str) -> None:
    written = script_json({"q": text, text: [text]})
    assert json.loads(written) == {"q": text, text: [text]}
    assert written.isascii()
    assert not set("<>&") & set(written)

    with pytest.raises(ValueError, match="JSON"):
        script_json({text: float("nan")})


AGES = {
    "": "Never dated by its sources",
    "2026-12": "Confirmed after this date, in December 2026",
    "2026-12-11": "Confirmed after this date, on 11 December 2026",
    "2026-11-24": "Last confirmed 24 November 2026, on the day shown",
    "2026-11-23": "Last confirmed 23 November 2026, one day before the day shown",
    "2026-10-11": "Last confirmed 11 October 2026, 44 days before the day shown",
    "2026-09-25": "Last confirmed 25 September 2026, two months before the day shown",
    "2026-10": "Last confirmed October 2026, one month before the day shown",
    "2026": "Last confirmed 2026",
    "2025": "Last confirmed 2025, one year before the day shown",
    "2023-11-26": "Last confirmed 26 November 2023, three years before the day shown",
    "2011-02": "Last confirmed February 2011, 16 years before the day shown",
}


def test_an_age_by_year_alone_is_not_rounded_up() -> None:
    words = {
        at: age_text(pd.DataFrame({"reviewed_on": ["2024"]}), date(*at))
        for at in ((2026, 1, 10), (2026, 7, 1))
    }
    assert words[2026, 1, 10] == "Last confirmed 2024, one year before the day shown"
    assert words[2026, 7, 1] == "Last confirmed 2024, two years before the day shown"


@pytest.mark.parametrize(("reviewed", "words"), AGES.items())
def test_age_in_words(reviewed: str, words: str) -> None:
    assert age_text(pd.DataFrame({"reviewed_on": [reviewed]}), TODAY) == words


def test_precision_in_words_and_digits() -> None:
    words = {500: "within 500 m", 1000: "within 1 km", 2500: "within 2.5 km", pd.NA: "precision not known"}
    assert {metres: precision_text(metres) for metres in words} == words
    assert positions(None, 100) == positions(shapely.LineString([(13, 32), (14, 32)]), 100) == {}
    fine, rough = (positions(shapely.Point(13.18765, 32.88743), metres) for metres in (1, 10_000))
    assert fine.keys() == rough.keys()
    assert all(len(fine[name]) > len(rough[name]) for name in fine), "no more digits than are known"


def test_grades_are_words(data_root: DataRoot) -> None:
    grades = list(product(RELIABILITIES, CREDIBILITIES))
    graded = [data_root.group(f"cs-{r.lower()}{c}", reliability=r, credibility=int(c)) for r, c in grades]
    data_root.collection("groups", graded)
    evidence = data_root.evidence()
    for reliability, credibility in grades:
        told = card(evidence, f"cs-{reliability.lower()}{credibility}", TODAY)
        assert (told["reliability"], told["reliability_text"]) == (reliability, RELIABILITY[reliability])
        assert (told["credibility"], told["credibility_text"]) == (
            int(credibility),
            CREDIBILITY[int(credibility)],
        )
    assert len({*RELIABILITY.values(), *CREDIBILITY.values()}) == len(RELIABILITIES) + len(CREDIBILITIES)


def test_card_of_a_feature(data_root: DataRoot) -> None:
    data_root.collection(
        "groups", [data_root.group("cs-a", aliases="One|Two", strength=500, summary="<b>Said</b>")]
    )
    document = card(data_root.evidence(), "cs-a", TODAY)
    assert document["aliases"] == ["One", "Two"]
    assert document["layer"] == {"id": "groups", "title": "Armed groups", "title_ar": "مجموعات مسلحة"}
    assert document["class"]["title"] == "Group"
    assert document["actor"]["name_en"] == "Zintan Military Council"
    assert document["age"]["stale"]
    assert document["age"]["text"].startswith("Last confirmed May 2024, two years")
    assert document["summary"] == "<b>Said</b>", "escaped where it is rendered"
    assert document["precision_text"] == "within 3 km"
    assert [source["id"] for source in document["sources"]] == ["icg-2024", "un-2020"]
    json.dumps(document, allow_nan=False)


def test_an_arabic_summary_stands_beside_the_other_and_in_no_list(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a")])
    assert card(data_root.evidence(), "cs-a", TODAY)["summary_ar"] == ""
    path = data_root.layers / "groups.toml"
    path.write_text(path.read_text("utf-8") + '\n[columns.summary_ar]\ntitle = "Arabic summary"\n', "utf-8")
    data_root.collection("groups", [data_root.group("cs-a", summary_ar="مجموعة")])
    document = card(data_root.evidence(), "cs-a", TODAY)
    assert document["summary_ar"] == "مجموعة"
    assert "Arabic summary" not in {column["title"] for column in document["columns"]}


def test_source_with_a_script_for_an_address_is_dropped(data_root: DataRoot) -> None:
    lines = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    hostile = ["javascript:alert(1)", "data:text/html,x", "//example.org/x", "ftp://example.org"]
    rows = [f"evil-{number},Somebody,A text,2024,,{url},news,B" for number, url in enumerate(hostile)]
    data_root.table("sources", [*lines, *rows])
    cited = "|".join(["icg-2024", *(row.partition(",")[0] for row in rows)])
    data_root.collection("groups", [data_root.group("cs-a", sources=cited)])
    document = card(data_root.evidence(), "cs-a", TODAY)
    assert [source["url"] for source in document["sources"]] == ["https://example.org/icg"]
    assert not [url for url in hostile if url in json.dumps(document)]


def test_competing_claims_stand_side_by_side(data_root: DataRoot) -> None:
    header = (data_root.data / "claims.csv").read_text("utf-8").splitlines()[0]
    rows = [
        "claim-old,place,tripoli,gnu,effective,publisher,2015,2019-04,2018,2026-06-01",
        "claim-gnu,place,tripoli,gnu,nominal,gnu,2021-03,,2025-05-15,2026-06-01",
        "claim-rival,place,tripoli,zintan-mc,contested,a council,2025,,2026-06,2026-09-01",
        "claim-undated,place,tripoli,zintan-mc,revenue,publisher,,,,2026-06-01",
    ]
    sources = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    data_root.table("sources", [*sources, "icg-2026,Crisis Group,Later,2026-08,,https://example.org/2,ngo,B"])
    data_root.table("claims", [header, *(f"{row},,icg-2026,B,2,CLEAR," for row in rows)])
    evidence = data_root.evidence()
    claims = card(evidence, "tripoli", TODAY)["claims"]
    assert [(claim["id"], claim["claim_title"], claim["counts"]) for claim in claims] == [
        ("claim-rival", "Contests it", True),
        ("claim-gnu", "Holds it in name", True),
        ("claim-old", "Controls it", False),
        ("claim-undated", "Takes its revenue", False),  # nobody knows when, so it decides nothing
    ]
    assert claims[0]["actor"]["name_en"] == "Zintan Military Council"
    assert all(source["url"] for claim in claims for source in claim["sources"])
    known = card(evidence, "tripoli", TODAY, recorded=date(2026, 8, 31))["claims"]
    assert "claim-rival" not in [claim["id"] for claim in known], "nobody knew it then"
    published = card(evidence, "tripoli", TODAY, date(2019, 1, 1))["claims"]
    assert published == [], "no claim on it was published then, but the place was there"
    earlier = card(evidence, "tripoli", date(2016, 1, 1))["claims"]
    assert {claim["id"] for claim in earlier if claim["counts"]} == {"claim-old"}


def test_actors_are_named_by_policy(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    usual = "Government of National Unity"
    for policy, name in {"press": "GNU", "own": usual, "no such policy": usual}.items():
        (claim,) = card(evidence, "tripoli", TODAY, policy=policy)["claims"]
        assert claim["actor"]["name_en"] == name


def test_card_of_what_is_not_there(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    with pytest.raises(UnknownId, match="did you mean 'cs-zintan'"):
        card(evidence, "cs-zintam", TODAY)
    with pytest.raises(UnknownId, match="was not known on 2026-05-31; ask for a later day"):
        card(evidence, "cs-zintan", TODAY, recorded=date(2026, 5, 31))
    with pytest.raises(UnknownId, match="was not published by 2020-01-01; ask for a later day"):
        card(evidence, "cs-zintan", TODAY, date(2020, 1, 1))


def test_catalogue_counts_and_tells_what_is_out(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor="nobody")])
    zones = data_root.layers / "zones.toml"
    zones.write_text(zones.read_text("utf-8").replace("title", "tilte", 1), "utf-8")
    places = data_root.layers / "places.toml"
    places.write_text(places.read_text("utf-8").replace('"Base"', '"Outside"'), "utf-8")
    document = catalogue(data_root.evidence())
    assert document["groups"] == ["Powers", "Outside", "Base"], "what cannot be read stands in the last"
    layers: dict[str, dict[str, Any]] = {layer["id"]: layer for layer in document["layers"]}
    counts = {name: (layer["total"], layer["unplaced"]) for name, layer in layers.items()}
    assert counts == {"places": (3, 1), "groups": (0, 0), "zones": (0, 0)}
    assert layers["places"]["fault"] == ""
    assert "nobody" in layers["groups"]["fault"]
    assert "tilte" in layers["zones"]["fault"]
    assert layers["zones"].keys() == layers["places"].keys()


def test_catalogue_of_the_shipped_evidence(shipped: Evidence) -> None:
    document = catalogue(shipped, "https://tiles.example/{z}")
    assert document["groups"] == list(GROUPS)
    assert {layer["group"] for layer in document["layers"]} == set(GROUPS)
    assert [layer["id"] for layer in document["layers"]] == list(CATALOG), "in drawing order"
    assert sum(layer["total"] for layer in document["layers"]) == sum(
        len(shipped.layer(name)) for name in shipped.layers
    )
    east = style().palette["east"]
    assert document["actors"]["lna"]["style"] == {
        "title": "Eastern administration",
        "title_ar": "إدارة الشرق",
        **{part: getattr(east, part) for part in ("colour", "edge", "ink")},
    }
    for layer in document["layers"]:
        colours = style().palette[CATALOG[layer["id"]].colour]
        assert layer["style"] == {part: getattr(colours, part) for part in ("colour", "edge", "ink")}
    assert set(document["naming"]) == {"own", "press", "descriptive"}
    assert document["tiles"] == "https://tiles.example/{z}"
    assert catalogue(shipped)["tiles"] == ""
    hubs = next(layer for layer in document["layers"] if layer["id"] == "trafficking_hubs")
    assert hubs["commodities"] == ["people", "fuel", "drugs", "weapons", "cigarettes", "gold"]
