"""Scripts and fonts as they are served."""

from __future__ import annotations

import gzip

import pytest

from geo.screen.assets import FONTS, SCRIPT_FOLDER
from geo.screen.modules import in_order
from tests.web.client import Client


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
