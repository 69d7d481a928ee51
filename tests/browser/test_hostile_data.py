"""Data written by an enemy: it is shown as the text that it is, everywhere, and nothing of it runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.map_page import Map, opened
from tests.browser.serving import Server

LAYER = "east"
EVIL = (
    "Evil</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`--><svg/onload=alert(1)>"
    "{{7*7}}${7*7}{% raise %}&lt;b&gt; [x](javascript:alert(1)) \u202edlrow"
)
LINK = "javascript:alert(1)//"


def rewrite_table(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Change every row of a CSV table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def hostile(copied_root: Path, serve: Callable[[Path], Server]) -> Server:
    """Return the app on data whose every free text attacks; the first source of a feature has a script as address."""
    path = copied_root / "data" / f"{LAYER}.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    for number, feature in enumerate(collection["features"]):
        properties = feature["properties"]
        properties |= {"name_en": f"{number} {EVIL}", "name_ar": f"ع{EVIL}", "aliases": EVIL, "summary": EVIL}
        properties |= {"head": EVIL}
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    first = collection["features"][0]["properties"]["sources"].split("|")[0]

    declaration = copied_root / "layers" / f"{LAYER}.toml"
    lines = declaration.read_text(encoding="utf-8").splitlines()
    said = json.dumps(EVIL, ensure_ascii=False)
    lines = [f"{line.split(' = ')[0]} = {said}" if line.startswith(("title", "note")) else line for line in lines]
    declaration.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def source(row: dict[str, str]) -> None:
        row |= {"title": EVIL, "publisher": EVIL, "date_note": EVIL}
        if row["id"] == first:
            row["url"] = LINK

    data = copied_root / "data"
    rewrite_table(data / "sources.csv", source)
    rewrite_table(data / "actors.csv", lambda row: row.update(name_en=EVIL, name_ar=EVIL, aliases=EVIL, summary=EVIL))
    rewrite_table(data / "claims.csv", lambda row: row.update(note=EVIL))
    return serve(copied_root)


@pytest.fixture
def view(chromium: Browser, hostile: Server) -> Iterator[Map]:
    """Return a page on the hostile data; that no dialog opens and nothing complains is checked when it closes."""
    with opened(chromium, hostile, f"layers={LAYER},control&lang=en%2Bar&at=2026-01-01") as page:
        yield page


def injected(view: Map) -> list[str]:
    """Return what an attack would have added to the page, in any frame."""
    script = """() => [...document.querySelectorAll(
        'img[src="x"], img[onerror], svg[onload], [href^="javascript:" i], [src^="javascript:" i]')]
      .map((node) => node.outerHTML)
      .concat([...document.scripts].filter((one) => one.text.trim() === "alert(1)").map((one) => one.outerHTML))"""
    return [f"{frame.url}: {node}" for frame in view.page.frames for node in frame.evaluate(script)]


def test_hostile_text_is_text_in_card_hover_legend_and_panel(view: Map, hostile: Server) -> None:
    assert view.painted(LAYER) > 200, "the layer is out"
    assert view.panel.locator(f'label[for="layer-{LAYER}"]').evaluate("node => node.textContent") == EVIL
    assert view.panel.locator(f'label[for="layer-{LAYER}"]').get_attribute("title") == EVIL
    assert any(EVIL in heading for heading in view.legend())
    entries = view.evaluate("() => [...document.querySelectorAll('.legend li')].map((one) => one.textContent)")
    assert any(EVIL in entry for entry in entries)

    feature, x, y = view.alone(LAYER)
    known = hostile.json(f"/api/features/{feature}?at=2026-01-01")
    view.page.mouse.move(x, y)
    view.until("(name) => document.querySelector('.hover-name').textContent.startsWith(name)", known["name_en"])
    view.page.mouse.click(x, y)
    text = view.card(feature).evaluate("node => node.textContent")
    assert text.count(EVIL) >= 5, "names, summary, head and source are not all there as written"
    assert known["name_ar"] in text
    assert "49" not in text.replace(known.get("position", ""), "")
    view.page.wait_for_timeout(300)
    assert injected(view) == []


def test_hostile_claims_and_actors_are_text(view: Map, hostile: Server) -> None:
    place = next(
        feature["id"] for feature in hostile.features("control", at="2026-01-01") if feature["properties"]["claims"]
    )
    view.open(f"layers=control&at=2026-01-01&sel={place}")
    claim = view.card(place).locator(".claims li").first
    assert claim.evaluate("node => node.textContent").count(EVIL) == 2, "actor and note"
    assert injected(view) == []


def test_script_address_is_refused_and_never_a_link(view: Map, hostile: Server) -> None:
    cited = next(iter(hostile.features(LAYER)))["id"]
    notice = view.page.locator('.stSidebar [data-testid="stAlert"]')
    assert f"'{LINK}' is not a web address" in notice.inner_text()
    view.open(f"layers={LAYER}&sel={cited}")
    view.card(cited)
    assert LINK not in view.card(cited).evaluate("node => node.textContent")
    links = [href for frame in view.page.frames for href in frame.evaluate("[...document.links].map((a) => a.href)")]
    assert links, "the card has no link at all"
    assert all(href.startswith(("https://", "http://")) for href in links)
    assert injected(view) == []
