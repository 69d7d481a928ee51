"""`python -m tests.bench`: what a toggle, a first view and a viewer cost beside plain streamlit-folium.

Both apps show the same made-up features (eight point layers, 500 and 5,000 features together, all on), on
servers of their own, in one browser, in turns: a busy machine slows both. The plain app is the quicker of two
ways of writing it (see plain_page), so the ratios are the low ones; the usual way is timed at 500 beside it.

Definitions, the same for both
------------------------------
painted
    The map's document holds the change, looked at once a frame, plus one frame, so that what was found is on
    the screen. Ours: the layer's canvas is shown or hidden, and the map says that it has drawn this state.
    Plain: the map, which is a new one, holds the right number of markers.
toggle
    From the checkbox's click event to painted, off and on in turns; the page is at rest before each click.
first view
    From the start of the navigation, with an empty browser cache and a warm server, to all layers painted.
answering
    From there on the map is clicked in every frame, ours at open ground, the plain one at a marker, until it
    says what was clicked: a selection, a popup.
tidied
    Ours only: symbols moved apart, names clear of them, legend up to date; it follows after painted.
filter, opacity, date
    Ours: from a click on a class, a move of a layer's opacity or of the date's slider, to painted. In the
    plain app any change runs the page again and draws all anew, so its toggle stands for them.
search
    Milliseconds of `/api/search` over the real data, letter by letter, asked one after the other.
ask
    Milliseconds of processor from the texts of a question to its answer with map, on the shipped data and on
    10,000 and 100,000 made-up towns with a claim each; each for days that it was not asked for before.
loading
    Milliseconds of processor to read and judge 20,000 points; plain: geopandas reading the same files.
beside other days, beside figures
    Milliseconds of an answer over HTTP by a warm server, from the request to its last byte, while `control`
    is asked for as known on forty days at once, and while fifty viewers look, twenty figures and ten
    downloads are made.
land hidden by symbols
    Per cent of Libya's land below the symbols of today's map, at ten zooms from 5 to 10; the largest counts.
figure
    Milliseconds of processor for the overview on A4 at 300 dpi, warm and from the command line, and for its
    preview, beside a GeoPandas plot of the same layers without legend or names; megabytes of an A3
    at 600 dpi.
processor of a card
    Milliseconds of processor for a card on a day shown, and on a day known, that was not asked for before,
    the evidence being loaded.
twenty viewers
    A toggle in one page while nineteen more, in the same browser, toggle every two seconds.
slow line
    200 kB and 300 ms, empty cache, real data: from the start of the navigation until the picture of the
    first view is in the window, and until a click on the live map has its answer.
bytes of a toggle
    WebSocket frames and HTTP bodies, both ways, uncompressed, from the click until the page is at rest.
heap
    Script heap in use after garbage collection, page and map together.
viewer
    Growth of the server's resident memory for one more open page.

Medians. Ends with 1 when a threshold is missed. `--quick` takes fewer samples, `--json FILE` keeps all.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.asking import ASKED, allowed_growth, asking, each
from tests.bench.browsing import App, Visit, chromium
from tests.bench.crowd import VIEWERS, crowd, nearly_all, ninth_tenth, times_slower, typing
from tests.bench.hiding import LIMITS, hiding
from tests.bench.load import VIEWERS as LOOKING
from tests.bench.load import beside_figures, beside_other_days, cards
from tests.bench.loading import loading
from tests.bench.printing import printing
from tests.bench.roots import LAYERS, REPOSITORY, count_of, write_root
from tests.bench.serving import Server, serve
from tests.bench.slow import CLICK, PICTURE, slow_line

OURS = REPOSITORY / "app.py"
PLAIN = Path(__file__).with_name("plain_app.py")
SMALL, LARGE = 500, 5000
MANY = 20_000
"""Points of the root that is loaded without being shown."""
EARLY = 5
"""Toggles after which the heap is taken as that of a page in use."""
BRIEF_REST = 150
"""Milliseconds of stillness between clicks where nothing is timed."""

STEPS = ("filter", "opacity", "date")
"""What else an analyst changes, by the name of its samples."""

_BESIDES = ("tidied", "answering")
"""What is noted beside the time until the map is painted."""

Samples = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many samples are taken."""

    ours: int = 16
    plain: int = 8
    first: int = 7
    unloaded: int = 3
    heap: int = 50
    viewers: int = 8


QUICK = Effort(ours=8, plain=4, first=3, unloaded=1, heap=20, viewers=4)


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

    def cells(self) -> tuple[str, ...]:
        """Return the cells of its row."""
        asked = f"{'at least' if self.at_least else 'at most'} {self.limit:,g} {self.unit}"
        measured = f"{self.value:,.2f}" if self.unit != "B" else f"{self.value:,.0f}"
        return self.name, f"{measured} {self.unit}", asked, "pass" if self.passed else "FAIL"


def main() -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer samples, in about half the time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers here too")
    arguments = parser.parse_args()
    effort = QUICK if arguments.quick else Effort()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        roots = {size: Path(folder) / str(size) for size in (SMALL, LARGE)}
        for size, root in roots.items():
            write_root(root, size)
        samples = speed(browser, roots, effort)
        samples |= keeping(browser, roots[LARGE], effort)
        samples |= viewers(browser, roots[LARGE], effort)
        with serve(OURS, roots[SMALL]) as server:
            samples |= crowd(browser, _app("ours", roots[SMALL], server), effort.plain)
        with serve(OURS, REPOSITORY) as server:
            samples |= typing(server.url)
            samples |= slow_line(browser, server.url, effort.unloaded)
            samples |= beside_other_days(server)
            samples |= beside_figures(server)
        samples |= cards()
        samples |= printing()
        write_root(Path(folder) / str(MANY), MANY)
        samples |= loading(Path(folder) / str(MANY))
    samples |= asking()
    samples |= hiding(date.today())
    verdicts = judge(samples, effort)
    report(verdicts, samples)
    if arguments.json:
        document = {
            "verdicts": [{**asdict(one), "passed": one.passed} for one in verdicts],
            "samples": samples,
        }
        arguments.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.passed for one in verdicts) else 1


def speed(browser: Browser, roots: Mapping[int, Path], effort: Effort) -> Samples:
    """Return milliseconds of first views and toggles, the apps taking turns."""
    with ExitStack() as running:
        apps: dict[str, App] = {}
        for size, root in roots.items():
            apps[f"ours {size}"] = _app("ours", root, running.enter_context(serve(OURS, root)))
            plain = running.enter_context(serve(PLAIN, root, BENCH_PLAIN="geojson"))
            apps[f"plain {size}"] = _app("plain", root, plain)
        usual = running.enter_context(serve(PLAIN, roots[SMALL], BENCH_PLAIN="markers"))
        apps[f"plain, usual way {SMALL}"] = _app("plain", roots[SMALL], usual)
        for app in apps.values():
            Visit(browser, app).close()  # the first visitor pays for the server's imports and caches
        return first_views(browser, apps, effort) | toggles(browser, apps, effort)


def first_views(browser: Browser, apps: Mapping[str, App], effort: Effort) -> Samples:
    """Return milliseconds from navigation to painted."""
    samples: Samples = {}
    for _ in range(effort.first):
        for name, app in apps.items():
            visit = Visit(browser, app, click=True)
            _note(samples, f"first view, {name}", visit.first)
            visit.close()
    return samples


def toggles(browser: Browser, apps: Mapping[str, App], effort: Effort) -> Samples:
    """Return milliseconds from click to painted, and the bytes that a toggle of the plain app sends."""
    samples: Samples = {}
    visits = {name: Visit(browser, app) for name, app in apps.items()}
    for turn in range(effort.ours // 2):
        for name, visit in visits.items():
            if not name.startswith("ours") and turn >= effort.plain // 2:
                continue
            visit.page.bring_to_front()
            for _ in ("off", "on"):
                _note(samples, f"toggle, {name}", visit.toggle(LAYERS[turn % len(LAYERS)]))
    for name, visit in visits.items():
        if name.startswith("ours"):
            visit.page.bring_to_front()
            samples |= {f"{what}, {name}": values for what, values in steps(visit, effort.plain).items()}
    plain = visits[f"plain {SMALL}"]
    samples[f"bytes of a toggle, plain {SMALL}"] = [plain.bytes_of(lambda: plain.toggle(LAYERS[0]))]
    for visit in visits.values():
        visit.close()
    for _ in range(effort.unloaded):
        visit = Visit(browser, apps[f"ours {LARGE}"], set(LAYERS[1:]))
        _note(samples, f"toggle of a layer not loaded yet, ours {LARGE}", visit.toggle(LAYERS[0]))
        visit.close()
    return samples


def steps(visit: Visit, count: int) -> Samples:
    """Return milliseconds of filters, opacities and date steps, each made in the panel."""
    opacity, slider = '[aria-label="Opacity of Bench 1"]', "#slider"
    last = int(visit.page.locator(slider).input_value())
    return {
        "filter": [visit.act(".more .classes input") for _ in range(count)],
        "opacity": [visit.act(opacity, f"{0.2 + turn % 8 / 10:.1f}") for turn in range(count)],
        "date": [visit.act(slider, str(last - 30 * (turn + 1))) for turn in range(count)],
    }


def keeping(browser: Browser, root: Path, effort: Effort) -> Samples:
    """Return the heap after a few toggles and after many, and the bytes that a toggle sends."""
    with serve(OURS, root) as server:
        visit = Visit(browser, _app("ours", root, server))
        heap = []
        for count in range(1, effort.heap + 1):
            visit.toggle(LAYERS[count % len(LAYERS)], BRIEF_REST)
            if count in (EARLY, effort.heap):
                heap.append(visit.heap())
        sent = [visit.bytes_of(lambda: visit.toggle(LAYERS[0])) for _ in range(4)]
        visit.close()
    return {
        f"bytes of a toggle, ours {LARGE}": sent,
        f"heap after {EARLY} toggles, ours {LARGE}": heap[:1],
        f"heap after {effort.heap} toggles, ours {LARGE}": heap[1:],
    }


def viewers(browser: Browser, root: Path, effort: Effort) -> Samples:
    """Return kilobytes that one more viewer costs a fresh server that has one already."""
    with serve(OURS, root) as server:
        app = _app("ours", root, server)
        visits = [Visit(browser, app)]
        before = server.resident_kilobytes()
        visits += [Visit(browser, app) for _ in range(effort.viewers)]
        after = server.resident_kilobytes()
        for visit in visits:
            visit.close()
    return {f"server memory of a viewer, ours {LARGE}": [(after - before) / effort.viewers]}


def judge(samples: Samples, effort: Effort) -> list[Verdict]:
    """Return each requirement with what was measured."""
    middle = {name: median(values) for name, values in samples.items()}

    def ratio(what: str, one: str, other: str) -> float:
        return middle[f"{what}, {one}"] / middle[f"{what}, {other}"]

    small, large = f"ours {SMALL}", f"ours {LARGE}"
    few, many = f"plain {SMALL}", f"plain {LARGE}"
    late, early = (middle[f"heap after {count} toggles, {large}"] for count in (effort.heap, EARLY))
    viewer = middle[f"server memory of a viewer, {large}"] / 1024
    return [
        Verdict("toggle at 500, times faster than plain", ratio("toggle", few, small), 4, at_least=True),
        Verdict("toggle at 5,000, times faster than plain", ratio("toggle", many, large), 15, at_least=True),
        Verdict("toggle at 5,000, times that at 500", ratio("toggle", large, small), 1.3),
        *(
            Verdict(
                f"{what} at {size}, times faster than plain",
                middle[f"toggle, {plain}"] / middle[f"{what}, {ours}"],
                least,
                at_least=True,
            )
            for what in STEPS
            for size, plain, ours, least in (("500", few, small, 4), ("5,000", many, large, 15))
        ),
        *(
            Verdict(
                f"first view at {size}, {until}, times that of plain",
                ratio("first view", f"{ours}{kind}", f"{plain}{kind}"),
                most,
            )
            for size, plain, ours, most in (("500", few, small, 0.9), ("5,000", many, large, 0.6))
            for until, kind in (("painted", ""), ("answering a click", ", answering"))
        ),
        Verdict("picture on a slow line", middle[PICTURE], 3000, unit="ms"),
        Verdict("answering click on a slow line", middle[CLICK], 10_000, unit="ms"),
        Verdict(f"heap after {effort.heap} toggles, times that after {EARLY}", late / early, 1.1),
        Verdict("sent for a toggle", max(samples[f"bytes of a toggle, {large}"]), 5000, unit="B"),
        Verdict("server memory of a viewer", viewer, 15, unit="MB"),
        Verdict(f"toggle among {VIEWERS} viewers, times that of one", times_slower(samples), 2),
        Verdict(
            "loading, times geopandas reading the files",
            middle["loading, ours"] / middle["loading, plain"],
            1.5,
        ),
        Verdict(
            "others beside forty other days, 19 of 20",
            nearly_all(samples["others, beside forty other days"]),
            500,
            unit="ms",
        ),
        *(
            Verdict(
                f"{what} among {LOOKING}, beside figures, 19 of 20",
                nearly_all(samples[f"{what}, beside figures and downloads"]),
                500,
                unit="ms",
            )
            for what in ("layer", "card", "search")
        ),
        Verdict("figure on A4 at 300 dpi, times a plain plot", ratio("figure", "ours", "plain"), 1.5),
        Verdict("figure from the command line, times a plain plot", ratio("figure", "command", "plain"), 2),
        Verdict("preview of a figure, times a plain plot", ratio("figure", "preview", "plain"), 0.5),
        Verdict("figure on A3 at 600 dpi", middle["figure, A3 at 600 dpi"], 400, unit="MB"),
        *(
            Verdict(f"processor of a card, {day}", middle[f"processor of a card, {day}"], 10, unit="ms")
            for day in ("another day", "another day known")
        ),
        Verdict("search, nine of ten answers", ninth_tenth(samples["search, as typed"]), 100, unit="ms"),
        *(
            Verdict(f"{name}, at any zoom", max(samples[name]), most, unit="%")
            for name, most in LIMITS.items()
        ),
        *(Verdict(f"ask {name}, median", middle[f"ask {name}"], 100, unit="ms") for name in ASKED),
        *(
            Verdict(f"ask {name} at 100,000, times that at 10,000", growth, allowed_growth())
            for name, growth in each(samples, median)
        ),
    ]


def report(verdicts: list[Verdict], samples: Samples) -> None:
    """Print the requirements, and then what they were made from."""
    _print_table(("requirement", "measured", "asked for", ""), [verdict.cells() for verdict in verdicts])
    print()
    rows = [
        (name, f"{median(values):,.0f}", f"{min(values):,.0f} to {max(values):,.0f}", str(len(values)))
        for name, values in samples.items()
    ]
    _print_table(("on this machine: ms, bytes, KB", "median", "range", "samples"), rows)


def _print_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for first, *others in [head, *rows]:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]).rstrip())


def _app(kind: str, root: Path, server: Server) -> App:
    return App(kind, server.url, {layer: count_of(root, layer) for layer in LAYERS})


def _note(samples: Samples, name: str, times: Mapping[str, float]) -> None:
    for kind, value in times.items():
        samples.setdefault(f"{name}, {kind}" if kind in _BESIDES else name, []).append(value)


if __name__ == "__main__":
    sys.exit(main())
