"""`python -m tests.bench.scale`: what preparing a large layer costs as rows and workers grow.

The same made-up events as one CSV file are prepared in turns, each from the file to sorted GeoParquet:

one core, all cores
    `python -m geo.ingest FILE`: pieces in processes, sorted by DuckDB into one file.
dask here
    `python -m geo.ingest FOLDER`: dask-geopandas in this process, on its threads.
one worker, two workers
    The same with `LIBYA_DASK`: a scheduler and workers of one thread, processes of their own.
duckdb alone
    DuckDB reads the CSV, sorts by cell and day and writes: no row is judged, no fault is told, nobody is
    named. What this machine could do at best.

Seconds of the wall, the start of processes apart, and how many times those of *one core*, which a busy
machine slows as much; seconds of processor of all processes together, which it does not slow.
`--rows 100000,200000` says otherwise; `--picture FILE.png` draws seconds of processor by rows.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np
from matplotlib.figure import Figure

from geo.ingest.large.blocks import blocks_of
from geo.ingest.large.cluster import cluster
from geo.ingest.large.making import Engine, made_large
from geo.ingest.large.pool import Pool
from geo.ingest.rows.roles import proposed
from geo.ingest.rows.settling import Wishes, World
from geo.schema.references import References
from tests.bench.large import processor
from tests.dask_cluster import dask_cluster

ROWS = "100000,200000,400000"
WORLD = World(lambda text: None, lambda text: "", References(latest=date(2026, 6, 1)), date(2026, 6, 1))  # type: ignore[arg-type, return-value]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default=ROWS, help="with commas")
    parser.add_argument("--picture", type=Path, help="draw what was measured")
    given = parser.parse_args()
    sizes = [int(text) for text in given.rows.split(",")]
    measured: dict[str, list[tuple[int, float]]] = {}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        home = Path(place)
        files = {rows: events(home / f"{rows}.csv", rows) for rows in sizes}
        engines = {
            "one core": stack.enter_context(processes(1)),
            "all cores": stack.enter_context(processes(os.cpu_count() or 1)),
        }
        clusters = {}
        for number, name in ((1, "one worker"), (2, "two workers")):
            folder = home / name
            folder.mkdir()
            clusters[name] = stack.enter_context(dask_cluster(folder, number))[0], number
        for rows, file in files.items():
            base = 0.0
            for name in (*engines, "dask here", *clusters, "duckdb alone"):
                spent = processor(os.getpid())
                with ExitStack() as here:
                    if name == "duckdb alone":
                        taken = alone(file, home)
                    elif name in engines:
                        taken = prepared(file, engines[name], home)
                    else:
                        address, workers = clusters.get(name, ("", 0))
                        taken = prepared(file, here.enter_context(cluster(address, workers=workers)), home)
                base, worked = base or taken, processor(os.getpid()) - spent
                measured.setdefault(name, []).append((rows, worked))
                print(
                    f"{rows:>10,} rows  {name:14} {taken:7.1f} s, {taken / base:5.2f} of one core;"
                    f" processor {worked:7.1f} s",
                    flush=True,
                )
    if given.picture:
        draw(measured, given.picture)


def draw(measured: dict[str, list[tuple[int, float]]], path: Path) -> None:
    """Draw seconds of processor by rows, each way with a sign of its own and its name at the end."""
    figure = Figure(figsize=(7, 4), dpi=120, layout="constrained")
    axes = figure.subplots()
    ends = sorted((points[-1][1], name) for name, points in measured.items())
    least = max(seconds for seconds, _ in ends) / 14
    at = -least
    for (seconds, name), sign in zip(ends, "osD^vX*", strict=False):
        (line,) = axes.plot(*zip(*measured[name], strict=True), marker=sign)
        at = max(at + least, seconds)  # names stand apart where lines end together
        end = measured[name][-1][0] * 1.04
        axes.plot([end], [at], marker=sign, color=line.get_color(), clip_on=False)
        axes.text(end * 1.02, at, f"{name}, {seconds:.1f} s", va="center")
    axes.set(
        xlabel="rows", ylabel="seconds of processor, all processes", xlim=(0, ends and end * 1.32), ylim=0
    )
    axes.set_xticks([rows for rows, _ in measured[name]])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path)


@contextmanager
def processes(count: int) -> Iterator[Engine]:
    """Yield so many processes of this machine, which have started already."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        list(pool.map(time.sleep, [0.5] * count))
        yield Pool(pool)


def prepared(file: Path, engine: Engine, home: Path) -> float:
    """Return the seconds that a layer takes; the first piece, which starts everything, is read before."""
    blocks = blocks_of(file)
    roles = proposed(list(blocks[0].read().columns))
    engine.surveys(blocks[:1], roles, lambda what: None)
    began = time.monotonic()
    with made_large(
        blocks, roles=roles, wishes=Wishes("events"), world=WORLD, file=file.name, engine=engine, home=home,
        say=lambda what: None,
    ) as made:  # fmt: skip
        taken = time.monotonic() - began
        assert made.rows == made.report.rows
    return taken


def alone(file: Path, home: Path) -> float:
    """Return the seconds that DuckDB takes by itself to sort the rows along a grid and by day."""
    began = time.monotonic()
    with duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": "1GB"}) as database:
        database.execute(
            "COPY (SELECT *, ((longitude + 180) / 360 * 65536)::INTEGER AS x,"  # noqa: S608 - all of it is ours
            " ((90 - latitude) / 180 * 65536)::INTEGER AS y FROM read_csv(?) ORDER BY x // 16, y // 16, 2)"
            f" TO '{home / 'alone.parquet'}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 65536)",
            [str(file)],
        )
    return time.monotonic() - began


def events(file: Path, count: int) -> Path:
    """Write made-up events, the same every time."""
    random = np.random.default_rng(1)
    days = np.datetime_as_string(np.datetime64("2014-01-01") + random.integers(0, 4000, count))
    at = random.uniform((20.5, 9.9), (32.8, 24.5), (count, 2))
    kinds = np.array(["fighting", "protest", "fire", "convoy"])[random.integers(0, 4, count)]
    with file.open("w", encoding="utf-8") as table:
        table.write("event_id,event_date,latitude,longitude,type,title,notes,fatalities\n")
        table.writelines(
            f"E{n},{days[n]},{at[n, 0]:.5f},{at[n, 1]:.5f},{kinds[n]},Event {n} by the road,Made up,{n % 7}\n"
            for n in range(count)
        )
    return file


if __name__ == "__main__":
    main()
