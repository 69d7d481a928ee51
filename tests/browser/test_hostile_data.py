"""Data written by an enemy: it is shown as the text that it is, everywhere, and nothing of it runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.map_page import Map, new_page
from tests.browser.serving import Server

LAYER, DAY = "east", "2026-01-01"
EVIL = (
    "Evil</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`--><svg/onload=alert(1)>"
    "{{7*7}}${7*7}{% raise %}&lt;b&gt; [x](javascript:alert(1))"
)
TURNED = " \u202edlrow"
"""In a name this is a fault, and so is an Arabic name without an Arabic letter: both would be out."""
LINK = "javascript:alert(1)//![x](https://a.example/x.png)"

INJECTED = """() => [
  ...document.querySelectorAll('img[src="x"], [onerror], [onload]'),
  ...document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]'),
  ...[...document.scripts].filter((script) => script.text.includes("alert(1)") && script.text.length < 200),
].map((node) => node.outerHTML)"""


def rewrite(path: Path, change: Callable[[dict[str, str]], object]) -> None:
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
def hostile(copied_root: Path, serve: Callable[..., Server]) -> Server:
    """Return the app on data whose free texts all attack; one source has a script as its address."""
    data = copied_root / "data"
    collection = json.loads((data / f"{LAYER}.geojson").read_text(encoding="utf-8"))
    for number, feature in enumerate(collection["features"]):
        feature["properties"] |= {"name_en": f"{number} {EVIL}", "name_ar": f"ع{EVIL}"}
        feature["properties"] |= dict.fromkeys(("aliases", "summary", "head"), EVIL)
    (data / f"{LAYER}.geojson").write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    first_source = collection["features"][0]["properties"]["sources"].split("|")[0]

    path = copied_root / "layers" / f"{LAYER}.toml"
    text = json.dumps(EVIL, ensure_ascii=False)
    lines = path.read_text(encoding="utf-8").splitlines()
    # An Arabic title without Arabic letters is a fault: there is none.
    lines = [line for line in lines if not line.startswith(("title_ar = ", "title_short_ar = "))]
    for number, line in enumerate(lines):
        key = line.partition(" = ")[0]
        lines[number] = f"{key} = {text}" if key in ("title", "title_short", "note") else line
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    owner: dict[str, str] = {}

    def publisher(row: dict[str, str]) -> None:
        own = f"{EVIL} {row['id']}"
        owner.update(dict.fromkeys((row["name"], *row["aliases"].split("|")), own))
        row |= {"name": own, "name_ar": "", "aliases": "", "owner": EVIL, "reason": EVIL}

    def source(row: dict[str, str]) -> None:
        row |= dict.fromkeys(("title", "date_note"), EVIL) | {"publisher": owner[row["publisher"]]}
        row["url"] = LINK if row["id"] == first_source else row["url"]

    rewrite(data / "publishers.csv", publisher)
    rewrite(data / "sources.csv", source)
    rewrite(data / "actors.csv", lambda row: row.update(name_en=EVIL, name_ar=f"ع{EVIL}", aliases=EVIL))
    rewrite(data / "claims.csv", lambda row: row.update(note=EVIL + TURNED))
    return serve(copied_root)


@pytest.fixture(scope="module")
def module_page(chromium: Browser, hostile: Server) -> Iterator[Map]:
    """Return a page on the hostile data, which the fixture `view` hands out."""
    with new_page(chromium, hostile) as page:
        yield page


@pytest.fixture(autouse=True)
def nothing_injected(view: Map) -> Iterator[None]:
    """Check after each test that nothing was added to any frame; that nothing ran, `view` checks."""
    yield
    view.page.wait_for_timeout(200)
    injected = [f"{frame.url}: {node}" for frame in view.page.frames for node in frame.evaluate(INJECTED)]
    assert injected == []


def test_text_is_text_in_card_hover_legend_and_panel(view: Map, hostile: Server) -> None:
    view.open(f"layers={LAYER},control&lang=en%2Bar&at={DAY}")
    assert view.painted(LAYER) > 200, "the layer is out"
    name = view.panel.locator(f'label[for="layer-{LAYER}"]')
    assert name.evaluate("node => node.textContent") == EVIL
    assert name.get_attribute("title") == f"{EVIL}. {EVIL}", "title and note"
    # A title without an Arabic one stands once.
    assert EVIL in view.legend()
    assert any(EVIL in entry for entry in view.texts(".legend li"))

    # Beside a dot a symbol is moved aside; alone it stands at its point.
    view.put(layers=[LAYER])
    feature, x, y = view.alone(LAYER)
    known = hostile.json(f"/api/features/{feature}?at={DAY}")
    view.page.mouse.move(x, y)
    view.until(
        "(name) => document.querySelector('.hover-name').textContent.startsWith(name)", known["name_en"]
    )
    view.page.mouse.click(x, y)
    text = view.card(feature).evaluate("node => node.textContent")
    for part in (known["name_en"], known["name_ar"], f"{EVIL} {EVIL} "):
        assert part in text
    assert text.count(EVIL) >= 7


def test_text_is_text_in_every_tab_and_in_the_search(view: Map) -> None:
    view.open(f"layers={LAYER}&at={DAY}")
    for tab in view.frame.locator(".side-tabs button").all():
        with view.change():
            tab.click()
        if tab.inner_text() == "Ask":
            view.put(ask={"question": "holds", "parameters": {"place": "sirte", "at": DAY}})
            view.frame.locator(".ask-sources summary").click()
            assert EVIL in view.texts(".ask-sources")[0]
            view.put(ask=None)
        elif tab.inner_text() != "Inspect":
            # What differs and the whole table are asked of the server after the tab has opened.
            view.until("(text) => document.querySelector('.side-body').textContent.includes(text)", EVIL)
    view.panel.locator("#search").fill("<script>alert(1)</script>")
    said = view.panel.locator("#search-results li, .search-said").filter(has_text="alert(1)")
    said.first.wait_for()


def test_claims_and_actors_are_text(view: Map, hostile: Server) -> None:
    control = hostile.features("control", at=DAY)
    place = next(feature["id"] for feature in control if feature["properties"]["claims"])
    view.open(f"layers=control&at={DAY}&sel={place}&tab=inspect")
    claim = view.card(place).locator(".claims li").first
    published = claim.locator(".claim-by a, .claim-by bdi[title]").count()
    assert published
    assert claim.evaluate("node => node.textContent").count(EVIL) >= 2 + published, "actor, note, publishers"


def test_script_address_is_refused_and_never_a_link(view: Map, hostile: Server) -> None:
    cited = hostile.features(LAYER)[0]["id"]
    view.open(f"layers={LAYER}&sel={cited}&tab=inspect")
    card = view.card(cited)
    notice = view.page.locator('.stSidebar [data-testid="stAlert"]')
    assert "'javascript:alert(1)//" in notice.inner_text()
    assert "is not a web address" in notice.inner_text()
    assert notice.locator("a").count() == 0, "the notice makes a link of what it refuses"
    assert LINK not in card.evaluate("node => node.textContent")
    links = [
        url for frame in view.page.frames for url in frame.evaluate("[...document.links].map((a) => a.href)")
    ]
    assert links, "no card has a link at all"
    assert all(url.startswith(("https://", "http://")) for url in links), links
