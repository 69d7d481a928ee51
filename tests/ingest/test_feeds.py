"""Feeds: rows come by id as files change, corrections replace, and what cannot be read changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.check.checking import check
from geo.evidence import load
from geo.ingest.__main__ import main
from geo.ingest.feeding import RECORDED, Feeds
from geo.ingest.watching import by_command
from geo.store import Wanted, open_store
from geo.store.large import merged, write_texts
from tests.conftest import DataRoot

ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,latitude,longitude,geo_precision,notes\n"
ONE = "LBY1,01 March 2024,Battles,Armed clash,Some group,32.5,13.2,1,First.\n"
TWO = "LBY2,02 March 2024,Protests,Peaceful protest,Others,31.5,12.2,3,Second.\n"


@pytest.fixture
def feeds(data_root: DataRoot) -> Feeds:
    (data_root.path / "feeds").mkdir()
    (data_root.path / "incoming").mkdir()
    (data_root.path / "feeds" / "acled.toml").write_text('[feed]\npath = "incoming"\ntitle = "ACLED"\n')
    return Feeds(data_root.path, lambda: load(open_store(data_root.path), data_root.layers))


def give(root: DataRoot, name: str, text: str) -> None:
    (root.path / "incoming" / name).write_text(text)


def names(root: DataRoot) -> dict[str, str]:
    evidence, faults = check(root.path)
    assert faults.empty, faults.to_string()
    frame = evidence.layer("acled")
    return dict(zip(frame["id"], frame["summary"], strict=True))


def test_rows_are_appended_by_id_and_the_last_good_version_stays(data_root: DataRoot, feeds: Feeds) -> None:
    give(data_root, "a.csv", ACLED + ONE)
    assert feeds.look() == {}, "what may still be being written waits"
    assert feeds.look() == {"acled": "1 new, 1 in all"}
    assert feeds.look() == {}, "nothing has changed"
    kept = data_root.path / "feeds" / "kept" / "acled.csv"
    kept.write_text(kept.read_text().replace(date.today().isoformat(), "2024-04-01"))

    (data_root.path / "incoming" / "a.csv").unlink()
    give(data_root, "b.csv", ACLED + ONE.replace("First", "Corrected") + TWO)
    assert feeds.look(at_once=True) == {"acled": "1 new, 2 in all"}
    assert names(data_root) == {"acled-lby1": "Corrected.", "acled-lby2": "Second."}
    frame = check(data_root.path)[0].layer("acled")
    assert frame["precision_m"].tolist() == [5000, 100000]
    assert frame["recorded_on"].tolist() == ["2024-04-01", date.today().isoformat()], RECORDED

    give(data_root, "b.csv", "broken,\n")
    (said,) = feeds.look(at_once=True).values()
    assert said.startswith("what was read before stays in use: ")
    assert len(names(data_root)) == 2


def test_the_command_reads_once_and_a_wrong_declaration_is_told_whole(
    data_root: DataRoot, feeds: Feeds, capsys: pytest.CaptureFixture[str]
) -> None:
    give(data_root, "a.csv", ACLED + ONE)
    assert main(["--feeds", f"--into={data_root.path}"]) == 0
    assert capsys.readouterr().out == "acled: 1 new, 1 in all\n"
    Path(data_root.path / "feeds" / "acled.toml").write_text('[feed]\nurl = "https://x"\nlasts = "long"\n')
    assert main(["--feeds", f"--into={data_root.path}"]) == 1
    told = capsys.readouterr().out
    assert "there is no key 'url'" in told
    assert "lasts: is no int" in told
    assert "path: is missing" in told


def test_a_feed_of_many_rows_becomes_a_large_layer_and_keeps_its_days(
    data_root: DataRoot, feeds: Feeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(data_root, "a.csv", ACLED + ONE)
    assert feeds.look(at_once=True) == {"acled": "1 new, 1 in all"}
    kept = data_root.path / "feeds" / "kept" / "acled.csv"
    kept.write_text(kept.read_text().replace(date.today().isoformat(), "2024-04-01"))

    monkeypatch.setattr("geo.ingest.feeding.MOST_ROWS", 1)
    bad = TWO.replace("LBY2", "LBY3").replace("31.5", "north")
    give(data_root, "b.csv", ACLED + ONE.replace("First", "Corrected") + TWO + bad)
    (said,) = feeds.look(at_once=True).values()
    assert said.startswith("2 new, 2 in all, 1 set aside: incoming: row 3: ")
    assert [one.name for one in kept.parent.iterdir()] == ["acled.parquet"]
    assert not (data_root.path / "data" / "acled.geojson").exists()

    give(data_root, "c.csv", ACLED + TWO.replace("Second", "Better"))
    (said,) = feeds.look(at_once=True).values()
    assert said.startswith("0 new, 2 in all")
    evidence, faults = check(data_root.path)
    assert faults.empty, faults.to_string()
    frame = evidence.large["acled"].frame(Wanted()).sort_values("id")
    assert frame["summary"].tolist() == ["Corrected.", "Better."]
    assert frame["recorded_on"].tolist() == ["2024-04-01", date.today().isoformat()]

    give(data_root, "d.csv", "broken,\n")
    (said,) = feeds.look(at_once=True).values()
    assert said.startswith("what was read before stays in use: d.csv: ")
    assert check(data_root.path)[0].large["acled"].total == 2


def test_a_column_is_kept_whatever_it_is_called(tmp_path: Path) -> None:
    columns = {"id": ["b", "a"], "nth": ["7", "8"], RECORDED: ["2024-04-01"] * 2}
    write_texts(columns, tmp_path / "1.part", 1)
    assert merged([tmp_path / "1.part"], "id", RECORDED, tmp_path / "all.parquet") == 2
    assert pd.read_parquet(tmp_path / "all.parquet")["nth"].tolist() == ["8", "7"]


@pytest.mark.usefixtures("feeds")
def test_a_reader_that_takes_too_long_is_told_and_ends_nothing(
    data_root: DataRoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.ingest.feeding.MOST_ROWS", 0)
    monkeypatch.setattr("geo.ingest.watching._PATIENCE", 0.01)
    slow = Feeds(
        data_root.path, lambda: load(open_store(data_root.path), data_root.layers),
        lambda layer: by_command(data_root.path, layer),
    )  # fmt: skip
    give(data_root, "a.csv", ACLED + ONE)
    (said,) = slow.look(at_once=True).values()
    assert "took longer than" in said
