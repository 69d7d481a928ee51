"""`/api` and `/assets` as they are served: our routes behind our headers, on the shipped evidence."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY
from urllib.parse import quote

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware

import geo
from geo.access import everybody
from geo.evidence import Evidence, current
from geo.scene import look_of, style
from geo.scene.drawing import kind_of
from geo.screen.assets import FONTS, SCRIPT_FOLDER
from geo.screen.modules import in_order
from geo.settings import REPOSITORY, Settings
from geo.validity import recorded_now, valid_on
from geo.web.routes import routes
from geo.web.security import HEADERS, TILE_HOST, SecurityHeaders, script_hashes
from tests.asgi import AppClient

if TYPE_CHECKING:
    from conftest import DataRoot

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
LAYERS = sorted(path.stem for path in (REPOSITORY / "layers").glob("*.toml"))
MOMENTS = ("2011-02-17", "2019-06-01", "2020-10-23", "2025-05-13", "2026-11-23")
BAD_DAYS = (
    "yesterday", "2020", "2020-10", "2020-13-01", "2020-02-30", "2020-1-1", "20201023", "0000-00-00",
    "9999-99-99", "2020-10-23T00:00", "2020-10-23 ", "'; DROP TABLE", "<script>", "-1", "NaN", "9" * 10_000,
    "\N{ARABIC-INDIC DIGIT TWO}020-10-23", "\N{FULLWIDTH DIGIT TWO}020-10-23",
)  # fmt: skip
HOSTILE_IDS = (
    "..", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "<script>alert(1)</script>", "{{7*7}}", "%s%n",
    "' OR '1'='1", "a" * 10_000, "\N{SNOWMAN}", "طرابلس", "\ud7ff\u202e", "CON", "null", "0",
    "tripoli\r\nx-evil: 1",
)  # fmt: skip


class Client(AppClient):
    """The routes behind their headers."""

    def __init__(self, settings: Settings) -> None:
        headers = Middleware(SecurityHeaders, index=INDEX, frame_script=lambda: "one()", tiles=settings.tiles)
        super().__init__(Starlette(routes=routes(settings), middleware=[headers]))


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(root=REPOSITORY)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Client:
    return Client(settings)


@pytest.fixture
def evidence(settings: Settings) -> Evidence:
    return current(settings, everybody(settings))


def test_health_names_data_and_libraries(client: Client, evidence: Evidence) -> None:
    answer = client.get("/api/health")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"
    again = client.get("/api/health", if_none_match=answer.headers["etag"])
    assert again.status == 304, "open pages ask this all day"
    document = answer.json
    assert document["status"] == "ok"
    assert document["version"] == geo.__version__
    assert document["data"] == evidence.version
    assert document["layers"] == len(evidence.layers)
    assert document["faults"] == len(evidence.faults)
    for library, told in document["libraries"].items():
        assert told == version(library)


def test_catalogue_holds_every_declared_layer(client: Client, evidence: Evidence) -> None:
    document = client.get("/api/layers").json
    assert sorted(layer["id"] for layer in document["layers"]) == LAYERS
    assert document["version"] == evidence.version
    for layer in document["layers"]:
        assert layer["group"] in document["groups"]
        assert layer["title"]
        assert layer["fault"] == ""
        assert list(layer["classes"]) == list(evidence.catalog[layer["id"]].classes)
        assert layer["total"] == len(client.get(layer["data"]).json["features"])
        assert 0 <= layer["unplaced"] < layer["total"]
    named = set(evidence.tables["actors"]["id"])
    assert set(document["actors"]) == named


@pytest.mark.parametrize("layer_id", LAYERS)
def test_layer_is_geojson_of_rfc_7946(client: Client, evidence: Evidence, layer_id: str) -> None:
    answer = client.get(f"/api/layers/{layer_id}.geojson")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/geo+json"
    document = answer.json
    assert document["type"] == "FeatureCollection"
    assert "crs" not in document
    features = document["features"]
    assert features
    for feature in features:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["id"]
        assert "geometry" in feature
        properties = feature["properties"]
        wanted = {column.name for column in evidence.catalog[layer_id].all_columns}
        assert wanted <= properties.keys()
        assert properties["class"] in evidence.catalog[layer_id].classes
        if feature["geometry"]:
            assert feature["geometry"]["type"] in evidence.catalog[layer_id].geometry
            _assert_positions(feature["geometry"])
    ids = [feature["id"] for feature in features]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("layer_id", LAYERS)
def test_features_carry_what_they_look_like(client: Client, evidence: Evidence, layer_id: str) -> None:
    document = client.get(f"/api/layers/{layer_id}.geojson").json
    looks, layer = document["looks"], evidence.catalog[layer_id]
    assert len({json.dumps(look) for look in looks}) == len(looks), "each once"
    assert {feature["properties"]["look"] for feature in document["features"]} == set(range(len(looks)))
    palette = style().palette
    for feature in document["features"]:
        properties = feature["properties"]
        look = looks[properties["look"]]
        kind = kind_of(feature["geometry"]["type"] if feature["geometry"] else None)
        declared, faint = (
            layer.classes[properties["class"]],
            bool(layer.faint_by and properties[layer.faint_by]),
        )
        own = look_of(layer, declared, kind=kind if declared.symbol else None, faint=faint).document()
        if not layer.colour_by:
            assert "sides" not in properties
            assert look == own
            continue
        sides = properties["sides"].split("|") if properties["sides"] else []
        if not sides:
            assert look == own
        elif own["hatch"].startswith("lines"):
            assert look["hatch"].split()[2] == palette[sides[0]].colour
        elif own["hatch"]:
            assert look["hatch"].split()[1:] == [palette[side].colour for side in sides] + ["#FFFFFF"] * (
                len(sides) == 1
            )
        else:
            assert look["fill"] == ("" if own["fill"] == "" else palette[sides[0]].colour)
            assert look["edge"] == palette[sides[0]].edge


def _assert_positions(geometry: dict[str, Any]) -> None:
    """Longitude and latitude in degrees, closed rings, the outer one counter-clockwise (RFC 7946, 3.1.6)."""
    for longitude, latitude in _positions(geometry["coordinates"]):
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for rings in polygons.get(geometry["type"], []):
        for number, ring in enumerate(rings):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert (_doubled_area(ring) > 0) == (number == 0)


def _positions(coordinates: Any) -> Iterator[list[float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates
        return
    for part in coordinates:
        yield from _positions(part)


def _doubled_area(ring: list[list[float]]) -> float:
    return sum(
        (one[0] - ring[0][0]) * (two[1] - ring[0][1]) - (two[0] - ring[0][0]) * (one[1] - ring[0][1])
        for one, two in pairwise(ring)
    )


@pytest.mark.parametrize(
    "path", ["/api/layers", "/api/look", "/api/ground.geojson", "/api/layers/east.geojson"]
)
def test_what_the_browser_holds_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'"[0-9a-f]{20}"', tag)
    for held in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get(path, if_none_match=held)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", ["/api/layers", "/api/layers/places.geojson", "/assets/map.js"])
def test_compressed_only_for_whom_it_suits(client: Client, path: str) -> None:
    plain = client.get(path)
    packed = client.get(path, accept_encoding="br, gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


@pytest.mark.parametrize("layer_id", LAYERS)
def test_the_day_filters_as_the_time_rule_does(client: Client, evidence: Evidence, layer_id: str) -> None:
    for day in MOMENTS:
        for recorded in (None, date(2026, 11, 23), date(2026, 11, 22), date(2099, 1, 1)):
            asked = f"?at={day}" + (f"&recorded={recorded}" if recorded else "")
            features = client.get(f"/api/layers/{layer_id}.geojson{asked}").json["features"]
            expected = valid_on(evidence.layer(layer_id, recorded=recorded), date.fromisoformat(day))
            assert [feature["id"] for feature in features] == expected["id"].tolist()


def test_what_was_not_recorded_yet_is_not_there(client: Client) -> None:
    for layer_id in LAYERS:
        assert client.get(f"/api/layers/{layer_id}.geojson?recorded=2001-01-01").json["features"] == []


def test_an_address_with_known_alone_is_an_older_one_and_means_recorded(client: Client) -> None:
    for layer_id in LAYERS:
        path = f"/api/layers/{layer_id}.geojson"
        older, day = (
            client.get(f"{path}?known=2026-11-23").json,
            client.get(f"{path}?recorded=2026-11-23").json,
        )
        assert older == day
        assert client.get(f"{path}?known=2001-01-01").json["features"] == []


def test_what_was_not_published_yet_is_not_known(client: Client, evidence: Evidence) -> None:
    """Seen from outside: each feature of a layer from a file cites something published by the day."""
    dates = evidence.tables["sources"].set_index("id")["date"]
    for layer_id in LAYERS:
        layer = evidence.catalog[layer_id]
        path = f"/api/layers/{layer_id}.geojson?known=2019-04-04&recorded=2099-01-01"
        features = client.get(path).json["features"]
        ids = [feature["id"] for feature in features]
        assert ids == evidence.layer(layer_id, date(2019, 4, 4), date(2099, 1, 1))["id"].tolist()
        if layer.is_ground:
            assert len(ids) == len(
                client.get(f"/api/layers/{layer_id}.geojson?recorded=2099-01-01").json["features"]
            )
        elif layer.data:
            cited = [dates[feature["properties"]["sources"].split("|")] for feature in features]
            assert all((one[one != ""] <= "2019-04-04").any() for one in cited), layer_id
    claims = evidence.table("claims", date(2019, 4, 4))
    assert 0 < len(claims) < len(evidence.table("claims"))
    shown = client.get("/api/layers/control.geojson?known=2019-04-04&recorded=2099-01-01").json["features"]
    named = {one for feature in shown for one in feature["properties"]["claims"].split("|") if one}
    assert len(named) > 0
    assert named <= set(claims["id"]), "control is computed from claims published by then alone"


@pytest.mark.parametrize("layer_id", LAYERS)
def test_days_for_the_browser_agree_with_the_time_rule(
    client: Client, evidence: Evidence, layer_id: str
) -> None:
    """The map filters by comparing from_day and to_day as texts; that must give what `at` gives."""
    everything = client.get(f"/api/layers/{layer_id}.geojson").json["features"]
    for day in MOMENTS:
        shown = [
            feature["id"]
            for feature in everything
            if feature["properties"]["from_day"] <= day
            and (not feature["properties"]["to_day"] or day < feature["properties"]["to_day"])
        ]
        assert shown == valid_on(evidence.layer(layer_id), date.fromisoformat(day))["id"].tolist()


def test_unknown_layer_says_what_was_meant(client: Client) -> None:
    answer = client.get("/api/layers/traficking_hubs.geojson")
    assert answer.status == 404
    assert "did you mean 'trafficking_hubs'?" in answer.detail


@pytest.mark.parametrize("name", ["at", "known", "recorded"])
@pytest.mark.parametrize("path", ["/api/layers/east.geojson", "/api/features/tripoli"])
@pytest.mark.parametrize("day", BAD_DAYS, ids=lambda day: ascii(day[:20]))
def test_bad_day_is_told_with_the_remedy(client: Client, path: str, name: str, day: str) -> None:
    answer = client.get(f"{path}?{name}={quote(day)}")
    assert answer.status == 400
    assert answer.detail.startswith(f"{name}: ")
    assert len(answer.detail) < 400


@pytest.mark.parametrize(
    "path", ["/api/", "/api/nothing", "/api/layers/", "/api/layers/east", "/api/layers/a/b.geojson"]
)
def test_unknown_address_is_told_as_json(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.detail


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


@pytest.mark.parametrize("hostile", HOSTILE_IDS, ids=lambda text: ascii(text[:20]))
@pytest.mark.parametrize("form", ["/api/features/{}", "/api/layers/{}.geojson"])
def test_hostile_id_finds_nothing(client: Client, form: str, hostile: str) -> None:
    answer = client.get(form.format(quote(hostile, safe="%")))
    assert answer.status == 404
    assert len(answer.detail) < 600
    assert not any(name.startswith("x-evil") for name in answer.headers)


def test_only_the_current_version_is_kept_for_ever(client: Client, evidence: Evidence) -> None:
    path = "/api/layers/east.geojson"
    assert "immutable" in client.get(f"{path}?v={evidence.version}").headers["cache-control"]
    for other in ("", "?v=", "?v=0123456789abcdef"):
        assert client.get(path + other).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/health", 200),
        ("/api/layers/east.geojson", 200),
        ("/api/layers/east.geojson?at=x", 400),
        ("/api/nothing", 404),
        ("/assets/own/map.css", 200),
        ("/assets/map.js", 200),
        ("/assets/fonts/latin.ttf", 200),
        ("/assets/fonts/other.ttf", 404),
        ("/", 404),
        ("/component/streamlit_folium.st_folium/index.html", 404),
    ],
)
def test_every_answer_carries_the_security_headers(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_not_modified_carries_them_too(client: Client) -> None:
    tag = client.get("/api/look").headers["etag"]
    assert client.get("/api/look", if_none_match=tag).headers["x-content-type-options"] == "nosniff"


def _directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in policy.split(";"))}


def test_page_runs_only_the_inline_scripts_of_streamlit(client: Client) -> None:
    html = INDEX.read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", html, re.DOTALL)
    assert inline, "Streamlit's page has inline scripts; without them this test says nothing"
    hashes = [f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert script_hashes(html) == hashes
    scripts = _directives(client.get("/").headers["content-security-policy"])["script-src"]
    assert [source for source in scripts if source.startswith("'sha256-")] == hashes
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "data:"} & set(scripts)


def test_page_may_load_from_here_alone(client: Client) -> None:
    for name, sources in _directives(client.get("/").headers["content-security-policy"]).items():
        assert not any("//" in source or source in ("*", "https:") for source in sources), name


def test_frame_of_the_map_runs_one_inline_script_and_evaluates_nothing(client: Client) -> None:
    frame = _directives(client.get("/component/x/index.html").headers["content-security-policy"])
    assert frame["script-src"] == [
        "'self'",
        f"'sha256-{b64encode(hashlib.sha256(b'one()').digest()).decode()}'",
    ]
    assert frame["worker-src"] == ["'none'"]


@pytest.mark.parametrize("tiles", [True, False])
def test_frame_may_fetch_the_background_only_where_it_is_offered(tiles: bool) -> None:
    client = Client(Settings(root=REPOSITORY, tiles=tiles))
    frame = _directives(client.get("/component/x/index.html").headers["content-security-policy"])
    assert (TILE_HOST in frame["img-src"]) == tiles
    assert frame["connect-src"] == ["'self'"]
    assert bool(client.get("/api/layers").json["tiles"]) == tiles


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_served_packed_and_kept(client: Client, name: str) -> None:
    answer = client.get(f"/assets/fonts/{name}", accept_encoding="gzip")
    assert answer.headers["content-type"] == "font/ttf"
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(answer.body) == FONTS[name].read_bytes()


def test_map_script_holds_leaflet_and_ours_in_order(client: Client) -> None:
    answer = client.get("/assets/map.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    text = answer.body.decode()
    assert "Leaflet" in text[:200]
    starts = [text.index(module.body) for module in in_order(SCRIPT_FOLDER / "map" / "main.js")]
    assert starts == sorted(starts)


def test_panel_script_is_one_module(client: Client) -> None:
    answer = client.get("/assets/panel.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.body.decode().count("export default ") == 1


@pytest.mark.parametrize(
    "path",
    [
        "/assets/own/../style.py", "/assets/own/%2e%2e/style.py", "/assets/own/..%2f..%2fsettings.py",
        "/assets/leaflet/../../../../../../../etc/passwd", "/assets/fonts/..%2f..%2fstyle.py",
        "/assets/own//etc/passwd",
    ],
)  # fmt: skip
def test_nothing_outside_the_asset_folders_is_served(client: Client, path: str) -> None:
    assert client.get(path).status == 404


def test_nothing_can_be_written(client: Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.get("/api/layers", method=method).status == 405


def test_layer_with_faults_is_out_and_says_why(data_root: DataRoot) -> None:
    faults = len(data_root.evidence().faults)
    data_root.collection("groups", [data_root.group("cs-zintan", sources="no-such-source")])
    client = Client(Settings(root=data_root.path))
    answer = client.get("/api/layers/groups.geojson")
    assert answer.status == 404
    assert "layer 'groups' is out: 'cs-zintan' sources: " in answer.detail
    (layer,) = [one for one in client.get("/api/layers").json["layers"] if one["id"] == "groups"]
    assert "no-such-source" in layer["fault"]
    assert client.get("/api/layers/places.geojson").status == 200
    assert client.get("/api/health").json["faults"] == faults + 1


def test_the_last_good_version_of_a_file_stays_in_use_while_it_is_at_fault(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    before = client.get("/api/layers/groups.geojson")
    data = client.get("/api/health").json["data"]
    right = (data_root.data / "groups.geojson").read_text("utf-8")
    data_root.write("groups", right[:-9])
    health = client.get("/api/health").json
    assert health["data"] == data
    assert health["faults"] == 1
    assert health["held"] == {"data/groups.geojson": ANY}
    assert client.get("/api/layers/groups.geojson").body == before.body
    data_root.write("groups", right)
    health = client.get("/api/health").json
    assert (health["data"], health["faults"], health["held"]) == (data, 0, {})


def test_a_card_does_without_what_is_out(data_root: DataRoot) -> None:
    lines = (data_root.data / "population.csv").read_text("utf-8").splitlines()
    data_root.table("population", [*lines, "cut,short"])
    answer = Client(Settings(root=data_root.path)).get("/api/features/tripoli")
    assert answer.status == 200
    assert answer.json["claims"] == []


def test_edited_data_show_without_a_restart(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    before = client.get("/api/layers").json
    assert len(client.get("/api/layers/groups.geojson").json["features"]) == 2
    data_root.collection("groups", [data_root.group("cs-zintan")])
    assert len(client.get("/api/layers/groups.geojson").json["features"]) == 1
    assert client.get("/api/layers").json["version"] != before["version"]


def test_markup_in_the_data_stays_text(data_root: DataRoot) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    data_root.collection("groups", [data_root.group("cs-zintan", name_en=evil, summary=evil)])
    client = Client(Settings(root=data_root.path))
    answer = client.get("/api/features/cs-zintan")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json["name_en"] == evil


def test_missing_values_are_null_or_empty_never_nan(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    groups = {one["id"]: one for one in client.get("/api/layers/groups.geojson").json["features"]}
    assert groups["cs-zintan"]["properties"]["strength"] == 500
    assert groups["cs-other"]["properties"]["strength"] is None
    places = {one["id"]: one for one in client.get("/api/layers/places.geojson").json["features"]}
    assert places["lost"]["geometry"] is None
    assert places["lost"]["properties"]["precision_m"] is None


def test_own_columns_of_a_card_are_words(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    told = {
        name: {
            column["title"]: column["value"] for column in client.get(f"/api/features/{name}").json["columns"]
        }
        for name in ("cs-zintan", "cs-other")
    }
    assert told["cs-zintan"] == {"Base": "Zintan", "Strength": "500", "Roles": "army"}
    assert told["cs-other"] == {"Base": "Zintan", "Roles": "army"}
