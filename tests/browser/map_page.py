"""The map in a browser as the tests see it: the panel's controls, the canvases' pixels, the cards."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Error, FloatRect, Frame, Locator, Page

from tests.browser.serving import Server
from tests.browser.watching import Watch
from tests.running import PATIENCE

DESKTOP = {"width": 1366, "height": 768}
_FRAME = re.compile("/component/streamlit_folium")
_POLL = 25  # ms
_GLANCE = 2  # s after which it is asked anew which window is the map's

PANEL = "document.querySelector('.libya-panel').panel"
"""The panel as a script on the page finds it."""

_READY = """() => {
  const { dataset } = document.querySelector(".leaflet-container") || { dataset: {} };
  const root = parent.document.querySelector(".libya-panel");
  const typefaces = document.fonts.size > 0 && document.fonts.status === "loaded";
  return typefaces && dataset.ground === "ready" && Boolean(root && root.querySelector("input"))
    && Libya.current.tidied === root.panel.store.view && !Libya.current.tidying
    && !Libya.current.answering.busy && !Libya.current.furniture.headline.busy;
}"""

# Views are never changed in place: another one is there as soon as anything has been changed.
_NOTED = f"viewBefore = {PANEL}.store.view; null"
_APPLIED = f"""() => {{
  const {{ view }} = parent.{PANEL}.store;
  const {{ current }} = Libya;
  const isDone = current.tidied === view && !current.tidying && !current.answering.busy;
  return isDone && view !== parent.viewBefore;
}}"""

# What a change of the layout brings about, such as a map of another size, is there two frames later.
_TWO_FRAMES = (
    "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))"
)
_WALKED = "(url) => { history.pushState(null, '', url); dispatchEvent(new PopStateEvent('popstate')); }"
_VISITED = f"""() => {{
  const {{ visit, changed }} = {PANEL}.store;
  return [visit, Object.keys(changed).length > 0];
}}"""
# A window of another size is there once the map has measured it.
_SIZED = """([width, height]) => {
  const { map } = Libya.current;
  const { clientWidth, clientHeight } = map.getContainer();
  const { x, y } = map.getSize();
  return parent.innerWidth === width && parent.innerHeight === height && x === clientWidth
    && y === clientHeight;
}"""
_TIDY = """() => !Libya.current.tidying && !Libya.current.answering.busy
  && !Libya.current.furniture.headline.busy"""

_HEAR = """() => {
  const heard = globalThis.heardNotices = new Set();
  const hear = () => document.querySelectorAll('[data-testid="stToast"]').forEach((one) => heard.add(one));
  new MutationObserver(hear).observe(document, { childList: true, subtree: true });
  hear();
}"""
_HEARD = """() => [...heardNotices].some((one) => one.textContent) && [...heardNotices].map((one) =>
  ({ text: one.textContent, active: one.querySelectorAll("a, img, script").length }))"""

_PAINTED = """(id) => {
  const canvas = document.querySelector(`canvas[data-layer="${id}"]`);
  if (!canvas || !canvas.width || getComputedStyle(canvas).display === "none") return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
  return painted;
}"""

# The first of the wanted points whose neighbours are farther than symbols reach, and which nothing covers.
_ALONE = """([wanted, all]) => {
  const { map } = Libya.current;
  const pixel = ({ geometry: { coordinates: [lon, lat] } }) => map.latLngToContainerPoint([lat, lon]);
  const size = map.getSize();
  // What is too little important for this zoom is not there to be clicked.
  const shown = Libya.current.drawn().flatMap((layer) => layer.seenIn(layer.view()));
  const seen = new Set(shown.map(({ id }) => id));
  for (const feature of wanted) {
    if (!seen.has(feature.id)) continue;
    const { x, y } = pixel(feature);
    if (x < 60 || y < 60 || x > size.x - 60 || y > size.y - 60) continue;
    if (all.some((other) => other.id !== feature.id && pixel(other).distanceTo({ x, y }) < 45)) continue;
    const top = document.elementFromPoint(x, y);
    const over = ".map-column, .map-foot, .side, .sketch, .leaflet-control, .label";
    if (top && !top.closest(over)) return { id: feature.id, x, y };
  }
  return null;
}"""

_SHOWN = """() => {
  const { map, state } = Libya.current;
  const { lat, lng } = map.getCenter();
  const panel = parent.document.querySelector(".libya-panel");
  const card = document.querySelector(".cards:not([hidden]) .card");
  const texts = (selector) => [...document.querySelectorAll(selector)].map((node) => node.textContent);
  return {
    drawn: Object.fromEntries(Libya.current.drawn().map((layer) =>
      [layer.id, layer.visible.filter((item) => item.shape).map((item) => item.id).sort()])),
    centre: [Number(lat.toFixed(3)), Number(lng.toFixed(3))],
    zoom: map.getZoom(),
    asOf: texts(".as-of").join(),
    legend: texts(".legend h3, .legend li"),
    labels: texts(".label").sort(),
    card: card && card.dataset.feature,
    ticked: [...panel.querySelectorAll("input[data-layer]:checked")].map((box) => box.dataset.layer).sort(),
    at: panel.querySelector("#at").value,
    known: panel.querySelector("#known").value,
    recorded: panel.querySelector("#recorded").value,
    lang: panel.querySelector("input[name=lang]:checked").value,
  };
}"""


class Map:
    """One open page. `change` and what builds on it return when the map has drawn the change."""

    def __init__(self, page: Page, server: Server, watch: Watch) -> None:
        page.set_default_timeout(PATIENCE * 1000)
        self.page = page
        self.server = server
        self.watch = watch
        self.panel = page.locator(".libya-panel")
        self.cards = page.frame_locator('iframe[title^="streamlit_folium"]').locator(".cards")

    def open(self, query: str = "") -> None:
        """Go to an address of the app and wait for its first picture."""
        self.page.goto(f"{self.server.base}/?{query}".removesuffix("?"))
        self.settle()

    def go(self, query: str = "") -> None:
        """Go to an address within the open page, as back and forward do: a fifth of the work of opening it.

        What no address holds stays, such as what is typed, sorted or unfolded.
        """
        if not self.page.frame(url=_FRAME):
            self.open(query)
            return
        self.until_served()
        before, is_changed = self.page.evaluate(_VISITED)
        # What was changed is perhaps only being written into the address, which may then be the one wanted.
        query += f"&again={before}" if is_changed else ""
        there, wanted = (
            parse_qs(one, keep_blank_values=True) for one in (urlsplit(self.page.url).query, query)
        )
        if there != wanted:
            self.page.evaluate(_WALKED, f"/?{query}".removesuffix("?"))
            self.page.wait_for_function(f"(before) => {PANEL}.store.visit > before", arg=before)
        self.settle()

    def resize(self, width: int, height: int) -> None:
        """Make the window of a size, and wait until map and furniture have theirs in it."""
        self.page.set_viewport_size({"width": width, "height": height})
        if self.page.frame(url=_FRAME):
            self.until(_SIZED, [width, height])
            self.settle()

    def restore(self) -> None:
        """Give the window of a desk back, with no look asked for and nothing held up."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.emulate_media(color_scheme="null", reduced_motion="null", forced_colors="null")
        if self.page.viewport_size != DESKTOP:
            self.page.set_viewport_size(DESKTOP)

    def back(self) -> None:
        """Go a step back, as soon as the server is through with the step before."""
        self.until_served()
        self.page.go_back()

    def forward(self) -> None:
        """Go a step forward, as `back` does."""
        self.until_served()
        self.page.go_forward()

    def forget(self) -> None:
        """Leave the app as if nobody had been here: nothing stored, no look, the window of a desk."""
        if self.page.url.startswith(self.server.base):
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        self.restore()

    def settle(self) -> None:
        """Wait until map and panel are there and nothing is left to draw."""
        deadline = time.monotonic() + PATIENCE
        while not self._comes(_READY, None, deadline):
            if time.monotonic() > deadline:
                pytest.fail(f"no map at {self.page.url} after {PATIENCE} s; faults: {self.watch.faults}")
            self.page.wait_for_timeout(_POLL)
        self._rest()

    @property
    def frame(self) -> Frame:
        """The frame that holds the map."""
        frame = self.page.frame(url=_FRAME)
        assert frame, "the map's frame is gone"
        return frame

    def evaluate(self, script: str, argument: Any = None) -> Any:
        """Return what a script makes of the map's window."""
        return self.frame.evaluate(script, argument)

    def until(self, script: str, argument: Any = None) -> None:
        """Wait until a script in the map's window returns something true."""
        if self.evaluate(script, argument):
            return
        deadline = time.monotonic() + PATIENCE
        while not self._comes(script, argument, deadline):
            if time.monotonic() > deadline:
                pytest.fail(f"not so after {PATIENCE} s: {script} {argument or ''}")
            self.page.wait_for_timeout(_POLL)

    def _comes(self, script: str, argument: Any, deadline: float) -> bool:
        """Return whether a script comes to return something true while the map's window stays the same one.

        The window looks by itself: to be asked again and again takes four times as much of the processor.
        """
        frame = self.page.frame(url=_FRAME)
        try:
            if frame:
                left = min(_GLANCE, max(deadline - time.monotonic(), 0.001))
                frame.wait_for_function(script, arg=argument, polling=_POLL, timeout=left * 1000)
        except Error:  # not yet, or the window is just loading, or another one takes its place
            return False
        return frame is not None

    def until_address(self, *parts: str, without: str = "\0") -> None:
        """Wait until the address holds all `parts`, and does not hold `without`."""
        deadline = time.monotonic() + PATIENCE
        while not all(part in self.page.url for part in parts) or without in self.page.url:
            if time.monotonic() > deadline:
                pytest.fail(f"the address stayed {self.page.url}; wanted {parts}")
            self.page.wait_for_timeout(_POLL)
        self._rest()

    def until_served(self) -> None:
        """Wait until the server has done all that it was told, and the page what follows from it."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        self._rest()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Wait for the picture that follows from what is done in the panel inside."""
        self.page.evaluate(_NOTED)
        yield
        self.until(_APPLIED)
        self._rest()

    def _rest(self) -> None:
        """Wait until what follows from the last picture is drawn too."""
        self.evaluate(_TWO_FRAMES)
        self.until(_TIDY)

    def put(self, **part: Any) -> None:
        """Bring the page into a state without a click, to start from there."""
        with self.change():
            self.page.evaluate(f"(part) => {PANEL}.store.change(part)", part)

    def hear_notices(self) -> None:
        """Keep every notice from now on: each goes by itself, perhaps before anybody looks for it."""
        self.page.evaluate(_HEAR)

    def notices(self) -> list[dict[str, Any]]:
        """Return text and number of links, pictures and scripts of the notices heard, once there is one."""
        return list(self.page.wait_for_function(_HEARD).json_value())

    def toggle(self, layer_id: str, on: bool) -> None:
        """Tick or untick a layer, unless it is as wanted."""
        box = self.panel.locator(f'input[data-layer="{layer_id}"]')
        if box.is_checked() != on:
            with self.change():
                box.set_checked(on)

    def set_day(self, day: str, clock: str = "at") -> None:
        """Write a day into "True on" (`at`), "Published by" (`known`) or "As recorded on" (`recorded`)."""
        field = self.panel.locator(f"#{clock}")
        if field.input_value() != day:
            self.unfold_clocks()
            with self.change():
                field.fill(day)

    def unfold_clocks(self) -> None:
        """Show what is folded under "change": the fields of the three days, presets, the player, names."""
        if not self.panel.locator(".clock-fields").is_visible():
            self.panel.locator(".clocks > summary").click()

    def set_language(self, lang: str) -> None:
        """Choose the script of the names."""
        with self.change():
            self.panel.locator(f'input[name="lang"][value="{lang}"]').check()

    def painted(self, layer_id: str) -> int:
        """Return how many pixels of a layer's canvas are painted; 0 for a hidden one."""
        return int(self.evaluate(_PAINTED, layer_id))

    def shown(self) -> dict[str, Any]:
        """Return all that makes up the picture, as data."""
        return dict(self.evaluate(_SHOWN))

    def box(self) -> FloatRect:
        """Return where the map's frame lies on the page, in pixels."""
        box = self.page.locator('iframe[title^="streamlit_folium"]').bounding_box()
        assert box, "the map's frame cannot be seen"
        return box

    def picture(self) -> Image.Image:
        """Return a screenshot of the map alone."""
        return Image.open(io.BytesIO(self.page.screenshot(clip=self.box()))).convert("RGB")

    def alone(
        self, layer_id: str, wanted: Iterable[Mapping[str, Any]] | None = None
    ) -> tuple[str, float, float]:
        """Return id and place on the page of a point that stands apart from every other that is drawn."""
        moment = {name: value for name, value in self.evaluate("() => Libya.current.state").items() if value}
        days = {name: moment[name] for name in ("at", "known", "recorded") if name in moment}
        drawn = {name: _points(self.server.features(name, **days)) for name in moment["layers"]}
        everything = [feature for features in drawn.values() for feature in features]
        candidates = drawn[layer_id] if wanted is None else _points(wanted)
        spot = self.evaluate(_ALONE, [candidates, everything])
        assert spot, f"no point of '{layer_id}' stands alone in this view"
        box = self.box()
        return spot["id"], box["x"] + spot["x"], box["y"] + spot["y"]

    def comes_to(self, look: Callable[[], Any], wanted: Any) -> Any:
        """Return what is seen once it is as wanted, or at last: the panel hears of a link after the map."""
        deadline = time.monotonic() + PATIENCE
        while (seen := look()) != wanted and time.monotonic() < deadline:
            self.page.wait_for_timeout(_POLL)
        return seen

    def card(self, feature_id: str) -> Locator:
        """Return the card of a feature once it is open."""
        card = self.cards.locator(f'.card[data-feature="{feature_id}"]')
        card.wait_for()
        return card

    def texts(self, selector: str) -> list[str]:
        """Return the text of every element in the map's frame that matches."""
        script = "(selector) => [...document.querySelectorAll(selector)].map((node) => node.textContent)"
        return list(self.evaluate(script, selector))

    def legend(self) -> list[str]:
        """Return the headings of the legend, one a drawn layer."""
        return self.texts(".legend h3")


def _points(features: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return id and geometry of the features that are points."""
    return [
        {"id": feature["id"], "geometry": feature["geometry"]}
        for feature in features
        if feature["geometry"] and feature["geometry"]["type"] == "Point"
    ]


def differing(one: Image.Image, other: Image.Image, by: int = 0) -> int:
    """Return how many pixels of two pictures of the same size differ, by more than so many levels of grey."""
    assert one.size == other.size
    grey = ImageChops.difference(one, other).convert("L")
    return sum(grey.histogram()[by + 1 :])


@contextmanager
def new_page(chromium: Browser, server: Server, **options: Any) -> Iterator[Map]:
    """Return a page of a fresh context, not yet opened; fail at the end when anything complained."""
    context = chromium.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
    watch = Watch(context, server.base)
    try:
        yield Map(context.new_page(), server, watch)
    finally:
        context.close()
    watch.assert_clean()
