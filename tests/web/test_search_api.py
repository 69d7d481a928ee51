"""`GET /api/search`: the groups, the limits, and what it says to nonsense."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from geo.settings import Settings
from geo.web.api.routes import MOST_RESULTS, routes
from tests.running import run

if TYPE_CHECKING:
    from conftest import DataRoot


class Client:
    """The application without a network: one request in, its answer out."""

    def __init__(self, root: Any) -> None:
        self._app = Starlette(routes=routes(Settings(root=root)))

    def get(self, query: str) -> tuple[int, dict[str, str], Any]:
        return run(self._get(query))

    async def _get(self, query: str) -> tuple[int, dict[str, str], Any]:
        sent: list[Any] = []
        scope = {
            "type": "http", "http_version": "1.1", "method": "GET", "path": "/api/search", "root_path": "",
            "raw_path": b"/api/search", "query_string": query.encode(), "headers": [], "scheme": "http",
            "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1),
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], headers, json.loads(body)


@pytest.fixture
def client(data_root: DataRoot) -> Client:
    return Client(data_root.path)


def search(client: Client, text: str, **more: str) -> Any:
    status, _, document = client.get(urlencode({"q": text, **more}))
    assert status == 200, document
    return document


def test_groups_with_titles_reasons_and_positions(client: Client) -> None:
    document = search(client, "Trípoli")
    assert document["query"] == "Trípoli"
    assert document["groups"][0] == {
        "kind": "place",
        "title": "Places",
        "results": [
            {
                "id": "tripoli", "kind": "place", "layer": "places", "layer_title": "Places",
                "name_en": "Tripoli", "name_ar": "", "matched": "Tripoli", "reason": "name",
                "position": [32.89, 13.19],
            }
        ],
    }  # fmt: skip


def test_groups_stand_by_their_best_result(client: Client) -> None:
    assert [group["kind"] for group in search(client, "GNU")["groups"]][:1] == ["actor"]
    assert [group["title"] for group in search(client, "Crisis Group")["groups"]] == ["Sources"]


def test_mere_suggestions_stand_apart_and_last(client: Client) -> None:
    groups = search(client, "the sea near Tripoli")["groups"]
    assert groups
    assert all(group["near"] and group["title"].endswith("with a near name") for group in groups)
    assert not any("near" in group for group in search(client, "Tripoli")["groups"])


def test_a_position_is_a_result(client: Client) -> None:
    (group,) = search(client, "33S US 30812 40232")["groups"]
    assert (group["kind"], group["title"]) == ("position", "Position")
    assert group["results"][0]["position"] == pytest.approx([32.8872, 13.1913], abs=1e-5)
    assert group["results"][0]["layer"] == group["results"][0]["layer_title"] == ""


def test_what_has_no_position_says_so(client: Client) -> None:
    assert search(client, "lost")["groups"][0]["results"][0]["position"] is None


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=%E2%80%AE", "limit=5"])
def test_an_empty_query_finds_nothing(client: Client, query: str) -> None:
    status, headers, document = client.get(query)
    assert (status, document["groups"]) == (200, [])
    assert headers["cache-control"] == "no-store"


def test_a_position_off_the_earth_is_told_why(client: Client) -> None:
    assert search(client, "95.1, 13.2")["notice"]["values"] == {"n": "95.1"}
    assert "notice" not in search(client, "32.9, 13.2")
    assert "notice" not in search(client, "Tripoli")


def test_a_long_query_is_cut(client: Client) -> None:
    assert len(search(client, "x" * 10_000)["query"]) == 120


def test_hostile_queries_come_back_as_plain_text(client: Client) -> None:
    assert search(client, "<b>\u202eTripoli</b>\x00")["query"] == "<b>Tripoli</b>"
    status, headers, _ = client.get("q=%ff%fe%ed%a0%80")
    assert (status, headers["content-type"]) == (200, "application/json")


@pytest.mark.parametrize("limit", ["1", "8", str(MOST_RESULTS)])
def test_a_limit_is_kept(client: Client, limit: str) -> None:
    groups = search(client, "z", limit=limit)["groups"]
    assert 1 <= sum(len(group["results"]) for group in groups) <= int(limit)


@pytest.mark.parametrize("limit", ["0", "51", "-1", "1.5", "ten", "\u0665", "9" * 5_000, " 8"])
def test_a_bad_limit_is_refused_with_a_remedy(client: Client, limit: str) -> None:
    status, _, document = client.get(urlencode({"q": "Tripoli", "limit": limit}))
    assert status == 400
    assert "1 to 50" in document["detail"]
    assert len(document["detail"]) < 200


def test_an_actor_says_which_layers_show_it_and_an_area_where_it_is(client: Client) -> None:
    def found(text: str) -> dict[str, Any]:
        return {one["id"]: one for group in search(client, text)["groups"] for one in group["results"]}

    assert found("Zintan Military Council")["zintan-mc"]["layers"] == ["groups"]
    assert found("GNU")["gnu"]["layers"] == []
    assert found("GNU")["gnu"]["actors"] == ["gnu"]
    south, west, north, east = found("zone-1")["zone-1"]["bounds"]
    assert (south, west) < (north, east)
    assert "bounds" not in found("Tripoli")["tripoli"]
