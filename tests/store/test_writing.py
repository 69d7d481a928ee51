"""Tables are written whole, sorted, and with nothing lost that was there."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.errors import GeoError, InvalidTable, UnknownId
from geo.settings import REPOSITORY
from geo.store import EditableStore, open_store
from geo.store.frames import Place
from geo.store.texts import read_rows, read_text
from geo.store.writing import table_text

if TYPE_CHECKING:
    from conftest import DataRoot

PAPER = {
    "id": "paper", "publisher": "UN", "title": 'A "paper", in parts', "date": "2024", "date_note": "",
    "url": "https://example.org/p", "kind": "un", "reliability": "A",
}  # fmt: skip


@pytest.fixture
def store(data_root: DataRoot) -> EditableStore:
    return open_store(data_root.path)


def ids(store: EditableStore, table: str) -> list[str]:
    return store.table(table)[0]["id"].tolist()


@pytest.mark.parametrize("path", sorted((REPOSITORY / "data").glob("*.csv")), ids=lambda path: path.stem)
def test_our_tables_are_as_we_would_write_them(path: Path) -> None:
    text, _ = read_text(path, Place(path.name, ""))
    header, rows, faults = read_rows(text, Place(path.name, ""))
    assert faults == []
    assert table_text(header, rows) == path.read_text("utf-8")


def test_rows_are_added_in_order_and_put_in_place(store: EditableStore, data_root: DataRoot) -> None:
    store.write_table("sources", [PAPER, PAPER | {"id": "a-1", "title": "First"}])
    assert ids(store, "sources") == ["a-1", "icg-2024", "paper", "un-2020"]
    store.write_table("sources", [PAPER | {"title": "Better"}])
    assert store.table("sources")[0]["title"].tolist() == ["First", "A report", "Better", "Ceasefire"]
    assert [path.name for path in data_root.data.glob(".*")] == []


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(store: EditableStore, data_root: DataRoot) -> None:
    path, elsewhere = data_root.data / "sources.csv", data_root.path / "elsewhere.csv"
    path.rename(elsewhere)
    elsewhere.chmod(0o640)
    path.symlink_to(elsewhere)
    store.write_table("sources", [PAPER])
    assert path.is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert "paper" in elsewhere.read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"title": "x"}, "a row has no id; give it one"),
        (PAPER | {"colour": "red"}, "paper: there is no column 'colour'; leave it out"),
        (PAPER | {"title": "\ud800"}, "paper: title: holds half a character; write the character itself"),
    ],
)
def test_a_row_that_does_not_fit_changes_nothing(
    store: EditableStore, row: dict[str, str], told: str
) -> None:
    before = store.version()
    with pytest.raises(InvalidTable, match=told):
        store.write_tables({"publishers": [], "sources": [row]})
    assert store.version() == before


def test_a_table_that_cannot_be_read_whole_is_not_written(store: EditableStore, data_root: DataRoot) -> None:
    text = (data_root.data / "sources.csv").read_text("utf-8")
    data_root.table("sources", [*text.splitlines(), "cut,short"])
    with pytest.raises(InvalidTable, match="line 4 has 2 cells"):
        store.write_table("sources", [PAPER])
    with pytest.raises(UnknownId, match="did you mean 'sources'"):
        store.write_table("source", [PAPER])


def test_nothing_is_written_over_what_changed(store: EditableStore, data_root: DataRoot) -> None:
    since = store.stamp()
    store.write_tables({"sources": [PAPER]}, since=since)
    with pytest.raises(GeoError, match="the data have changed"):
        store.write_tables({"sources": [PAPER | {"id": "other"}]}, since=since)
    assert "other" not in ids(store, "sources")


def test_a_trial_reads_as_if_written(store: EditableStore, tmp_path: Path) -> None:
    folder = tmp_path / "trial"
    folder.mkdir()
    before = store.version()
    trial = store.trial({"sources": [PAPER]}, folder)
    assert "paper" in ids(trial, "sources")
    assert ids(trial, "claims") == ids(store, "claims")
    assert store.version() == before != trial.version()
