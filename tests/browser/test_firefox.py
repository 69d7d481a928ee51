"""The map in Firefox ESR too: it opens, a layer is toggled, a click opens a card that can be read."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.serving import Server, free_port
from tests.running import PATIENCE

marionette_driver = pytest.importorskip("marionette_driver.marionette", reason="run make .venv/.dev")

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
_PREFS = """
user_pref("network.proxy.type", 0);
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""
MAP = """const frame = document.querySelector("iframe[title^='streamlit_folium']");
const map = frame && frame.contentWindow.Libya && frame.contentWindow.Libya.current;
const panel = document.querySelector(".libya-panel input[data-layer]");
const ready = map && panel && map.tidied && !map.tidying && frame.contentWindow.Libya.drawn().length;
"""


@pytest.fixture(scope="module")
def firefox(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a Firefox with the first view open."""
    if FIREFOX is None:
        pytest.skip("no Firefox here; Debian, Ubuntu: sudo apt-get install firefox-esr")
    profile, port = tmp_path_factory.mktemp("firefox"), free_port()
    (profile / "user.js").write_text(f'{_PREFS}user_pref("marionette.port", {port});\n')
    command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _listening(port)
    client = marionette_driver.Marionette(host="127.0.0.1", port=port, startup_timeout=PATIENCE)
    try:
        client.start_session()
        client.set_window_rect(width=1400, height=900)
        client.navigate(f"{server.base}/?layers=control,tripoli&at=2026-06-01")
        yield client
        client.delete_session()
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _listening(port: int) -> None:
    """Wait until Firefox listens: its driver would leave a socket open for each time that it asks."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "Firefox does not start"
            time.sleep(0.1)
        else:
            return


def until(firefox: Any, script: str) -> Any:
    """Return what a script says once that is something."""
    deadline = time.monotonic() + PATIENCE
    while not (said := firefox.execute_script(MAP + script, sandbox=None)):
        assert time.monotonic() < deadline, f"not so after {PATIENCE} s: {script}"
        time.sleep(0.2)
    return said


def test_firefox_opens_toggles_clicks_and_reads_a_card(firefox: Any) -> None:
    drawn = "return ready ? frame.contentWindow.Libya.drawn().map(({ layer }) => layer) : null"
    assert set(until(firefox, drawn)) == {"control", "tripoli"}
    firefox.execute_script("document.querySelector('#layer-energy').click()")
    until(
        firefox, "return ready && frame.contentWindow.Libya.drawn().some(({ layer }) => layer === 'energy')"
    )
    until(
        firefox,
        """if (!ready || map.map._animatingZoom) return false;
        const { x, y } = map.map.latLngToContainerPoint([27.0377, 14.4283]);
        const box = frame.contentDocument.querySelector(".leaflet-container");
        for (const type of ["mousedown", "mouseup", "click"]) {
          const at = { bubbles: true, clientX: x, clientY: y };
          box.dispatchEvent(new frame.contentWindow.MouseEvent(type, at));
        }
        return true;""",
    )
    words = "const card = frame.contentDocument.querySelector('.card'); return card && card.innerText"
    assert "Sabha" in until(firefox, words)
