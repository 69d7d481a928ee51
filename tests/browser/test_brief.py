"""The Brief tab: a preview that follows every change, a frame on the map, a file that says what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Browser, Locator, expect

from geo.figure.formats.metadata import read_metadata
from geo.figure.series.presets import preset
from tests.browser.map_page import Map, new_page
from tests.browser.serving import Server

DAYS = "at=2024-06-30&known=2026-11-20&recorded=2026-11-24"
STATE = f"layers=tripoli%2Cfezzan_resources&{DAYS}&lang=en%2Bar&names=press"
OPEN = f"{STATE}&f=rel%3AC&o=tripoli%3A0.5&c=28%2C14&z=6&tab=brief"
FEATURE = "of-sharara"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Shades of grey in the preview; an empty or uniform picture has few.
SHADES = """async () => {
  const image = document.querySelector(".brief-picture img");
  if (image.hidden || !image.complete || !image.naturalWidth) return 0;
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(data[i] + data[i + 1] + data[i + 2]);
  return seen.size;
}"""

# The query of the preview on the screen; empty while that is not the form's as it stands.
DRAWN = "() => Libya.current.side.views.get('brief').view?.drawn || ''"

# Letter by letter, faster than any hand.
TYPED = """(field, text) => {
  for (const letter of text) {
    field.value += letter;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""

CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [x, y, z] = [r, g, b].map((v) => linear(v / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll(".brief-tab *")) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    if (!own || !node.checkVisibility() || node.closest("dialog")) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${node.outerHTML.slice(0, 80)}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page on which the tab has drawn its first preview."""
    module_page.open(OPEN)
    module_page.until(DRAWN)
    return module_page


@pytest.fixture
def brief(open_page: Map) -> Iterator[Map]:
    with open_page.watch.one_test():
        yield open_page
        settled(open_page)


def settled(view: Map) -> None:
    """Wait until the preview is that of the form as it stands."""
    view.until(DRAWN)


def shown(view: Map) -> dict[str, list[str]]:
    """Return the parameters of the preview on the screen."""
    return parse_qs(view.evaluate(DRAWN))


def field(view: Map, label: str) -> Locator:
    return view.frame.get_by_label(label, exact=True)


def test_opens_from_the_address_with_a_preview_of_the_screen(open_page: Map) -> None:
    view = open_page
    assert view.evaluate(SHADES) > 100, "the preview is blank"
    asked = shown(view)
    wanted = parse_qs(STATE) | {"f": ["rel:C"], "o": ["tripoli:0.5"], "preview": ["1"]}
    assert {name: asked[name] for name in wanted} == wanted
    west, south, east, north = map(float, asked["bbox"][0].split(","))
    assert west < 14 < east
    assert south < 28 < north
    view.until_address("tab=brief")


def test_another_title_is_another_preview(brief: Map) -> None:
    before = field(brief, "Enlarge the preview").locator("img").get_attribute("src")
    brief.evaluate("() => { window.mountedOnce = true; }")
    field(brief, "Title").fill("Wells & fields")
    settled(brief)
    assert field(brief, "Enlarge the preview").locator("img").get_attribute("src") != before
    assert shown(brief)["title"] == ["Wells & fields"]
    # Typing on asks once, for what stands there in the end.
    count = len(brief.watch.requests)
    field(brief, "Title").evaluate(TYPED, " of Fezzan")
    settled(brief)
    asked = [url for url in brief.watch.requests[count:] if "/api/figure?" in url]
    assert [parse_qs(urlparse(url).query)["title"] for url in asked] == [["Wells & fields of Fezzan"]]
    # Changed back while it is drawn, the preview is what it was.
    with brief.page.expect_request(lambda asked: "Fezzan%21" in asked.url):
        field(brief, "Title").evaluate(TYPED, "!")
    field(brief, "Title").fill("Wells & fields of Fezzan")
    settled(brief)
    assert shown(brief)["title"] == ["Wells & fields of Fezzan"]
    assert brief.evaluate("() => window.mountedOnce") is True, "the map's frame was rebuilt"


def test_frame_is_dragged_resized_and_let_go(brief: Map) -> None:
    field(brief, "Frame on map").check(force=True)
    settled(brief)
    before = [float(part) for part in shown(brief)["bbox"][0].split(",")]
    box = brief.box()
    edge = brief.frame.locator(".extent-edge.left").bounding_box()
    assert edge
    x, y = edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] * 0.3
    centre = brief.shown()["centre"]
    brief.page.mouse.move(x, y)
    brief.page.mouse.down()
    brief.page.mouse.move(x + 40, y + 30, steps=4)
    brief.page.mouse.up()
    settled(brief)
    moved = [float(part) for part in shown(brief)["bbox"][0].split(",")]
    assert moved[0] > before[0] + 0.3
    assert moved[1] < before[1] - 0.2
    # It follows the shape of its figure, whose side may be a step wider where there is more to say.
    assert moved[2] - moved[0] == pytest.approx(before[2] - before[0], rel=0.05)
    corner = brief.frame.locator(".extent-corner.se").bounding_box()
    assert corner
    assert box["x"] < corner["x"] < box["x"] + box["width"]
    brief.page.mouse.move(corner["x"] + 8, corner["y"] + 8)
    brief.page.mouse.down()
    brief.page.mouse.move(corner["x"] - 52, corner["y"] - 52, steps=4)
    brief.page.mouse.up()
    settled(brief)
    smaller = [float(part) for part in shown(brief)["bbox"][0].split(",")]
    assert smaller[0] == pytest.approx(moved[0], abs=0.02)
    assert smaller[3] == pytest.approx(moved[3], abs=0.02)
    assert smaller[2] < moved[2] - 0.5
    assert brief.shown()["centre"] == centre, "the map moved with the frame"
    brief.frame.get_by_role("button", name="Use the view").click()
    settled(brief)
    assert not brief.frame.locator(".extent-frame").is_visible()


def test_download_says_what_the_screen_said(brief: Map, tmp_path: Path) -> None:
    with brief.change():
        brief.evaluate("(id) => Libya.current.change({ sel: id })", FEATURE)
    brief.frame.get_by_role("button", name="Number").click()
    field(brief, "Title").fill("Wells")
    # A slide has the shape of a screen, until somebody chooses a size.
    field(brief, "Format").select_option("pptx")
    expect(field(brief, "Size")).to_have_value("16x9")
    field(brief, "Size").select_option("docx-half")
    field(brief, "Format").select_option("png")
    field(brief, "Format").select_option("pptx")
    expect(field(brief, "Size")).to_have_value("docx-half")
    field(brief, "Format").select_option("png")
    field(brief, "Resolution").select_option("150")
    settled(brief)
    where = brief.page.url
    with brief.page.expect_download() as coming:
        brief.frame.get_by_role("link", name="Download PNG").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    assert path.name == "LBY_wells_DOCH_20240630.png"
    assert brief.page.url == where
    told = dict(read_metadata(path).params)
    assert told.pop("made")
    assert told.pop("bbox") == shown(brief)["bbox"][0]
    assert told == {
        "layers": "fezzan_resources,tripoli", "at": "2024-06-30", "known": "2026-11-20",
        "recorded": "2026-11-24", "lang": "en+ar",
        "names": "press", "f": "rel:C", "o": "tripoli:0.5", "size": "docx-half", "dpi": "150",
        "title": "Wells", "callouts": FEATURE,
    }  # fmt: skip
    brief.frame.locator(".brief-actions [role=status]", has_text=path.name).wait_for()
    # What is wrong is told in words: here a feature is numbered whose layer goes off.
    brief.toggle("fezzan_resources", on=False)
    fault = brief.frame.locator(".brief-faults li")
    fault.wait_for()
    assert FEATURE in fault.inner_text()
    assert "leave it out or draw its layer" in fault.inner_text()
    assert brief.frame.get_by_role("link", name="Download").count() == 0, (
        "a figure that cannot be made is offered"
    )
    brief.frame.get_by_role("button", name="Remove").click()
    settled(brief)
    assert brief.frame.locator(".brief-faults li").count() == 0
    brief.toggle("fezzan_resources", on=True)
    # The server's 409 is what this test asks for.
    brief.watch.faults = [one for one in brief.watch.faults if "409" not in one]


def drag(view: Map, start: tuple[float, float], by: tuple[float, float]) -> None:
    page = view.page
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + by[0], start[1] + by[1], steps=4)
    page.mouse.up()


def put_back_by_steps(brief: Map) -> None:
    """Put one name back, then all, take that back, and end with nothing by hand."""
    frame, noted = brief.frame, shown(brief)["note"]
    with brief.change():
        frame.get_by_role("button", name="Put Sabha").click()
    settled(brief)
    assert "name:sabha" not in shown(brief)["move"][0]
    put_back, undo = (frame.get_by_role("button", name=name) for name in ("Put all back", "Undo"))
    with brief.change():
        put_back.click()
    with brief.change():
        undo.click()
    settled(brief)
    assert shown(brief)["note"] == noted
    with brief.change():
        put_back.click()
    with brief.change():
        frame.locator(".brief-callouts button").click()
    settled(brief)
    assert not {"move", "note", "callouts"} & set(shown(brief))


def test_what_is_moved_by_hand_stays_there_in_the_link_and_in_the_figure(brief: Map) -> None:
    """A name by pointer, a number and a note by keys; then back again, step by step."""
    page, frame = brief.page, brief.frame
    with brief.change():
        brief.evaluate("(id) => Libya.current.change({ callouts: [id] })", FEATURE)
    selected = "() => Libya.current.state.sel"
    chosen = brief.evaluate(selected)
    name = frame.locator('[data-move="name:sabha"]')
    before = name.bounding_box()
    assert before
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    with brief.change():
        drag(brief, (x, y), (70, 50))
    settled(brief)
    after = name.bounding_box()
    assert after
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((70, 50), abs=1.5)
    number = frame.locator(f'[data-move="number:{FEATURE}"]')
    number.focus()
    for key in ("ArrowUp", "Shift+ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    held = "() => document.activeElement.dataset.move"
    assert brief.evaluate(held) == f"number:{FEATURE}", "the focus was lost"
    field(brief, "Note on the map").fill("خط 2020 | 50 %")
    frame.get_by_role("button", name="Put on the map").click()
    with brief.change():
        page.keyboard.press("Shift+ArrowRight")
    settled(brief)
    asked = shown(brief)
    moved = dict(part.rsplit(":", 1) for part in asked["move"][0].split("|"))
    assert list(moved) == ["name:sabha", f"number:{FEATURE}"]
    assert asked["note"][0].endswith(";خط 2020 %7C 50 %25")
    brief.until_address("move=name%3Asabha")
    brief.until_address("note=")
    assert brief.evaluate(selected) == chosen, "a drag opened a card"
    assert brief.evaluate(SHADES) > 100
    page.reload()
    brief.settle()
    settled(brief)
    frame = brief.frame
    stays = frame.locator('[data-move="name:sabha"]').bounding_box()
    assert stays
    assert (stays["x"], stays["y"]) == pytest.approx((after["x"], after["y"]), abs=2)
    assert shown(brief)["move"] == asked["move"]
    put_back_by_steps(brief)


def test_keyboard_alone_makes_a_figure(brief: Map) -> None:
    page = brief.page
    brief.frame.locator("#tab-brief").focus()
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name: str = brief.evaluate(
            "() => { const e = document.activeElement; return e.name || e.className || e.tagName; }"
        )
        seen.append(name)
        if name == "brief-extent":
            page.keyboard.press("ArrowRight")  # from the view, or from the country, to the next way
            if not brief.frame.locator(".extent-frame").is_visible():
                page.keyboard.press("ArrowRight")
        if name == "brief-copy":
            break
    assert {"preset", "title", "subtitle", "size", "format", "dpi", "marking", "notes", "faulty"} <= set(seen)
    assert "brief-download" in seen
    settled(brief)
    before = shown(brief)["bbox"][0]
    move = field(brief, "Move the frame with the arrow keys; plus and minus resize it")
    move.focus()
    for key in ("ArrowRight", "Shift+ArrowUp", "-"):
        page.keyboard.press(key)
    settled(brief)
    assert shown(brief)["bbox"][0] != before
    brief.frame.get_by_role("button", name="Use the view").press("Enter")


def test_preset_fills_form_and_screen(brief: Map) -> None:
    wanted = preset("fezzan-resources")
    layers = wanted.params["layers"].split(",")
    with brief.change():
        field(brief, "Start from").select_option(wanted.name)
    drawn = "(wanted) => Libya.current.drawn().map(({ id }) => id).sort().join() === wanted"
    brief.until(drawn, ",".join(sorted(layers)))
    settled(brief)
    assert field(brief, "Title").input_value() == f"{wanted.title.en} · {wanted.title.ar}"
    asked = {name: texts[0] for name, texts in shown(brief).items()}
    assert sorted(asked["layers"].split(",")) == sorted(layers)
    assert {name: asked[name] for name in ("bbox", "callouts")} == {
        name: wanted.params[name] for name in ("bbox", "callouts")
    }
    assert len(asked["callouts"].split(",")) == brief.frame.locator(".brief-callouts li").count()


def test_a_dot_of_control_is_numbered_by_the_name_of_its_town(brief: Map) -> None:
    brief.put(layers=["control"], callouts=[], sel="sabha")
    with brief.change():
        brief.frame.get_by_role("button", name="Number Sabha").click()
    brief.frame.get_by_role("button", name="Remove Sabha").wait_for()
    settled(brief)
    assert shown(brief)["callouts"] == ["sabha"]


def test_on_a_phone_all_can_be_read_and_reached(chromium: Browser, server: Server) -> None:
    phone = {"width": 390, "height": 844}
    with new_page(chromium, server, viewport=phone, has_touch=True) as view:
        view.open(OPEN)
        view.until(DRAWN)
        for scheme in SCHEMES:
            view.page.emulate_media(color_scheme=scheme)
            assert view.evaluate(CONTRAST) == [], scheme
        overflow = (
            "() => { const e = document.querySelector('.side-body'); return e.scrollWidth - e.clientWidth; }"
        )
        assert view.evaluate(overflow) == 0
        nameless = view.evaluate(
            "() => [...document.querySelectorAll('.brief-tab :is(input, select, textarea)')]"
            ".filter((e) => !e.labels.length && !e.ariaLabel).map((e) => e.name)"
        )
        assert nameless == []
