"""The picture that stands in the window before any script has come, and the map that takes its place."""

from __future__ import annotations

import io
import json
import operator
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing

import pypdf
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.holding_up import held_up
from tests.browser.map_page import Map
from tests.browser.serving import Server

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
BLUR, STEP, NEAR = 6, 7, 24
"""Pixels by which both are blurred, as bands of a hatch may begin elsewhere; between points compared;
how far apart colours may be."""
NO_NAMES = """#first text, #first .column, #first .foot, .labels, .map-column, .map-foot, .sketch, .side,
.leaflet-control-container { visibility: hidden !important; }"""
"""Names stand where the typeface lets them, and the picture has no controls."""

# Where the centre of the first view and the scale are in the picture and on the map; lengths are pixels.
_PICTURE = """() => {
  const { x, y } = document.querySelector("#first-map svg").getBoundingClientRect();
  return { x, y, scale: Number(getComputedStyle(document.getElementById("first")).getPropertyValue("--s")) };
}"""
_MAP = """() => {
  const { map } = Libya.current;
  const frame = window.frameElement.getBoundingClientRect();
  const middle = map.unproject(map.project([19.3, 9], 0).add(map.project([33.6, 25.5], 0)).divideBy(2), 0);
  const { x, y } = map.latLngToContainerPoint(middle);
  return { x: frame.x + x, y: frame.y + y, scale: 2 ** map.getZoom() };
}"""
# Where the middle of each line of a name is, in pixels of what it stands in.
_NAMES = """(lines) => Object.fromEntries([...document.querySelectorAll(lines)].flatMap((line) => {
  const { left, right, top, bottom } = line.getBoundingClientRect();
  return right > left ? [[line.textContent, [(left + right) / 2, (top + bottom) / 2]]] : [];
}))"""
_AT = """(place) => {
  const { x, y } = Libya.current.map.latLngToContainerPoint(place);
  return [x, y];
}"""
_FRAME = "document.querySelector('iframe[title^=streamlit_folium]').contentWindow"
_ON_MAP = """() => [...document.querySelectorAll("iframe")]
  .some(({{ contentWindow }}) => contentWindow?.Libya?.current{})"""
_SABHA = f"""() => {{
  const {{ Libya, frameElement }} = {_FRAME};
  const {{ x: left, y: top }} = frameElement.getBoundingClientRect();
  const {{ x, y }} = Libya.current.map.latLngToContainerPoint([27.0377, 14.4283]);
  return [left, top, x, y];
}}"""
TWO = "layers=control&at=2020-07-15&compare=at%3D2019-04-01"
_GONE = "() => !document.querySelector('#first-map, #first-panel')"


Shown = Callable[..., Page]
Sized = Callable[[dict[str, int]], Map]


@pytest.fixture(scope="module")
def before_scripts(chromium: Browser, server: Server) -> Iterator[Shown]:
    """Return a function that goes to an address in a window of a size, where no script comes."""
    page = chromium.new_page()
    page.route("**/*.js", lambda route: route.abort())

    def shown(size: dict[str, int], query: str = "") -> Page:
        page.set_viewport_size(ViewportSize(width=size["width"], height=size["height"]))
        for _ in range(40):
            page.goto(f"{server.base}/{query}", wait_until="domcontentloaded")
            if page.query_selector("#first-map svg"):
                return page
        pytest.fail("there is no picture")

    yield shown
    page.close()


@pytest.fixture
def sized(view: Map) -> Sized:
    """Return a function that makes the window of a size."""

    def resized(size: Mapping[str, int]) -> Map:
        view.resize(**size)
        return view

    return resized


def _pixels(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _from_afar(page: Page) -> Image.Image:
    """Return the page without names, blurred."""
    for frame in page.frames:
        frame.add_style_tag(content=NO_NAMES)
    return _pixels(page).filter(ImageFilter.BoxBlur(BLUR))


def _alike(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return the share of points in a box that look alike."""
    points = [(x, y) for x in range(box[0], box[2], STEP) for y in range(box[1], box[3], STEP)]
    near = [
        max(abs(a - b) for a, b in zip(one.getpixel(at), other.getpixel(at), strict=True)) < NEAR
        for at in points
    ]
    return sum(near) / len(near)


@pytest.mark.parametrize(
    ("size", "query"),
    [(DESK, ""), (PHONE, "?layers=foreign,trafficking_routes")],
    ids=["desk", "phone with chips and routes"],
)
def test_the_map_takes_the_place_of_the_picture_without_a_jump(
    before_scripts: Shown, sized: Sized, size: dict[str, int], query: str
) -> None:
    page = before_scripts(size, query)
    words = page.inner_text("#first")
    assert ("Who holds what" in words) == (size == DESK)
    assert ("who holds what" if size == DESK else "confirmed lately") in words
    place, picture = page.evaluate(_PICTURE), _from_afar(page)
    named = page.evaluate(_NAMES, "#first-map text.n")
    live = sized(size)
    live.open(query.removeprefix("?"))
    assert live.page.evaluate(_GONE), "the picture stays"
    there = live.evaluate(_MAP)
    left = live.box()["x"]
    written = {name: (x + left, y) for name, (x, y) in live.evaluate(_NAMES, ".label span").items()}
    both = [name for name in named if name in written]
    moved = [name for name in both if max(map(abs, map(operator.sub, named[name], written[name]))) > 8]
    assert len(both) > 10
    assert len(moved) <= len(both) / 6, f"{moved} of {len(both)} names move"
    assert place["scale"] == pytest.approx(there["scale"], rel=1e-4)
    assert (place["x"], place["y"]) == pytest.approx((there["x"], there["y"]), abs=1.5)
    box = (310, 10, 1430, 890) if size == DESK else (10, 10, 380, 720)
    alike = _alike(picture, _from_afar(live.page), box)
    assert alike > 0.99, f"{alike:.3f} of the points"


def _printed(page: Page) -> tuple[str, bool]:
    """Return what the one sheet says that a page is printed on, and whether it lies across."""
    (sheet,) = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join(sheet.extract_text().split()), sheet.mediabox.width > sheet.mediabox.height


def test_the_picture_is_printed_where_the_map_is_still_to_come(before_scripts: Shown) -> None:
    page = before_scripts(DESK)
    said, _ = _printed(page)
    assert said.count("who holds what") == 1
    assert "How old this is" in said
    assert "resources, routes" not in said, "the panel is no part of it"


def test_a_link_is_shown_before_any_script(before_scripts: Shown) -> None:
    query = "?layers=control&at=2020-06-01&c=27.04,14.43&z=8&lang=ar"
    page = before_scripts(DESK, query)
    box = page.evaluate(_PICTURE)
    assert (box["x"], box["y"], box["scale"]) == pytest.approx((582, 450, 256), abs=0.6)
    assert "سبها" in page.inner_text("#first-map")
    colours = {colour for _, colour in _pixels(page).crop((0, 100, 700, 800)).getcolors(1 << 20) or []}
    assert len(colours) > 50, "a picture has many colours"
    assert (0xD5, 0x5E, 0x00) in colours, "Sabha was held by the east"
    assert json.dumps(page.evaluate("() => document.querySelectorAll('#root *').length")) == "0"


def test_the_country_stands_in_the_room_that_an_open_tab_leaves(before_scripts: Shown) -> None:
    page = before_scripts(DESK, "?tab=table&layers=control")
    for wide, high in ((1920, 1080), (1440, 900), (1280, 720), (1024, 768), (390, 844)):
        page.set_viewport_size({"width": wide, "height": high})
        picture, right, below = page.evaluate(_PICTURE), wide, high
        tab = page.locator("#first .tab").bounding_box()
        column = page.locator("#first .column").bounding_box()
        assert column
        if tab:
            right = tab["x"]
        if column["width"] > 318:
            below = column["y"]
        half = picture["scale"] * (25.5 - 9) / 360 * 256 / 2
        beside = bool(tab) and page.locator("#first .column p").first.is_visible() and below == high
        left = column["x"] + column["width"] if beside else (tab and 276) or 0
        assert left < picture["x"] - half
        assert picture["x"] + half < right
        assert picture["y"] < below


def test_beside_a_card_it_stands_where_the_map_will(before_scripts: Shown, sized: Sized) -> None:
    size = {"width": 1366, "height": 768}
    query = "layers=control&sel=kufra&c=25,20&z=7"
    page = before_scripts(size, f"?{query}")
    place = page.evaluate(_PICTURE)
    view = sized(size)
    view.go(query)
    x, y = view.evaluate(_AT, [25, 20])
    assert (place["x"], place["y"]) == pytest.approx((view.box()["x"] + x, y), abs=1.5)
    kufra = view.evaluate(_AT, [24.1989, 23.2909])
    assert view.evaluate("([x, y]) => document.elementFromPoint(x, y).id", kufra) == "map_div"
    assert "c=25" in view.page.url, "that is nobody's move"


def test_where_a_link_says_how_near_alone_the_middle_of_the_country_gives_way_to_a_card(
    before_scripts: Shown, sized: Sized
) -> None:
    size, query = {"width": 1366, "height": 768}, "layers=control&sel=kufra&z=7"
    page = before_scripts(size, f"?{query}")
    place = page.evaluate(_PICTURE)
    live = sized(size)
    live.open(query)
    there = live.evaluate(_MAP)
    # Leaflet fits the country by whole pixels, which grow with the zoom that follows.
    assert (place["x"], place["y"]) == pytest.approx((there["x"], there["y"]), abs=3)
    kufra = live.evaluate(_AT, [24.1989, 23.2909])
    assert live.evaluate("([x, y]) => document.elementFromPoint(x, y).id", kufra) == "map_div"


@pytest.mark.parametrize(
    ("size", "more"),
    [((1366, 768), "&tab=compare"), ((1440, 900), ""), ((390, 844), ""), ((390, 844), "&tab=compare")],
)
def test_two_maps_stand_from_the_first_where_they_stay(
    before_scripts: Shown, sized: Sized, size: tuple[int, int], more: str
) -> None:
    query, window = f"{TWO}{more}", dict(zip(("width", "height"), size, strict=True))
    page = before_scripts(window, f"?{query}")
    assert page.locator(".half .day b").all_inner_texts() == ["15 Jul 2020", "1 Apr 2019"]
    assert not page.locator("#first .column").is_visible()
    halves = [one.bounding_box() for one in page.locator(".half").all()]
    place = page.evaluate(_PICTURE)
    live = sized(window)
    live.open(query)
    live.until("() => Libya.current.comparing.isDone && !Libya.current.tidying")
    there = live.evaluate(_MAP)
    for name, half in zip((".other-map", "#parent"), reversed(halves), strict=True):
        found = live.frame.locator(name).bounding_box()
        assert half
        assert found
        assert [half[side] for side in ("x", "y", "width")] == pytest.approx(
            [found[side] for side in ("x", "y", "width")], abs=2
        )
        if name == "#parent":
            there["x"] += found["x"]
            there["y"] += found["y"]
    assert place["scale"] == pytest.approx(there["scale"], rel=1e-4)
    assert (place["x"], place["y"]) == pytest.approx((there["x"], there["y"]), abs=2)
    legend = live.frame.locator(".compare-legend")
    assert legend.get_by_text("Government of National Accord").is_visible(), "also over an open sheet"


@pytest.fixture
def one_page(chromium: Browser) -> Iterator[Page]:
    """Return a page of a fresh context that nobody watches."""
    with closing(chromium.new_page(viewport=DESK)) as page:
        yield page


def test_the_map_answers_before_streamlit_is_there(one_page: Page, server: Server) -> None:
    page = one_page
    with held_up(page, "**/static/js/index.*"):
        page.goto(f"{server.base}/?layers=control&c=27.04,14.43&z=8")
        page.wait_for_function(_ON_MAP.format("?.tidied"))
        left, top, x, y = page.evaluate(_SABHA)
        page.mouse.click(left + x, top + y)
        page.wait_for_function(_ON_MAP.format('?.state.sel === "sabha"'))
        card = page.frame_locator('iframe[title^="streamlit_folium"]').locator(".card-words")
        assert "Sabha" in card.inner_text()
        assert page.evaluate("() => document.querySelectorAll('#root *').length") == 0
        said, across = _printed(page)
        assert across
        assert "Libya: who holds what" in said, "the map is laid out for paper before its panel is there"
        page.evaluate(f"() => {{ {_FRAME}.here = true; }}")
    page.locator(".libya-panel input[data-layer=control]:checked").wait_for()
    page.wait_for_function("() => document.querySelector('.stMain iframe[title^=streamlit_folium]')")
    page.wait_for_function("() => location.search.includes('sel=sabha')")
    assert page.evaluate(f"() => {_FRAME}.here"), "the frame was loaded anew"
    assert "Sabha" in card.inner_text()
    assert [frame.url for frame in page.frames if "/component/" in frame.url] == [
        f"{server.base}/component/streamlit_folium.st_folium/index.html"
    ]
