"""A slow line: when the picture of the first view stands there, and when the live map answers a click."""

from __future__ import annotations

import time
import urllib.request

from playwright.sync_api import Browser, Frame, Page

LINE = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
"""Milliseconds and bytes a second."""
PICTURE, CLICK = "slow line, picture", "slow line, answering click"
_LONGEST = 60
_POLL = 20
_DRAWN = """() => {
  const ground = document.querySelector("#first-map svg .land");
  return Boolean(ground) && ground.getBoundingClientRect().width > 100;
}"""
_READY = "() => Boolean(globalThis.Libya?.current?.tidied)"
_ANSWERED = "() => Boolean(Libya.current.state.sel)"
_PLACE = "() => { const { x, y } = frameElement.getBoundingClientRect(); return [x, y]; }"
_GROUND = "() => { const { x, y } = Libya.current.map.latLngToContainerPoint([25.5, 23.5]); return [x, y]; }"
"""Open ground in the south-east, which no text or tab covers."""


def slow_line(browser: Browser, url: str, count: int) -> dict[str, list[float]]:
    """Return milliseconds from navigation, each with an empty cache."""
    samples: dict[str, list[float]] = {PICTURE: [], CLICK: []}
    _warm(url)
    for _ in range(count):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", LINE)
        began = time.monotonic()
        page.goto(url, wait_until="commit")
        _wait(page, page.main_frame, _DRAWN)
        samples[PICTURE].append((time.monotonic() - began) * 1000)
        _click(page, _frame(page))
        samples[CLICK].append((time.monotonic() - began) * 1000)
        context.close()
    return samples


def _warm(url: str) -> None:
    """Wait until the server has the picture, which it makes at its start."""
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        with urllib.request.urlopen(url) as answer:
            if b"<svg" in answer.read():
                return
    raise TimeoutError("there is no picture")


def _click(page: Page, frame: Frame) -> None:
    _wait(page, frame, _READY)
    left, top = frame.evaluate(_PLACE)
    x, y = frame.evaluate(_GROUND)
    page.mouse.click(left + x, top + y)
    _wait(page, frame, _ANSWERED)


def _frame(page: Page) -> Frame:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        found = next((one for one in page.frames if "streamlit_folium" in one.url), None)
        if found is not None:
            return found
        page.wait_for_timeout(_POLL)
    raise TimeoutError("the map's frame did not come")


def _wait(page: Page, frame: Frame, condition: str) -> None:
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        if frame.evaluate(condition):
            return
        page.wait_for_timeout(_POLL)
    raise TimeoutError(condition)
