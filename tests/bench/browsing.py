"""One browser for both apps: first views, toggles, bytes and heap, each measured in the page itself."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import chromium_path

WATCH = Path(__file__).with_name("watch.js")
_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_BINARY = 2
_STILL = 400
"""Milliseconds without a script run after which a page counts as at rest."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class App:
    """One app on one data root: what its layers are called and how its checkboxes are found."""

    kind: str
    url: str
    counts: Mapping[str, int]

    def wanted(self, shown: set[str]) -> dict[str, Any]:
        """Return what the map must show when these layers are on."""
        if self.kind == "plain":
            return {"count": sum(self.counts[layer] for layer in shown)}
        return {"layers": sorted(shown), "on": True, "after": 0}

    def box(self, layer: str) -> str:
        """Return the selector of a layer's checkbox."""
        if self.kind == "plain":
            return f"[data-testid=stCheckbox] input[aria-label={layer}]"
        return f"input[data-layer={layer}]"


class Visit:
    """A page of an app in a context of its own, with an empty cache."""

    def __init__(
        self, browser: Browser, app: App, layers: set[str] | None = None, *, click: bool = False
    ) -> None:
        self.app = app
        self.shown = set(app.counts) if layers is None else layers
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        wanted = json.dumps(app.wanted(self.shown))
        views = ", ".join(f"{kind}: window.bench.painted('{kind}', {wanted})" for kind in self._kinds())
        watch = WATCH.read_text(encoding="utf-8")
        if click:
            views += f", answering: window.bench.answering('{app.kind}', {wanted})"
        begin = f"if (window === window.top) window.firstViews = {{{views}}};"
        self.context.add_init_script(script=f"{watch}\n{begin}")
        self.page: Page = self.context.new_page()
        self.cdp = self.context.new_cdp_session(self.page)
        self._bytes = 0.0
        query = "" if layers is None else f"/?layers={','.join(sorted(layers))}"
        self.page.goto(app.url + query, wait_until="commit")
        told = "(kind) => window.firstViews[kind]"
        self.first = {kind: float(self.page.evaluate(told, kind)) for kind in self._kinds()}
        if click:
            self.first["answering"] = float(self.page.evaluate(told, "answering"))
        self.rest()

    def close(self) -> None:
        """Close the page and its context."""
        self.context.close()

    def rest(self, milliseconds: int = _STILL) -> None:
        """Wait until the page is still."""
        self.page.evaluate("(ms) => window.bench.idle(ms)", milliseconds)

    def toggle(self, layer: str, still: int = _STILL) -> dict[str, float]:
        """Click a layer's checkbox; return milliseconds to each kind of done once all is still again."""
        on = layer not in self.shown
        self.shown ^= {layer}
        wanted = self.app.wanted(self.shown)
        if self.app.kind == "ours":
            wanted = {"layers": [layer], "on": on}
        times = self.page.evaluate(
            "([kind, box, wanted]) => window.bench.toggle(kind, box, wanted)",
            [self.app.kind, self.app.box(layer), wanted],
        )
        self.rest(still)
        return dict(zip(self._kinds(), times, strict=True))

    def act(self, selector: str, value: str | None = None) -> float:
        """Set, or click, a control of the panel; return milliseconds to painted once all is still again."""
        taken = self.page.evaluate(
            "([control, value]) => window.bench.act(control, value)", [selector, value]
        )
        self.rest()
        return float(taken)

    def keep_busy(self, layer: str, milliseconds: int) -> None:
        """Have this viewer toggle a layer again and again."""
        self.page.evaluate("([box, ms]) => { bench.keepBusy(box, ms); }", [self.app.box(layer), milliseconds])

    def bytes_of(self, act: Callable[[], object]) -> float:
        """Return the bytes of WebSocket frames and HTTP bodies, both ways, while `act` runs."""
        self._bytes = 0.0
        listeners = {
            "Network.webSocketFrameSent": self._frame,
            "Network.webSocketFrameReceived": self._frame,
            "Network.dataReceived": self._body,
            "Network.requestWillBeSent": self._request,
        }
        self.cdp.send("Network.enable")
        for event, listener in listeners.items():
            self.cdp.on(event, listener)
        act()
        for event, listener in listeners.items():
            self.cdp.remove_listener(event, listener)
        self.cdp.send("Network.disable")
        return self._bytes

    def heap(self) -> float:
        """Return bytes of script heap in use, the map's frame included, after collecting garbage."""
        for _ in range(2):
            self.cdp.send("HeapProfiler.collectGarbage")
            self.page.wait_for_timeout(100)
        return float(self.cdp.send("Runtime.getHeapUsage")["usedSize"])

    def _kinds(self) -> tuple[str, ...]:
        return ("ours", "tidied") if self.app.kind == "ours" else ("plain",)

    def _frame(self, event: dict[str, Any]) -> None:
        response = event["response"]
        payload = response["payloadData"]
        self._bytes += len(base64.b64decode(payload) if response["opcode"] == _BINARY else payload.encode())

    def _body(self, event: dict[str, Any]) -> None:
        self._bytes += event["dataLength"]

    def _request(self, event: dict[str, Any]) -> None:
        self._bytes += len(event["request"].get("postData", "").encode())
