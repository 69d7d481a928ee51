"""How two pictures differ: days, what was known, sources; what is told of each difference."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.evidence.believing import believed
from geo.questions.asking import question
from geo.questions.asking.answer import Answer
from geo.questions.shared.compared import CHANGES
from geo.settings import REPOSITORY, Settings
from geo.view import Context
from tests.web.client import Client


def asked(evidence: Evidence, context: Context, **texts: str) -> Answer:
    one = question("compare")
    return one.answer(evidence, one.read(texts, context))


@pytest.fixture(scope="module")
def war(evidence: Evidence, context: Context) -> dict[str, dict[str, Any]]:
    """Return what the war for Tripoli changed, by id."""
    answer = asked(evidence, context, other="at=2019-04-01", at="2020-07-15", layers="control")
    return {str(row["id"]): row for row in answer.records()}


def test_who_gained_what_with_people_and_land(war: dict[str, dict[str, Any]]) -> None:
    tarhuna, sirte = war["tarhuna"], war["sirte"]
    assert (tarhuna["change"], tarhuna["holder"], tarhuna["after"]) == ("gained", "gnu", "GNA")
    assert tarhuna["people"] > 50_000
    assert tarhuna["people_year"]
    assert (sirte["change"], sirte["after"], sirte["kind_after"]) == ("gained", "LNA", "effective")
    lands = [row for row in war.values() if row["scope"] == "district"]
    assert all(row["km2"] > 0 for row in lands)
    assert {row["change"] for row in war.values()} <= set(CHANGES)


def test_rows_stand_in_the_order_of_what_happened(war: dict[str, dict[str, Any]]) -> None:
    order = [list(CHANGES).index(row["change"]) for row in war.values()]
    assert order == sorted(order)
    gained = [
        row["people"] or 0 for row in war.values() if (row["change"], row["holder"]) == ("gained", "gnu")
    ]
    places = gained[: sum(1 for people in gained if people)]
    assert places == sorted(places, reverse=True)


def test_the_same_exchanged_tells_the_opposite(
    evidence: Evidence, context: Context, war: dict[str, dict[str, Any]]
) -> None:
    back = asked(evidence, context, other="at=2020-07-15", at="2019-04-01", layers="control")
    rows = {str(row["id"]): row for row in back.records()}
    assert rows.keys() == war.keys()
    assert (rows["tarhuna"]["before"], rows["tarhuna"]["after"]) == ("GNA", war["tarhuna"]["before"])


def test_the_same_picture_does_not_differ(evidence: Evidence, context: Context) -> None:
    same = asked(evidence, context, other="names=press", at="2020-07-15")
    assert same.rows == ()
    assert same.sentences[0].text.endswith("nothing differs.")


def test_features_of_other_layers_are_new_or_ended(evidence: Evidence, context: Context) -> None:
    answer = asked(evidence, context, other="at=2019-04-01", at="2020-12-15", layers="ceasefire,city_states")
    rows = {str(row["id"]): row for row in answer.records()}
    new = next(row for row in rows.values() if row["layer"] == "ceasefire")
    assert (new["change"], new["scope"], new["before"]) == ("new", "feature", "")
    assert all(row["change"] != "gained" for row in rows.values())


def test_without_a_publisher_only_what_others_say_is_left(evidence: Evidence, context: Context) -> None:
    fewer = believed(evidence, "reuters")
    assert fewer is believed(evidence, "reuters"), "made once"
    assert believed(evidence, "") is evidence
    assert fewer.version != evidence.version
    assert len(fewer.tables["claims"]) < len(evidence.tables["claims"])
    assert "control" in fewer.layers
    answer = asked(evidence, context, other="without=reuters", at="2024-07-15")
    assert answer.rows
    assert "fewer sources" in answer.sentences[0].text


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("", "other: is missing; give what it has otherwise"),
        ("at=2019-13-01", "other: at: "),
        ("colour=red", "other: 'colour=red' is not one of"),
        ("at=2019-04-01;at=2018-04-01", "is there twice"),
        ("without=nobody", "without: there is no publisher 'nobody'"),
        ("without=side.mars", "without: there is no side 'mars'"),
        ("look=stripes", "look: 'stripes' is not swipe"),
    ],
)
def test_what_cannot_be_compared_is_told(evidence: Evidence, context: Context, other: str, told: str) -> None:
    with pytest.raises(GeoError) as caught:
        asked(evidence, context, other=other)
    assert told in str(caught.value)


def test_over_http_with_a_layer_without_a_side_and_as_a_workbook() -> None:
    client = Client(Settings(root=REPOSITORY))
    whole = client.get("/api/layers/energy.geojson").json["features"]
    fewer = client.get("/api/layers/energy.geojson?without=reuters").json["features"]
    assert 0 < len(fewer) < len(whole)
    wrong = client.get("/api/layers/energy.geojson?without=nobody")
    assert (wrong.status, wrong.detail.partition(";")[0]) == (404, "without: there is no publisher 'nobody'")
    asks = "/api/ask/compare?other=at%3D2019-04-01&at=2020-07-15&layers=control"
    assert client.get("/api/ask/compare?other=without%3Dnobody").status == 404
    book = client.get(f"{asks}&format=xlsx")
    assert book.headers["content-type"].endswith("spreadsheetml.sheet")
    assert client.get(f"{asks}&format=xlsx").body == book.body, "the same answer is the same bytes"
    with zipfile.ZipFile(io.BytesIO(book.body)) as packed:
        sheets = packed.read("xl/workbook.xml").decode()
        first = packed.read("xl/worksheets/sheet1.xml").decode()
    assert all(title in sheets for title in ("What differs", "Sentences", "Sources"))
    assert "<f>" not in first
    assert "autoFilter" in first


def test_what_is_contested_is_told_once_for_places_and_once_for_districts(
    evidence: Evidence, context: Context
) -> None:
    answer = asked(evidence, context, other="at=2016-03-01", at="2016-12-20", layers="control")
    told = [one.text for one in answer.sentences if one.text.startswith("Contested")]
    assert [text.split()[2].rstrip("s,") for text in told] == ["place", "district"]
    assert told[0].index("Tripoli") < told[0].index("Benghazi")
