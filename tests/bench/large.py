"""`python -m tests.bench.large`: what a large layer of made-up points costs in the browser.

One browser without GPU, the usual window. *First view*: from the navigation, with an empty cache and a
warm server, to the layer painted. *Step*: from the change to the layer painted: eight moves, days, filters
and zooms, none asked for before. *Largest answer*: bytes as the browser gets them. It is no part of the usual
bench, as it writes a file of a million rows first.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
from playwright.sync_api import Browser, Frame, Page, sync_playwright

from geo.store import write_large
from tests.bench.roots import REPOSITORY
from tests.bench.serving import serve
from tests.large_world import LAYER, TOML, incidents

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
CHUNK = 100_000
STEPS = 8
VIEWS = 3
_LONGEST = 120
_DRAWN = f"() => Boolean(globalThis.Libya?.current?.layers.get('{LAYER}')?.drawnAs)"
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
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder, "root")
        for name in ("layers", "data"):
            shutil.copytree(REPOSITORY / name, root / name)
        (root / "layers" / f"{LAYER}.toml").write_text(TOML, encoding="utf-8")
        began = time.monotonic()
        write_large(frames(given.points), root / "data" / f"{LAYER}.parquet")
        told("made and written, s", time.monotonic() - began)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        ours(browser, root)


def frames(count: int) -> Iterator[gpd.GeoDataFrame]:
    """Yield made-up rows, some at a time."""
    for number, start in enumerate(range(0, count, CHUNK)):
        frame = incidents(min(CHUNK, count - start), number, sources="mn01", actor="", actors="")
        yield frame.assign(id=[f"inc-{one}" for one in range(start, start + len(frame))])


def ours(browser: Browser, root: Path) -> None:
    """Measure a first view, steps, bytes and the server's memory."""
    with serve(REPOSITORY / "app.py", root) as server:
        url = f"{server.url}/?layers={LAYER}&at=2022-01-01"
        first = []
        for number in range(VIEWS):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            sent: list[int] = []
            page.on("requestfinished", lambda one, sent=sent: sent.append(size_of(one)))
            began = time.monotonic()
            page.goto(url, wait_until="commit")
            frame = wait(page, _DRAWN)
            first += [(time.monotonic() - began) * 1000] if number else []  # the first one warms the server
            if number < VIEWS - 1:  # the last one is stepped through
                page.context.close()
        told("first view, ms", min(first))
        page.wait_for_timeout(2000)
        kinds = {
            "pan": lambda n: {"move": [(-1) ** n * (90 + 20 * n), 40]},
            "date": lambda n: {"at": f"2021-{n + 1:02}-15"},
            "filter": lambda n: {"filters": {"rel": ["AB"[n % 2]], "cred": [str(1 + n // 2)]}},
            "zoom": lambda n: {"zoom": (8, 6, 9, 7, 10, 6.5, 7.5, 8.5)[n]},
        }
        for kind, change in kinds.items():
            steps(page, frame, kind, change, sent)
        told("server, resident MB", server.resident_kilobytes() / 1000)


def steps(
    page: Page, frame: Frame, kind: str, change: Callable[[int], dict[str, object]], sent: list[int]
) -> None:
    """Tell how long steps of a kind take, and what is sent for them."""
    sent.clear()
    times = []
    for number in range(STEPS):
        times.append(frame.evaluate(_STEP, change(number)))
        page.wait_for_timeout(400)
    told(f"{kind}, ms: median", float(np.median(times)))
    told(f"{kind}, ms: p95", float(np.percentile(times, 95)))
    told(f"{kind}, kB: largest answer", max(sent, default=0) / 1000)


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
