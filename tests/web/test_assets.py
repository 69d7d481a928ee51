"""Scripts and fonts as they are served."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from geo.screen.assets import FONTS, SCRIPT_FOLDER
from geo.screen.modules import in_order
from geo.settings import REPOSITORY
from tests.web.client import Client


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_served_cut_and_kept(client: Client, name: str) -> None:
    answer = client.get(f"/assets/fonts/{name}", accept_encoding="gzip, br")
    assert answer.headers["content-type"] == "font/woff2"
    assert "immutable" in answer.headers["cache-control"]
    assert "content-encoding" not in answer.headers, "WOFF2 is packed already"
    assert len(answer.body) < FONTS[name].path.stat().st_size / 8
    cut = TTFont(io.BytesIO(answer.body))
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in cut["fvar"].axes] == [("wght", 400, 700)]


def test_the_fonts_have_every_letter_that_we_show(client: Client) -> None:
    known = {
        letter
        for name in FONTS
        for letter in TTFont(io.BytesIO(client.get(f"/assets/fonts/{name}").body)).getBestCmap()
    }
    shown = [path for path in (REPOSITORY / "data").iterdir() if path.is_file()]
    shown += [*(REPOSITORY / "layers").iterdir(), *REPOSITORY.glob("geo/language/locale/**/*.po")]
    for path in shown:
        letters = {one for one in path.read_text(encoding="utf-8") if one.isalpha()}
        missing = {one for one in letters if ord(one) not in known}
        assert not missing, f"{path.name}: {sorted(missing)}"


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
