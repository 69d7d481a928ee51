"""`GET /api/view`: what a browser has to know to write an address and to read one."""

from __future__ import annotations

import json
from datetime import date

import pytest

from geo.settings import REPOSITORY, Settings
from geo.view import ON_PAGE, PARTS, Context, first_view, grammar, to_browser
from tests.web.client import Client

KINDS = {
    "list", "day", "point", "extent", "number", "choice", "text", "id", "amounts", "filters", "switch",
    "question", "sketch", "compare", "moved", "notes",
}  # fmt: skip


@pytest.fixture(scope="module")
def document() -> dict:
    answer = Client(Settings(root=REPOSITORY)).get("/api/view")
    assert answer.status == 200
    return answer.json


def test_every_part_is_there_in_order(document: dict) -> None:
    assert [part["name"] for part in document["parts"]] == [part.name for part in PARTS]
    assert {part["kind"] for part in document["parts"]} <= KINDS
    assert len(json.dumps(document)) < 5000


def test_defaults_are_the_first_view(document: dict, context: Context) -> None:
    on_page = {part["key"]: part["default"] for part in document["parts"] if "page" in part["used"]}
    assert on_page == to_browser(first_view(context)) | {"at": date.today().isoformat()}
    assert len(on_page) == len(ON_PAGE)


def test_limits_are_those_that_are_kept(context: Context) -> None:
    parts = {part["name"]: part for part in grammar(context)["parts"]}
    assert (parts["at"]["first"], parts["at"]["last"]) == ("2000-01-01", "2100-12-31")
    assert parts["lang"]["choices"] == ["en", "ar", "en+ar"]
    assert parts["f"]["values"]["age"] == {"low": 0, "high": 36525}
    assert (parts["c"]["kind"], parts["c"]["decimals"]) == ("point", 4)
