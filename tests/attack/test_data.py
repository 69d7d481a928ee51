"""Data attacked: whatever is done to them, the check names it or the app serves all; nothing stops."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from geo.access import everybody
from geo.catalog import read_catalog
from geo.check.__main__ import main
from geo.check.checking import as_text, check
from geo.evidence import Evidence, current, following
from geo.schema.characters import ARABIC
from geo.settings import REPOSITORY, Settings
from tests.attack.mutating import SPOILING, change
from tests.attack.small_world import columns_of, read_rows, small_world, write_rows
from tests.web.client import Client

SEEDS = (0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 120)))
EACH = 5
"""Changes tried a seed."""
DAYS = ({}, {"at": "2020-06-30"}, {"at": "2026-11-26", "known": "2019-04-04", "recorded": "2026-11-24"})
SAMPLE = (
    "data/east.geojson", "data/claims.csv", "data/sources.csv", "data/tables.toml", "layers/east.toml",
    "data/base/districts.geojson", "data/base/neighbours.geojson",
)  # fmt: skip
BROKEN = (
    "missing", "empty", "cut", "folder", "pipe", "link to itself", "link to nowhere", "link outside",
    "device", "zeros",
)  # fmt: skip
NOBODY = 65534
ABSURD = ("2062", "9999-12-31", "0001-01-01", "2026-02-30", "2011-2-1", "\u0662\u0660\u0662\u0660")
"""Days that are none, the first because it is not here yet."""
TURNED = ("Sabha\u202e", "\u2066Sabha", "Sab\u200fha", "\u061cSabha")
"""Names with marks that nobody sees and that turn what follows."""
DERIVED = {
    f"layers/{layer.id}.toml" for layer in read_catalog(REPOSITORY / "layers")[0].values() if layer.derive
}
ALWAYS = {
    *zip(cycle(SAMPLE), BROKEN, strict=False),
    ("data/east.geojson", "pipe"),
    ("layers/east.toml", "pipe"),
}
SERVED_OF = 3
"""Of how many broken files the check looks at, the app is asked for all of one."""
FILES = sorted(
    str(path.relative_to(REPOSITORY))
    for folder in ("data", "layers")
    for path in (REPOSITORY / folder).rglob("*.*")
)
JUDGED = {
    folder: {file for file in FILES if file.startswith(f"{folder}/")} - {"data/tables.toml"}
    for folder in ("layers", "data")
}
"""Files that may all be broken at once; without its tables none would be judged."""
CASES = [
    pytest.param(
        (file, how, number % SERVED_OF == 0 or (file, how) in ALWAYS),
        marks=[] if (file, how) in ALWAYS else pytest.mark.long,
        id=f"{file}-{how}",
    )
    for number, (file, how) in enumerate(product(FILES, BROKEN))
    if not (file in DERIVED and how == "missing")  # nothing is missing then
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small data root without a fault, not to be changed."""
    return small_world(tmp_path_factory.mktemp("small") / "root")


def asked(evidence: Evidence, random: Random) -> Iterator[str]:
    """Yield what a page asks of the evidence, and now and then what costs more."""
    yield from ("/api/health", "/api/layers", "/api/ground.geojson", "/api/sources", "/api/view", "/api/ask")
    for name in evidence.catalog:
        yield f"/api/layers/{name}.geojson?{urlencode(random.choice(DAYS))}"
    ids = [one for name in evidence.layers for one in evidence.layer(name)["id"].tolist()]
    for one in random.sample(ids, min(5, len(ids))):
        yield f"/api/features/{one}?{urlencode(random.choice(DAYS))}"
    layers = ",".join(evidence.layers)
    match random.randrange(8):
        case 0 | 1:
            yield f"/api/search?{urlencode({'q': random.choice(['sabha', 'lna', '30 N 15 E', *ids[:50]])})}"
        case 2:
            yield "/api/ask/changes?since=2025-01-01"
        case 3 | 4 | 5 if layers:
            form = random.choice(["gpkg", "csv", "geojson"])
            yield f"/api/export?{urlencode({'layers': layers, 'format': form})}"
        case 6:
            yield f"/api/layers/places.geojson?bbox=10,30,16,33&{urlencode(DAYS[2])}"
        case 7 if layers and random.random() < 0.3:
            drawn = {"layers": layers, "at": "2026-11-20", "preview": 1, "faulty": "warn"}
            yield f"/api/figure?{urlencode(drawn)}"


def served(root: Path, random: Random, told: str) -> Evidence:
    """Ask the app for what a root holds: nothing stops it, and what the check passes is all there."""
    following._following.clear()
    settings = Settings(root=root)
    evidence = current(settings, everybody(settings))
    right = evidence.faults.empty
    assert "not-ours" not in as_text(evidence.faults), told
    client = Client(settings)
    for target in asked(evidence, random):
        try:
            answer = client.get(target)
        except Exception as error:
            raise AssertionError(f"{told}: {target}: {error!r}") from error
        what = f"{told}: {target}: {answer.status} {answer.body[:300]!r}"
        assert answer.status < 500, what
        # What had not been published by a day is said so with 404.
        assert answer.status == 200 or not right or "known=" in target, what
        assert "json" not in answer.headers["content-type"] or answer.json is not None
    return evidence


@pytest.mark.parametrize("seed", SEEDS)
def test_the_check_finds_it_or_the_app_serves_all(world: Path, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    for number in range(EACH):
        root = shutil.copytree(world, tmp_path / f"root-{number}")
        served(root, random, f"seed {seed}, {number}: {change(random, root)}")
        shutil.rmtree(root)


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_shown(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, bool]
) -> None:
    file, how, asks = case
    root = shutil.copytree(world, tmp_path / "root")
    SPOILING[how](Random(0), root / file)
    assert main([str(root)]) == 1
    said = capsys.readouterr().out
    undeclared = file.startswith("layers/") and how == "missing"
    assert (f"{Path(file).stem}.geojson\n" if undeclared else file) in said
    assert "not-ours" not in said
    if asks:
        assert len(served(root, Random(0), f"{file}: {how}").layers) > 3


@contextmanager
def without_rights() -> Iterator[None]:
    """Be somebody whom the rights of files bind, as root they do not."""
    usual = os.geteuid()
    os.seteuid(usual or NOBODY)
    try:
        yield
    finally:
        os.seteuid(usual)


@pytest.mark.parametrize("folder", JUDGED)
def test_what_may_not_be_read_is_named(world: Path, folder: str) -> None:
    with TemporaryDirectory() as home:
        root = shutil.copytree(world, Path(home) / "root")
        Path(home).chmod(0o755)
        for file in JUDGED[folder]:
            (root / file).chmod(0)
        with without_rights():
            _, faults = check(root)
    told = faults[faults["problem"].str.contains("Permission denied")]
    assert set(told["file"]) >= JUDGED[folder]


@pytest.mark.parametrize("folder", JUDGED)
def test_arabic_of_windows_is_named(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    root = shutil.copytree(world, tmp_path / "root")
    arabic = {file for file in JUDGED[folder] if ARABIC.search((root / file).read_text("utf-8"))}
    for file in arabic:
        SPOILING["CP1256"](Random(0), root / file)
    assert main([str(root)]) == 1
    parts = capsys.readouterr().out.split("\n\n")
    assert {part.partition("\n")[0] for part in parts if "CP1256" in part} >= arabic
    assert len(arabic) > 15


def test_absurd_days_and_hidden_marks_are_named_in_every_column(world: Path, tmp_path: Path) -> None:
    root = shutil.copytree(world, tmp_path / "root")
    wanted = set()
    for file, columns in columns_of(root).items():
        rows = read_rows(root / "data" / file)
        days = [one for one in columns if one.kind == "date"]
        texts = [one for one in columns if one.kind in {"text", "list"} and not one.values]
        row = rows[0].get("", {}).get("properties", rows[0])
        for column, day in zip(days, cycle(ABSURD), strict=False):
            row[column.name] = ABSURD[1] if column.ahead else day
        for column, name in zip(texts, cycle(TURNED), strict=False):
            is_name = column.name.startswith("name_") or column.name in {"name", "aliases"}
            row[column.name] = name if is_name else "Sabha\x07"
        wanted |= {(f"data/{file}", row["id"], column.name) for column in (*days, *texts)}
        write_rows(root / "data" / file, rows)
    _, faults = check(root)
    told = set(zip(faults["file"], faults["feature"], faults["column"], strict=True))
    assert wanted - told == set()
    assert len(wanted) > 150


def test_a_card_is_made_where_the_layer_of_outside_powers_is_another(world: Path, tmp_path: Path) -> None:
    root = shutil.copytree(world, tmp_path / "root")
    shutil.copyfile(root / "layers" / "control.toml", root / "layers" / "foreign.toml")
    following._following.clear()
    settings = Settings(root=root)
    client = Client(settings)
    places = current(settings, everybody(settings)).layer("places")["id"].tolist()
    assert {client.get(f"/api/features/{one}?{urlencode(DAYS[2])}").status for one in places} <= {200, 404}
