"""Many figures from one TOML file: judged as a whole, drawn on every core, one failure stops no other."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.access import everybody
from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.faults import one_of
from geo.figure.compose import compose
from geo.figure.formats.media import require_format, with_size
from geo.figure.formats.writing import write
from geo.figure.gathering import shown, title_of
from geo.figure.reading import request_from
from geo.figure.request import AREAS, file_name, params_of, texts_of
from geo.figure.series.atlas import Area, areas_of, figure_of
from geo.figure.series.batch_file import MOST_FIGURES, OTHERS, read_file
from geo.figure.series.presets import preset, request_of
from geo.figure.sheet.house import house_of
from geo.model import MARKINGS, Language, highest_marking
from geo.settings import Settings
from geo.view.texts import one_line

_LABEL = 60
_HELD = "{area}"
"""What stands in the path of the outputs of an atlas for the id of each area."""


@dataclass(frozen=True, slots=True)
class Job:
    """One figure of a batch; `params` as `request_from` reads them, with every day in them."""

    number: int
    label: str
    params: Mapping[str, str]
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a figure: `error` is "" when its file is written."""

    number: int
    label: str
    error: str = ""
    path: Path | None = None
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The figures that can be tried, and those that cannot, each with all its faults."""

    jobs: tuple[Job, ...]
    refused: tuple[Outcome, ...]

    @property
    def count(self) -> int:
        """How many figures the file asks for."""
        return len(self.jobs) + len(self.refused)


@dataclass(slots=True)
class _Reading:
    """What every figure of a file is read with; `taken` are the outputs of those before it."""

    evidence: Evidence
    today: date
    folder: Path
    defaults: Mapping[str, Any]
    over: Mapping[str, str]
    taken: dict[str, int] = field(default_factory=dict)


def read_batch(
    path: Path,
    evidence: Evidence,
    today: date,
    folder: Path | None = None,
    over: Mapping[str, str] = MappingProxyType({}),
) -> Batch:
    """Return the figures of a batch file; nothing is drawn yet.

    Parameters
    ----------
    path : Path
        As `read_file` reads it. Keys of its tables as `texts_of` reads them, and `preset`, `atlas` (one of
        `AREAS`, each area of which has a figure), `out` (a path below `folder`) and `format`, which is of use
        without `out`.
        A figure's own keys come before those of its preset, these before the defaults.
    today : date
        As for `request_from`.
    folder : Path, optional
        Where outputs go; default: that of the file.
    over : mapping of str to str
        Texts that take the place of those of every figure.

    Raises
    ------
    GeoError
        When the file cannot be read, is no TOML, holds no figures or too many, has other tables, or its
        defaults cannot be used: every fault on a line of its own.
    """
    file = read_file(path, folder)
    reading = _Reading(evidence, today, file.folder, file.defaults, over)
    tables = [pair for table in file.figures for pair in _of_areas(table, file.defaults, evidence)]
    if len(tables) > MOST_FIGURES:
        raise GeoError(f"{path.name}: makes {len(tables)} figures; split it, {MOST_FIGURES} at most")
    read = [_job(reading, number, *pair) for number, pair in enumerate(tables, 1)]
    return Batch(
        tuple(one for one in read if isinstance(one, Job)),
        tuple(one for one in read if isinstance(one, Outcome)),
    )


def run(
    batch: Batch, settings: Settings, today: date, told: Callable[[Outcome], None], workers: int | None = None
) -> list[Outcome]:
    """Draw the figures of a batch, each whole or not at all, and return what became of every one.

    Parameters
    ----------
    told : callable
        Is told each outcome as it comes; those refused come first.
    workers : int, optional
        Processes; default: one for each core.
    """
    outcomes = []
    for outcome in (*batch.refused, *_drawn(batch.jobs, settings, today, workers or os.cpu_count() or 1)):
        told(outcome)
        outcomes.append(outcome)
    return sorted(outcomes, key=lambda outcome: outcome.number)


def _of_areas(
    table: Mapping[str, Any], defaults: Mapping[str, Any], evidence: Evidence
) -> list[tuple[Mapping[str, Any], Area | None]]:
    """Return the table of a figure with each area of its atlas; with none where it has no atlas."""
    layer = table.get("atlas", defaults.get("atlas", ""))
    lang: Language = "ar" if table.get("lang", defaults.get("lang")) == "ar" else "en"
    areas = areas_of(evidence, layer, lang) if layer in AREAS else ()
    return [(table, area) for area in areas] or [(table, None)]


def _job(reading: _Reading, number: int, table: Mapping[str, Any], area: Area | None) -> Job | Outcome:
    own, faults = texts_of(table, OTHERS)
    defaults, _ = texts_of(reading.defaults, OTHERS)
    own |= reading.over
    texts = {**defaults, **own}
    label, ready = f"figure {number}", None
    layer = table.get("atlas", reading.defaults.get("atlas", ""))
    faults += _atlas_faults(layer, table, area)
    chosen = table.get("preset", reading.defaults.get("preset", ""))
    if chosen:
        try:
            ready = preset(str(chosen))
        except GeoError as error:
            faults.append(str(error))
        else:
            of_preset = {*ready.params, "title", "subtitle"} - own.keys()
            texts = {name: text for name, text in texts.items() if name not in of_preset}
            label = f"{label} ({ready.name})"
    if texts.get("title"):
        label = f"figure {number} ({one_line(texts['title'])[:_LABEL]})"
    suffix = str(table.get("format", reading.defaults.get("format", "png")))
    named = table.get("out")
    texts = with_size(texts, Path(named).suffix.lstrip(".").lower() if isinstance(named, str) else suffix)
    try:
        request = (
            request_of(ready, texts, reading.evidence, reading.today)
            if ready
            else request_from(texts, reading.evidence, reading.today)
        )
        if area:
            request = figure_of(reading.evidence, request, area, texts.get("title", ""))
            label = f"{label}, {area.id}"
        # What is in it is known once it is drawn; until then, all that may be in it.
        marking = highest_marking([shown(reading.evidence, request).marking, request.marking or MARKINGS[0]])
        title = title_of(reading.evidence, request)
        name = named or file_name(request, title, suffix, marking)
    except GeoError as error:
        wrong = _output(reading, named, number, area)[1] if named else []
        return Outcome(number, label, "\n".join([*faults, str(error), *wrong]))
    path, wrong = _output(reading, name, number, area)
    if faults or wrong:
        return Outcome(number, label, "\n".join([*faults, *wrong]))
    return Job(number, label, params_of(request), path)


def _atlas_faults(layer: Any, table: Mapping[str, Any], area: Area | None) -> Iterator[str]:
    """Yield what is wrong with an atlas: its areas, an extent of its own, one file for all of them."""
    if not layer:
        return
    if layer not in AREAS:
        yield f"atlas: '{str(layer)[:40]}' is not one; {one_of(AREAS)}"
    elif area is None:
        yield f"atlas: the layer '{layer}' is out; mend it"
    if "bbox" in table:
        yield "bbox: is each area's own in an atlas; leave it out"
    if area and isinstance(table.get("out"), str) and _HELD not in table["out"]:
        yield f"out: is of many figures; write {_HELD} in it, which stands for the id of each area"


def _output(reading: _Reading, name: Any, number: int, area: Area | None) -> tuple[Path, list[str]]:
    """Return where a figure goes, and what speaks against that."""
    named = name.replace(_HELD, area.id) if area and isinstance(name, str) else name
    path, faults = _place(reading.folder, named)
    if faults:
        return path, faults
    # Where letters of either case name one file, two figures must not differ by that alone.
    key = str(path.resolve()).casefold()
    first = reading.taken.setdefault(key, number)
    if first != number:
        faults.append(f"out: '{path.name}' is that of figure {first} already; give another name")
    return path, faults


def _place(folder: Path, name: Any) -> tuple[Path, list[str]]:
    relative = Path(str(name))
    if not isinstance(name, str) or "\0" in name or relative.is_absolute() or ".." in relative.parts:
        return folder / "figure", [
            "out: is no path below the folder of the batch; write for example 'map.pdf'"
        ]
    path = folder / relative
    try:
        require_format(path.suffix.removeprefix(".").lower())
    except GeoError as error:
        return path, [str(error)]
    if not path.parent.is_dir():
        return path, [f"out: there is no folder '{path.parent}'; make it, or give another path"]
    return path, [f"out: '{path}' is a folder; give the name of a file"] if path.is_dir() else []


def _drawn(jobs: Sequence[Job], settings: Settings, today: date, workers: int) -> Iterator[Outcome]:
    if workers == 1 or len(jobs) <= 1:
        yield from (_made(job, settings, today) for job in jobs)
        return
    lost = []
    for job, future in _finished(jobs, settings, today, min(workers, len(jobs))):
        try:
            yield future.result()
        except BrokenProcessPool:
            lost.append(job)
    for job in lost:
        # One of these took the process down with it, say for want of memory: each has another try, alone.
        for _, future in _finished([job], settings, today, 1):
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Outcome(
                    job.number,
                    job.label,
                    "the process ended, perhaps for want of memory; ask for a lower dpi",
                )


def _finished(
    jobs: Sequence[Job], settings: Settings, today: date, workers: int
) -> Iterator[tuple[Job, Future[Outcome]]]:
    # Spawned, not forked: the parent has threads, and what they hold a fork would share half-made.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        futures = {pool.submit(_made, job, settings, today): job for job in jobs}
        try:
            for future in as_completed(futures):
                yield futures[future], future
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _made(job: Job, settings: Settings, today: date) -> Outcome:
    """Draw one figure; runs in a process of its own."""
    began = time.perf_counter()
    try:
        evidence = current(settings, everybody(settings))
        request = request_from(job.params, evidence, today).of_house(house_of(settings.style))
        composed = compose(evidence, replace(request, home=settings.address))
        write(composed, job.path)
    except (GeoError, OSError) as error:
        return Outcome(job.number, job.label, str(error))
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the other figures along
        return Outcome(job.number, job.label, f"stopped: {type(error).__name__}: {error}")
    seconds = time.perf_counter() - began
    return Outcome(job.number, job.label, "", job.path, seconds, composed.drawn.warnings)


__all__ = ["MOST_FIGURES", "Batch", "Job", "Outcome", "read_batch", "run"]
