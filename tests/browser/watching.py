"""What a browser context asked for and complained about, from its first request to its last, in all frames."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page

# Modal dialogs are reported by themselves too: a frame's sandbox may forbid them without a word.
_REPORTER = """
addEventListener("securitypolicyviolation", (event) =>
  reportFault(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} in ${location.pathname}`));
for (const name of ["alert", "confirm", "prompt"]) window[name] = (text) => void reportFault(`${name}(${text})`);
"""


class Watch:
    """Requests (with web sockets) and faults: console errors, exceptions, CSP violations, dialogs."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self._own = (f"{base}/", f"blob:{base}/", f"ws{base.removeprefix('http')}/", "data:")
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("weberror", lambda problem: self.faults.append(f"exception: {problem.error}"))
        context.on("dialog", self._dialog)
        context.expose_binding("reportFault", lambda source, text: self.faults.append(text))
        context.add_init_script(_REPORTER)

    @property
    def foreign(self) -> list[str]:
        """Requests to anything but this server."""
        return [url for url in self.requests if not url.startswith(self._own)]

    def assert_clean(self) -> None:
        """Fail when another host was asked or anything complained."""
        assert self.requests, "the page asked for nothing at all"
        assert not self.foreign, f"requests to other hosts: {self.foreign}"
        assert not self.faults, "\n".join(["the browser complained:", *self.faults])

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.type} {dialog.message}")
        dialog.dismiss()
