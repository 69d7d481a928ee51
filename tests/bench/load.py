"""What those who look get while others have expensive things made: figures, downloads, other days."""

from __future__ import annotations

import random
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

from geo.access import everybody
from geo.evidence import current
from geo.settings import Settings
from geo.words.card import card
from tests.bench.roots import REPOSITORY
from tests.bench.serving import Server

VIEWERS = 50
PACE = 2.0
"""Seconds between two things that one viewer asks for, on average."""
FIGURES, EXPORTS, DAYS = 20, 10, 40
PLACES = ("tripoli", "sirte", "sabha", "misrata", "tobruk", "zintan", "benghazi", "ghat")
WORDS = ("sir", "sirte", "misr", "haft", "airport", "tobruk", "زوارة")
LAYERS = ("tripoli", "east", "ports", "places", "control")
_FIRST_DAY = date(2014, 1, 1)


def beside_figures(server: Server) -> dict[str, list[float]]:
    """Return milliseconds of what fifty viewers ask for while figures and downloads are made."""
    warm(server)
    done = Event()
    with ThreadPoolExecutor(VIEWERS + FIGURES + EXPORTS) as people:
        viewers = [people.submit(_view, server.url, number, done) for number in range(VIEWERS)]
        makers = [
            *(people.submit(_answer, server.url, _figure(number)) for number in range(FIGURES)),
            *(people.submit(_answer, server.url, _export(number)) for number in range(EXPORTS)),
        ]
        took = [maker.result() for maker in makers]
        done.set()
        answered = [one for viewer in viewers for one in viewer.result()]
    samples: dict[str, list[float]] = {}
    for kind, took_one in answered:
        samples.setdefault(f"{kind}, beside figures and downloads", []).append(took_one)
    return {**samples, "figures and downloads, for them": took}


def beside_other_days(server: Server) -> dict[str, list[float]]:
    """Return milliseconds of other answers while control is asked for on days that nobody asked for."""
    days = [_FIRST_DAY + timedelta(37 * number) for number in range(DAYS)]
    for path in ("/api/search?q=a", "/api/layers/ports.geojson"):
        _answer(server.url, path)
    took: list[float] = []
    with ThreadPoolExecutor(DAYS) as people:
        paths = [f"/api/layers/control.geojson?known={day}" for day in days]
        asked = [people.submit(_answer, server.url, path) for path in paths]
        while not all(one.done() for one in asked):
            number = len(took)
            path = (
                f"/api/search?q={urllib.parse.quote(WORDS[number % len(WORDS)])}",
                f"/api/features/{PLACES[number % len(PLACES)]}?at={_FIRST_DAY + timedelta(number)}",
                f"/api/layers/ports.geojson?at={_FIRST_DAY + timedelta(number)}",
                "/api/health",
            )[number % 4]
            took.append(_answer(server.url, path))
            time.sleep(0.02)
        each = [one.result() for one in asked]
    return {"others, beside forty other days": took, "control on forty other days": each}


def warm(server: Server) -> None:
    """Wait until a server that has just started has what it makes for its first viewers."""
    for path in ("/api/search?q=a", *(f"/api/layers/{one}.geojson" for one in LAYERS), "/api/features/sirte"):
        _answer(server.url, path)


def cards() -> dict[str, list[float]]:
    """Return milliseconds of processor that a card takes on a day that was not asked for."""
    evidence = current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))
    shown = [_processor(lambda day=day: card(evidence, "sirte", day)) for day in _days(20)]  # type: ignore[misc]
    known = [
        _processor(lambda day=day: card(evidence, "sirte", date(2026, 1, 1), known=day))  # type: ignore[misc]
        for day in _days(20, date(2019, 1, 1))
    ]
    name = "processor of a card, another day"
    return {name: shown[1:], f"{name} known": known[1:]}


def _days(count: int, first: date = _FIRST_DAY) -> Sequence[date]:
    return [first + timedelta(53 * number) for number in range(count)]


def _processor(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def _view(url: str, number: int, done: Event) -> list[tuple[str, float]]:
    """Ask as somebody who clicks, searches and moves the date, until told to stop."""
    chance = random.Random(number)  # noqa: S311 - the same clicks in every run, and no secret
    took = []
    while not done.wait(chance.uniform(0, 2 * PACE)):
        at = _FIRST_DAY + timedelta(chance.randrange(4000))
        kind, path = chance.choice(
            (
                ("layer", f"/api/layers/{chance.choice(LAYERS)}.geojson"),
                ("card", f"/api/features/{chance.choice(PLACES)}?at={at}"),
                ("search", f"/api/search?q={urllib.parse.quote(chance.choice(WORDS))}"),
            )
        )
        took.append((kind, _answer(url, path)))
    return took


def _figure(number: int) -> str:
    return f"/api/figure?preset=overview&title=Load+{number}&format={('png', 'pdf')[number % 2]}&dpi=150"


def _export(number: int) -> str:
    form = ("gpkg", "csv", "geojson")[number % 3]
    at = _FIRST_DAY + timedelta(91 * number)
    return f"/api/export?layers=control,east,tripoli,places&format={form}&at={at}"


def _answer(url: str, path: str) -> float:
    """Return milliseconds of one answer, read whole."""
    asked = urllib.request.Request(f"{url}{path}", headers={"Accept-Encoding": "gzip"})
    began = time.perf_counter()
    with urllib.request.urlopen(asked, timeout=300) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000
