"""`/api/features/{id}`: the card of a feature."""

from __future__ import annotations

from datetime import date

import pytest

from geo.evidence import Evidence
from geo.validity import recorded_now
from tests.web.client import LAYERS, Client


@pytest.mark.parametrize("layer_id", LAYERS)
def test_card_of_a_feature_of_every_layer(client: Client, evidence: Evidence, layer_id: str) -> None:
    standing = recorded_now(evidence.layers[layer_id])
    own = [one for one in standing["id"] if evidence.layer_of(one) == layer_id]
    frame = standing.set_index("id")
    for feature_id in own[:: max(1, len(own) // 5)]:
        answer = client.get(f"/api/features/{feature_id}?at=2026-11-23")
        assert answer.status == 200
        card = answer.json
        row = frame.loc[feature_id]
        assert card["id"] == feature_id
        assert card["layer"]["id"] == layer_id
        assert card["class"]["name"] == row["class"]
        assert card["name_en"] == row["name_en"]
        assert card["summary"] == row["summary"]
        assert card["age"]["text"]
        assert card["marking"] == row["marking"]
        assert [source["id"] for source in card["sources"]] == row["sources"].split("|")
        assert card["reliability_text"]
        assert card["credibility_text"]
        titles = [column.title for column in evidence.catalog[layer_id].columns]
        assert [column["title"] for column in card["columns"]] == [
            title for title in titles if title in {column["title"] for column in card["columns"]}
        ]


def test_the_card_of_a_place_names_the_outside_powers_there(client: Client) -> None:
    card = client.get("/api/features/al-watiya-air-base?at=2026-11-23").json
    told = {
        one["id"]: [(own["id"], own["reviewed_on"]) for own in one["presence"]] for one in card["outside"]
    }
    assert ("for-turkey-al-watiya-air-base-base", "2021-09-15") in told["turkey"]
    assert client.get("/api/features/al-watiya-air-base?at=2019-06-01").json["outside"] == []
    assert client.get("/api/features/for-turkey-al-watiya-air-base-base?at=2026-11-23").json["outside"] == []


def test_card_names_competing_claims(client: Client, evidence: Evidence) -> None:
    claims = evidence.table("claims")
    place = claims.groupby("place")["actor"].nunique().idxmax()
    card = client.get(f"/api/features/{place}").json
    assert {claim["id"] for claim in card["claims"]} >= set(claims.loc[claims["place"] == place, "id"])
    assert len({claim["actor"]["id"] for claim in card["claims"]}) >= 2
    for claim in card["claims"]:
        assert claim["sources"]
        assert claim["claim_title"]
    said = [claim["stated_on"] or claim["valid_from"] for claim in card["claims"]]
    assert said == sorted(said, reverse=True)
    assert {claim["counts"] for claim in card["claims"]} == {True, False}


def test_who_says_it_is_named_in_arabic_too(client: Client, evidence: Evidence) -> None:
    claims = evidence.table("claims")
    (place,) = claims.loc[claims["claimant"] == "Sabha council", "place"]
    named = {
        claim["claimant"]: claim["claimant_ar"]
        for claim in client.get(f"/api/features/{place}").json["claims"]
    }
    assert named["Sabha council"] == "مجلس سبها"
    assert named["the publisher"] == "الناشر"


def test_card_says_who_holds_it_and_by_whose_word(client: Client, evidence: Evidence) -> None:
    card = client.get("/api/features/sabha?at=2025-05-20").json
    assert card["words"].startswith("Sabha: Held by the LNA (effective): ")
    assert card["words_ar"].startswith("سبها: ")
    assert card["holder"]["kind"] == "effective"
    assert [actor["id"] for actor in card["holder"]["actors"]] == ["lna"]
    assert {claim["place"] for claim in card["claims"]} == {"Sabha"}
    for claim in card["claims"]:
        assert {
            "actor", "claim", "claimant", "valid_from", "valid_to", "stated_on", "reliability", "credibility",
            "grade", "counts", "note", "publishers", "sources",
        } <= claim.keys()  # fmt: skip
        assert claim["claimant"]
        assert claim["publishers"]
        assert {"publisher", "title", "date", "url"} <= claim["sources"][0].keys()
    assert card["district"]["words"].startswith("Sabha: ")
    assert all(near["km"] > 0 and near["actors"] for near in card["near"])
    assert card["history"][0]["from"] == "2011-02-15"
    frame = evidence.layers["control"]
    for feature, about in (("place", "sabha"), ("district", "ly-sb")):
        own = client.get(f"/api/features/{about}?at=2025-05-20").json
        for dot in frame.loc[frame[feature] == about, "id"].tolist()[:2]:
            same = client.get(f"/api/features/{dot}?at=2025-05-20").json
            assert same["id"] == dot
            assert same["about"] == own["about"]
            for part in ("words", "words_ar", "holder", "claims", "rivals", "history", "near", "district"):
                assert same[part] == own[part], part


@pytest.mark.parametrize("feature", ["region-fezzan", "ly-ws", "al-wigh", "mitiga", "of-sharara"])
def test_whatever_is_claimed_or_is_ground_has_a_first_line(client: Client, feature: str) -> None:
    words = client.get(f"/api/features/{feature}?at=2020-08-01").json["words"]
    kinds = ("Held by", "Contested between", "Held in part by", "Not known who holds")
    assert words.partition(": ")[2].startswith(kinds)
    assert "GNU" not in words


def test_what_nobody_asks_that_of_has_none(client: Client) -> None:
    assert "words" not in client.get("/api/features/hub-agadez").json
    assert client.get("/api/features/ly-sb?c=27.0,14.4").json["near"][0]["km"] < 60


def test_card_of_what_was_not_known_yet_is_missing(client: Client) -> None:
    for asked in ("recorded=2001-01-01", "known=2001-01-01"):
        answer = client.get(f"/api/features/tripoli?{asked}")
        assert answer.status == 404
        assert "was not known on 2001-01-01" in answer.detail


def test_card_has_the_claims_that_were_published_by_a_day(client: Client, evidence: Evidence) -> None:
    days = {
        day: set(evidence.table("claims", date.fromisoformat(day))["id"])
        for day in ("2014-01-01", "2020-06-30")
    }
    all_claims = evidence.table("claims")
    place = all_claims.loc[all_claims["id"].isin(days["2014-01-01"]), "place"].mode()[0]
    for day, published in days.items():
        shown = client.get(f"/api/features/{place}?known={day}&recorded=2099-01-01").json["claims"]
        assert {claim["id"] for claim in shown} <= published
    early, late = (
        len(client.get(f"/api/features/{place}?known={day}&recorded=2099-01-01").json["claims"])
        for day in days
    )
    assert 0 < early <= late
    event = evidence.layers["events"].set_index("id")["valid_from"].idxmax()
    answer = client.get(f"/api/features/{event}?known=2012-01-01&recorded=2099-01-01")
    assert answer.status == 404
    assert "was not published by 2012-01-01; ask for a later day" in answer.detail


def test_a_card_of_a_published_day_marks_what_was_published_later(client: Client) -> None:
    asked = "at=2020-06-30&known=2020-06-30&recorded=2099-01-01"
    claims = client.get(f"/api/features/sabha?{asked}").json["claims"]
    cited = [source for claim in claims for source in claim["sources"] if source["date"]]
    assert {source["date"] > "2020-06-30" for source in cited} == {True, False}
    # A month counts as published when it is over.
    late = [source["date"] for source in cited if source.get("later")]
    assert sorted(late) == sorted(source["date"] for source in cited if source["date"] > "2020-06")
    now = client.get("/api/features/sabha?at=2020-06-30").json["claims"]
    assert not any("later" in source for claim in now for source in claim["sources"])
