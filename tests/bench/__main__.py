"""`python -m tests.bench`: what a toggle, a first view and one more viewer cost, beside a plain streamlit-folium app.

Both apps show the same made-up features (eight point layers, 500 and 5,000 features together, all on), on servers of
their own, in one browser, in turns: a busy machine slows both. The plain app is the quicker of two ways of writing it
(see plain_page), so the ratios are the low ones; the usual way is measured at 500 features for comparison.

Definitions, the same for both
------------------------------
painted
    The map's document holds the change (ours: the layer's canvas is shown or hidden and the map says that it has
    drawn this state; plain: the map, which is a new one, holds the right number of markers), looked at once a frame,
    plus one frame, so that what was found is on the screen.
toggle
    From the checkbox's click event to painted, off and on in turns; the page is at rest before each click.
first view
    From the start of the navigation, with an empty browser cache and a warm server, to all layers painted.
tidied
    Ours only: symbols moved apart, names clear of them, legend up to date; it follows after painted.
bytes of a toggle
    WebSocket frames and HTTP bodies, both ways, uncompressed, from the click until the page is at rest.
heap
    Script heap in use after garbage collection, page and map together.
viewer
    Growth of the server's resident memory for one more open page.

Medians. Ends with 1 when a threshold is missed. `--quick` takes a third of the samples, `--json FILE` keeps the numbers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.browsing import App, Visit, chromium
from tests.bench.roots import LAYERS, REPOSITORY, count_of, write_root
from tests.bench.serving import Server, serve

OURS = REPOSITORY / "app.py"
PLAIN = Path(__file__).with_name("plain_app.py")
SIZES = (500, 5000)
QUICK_REST = 150
"""Milliseconds of stillness between clicks where nothing is timed."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How many samples are taken."""

    ours: int
    plain: int
    first: int
    toggles: int
    viewers: int


FULL = Effort(ours=16, plain=8, first=7, toggles=50, viewers=8)
QUICK = Effort(ours=8, plain=4, first=3, toggles=20, viewers=4)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement: what was measured beside what is asked for."""

    name: str
    value: float
    limit: float
    at_least: bool = False
    unit: str = "x"

    @property
    def passed(self) -> bool:
        """Whether the value is on the right side of the limit."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def row(self) -> tuple[str, str, str, str]:
        """Return the cells of its row."""
        sign = "at least" if self.at_least else "at most"
        return (
            self.name,
            f"{self.value:,.4g} {self.unit}",
            f"{sign} {self.limit:,g} {self.unit}",
            "pass" if self.passed else "FAIL",
        )


Samples = dict[str, list[float]]


def main() -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a third of the samples, about a third of the time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here too")
    arguments = parser.parse_args()
    effort = QUICK if arguments.quick else FULL
    with tempfile.TemporaryDirectory() as folder, chromium() as browser, ExitStack() as running:
        roots = {size: Path(folder) / str(size) for size in SIZES}
        for size, root in roots.items():
            write_root(root, size)
        samples = speed(browser, roots, effort, running)
        samples |= bytes_and_heap(browser, _app("ours", roots[5000], running.enter_context(serve(OURS, roots[5000]))), effort)
        samples |= viewers(browser, roots[5000], effort)
    verdicts = judge(samples, effort)
    report(verdicts, samples)
    if arguments.json:
        document = {
            "verdicts": [
                {"name": one.name, "value": one.value, "limit": one.limit, "unit": one.unit, "passed": one.passed}
                for one in verdicts
            ],
            "medians": {name: median(values) for name, values in samples.items()},
            "samples": samples,
        }
        arguments.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.passed for one in verdicts) else 1


def speed(browser: Browser, roots: Mapping[int, Path], effort: Effort, running: ExitStack) -> Samples:
    """Return milliseconds of first views and toggles, the apps taking turns."""
    apps: dict[str, App] = {}
    for size, root in roots.items():
        apps[f"ours {size}"] = _app("ours", root, running.enter_context(serve(OURS, root)))
        server = running.enter_context(serve(PLAIN, root, BENCH_PLAIN="geojson"))
        apps[f"plain {size}"] = _app("plain", root, server)
    server = running.enter_context(serve(PLAIN, roots[500], BENCH_PLAIN="markers"))
    apps["markers 500"] = _app("plain", roots[500], server)

    samples: Samples = {}
    for app in apps.values():  # the first visitor pays for imports and caches of the server
        Visit(browser, app).close()
    for _ in range(effort.first):
        for name, app in apps.items():
            if name == "markers 500":
                continue
            visit = Visit(browser, app)
            _note(samples, f"first view, {name}", visit.first)
            visit.close()

    visits = {name: Visit(browser, app) for name, app in apps.items()}
    for number in range(effort.ours // 2):
        for name, visit in visits.items():
            if name.startswith("ours") or number < effort.plain // 2:
                visit.page.bring_to_front()
                layer = LAYERS[number % len(LAYERS)]
                _note(samples, f"toggle, {name}", visit.toggle(layer))
                _note(samples, f"toggle, {name}", visit.toggle(layer))
    _note(samples, "bytes, plain 500", {"": visits["plain 500"].bytes_of(lambda: visits["plain 500"].toggle(LAYERS[0]))})
    for visit in visits.values():
        visit.close()
    return samples


def bytes_and_heap(browser: Browser, app: App, effort: Effort) -> Samples:
    """Return bytes of toggles, and the heap after a few of them and after many."""
    visit = Visit(browser, app)
    early = 5
    for number in range(early):
        visit.toggle(LAYERS[number % len(LAYERS)], QUICK_REST)
    before = visit.heap()
    for number in range(early, effort.toggles):
        visit.toggle(LAYERS[number % len(LAYERS)], QUICK_REST)
    after = visit.heap()
    sent = [float(visit.bytes_of(lambda: visit.toggle(LAYERS[0]))) for _ in range(4)]
    visit.close()
    return {"bytes, ours 5000": sent, "heap early": [before], "heap late": [after]}


def viewers(browser: Browser, root: Path, effort: Effort) -> Samples:
    """Return kilobytes that one more viewer costs a fresh server that already has one."""
    with serve(OURS, root) as server:
        app = _app("ours", root, server)
        visits = [Visit(browser, app)]
        before = server.resident_kilobytes()
        visits += [Visit(browser, app) for _ in range(effort.viewers)]
        after = server.resident_kilobytes()
        for visit in visits:
            visit.close()
    return {"viewer": [(after - before) / effort.viewers]}


def judge(samples: Samples, effort: Effort) -> list[Verdict]:
    """Return each requirement with what was measured."""
    middle = {name: median(values) for name, values in samples.items()}
    toggles = {size: middle[f"toggle, plain {size}"] / middle[f"toggle, ours {size}"] for size in SIZES}
    verdicts = [
        Verdict("toggle at 500 features, times faster than plain", toggles[500], 4, at_least=True),
        Verdict("toggle at 5,000 features, times faster than plain", toggles[5000], 15, at_least=True),
        Verdict(
            "toggle at 5,000 features, times that at 500", middle["toggle, ours 5000"] / middle["toggle, ours 500"], 1.3
        ),
    ]
    verdicts += [
        Verdict(
            f"first view at {size:,} features, times that of plain",
            middle[f"first view, ours {size}"] / middle[f"first view, plain {size}"],
            1,
        )
        for size in SIZES
    ]
    return [
        *verdicts,
        Verdict(f"heap after {effort.toggles} toggles, times that after 5", middle["heap late"] / middle["heap early"], 1.1),
        Verdict("sent for a toggle", max(samples["bytes, ours 5000"]), 5000, unit="B"),
        Verdict("server memory for one more viewer", middle["viewer"] / 1024, 15, unit="MB"),
    ]


def report(verdicts: list[Verdict], samples: Samples) -> None:
    """Print the requirements, and then what they were made from."""
    _table(("requirement", "measured", "threshold", ""), [verdict.row() for verdict in verdicts])
    print()
    rows = [
        (name, f"{median(values):,.0f}", f"{min(values):,.0f} to {max(values):,.0f}", str(len(values)))
        for name, values in samples.items()
    ]
    _table(("ms, bytes, KB (depends on the machine)", "median", "range", "samples"), rows)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        cells = [cell.ljust(width) if not i else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True))]
        print("  ".join(cells).rstrip())


def _app(kind: str, root: Path, server: Server) -> App:
    return App(kind, server.url, {layer: count_of(root, layer) for layer in LAYERS})


def _note(samples: Samples, name: str, times: Mapping[str, float]) -> None:
    for kind, value in times.items():
        label = f"{name}, tidied" if kind == "tidied" else name
        samples.setdefault(label, []).append(value)


if __name__ == "__main__":
    sys.exit(main())
