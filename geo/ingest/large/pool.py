"""A large file on this machine: its pieces on all cores, then one sorted file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from geo.faults import Fault
from geo.ingest.large.blocks import Block
from geo.ingest.large.making import Say
from geo.ingest.large.work import LISTED, Job, Piece, Report, cores, judge_piece, survey_piece
from geo.ingest.rows.drafting import none_of, row
from geo.ingest.rows.judging import twice as has_the_id_of
from geo.ingest.rows.roles import Roles
from geo.ingest.rows.settling import Survey
from geo.language import worded
from geo.store.large import put_together, twice, write_rough


@contextmanager
def pool() -> Iterator[Pool]:
    """Yield the cores of this machine, a process each."""
    with ProcessPoolExecutor(cores(), mp_context=get_context("spawn")) as processes:
        yield Pool(processes)


@contextmanager
def in_turn() -> Iterator[Pool]:
    """Yield this process, which does one piece after the other."""
    with ThreadPoolExecutor(1) as thread:
        yield Pool(thread)


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes of this machine, or this one."""

    processes: Executor

    def surveys(self, blocks: Sequence[Block], roles: Roles, say: Say) -> list[Survey]:
        """Return what each piece holds."""
        found: list[Survey] = []
        for one in self.processes.map(partial(survey_piece, roles=roles), blocks):
            found.append(one)
            at = {"rows": sum(survey.rows for survey in found), "done": len(found), "all": len(blocks)}
            say(worded("looked at {rows} rows, {done} of {all} pieces", **at))
        return found

    def made(self, pieces: Sequence[Piece], job: Job, say: Say) -> tuple[Path, int, Report]:
        """Return the data as one file."""
        reports: list[Report] = []
        for one in self.processes.map(partial(_rough, job=job), pieces):
            reports.append(one)
            at = {"rows": sum(report.rows for report in reports), "done": len(reports), "all": len(pieces)}
            say(worded("checked {rows} rows, {done} of {all} pieces", **at))
        report = Report.together(reports)
        if report.aside == report.rows:
            raise none_of(report.rows, report.faults)
        say(worded("sorting"))
        again = twice(job.folder) if job.settled.roles.get("id") else []
        path = job.folder / job.layer.data
        rows = put_together(job.folder, path, [number for number, _ in again])
        return path, rows, with_twice(report, again, job)


def _rough(piece: Piece, job: Job) -> Report:
    features, numbers, report = judge_piece(piece, job)
    if numbers:
        write_rough(features, job.folder / f"{piece.number:06}.parquet", numbers)
    return report


def with_twice(report: Report, again: Sequence[tuple[int, int]], job: Job) -> Report:
    """Return a report with the rows whose id a row of an earlier piece has."""
    header = job.settled.roles.get("id")
    faults = [
        Fault(job.settled.file, job.layer.id, row(number), header, *has_the_id_of(first + 1))
        for number, first in again[:LISTED]
    ]
    return replace(report, aside=report.aside + len(again), faults=[*report.faults, *faults][:LISTED])
