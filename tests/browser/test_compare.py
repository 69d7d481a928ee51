"""Two pictures at once: in two steps, panned together, outlined, listed, in the address."""

from __future__ import annotations

import pytest

from tests.browser.map_page import DESKTOP, Map

DONE = "() => Libya.current.comparing.isDone && !Libya.current.tidying"
WAR = "layers=control&at=2020-07-15&compare=at%3D2019-04-01"
PLACES = """() => {
  const { map, comparing: { twin } } = Libya.current;
  return [map, twin.map].map((one) => {
    const { lat, lng } = one.getCenter();
    return [lat, lng, one.getZoom()];
  });
}"""
OUTLINED = """() => [...document.querySelectorAll('canvas[data-layer="differences"]')].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let black = 0;
  for (let i = 0; i < data.length; i += 4) black += data[i + 3] > 200 && data[i] < 40;
  return black;
})"""
HOLDERS = """(id) => {
  const { layers, comparing: { twin } } = Libya.current;
  return [twin.layers, layers].map((all) =>
    all.get("control").visible.find(({ properties }) => properties.place === id)?.properties.actors);
}"""
ON_TOP = """([across, down]) => {
  const { x, y, width, height } = document.querySelector(".other-map").getBoundingClientRect();
  const node = document.elementFromPoint(x + across * width, y + down * height);
  return node.closest(".other-map") ? "other" : node.closest("#parent") ? "first" : String(node.className);
}"""
LAYERS = "() => Libya.current.comparing.twin.drawn().map(({ id }) => id)"


def together(view: Map, place: list[float] | None = None) -> None:
    """Check that both maps look at the same place, to a pixel."""
    one, other = view.evaluate(PLACES)
    assert one == pytest.approx(other, abs=0.05)
    assert one == pytest.approx(place or one, abs=0.05)


def test_what_changed_between_two_days_in_two_steps(view: Map) -> None:
    view.go("layers=control")
    frame = view.frame
    frame.get_by_role("tab", name="Compare").click()
    view.until(DONE)
    frame.get_by_label("Two days to compare").select_option(label="Before and after the war for Tripoli")
    view.until("() => Libya.current.comparing.answer?.days['other at'] === '2019-04-01'")
    view.until(DONE)
    view.until_address("compare=at%3D2019-04-01", "at=2020-07-15")

    one, other = view.evaluate(HOLDERS, "tarhuna")
    assert one != other
    first, second = view.evaluate(OUTLINED)
    assert min(first, second) > 1000, "what differs is outlined on both"
    listed = frame.locator(".compare-list summary").all_text_contents()
    assert listed[0].startswith("GNA gained")
    row = frame.locator('.compare-list li[data-id="tarhuna"]')
    assert "people" in row.inner_text()
    # Each grade change is set apart from left to right, so that Arabic does not turn it.
    assert all(
        "\u2066" in text for text in frame.locator(".compare-list small", has_text="→").all_text_contents()
    )
    assert "km²" in frame.locator(".compare-list").inner_text()
    address = frame.get_by_role("link", name="CSV").get_attribute("href")
    told = view.page.request.get(f"{view.server.base}{address}")
    assert told.text().removeprefix("\ufeff").startswith("change,layer,id")

    together(view)
    view.evaluate("() => Libya.current.map.setView([32.5, 13.5], 8, { animate: false })")
    together(view, [32.5, 13.5, 8])
    view.evaluate("() => Libya.current.comparing.twin.map.setView([27, 15], 6, { animate: false })")
    together(view, [27, 15, 6])
    view.until_address("c=27", "z=6")


def test_a_link_opens_both_and_a_toggle_reaches_both(view: Map) -> None:
    view.go(f"{WAR};look%3Dswipe&tab=compare")
    view.until(DONE)
    assert view.texts(".as-of b") == ["15 Jul 2020", "1 Apr 2019"]
    assert all(day.is_visible() for day in view.frame.locator(".as-of b").all())
    assert (
        view.evaluate("() => getComputedStyle(document.querySelector('.twin-date')).position") == "absolute"
    )
    # On paper both stand whole beside each other, over all of it, and look at the same place.
    view.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    together(view)
    widths = view.evaluate(
        "() => ['.other-map', '#parent'].map((one) => document.querySelector(one).offsetWidth)"
    )
    assert widths == pytest.approx([1056 / 2] * 2, abs=2)
    assert min(view.evaluate(OUTLINED)) > 1000
    view.page.evaluate("() => dispatchEvent(new Event('afterprint'))")

    slider = view.frame.get_by_label("How much of the other map is seen")
    box, whole = view.frame.locator(".other-map").bounding_box(), slider.bounding_box()
    assert box
    assert box["width"] == (whole or box)["width"], "both lie over each other"
    slider.focus()
    view.page.keyboard.press("ArrowRight")
    assert view.evaluate("() => document.body.style.getPropertyValue('--swipe')") == "51%"
    assert view.evaluate(ON_TOP, [0.3, 0.5]) == "other", "no pane of the first map lies over the second"
    assert view.evaluate(ON_TOP, [0.8, 0.5]) == "first"

    view.frame.get_by_role("button", name="Side by side").click()
    view.until_address("compare=at%3D2019-04-01", without="swipe")
    view.until(DONE)
    narrow = view.frame.locator(".other-map").bounding_box()
    assert narrow
    assert narrow["width"] < box["width"]
    view.resize(2600, 768)
    view.frame.locator("#map_div .as-of b").wait_for()
    view.resize(**DESKTOP)
    # Two maps have the room of the panel until it is wanted.
    view.page.locator('[data-testid="stExpandSidebarButton"]').click()
    view.toggle("energy", on=True)
    view.until(DONE)
    assert set(view.evaluate(LAYERS)) == {"energy", "control"}

    view.frame.get_by_role("button", name="Stop comparing").click()
    view.until_address(without="compare=at")
    view.until(DONE)
    assert view.frame.locator(".other-map").count() == 0
    assert view.frame.locator(".legend").is_visible()


def test_on_a_phone_one_stands_above_the_other(view: Map) -> None:
    view.resize(390, 844)
    view.go(f"{WAR};without%3Dreuters")
    view.until(DONE)
    upper = view.frame.locator(".other-map").bounding_box()
    lower = view.frame.locator("#parent").bounding_box()
    assert upper
    assert lower
    assert upper["y"] + upper["height"] <= lower["y"] + 1
    assert abs(upper["width"] - 390) < 2
    assert "without reuters" in view.texts(".twin-date")[0]
