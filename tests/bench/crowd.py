"""What a crowd costs: a toggle while others are at work, and search as they type."""

from __future__ import annotations

import csv
import time
import urllib.parse
import urllib.request
from statistics import median

from playwright.sync_api import Browser

from tests.bench.browsing import App, Visit
from tests.bench.roots import LAYERS, REPOSITORY

VIEWERS = 20
PACE = 2000
"""Milliseconds between two toggles of each of the others."""
SHORTEST = 2
"""Characters from which typing asks."""
EVERY = 12
"""One spelling in so many is typed out."""


def crowd(browser: Browser, app: App, rounds: int) -> dict[str, list[float]]:
    """Return milliseconds of a toggle for a lone viewer, and for one while nineteen others toggle too."""
    visits = [Visit(browser, app)]
    alone = [visits[0].toggle(LAYERS[0])["ours"] for _ in range(rounds)]
    visits += [Visit(browser, app) for _ in range(VIEWERS - 1)]
    for number, visit in enumerate(visits[1:]):
        visit.keep_busy(LAYERS[number % len(LAYERS)], PACE)
    visits[0].page.bring_to_front()
    among = [visits[0].toggle(LAYERS[0], PACE // 4)["ours"] for _ in range(rounds)]
    for visit in visits:
        visit.close()
    return {"toggle, one viewer": alone, f"toggle, one of {VIEWERS} viewers": among}


def typing(url: str) -> dict[str, list[float]]:
    """Return milliseconds of answers to labelled spellings, asked for letter by letter over the real data."""
    with (REPOSITORY / "tests" / "gazetteer" / "spellings.csv").open(encoding="utf-8", newline="") as lines:
        spellings = [row["spelling"] for row in csv.DictReader(lines)][::EVERY]
    _answer(url, "")  # the first call makes the index
    typed = [word[:end] for word in spellings for end in range(SHORTEST, len(word) + 1)]
    return {"search, as typed": [_answer(url, text) for text in typed]}


def ninth_tenth(values: list[float]) -> float:
    """Return what nine of ten values are below."""
    return sorted(values)[len(values) * 9 // 10]


def nearly_all(values: list[float]) -> float:
    """Return what nineteen of twenty values are below."""
    return sorted(values)[len(values) * 19 // 20]


def _answer(url: str, text: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(f"{url}/api/search?q={urllib.parse.quote(text)}", timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def times_slower(samples: dict[str, list[float]]) -> float:
    """Return how many times a toggle among the crowd takes what it takes alone."""
    return median(samples[f"toggle, one of {VIEWERS} viewers"]) / median(samples["toggle, one viewer"])
