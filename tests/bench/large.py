"""`python -m tests.bench.large`: what a large layer of made-up points costs in the browser.

One browser without GPU, the usual window. *First view*: from the navigation, with an empty cache and a
warm server, to the layer painted. *pydeck*: all points by pydeck's own page, opened from the disk, until it
is painted, in turns with ours. *Step*: from the change to the layer painted: eight moves, days, filters and
zooms, none asked for before. *Largest answer*: bytes as the browser gets them. *Server*: milliseconds of
processor for an answer, which other work on the machine does not change; at last of what is asked beside the
map. It is no part of the usual bench, as it writes a file of a million rows first.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import pydeck
import shapely
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from geo.store import write_large
from tests.bench.roots import REPOSITORY
from tests.bench.serving import Server, serve
from tests.chromium import chromium_path
from tests.large_world import LAYER, TOML, incidents

FLAGS = ("--headless", "--no-sandbox", "--disable-quic")
WITHOUT_GPU = (*FLAGS, "--disable-gpu")
WITH_WEBGL = (*FLAGS, "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""pydeck paints by WebGL alone, which a browser without GPU has only where the processor plays it."""
CHUNK = 100_000
STEPS = 8
VIEWS = 3
_LONGEST = 120
_DRAWN = f"() => Boolean(globalThis.Libya?.current?.layers.get('{LAYER}')?.drawnAs)"
_DECK_DRAWN = """() => {
  const layers = deckInstance?.layerManager?.getLayers() ?? [];
  return layers.length > 0 && layers.every((one) => one.isLoaded) && deckInstance.metrics.framesRedrawn > 0;
}"""
ASKED = {
    "table": "layers/{layer}/rows?at={at}",
    "table by day": "layers/{layer}/rows?at={at}&sort=valid_from",
    "table by name": "layers/{layer}/rows?at={at}&sort=name_en",
    "text in any column": "layers/{layer}/view?at={at}&z=5&f=rows:any~77",
    "text in names": "layers/{layer}/rows?at={at}&q=incident 77",
    "months": "layers/{layer}/months",
    "search": "search?q=incident 999999",
}
"""What is asked beside the map, by what it is called."""
MOST_OF_PYDECK = 1_000_000
"""Points up to which pydeck is asked: its page holds all of them as text."""
# Resolves with milliseconds when the layer has painted what follows from a change.
_STEP = """async (change) => {
  const { current } = Libya;
  const layer = current.layers.get("incidents");
  const { version } = layer;
  const began = performance.now();
  if (change.move) current.map.panBy(change.move, { animate: false });
  else if (change.zoom) current.map.setZoom(change.zoom, { animate: false });
  else current.store.change(change);
  while (layer.version === version) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now() - began;
}"""


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--webgl", action="store_true", help="ours, too, in a browser that plays a GPU")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "root")
        for name in ("layers", "data"):
            shutil.copytree(REPOSITORY / name, root / name)
        (root / "layers" / f"{LAYER}.toml").write_text(TOML, encoding="utf-8")
        began = time.monotonic()
        write_large(frames(given.points), root / "data" / f"{LAYER}.parquet")
        told("made and written, s", time.monotonic() - began)
        page = pydeck_page(root) if given.points <= MOST_OF_PYDECK else None
        with_webgl, without = (
            playwright.chromium.launch(executable_path=chromium_path(), args=flags)
            for flags in (WITH_WEBGL, WITHOUT_GPU)
        )
        ours(
            with_webgl if given.webgl else without,
            root,
            partial(by_pydeck, with_webgl, page) if page else None,
        )
    print(f"load {os.getloadavg()[0]:.1f}")


def frames(count: int) -> Iterator[gpd.GeoDataFrame]:
    """Yield made-up rows, some at a time."""
    for number, start in enumerate(range(0, count, CHUNK)):
        frame = incidents(min(CHUNK, count - start), number, sources="mn01", actor="", actors="")
        yield frame.assign(id=[f"inc-{one}" for one in range(start, start + len(frame))])


def pydeck_page(root: Path) -> Path:
    """Write all points as pydeck draws them; what it would fetch from other hosts is left out."""
    at = pd.read_parquet(root / "data" / f"{LAYER}.parquet", columns=["geometry", "class"])
    shapes = shapely.from_wkb(at["geometry"])
    points = pd.DataFrame({"x": shapely.get_x(shapes), "y": shapely.get_y(shapes)}).round(5)
    points["class"] = at["class"]
    layer = pydeck.Layer("ScatterplotLayer", points, get_position="[x, y]", get_radius=500, pickable=True)
    view = pydeck.ViewState(latitude=27, longitude=17, zoom=5)
    deck = pydeck.Deck([layer], initial_view_state=view, map_provider=None, map_style=None)
    text = deck.to_html(as_string=True, offline=True)
    page = root / "pydeck.html"
    page.write_text(re.sub(r"<(link|script)[^>]*https://[^>]*>", "", text), encoding="utf-8")
    told("pydeck's page, MB", page.stat().st_size / 1e6)
    return page


def by_pydeck(browser: Browser, page: Path) -> float:
    """Return the milliseconds until pydeck has painted its page."""
    view = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    view.set_default_timeout(_LONGEST * 1000)
    began = time.monotonic()
    view.goto(page.as_uri(), wait_until="commit")
    wait(view, _DECK_DRAWN)
    taken = (time.monotonic() - began) * 1000
    view.context.close()
    return taken


def ours(browser: Browser, root: Path, pydecks: Callable[[], float] | None) -> None:
    """Measure a first view beside pydeck's, steps, bytes and the server's memory."""
    with serve(REPOSITORY / "app.py", root) as server:
        url = f"{server.url}/?layers={LAYER}&at=2022-01-01"
        first, other = [], []
        for number in range(VIEWS):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            sent: list[int] = []
            page.on("requestfinished", lambda one, sent=sent: sent.append(size_of(one)))
            began = time.monotonic()
            page.goto(url, wait_until="commit")
            frame = wait(page, _DRAWN)
            first += [(time.monotonic() - began) * 1000] if number else []  # the first one warms the server
            other += [pydecks()] if number and pydecks else []
            if number < VIEWS - 1:  # the last one is stepped through
                page.context.close()
        told("first view, ms", min(first))
        if other:
            told("pydeck's first view, ms", min(other))
            told("ours of pydeck's", min(first) / min(other))
        page.wait_for_timeout(2000)
        kinds = {
            "pan": lambda n: {"move": [(-1) ** n * (90 + 20 * n), 40]},
            "date": lambda n: {"at": f"2021-{n + 1:02}-15"},
            "filter": lambda n: {"filters": {"rel": ["AB"[n % 2]], "cred": [str(1 + n // 2)]}},
            "zoom": lambda n: {"zoom": (8, 6, 9, 7, 10, 6.5, 7.5, 8.5)[n]},
        }
        for kind, change in kinds.items():
            steps(page, frame, server, kind=kind, change=change, sent=sent)
        for name, path in ASKED.items():
            address = quote(path.format(layer=LAYER, at="2022-01-01"), safe="/?=&:~")
            spent = processor(server.pid)
            with urlopen(f"{server.url}/api/{address}", timeout=_LONGEST) as answer:
                answer.read()
            told(f"{name}, ms of processor", (processor(server.pid) - spent) * 1000)
        told("server, resident MB", server.resident_kilobytes() / 1000)


def processor(pid: int) -> float:
    """Return the seconds of processor that a process and those that it has started have taken."""
    above = psutil.Process(pid)
    times = [one.cpu_times() for one in (above, *above.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def steps(
    page: Page,
    frame: Frame,
    server: Server,
    *,
    kind: str,
    change: Callable[[int], dict[str, object]],
    sent: list[int],
) -> None:
    """Tell how long steps of a kind take, and what is sent for them."""
    sent.clear()
    times = []
    spent = processor(server.pid)
    for number in range(STEPS):
        times.append(frame.evaluate(_STEP, change(number)))
        page.wait_for_timeout(400)
    told(f"{kind}, ms: median", float(np.median(times)))
    told(f"{kind}, ms: p95", float(np.percentile(times, 95)))
    told(f"{kind}, kB: largest answer", max(sent, default=0) / 1000)
    told(f"{kind}, ms of processor, server", (processor(server.pid) - spent) * 1000 / STEPS)


def size_of(request: object) -> int:
    """Return the bytes of an answer about the layer as they were sent."""
    if f"/{LAYER}/view" not in request.url:  # type: ignore[attr-defined]
        return 0
    return int(request.sizes()["responseBodySize"])  # type: ignore[attr-defined]


def wait(page: Page, script: str) -> Frame:
    """Return the frame in which a script returns something true."""
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        for frame in page.frames:
            try:
                if frame.evaluate(script):
                    return frame
            except Exception:  # noqa: BLE001, S112 - a frame that is going away is asked again
                continue
        page.wait_for_timeout(15)
    raise TimeoutError(f"not so after {_LONGEST} s: {script}")


def told(what: str, value: float) -> None:
    """Print a number."""
    print(f"{what:30} {value:10.1f}", flush=True)


if __name__ == "__main__":
    main()
