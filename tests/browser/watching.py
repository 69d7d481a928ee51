"""What a browser context asked for and complained about, from its first request to its last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page

# Modal dialogs are reported by themselves too: a frame's sandbox may forbid them without a word.
_REPORTER = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
  reportFault(`CSP: ${violatedDirective} blocked ${blockedURI} of ${sourceFile} in ${location.pathname}`));
for (const name of ["alert", "confirm", "prompt"]) {
  window[name] = (text) => reportFault(`dialog: ${name}(${text})`);
}
"""
# Streamlit's protobuf library probes for WebAssembly, is refused, and works without.
_PROBE = re.compile(
    r"CSP: script-src blocked wasm-eval of \S+/static/js/protobuf\.[\w-]+\.js in /(?:libya/)?"
)


class Watch:
    """Requests (with web sockets) and faults: console errors, exceptions, CSP violations, dialogs."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.expected: re.Pattern[str] | None = None
        """Complaints that are the test's own doing, such as those of a server that it takes away."""
        origin = "/".join(base.split("/")[:3])
        self._own = (f"{base}/", f"blob:{origin}/", f"ws{base.removeprefix('http')}/", "data:")
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("page", self._page)
        context.on("console", self._console)
        context.on(
            "weberror", lambda problem: self._fault(f"exception: {problem.error.stack or problem.error}")
        )
        context.on("dialog", self._dialog)
        context.expose_binding("reportFault", self._report)
        context.add_init_script(_REPORTER)

    @property
    def foreign(self) -> list[str]:
        """Requests to anything but this server."""
        return [url for url in self.requests if not url.startswith(self._own)]

    def assert_clean(self) -> None:
        """Fail when another host was asked or anything complained."""
        assert not self.foreign, f"requests to other hosts: {self.foreign}"
        assert not self.faults, "\n".join(["the browser complained:", *self.faults])

    @contextmanager
    def one_test(self) -> Iterator[None]:
        """Blame what is noticed inside on the test that runs there, not on the next one on the same page."""
        yield
        try:
            self.assert_clean()
        finally:
            self.requests.clear()
            self.faults.clear()

    def _fault(self, text: str) -> None:
        if not (self.expected and self.expected.search(text)):
            self.faults.append(text)

    def _report(self, source: object, text: str) -> None:
        if not _PROBE.fullmatch(text):
            self._fault(text)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._fault(f"console: {message.text} ({message.location.get('url', '')})")

    def _dialog(self, dialog: Dialog) -> None:
        self._fault(f"dialog: {dialog.type} {dialog.message}")
        dialog.dismiss()
