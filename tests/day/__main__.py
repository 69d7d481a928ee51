"""`python -m tests.day`: eight hours of one analyst in fast motion, on a server and a page that stay open.

An analyst does something every half minute: 960 acts a day. `--minutes` says in how many minutes they are
played (default 20: 24 times as fast); where the machine is slower than that, fewer acts are done, and the
table says how many. Memory is measured at rest, after each tenth of the day, the first time after
everything has been done once. Ends with 1 where server or
script heap hold more at the end than a tenth above what they held after the first tenth.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.map_page import new_page
from tests.browser.serving import copy_root, serving
from tests.chromium import chromium_path
from tests.day.acting import Analyst
from tests.day.measuring import Sample, sample

HOURS, ACTS_AN_HOUR = 8, 120
TENTHS = 10
GROWTH = 1.10
"""How much more may be held at the end than after the first tenth."""
EXPECTED = re.compile(r"status of 404 .*/api/features/|status of 409 .*/api/figure")
"""What stays picked has no card on a day on which it was not known; a figure is too full."""
_STILL = 3.0
"""Seconds without a request before something is measured."""


def main() -> int:
    """Play the day, print what is held after each tenth, and return 1 where it grows."""
    given = _parser().parse_args()
    path = chromium_path()
    factor = HOURS * 60 / given.minutes
    print(
        f"{HOURS} hours in {given.minutes:g} minutes: {factor:.0f} times as fast, seed {given.seed}",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copy_root(Path(folder) / "root")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            with (
                serving(root, Path(folder) / "log.txt") as server,
                new_page(browser, server) as view,
            ):
                view.watch.expected = EXPECTED
                view.open("layers=tripoli,east,control")
                samples = list(
                    _play(Analyst(view, root / "data", given.seed), server.pid, given.minutes * 60)
                )
        finally:
            browser.close()
    return _verdict(samples)


def _play(analyst: Analyst, pid: int, seconds: float) -> Iterator[Sample]:
    """Work for so many seconds, and yield what is held after each tenth of them."""
    began, done = time.monotonic(), 0
    pause = seconds / (HOURS * ACTS_AN_HOUR)
    acts = iter(())
    print(f"{'hour':>5} {'acts':>5} {'server MB':>10} {'heap MB':>8} {'nodes':>7} {'listeners':>10}")
    for tenth in range(1, TENTHS + 1):
        while time.monotonic() < began + seconds * tenth / TENTHS or analyst.is_morning:
            act = next(acts, None)
            if act is None:
                acts = iter(analyst.acts())
                continue
            act()
            done += 1
            analyst.view.page.wait_for_timeout(max(0.0, began + done * pause - time.monotonic()) * 1000)
        analyst.rest()
        analyst.view.page.wait_for_timeout(_STILL * 1000)
        held = sample(HOURS * tenth / TENTHS, done, pid, analyst.view.page)
        told = f"{held.hour:5.1f} {held.acts:5} {held.server:10.1f} {held.heap:8.1f}"
        print(f"{told} {held.nodes:7} {held.listeners:10}", flush=True)
        yield held


def _verdict(samples: list[Sample]) -> int:
    """Say how much more is held at the end than after the first tenth; return 1 where it is too much."""
    first, last = samples[0], samples[-1]
    grown = {"server": last.server / first.server, "script heap": last.heap / first.heap}
    for name, ratio in grown.items():
        judged = "ok" if ratio <= GROWTH else "grows"
        print(f"{name}: {ratio:.2f} of what it was after the first tenth ({judged})")
    return int(any(ratio > GROWTH for ratio in grown.values()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.day", description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=20.0, help="in which the day is played (default: 20)"
    )
    parser.add_argument("--seed", type=int, default=1, help="another one plays another day (default: 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
