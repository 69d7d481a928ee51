"""Addresses opened in a browser on both sides: what is shown, what is written back, and the picture."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Error, Page

from tests.browser.map_page import DESKTOP
from tests.proof.differing import Difference, differences
from tests.proof.pictures import SHARE, opened, save_beside, share_differing
from tests.proof.sides import Side
from tests.proof.views import SEEN

_PATIENCE = 60  # s, for a page
_RESTS = 1.5  # s without a change, after which a page is at rest
_POLL = 100  # ms
_FRAME = "/component/streamlit_folium"

# Only what stands in the document: how the scripts hold their state is theirs to change.
_AT_REST = """() => {
  const { dataset } = document.querySelector(".leaflet-container") || { dataset: {} };
  return dataset.ground === "ready" && document.fonts.size > 0
    && document.fonts.status === "loaded" && Boolean(parent.document.querySelector(".libya-panel input"));
}"""
_SHOWN = """() => {
  const panel = parent.document.querySelector(".libya-panel");
  const texts = (selector, root = document) =>
    [...root.querySelectorAll(selector)].map((node) => node.textContent.replace(/\\s+/g, " ").trim());
  const value = (selector) => (panel.querySelector(selector) || {}).value;
  return {
    layers: [...panel.querySelectorAll("input[data-layer]:checked")].map((box) => box.dataset.layer),
    off: [...panel.querySelectorAll("[data-class]:not(:checked)")].map((box) => box.dataset.class),
    at: value("#at"),
    known: value("#recorded") ?? value("#known"),  // what a link with `known` alone asks for
    lang: value("input[name=lang]:checked"),
    names: value("#names"),
    search: value("#search"),
    asOf: texts(".as-of"),
    legend: texts(".legend h3, .legend li"),
    labels: texts(".label").sort(),
    card: texts(".cards:not([hidden]) .card h2"),
    tab: texts("[role=tab][aria-selected=true]"),
    notices: texts("[data-testid=stToast]", parent.document),
  };
}"""


def seen(chromium: Browser, before: Side, after: Side, pictures: Path) -> list[Difference]:
    """Open the addresses on both sides, and return how what is seen differs."""
    found: list[Difference] = []
    contexts = [chromium.new_context(viewport=DESKTOP, locale="en-GB") for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for address in SEEN:
        shown, screens = [], []
        for one, page in zip((before, after), pages, strict=True):
            shown.append(_opened(page, f"{one.server.base}/?{address}".removesuffix("?")))
            # A notice goes away by itself, so it is compared as a text and not in the picture.
            page.add_style_tag(content="[data-testid=stToastContainer] { display: none !important; }")
            screens.append(opened(page.screenshot()))
        found += differences("address", address or "(none)", *shown)
        share = share_differing(*screens)
        if share > SHARE:
            path = pictures / f"screen {address[:80]}.png".replace("/", "-")
            save_beside(*screens, path)
            size, changed = str(screens[0].size), f"{share:.2%} differ: {path}"
            found.append(Difference("address", address or "(none)", "pixels", "pixels", size, changed, share))
    for context in contexts:
        context.close()
    return found


def _opened(page: Page, url: str) -> dict[str, Any]:
    """Return what an address shows once it has come to rest, and the address as it is then."""
    page.goto(url)
    deadline = time.monotonic() + _PATIENCE
    state: Any = None
    since = time.monotonic()
    while state is None or time.monotonic() - since < _RESTS:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{url} did not come to rest in {_PATIENCE} s")
        now = _state(page)
        if now != state:
            state, since = now, time.monotonic()
        page.wait_for_timeout(_POLL)
    return dict(state)


def _state(page: Page) -> dict[str, Any] | None:
    frame = next((frame for frame in page.frames if _FRAME in frame.url), None)
    try:
        if frame is None or not frame.evaluate(_AT_REST):
            return None
        return {"written": parse_qs(urlsplit(page.url).query), **frame.evaluate(_SHOWN)}
    except Error:  # the frame is just loading
        return None
