"""What stands on the screen before anybody clicks: on a desk, on a phone, in a brief."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Route

from geo.catalog import read_catalog
from geo.model import MARKINGS
from geo.settings import REPOSITORY
from tests.browser.map_page import DESKTOP, Map
from tests.browser.measuring import boxes, overlapping
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DEFAULT = [layer for layer in CATALOG.values() if layer.visible]
GROUND = {"sea": (0xDC, 0xE7, 0xEC), "Libya": (0xF6, 0xF2, 0xEA), "neighbours": (0xEC, 0xE8, 0xDF)}
CORNERS = [[33.2, 9.4], [33.2, 25.1], [19.5, 9.4], [19.5, 25.1]]

CUT_OFF = """() => [...document.querySelectorAll(".marking, .as-of, .legend, .credit, .leaflet-control")]
  .filter((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
  })
  .map((node) => node.className)"""

SCROLLS = """() => {
  const { scrollHeight, scrollWidth } = document.scrollingElement;
  return scrollHeight > innerHeight || scrollWidth > innerWidth;
}"""

LEGEND_FITS = """() => {
  const { scrollHeight, clientHeight } = Libya.current.furniture.legend;
  return [900, 720].includes(innerHeight) && scrollHeight <= clientHeight;
}"""


# Libya's coast, and what lies over a point of it.
COVERED = """async () => {
  const { map } = Libya.current;
  const { features } = await (await fetch("/api/ground.geojson")).json();
  const flat = (part) => typeof part[0] === "number" ? [part] : part.flatMap(flat);
  const { geometry } = features.find(({ properties }) => properties.id === "country-ly");
  const coast = flat(geometry.coordinates).filter(([, lat]) => lat > 30.2);
  const seen = coast.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon]));
  const over = ".side-tabs, .as-of, .headline, .legend, .map-foot, .sketch-open, .leaflet-control";
  const page = parent.document.querySelectorAll('[data-testid="stExpandSidebarButton"]');
  const found = [...document.querySelectorAll(over), ...page].filter((node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return seen.some(({ x, y }) => x > left && x < right && y > top && y < bottom);
  }).map((node) => node.className);
  return [coast.length, found];
}"""


def assert_whole_country(view: Map) -> None:
    """Fail unless Libya's corners are in view, and not smaller than need be."""
    script = """(corners) => {
      const { map } = Libya.current;
      const size = map.getSize();
      return [map.getZoom(), corners.map((corner) => map.latLngToContainerPoint(corner))
        .every(({ x, y }) => x > 0 && y > 0 && x < size.x && y < size.y)];
    }"""
    zoom, inside = view.evaluate(script, CORNERS)
    assert inside, f"Libya is not whole in the first view, at zoom {zoom}"
    assert zoom >= 5


def test_first_view_is_a_figure(view: Map, server: Server) -> None:
    view.open()
    today = date.today()

    painted = {layer.id: view.painted(layer.id) for layer in DEFAULT}
    assert min(painted.values()) > 200, f"a default layer is not drawn: {painted}"
    assert sorted(view.shown()["drawn"]) == sorted(painted), "other layers than the default ones are drawn"
    assert sorted(view.legend()) == sorted(layer.title_short or layer.title for layer in DEFAULT)
    assert view.evaluate("() => document.querySelectorAll('.legend li canvas').length") >= len(DEFAULT)
    assert_whole_country(view)
    assert "Libya" in view.page.title()
    assert view.page.locator(".stSidebar h1").inner_text().startswith("Libya")
    assert f"{today.day} {today:%b %Y}" in view.shown()["asOf"]
    drawn = [one for layer in DEFAULT for one in server.features(layer.id, at=today.isoformat())]
    highest = max((feature["properties"]["marking"] for feature in drawn), key=MARKINGS.index)
    assert view.texts(".marking") == [f"TLP:{highest}"]
    assert "Tripoli" in view.shown()["labels"]
    assert view.frame.locator(".label-lead").count() > 0, "names apart from their towns have no line to them"
    assert view.texts(".leaflet-control-scale-line")[0].endswith("km")

    view.resize(1440, 900)
    view.until("() => Libya.current.furniture.legend.querySelector('[aria-expanded=true]')")
    for lang in ("ar", "en+ar", "en"):
        view.put(lang=lang)
        view.until(LEGEND_FITS)
        assert view.frame.locator(".other-title").is_visible() == (lang == "en+ar")
    view.resize(1280, 720)
    for lang in ("ar", "en+ar", "en"):
        view.put(lang=lang)
        view.until(LEGEND_FITS)


def test_ground_is_painted(view: Map) -> None:
    view.open("layers=")
    colours = {colour for _, colour in view.picture().getcolors(1 << 20)}
    missing = [name for name, colour in GROUND.items() if colour not in colours]
    assert not missing


def test_first_view_is_whole_when_the_style_sheet_comes_late(
    page_on: Callable[..., Map], server: Server
) -> None:
    view = page_on(server)

    def late(route: Route) -> None:
        view.page.wait_for_timeout(1500)
        route.continue_()

    view.page.route("**/assets/own/map.css", late)
    view.open("layers=")
    view.until("() => getComputedStyle(document.querySelector('.map-column')).position === 'absolute'")
    view.settle()
    assert_whole_country(view)


@pytest.mark.parametrize("query", ["", "view=brief"], ids=["page", "brief"])
def test_map_reaches_every_edge_without_scroll(view: Map, query: str) -> None:
    view.open(query)
    box = view.box()
    assert (box["y"], box["height"]) == (0, DESKTOP["height"]), "the map is cropped at the top or the bottom"
    assert box["x"] + box["width"] == DESKTOP["width"]
    assert view.page.locator(".stMain").inner_text().strip() == "", "some text stands beside the map"
    for window in (view.page, view.frame):
        assert not window.evaluate(SCROLLS), f"{window.url} scrolls"
    assert view.evaluate(CUT_OFF) == [], "furniture is cut off"


def test_brief_shows_the_map_and_nothing_else(view: Map) -> None:
    view.open("view=brief&layers=tripoli,control&at=2025-06-01")
    assert view.page.locator(".stSidebar").is_hidden()
    assert view.page.locator(".stAppHeader").is_hidden()
    box = view.box()
    assert (box["x"], box["width"]) == (0, DESKTOP["width"])
    assert sorted(view.legend()) == sorted([CATALOG["tripoli"].title_short, CATALOG["control"].title])
    assert "1 Jun 2025" in view.shown()["asOf"]
    assert min(view.painted("tripoli"), view.painted("control")) > 200


def test_phone_map_fills_the_screen_and_the_card_is_a_sheet(
    page_on: Callable[..., Map], server: Server
) -> None:
    view = page_on(server, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    view.open()
    assert view.box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    found = boxes(view.frame)
    assert "credit" in found, "a picture of the map goes out without its sources"
    assert "(CC\u00a0BY\u00a04.0)" in view.texts(".credit")[0]
    assert overlapping(found) == []
    assert all(view.painted(layer.id) for layer in DEFAULT)
    assert_whole_country(view)
    for lang, width, height in (("en", 390, 844), ("ar", 360, 800), ("ar", 412, 915)):
        view.resize(width, height)
        view.put(lang=lang)
        points, covering = view.evaluate(COVERED)
        assert points > 100
        assert covering == [], f"the coast lies under it at {width} x {height}"
    view.resize(390, 844)

    # Beside a dot a hub is moved aside; alone it stands at its point.
    view.put(layers=["trafficking_hubs"])
    feature, x, y = view.alone("trafficking_hubs")
    view.page.touchscreen.tap(x, y)
    view.card(feature)
    sheet = view.frame.locator(".side").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 844
    assert sheet["y"] > 844 * 0.3, "the sheet hides the map"


def test_the_page_hints_at_the_very_addresses_that_the_map_asks_for(view: Map) -> None:
    asked: list[str] = []
    view.page.on("request", lambda request: asked.append(request.url))
    view.open("layers=control,tripoli&known=2020-06-30&recorded=2026-11-20")
    found = [re.search(r"/api/layers/(\w+)\.geojson.*", address) for address in asked]
    addresses = {one[0]: one[1] for one in found if one}
    assert sorted(addresses.values()) == ["control", "districts", "places", "tripoli"]


def test_a_window_enlarged_four_times_shows_the_map_also_in_forced_colours(view: Map) -> None:
    view.resize(360, 225)
    view.open()
    assert view.evaluate("() => Boolean(document.elementFromPoint(180, 110).closest('.leaflet-container'))")
    view.until("() => !document.querySelector('.headline').open")
    assert view.evaluate(CUT_OFF) == [], "furniture is cut off"
    assert not view.frame.evaluate(SCROLLS)
    view.page.emulate_media(forced_colors="active")
    with view.change():
        view.frame.locator("#tab-table").click()
    ground = "(node) => getComputedStyle(node).backgroundColor"
    tabs = {name: view.frame.locator(f"#tab-{name}").evaluate(ground) for name in ("table", "ask")}
    assert tabs["table"] != tabs["ask"], "the open tab looks like the others"
    high = view.frame.locator(".table-scroll").evaluate("(node) => node.offsetHeight")
    assert high > 40, "no row of the table is seen"
    view.page.emulate_media(forced_colors="none")
    view.resize(**DESKTOP)
    view.until("() => document.querySelector('.headline').open")


ABOUT_THE_COUNTRY = """() => {
  const { map, layers, furniture } = Libya.current;
  const scale = 2 ** map.getZoom();
  const origin = map.getPixelOrigin();
  const box = ({ world, shift, size, block }) => {
    const { width, height } = block ?? { width: size, height: size };
    const [x, y] = [world[0] * scale - origin.x + shift[0], world[1] * scale - origin.y + shift[1]];
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  const whole = box(layers.get("interests").symbols.find(({ items }) =>
    items[0].properties.region === "libya"));
  const meets = (one, lap) =>
    Math.min(whole.x + whole.width, one.x + one.width) - Math.max(whole.x, one.x) > lap &&
    Math.min(whole.y + whole.height, one.y + one.height) - Math.max(whole.y, one.y) > lap;
  const towns = layers.get("control").symbols.filter((one) => meets(box(one), 3));
  const { x, y } = map.layerPointToContainerPoint([whole.x, whole.y]);
  return {
    towns: towns.map(({ items }) => items[0].id),
    under: furniture.boxes().filter((one) => meets(one, 0)).length,
    isSeen: x > 0 && y > 0,
  };
}"""


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_with_all_layers_on_what_is_said_of_the_country_covers_no_town(view: Map, lang: str) -> None:
    view.resize(1280, 720)
    view.open(f"layers={','.join(CATALOG)}&lang={lang}")
    assert view.evaluate(ABOUT_THE_COUNTRY) == {"towns": [], "under": 0, "isSeen": True}
