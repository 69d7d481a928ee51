"""The rules by which rows go with what is marked, on a small data root."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import geo
from geo.access import Principal, everybody
from geo.errors import InvalidSettings, UnknownId
from geo.evidence import current
from geo.settings import Settings

if TYPE_CHECKING:
    from conftest import DataRoot

FILES = {
    "check/checking.py",
    "claim/__main__.py",
    "claim/proposing.py",
    "evidence/following.py",
    "evidence/keeping.py",
    "ingest/__main__.py",
    "ingest/shelf.py",
    "ingest/writing.py",
}
"""Modules that open the data themselves: for whoever has the files, for a user's own, and for whom."""


def marked(root: DataRoot, table: str, row: str, marking: str) -> None:
    """Mark the CLEAR row of a table that begins with a text."""
    path = root.data / f"{table}.csv"
    lines = path.read_text("utf-8").splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.startswith(f"{row},")]
    assert ",CLEAR" in lines[at]
    lines[at] = lines[at].replace(",CLEAR", f",{marking}")
    root.table(table, lines)


def ids(root: DataRoot, clearance: str, *names: str) -> list[list[str]]:
    evidence = root.evidence().cleared(clearance)
    return [
        (evidence.layers if name in evidence.layers else evidence.tables)[name]["id"].tolist()
        for name in names
    ]


def test_where_nothing_is_marked_it_is_the_same_evidence(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    assert evidence.cleared("CLEAR") is evidence.cleared("RED") is evidence
    assert evidence.marking == "CLEAR"


def test_what_names_an_actor_goes_with_it_and_nothing_is_at_fault(data_root: DataRoot) -> None:
    marked(data_root, "actors", "zintan-mc", "AMBER")
    evidence = data_root.evidence().cleared("GREEN")
    assert evidence.faults.empty, evidence.faults.to_string()
    assert ids(data_root, "GREEN", "actors", "claims", "events", "groups") == [
        ["gnu"], ["claim-tripoli-gnu-1"], [], [],
    ]  # fmt: skip
    # The actor, its claim, the event with it, both groups.
    assert evidence.left_out == 5
    cleared = data_root.evidence().cleared("AMBER")
    assert cleared.left_out == 0
    assert set(cleared.layers["groups"]["marking"]) == {"AMBER"}, "as strict as what they name"
    assert cleared.marking == "AMBER"


def test_naming_of_an_actor_goes_with_it(data_root: DataRoot) -> None:
    marked(data_root, "actors", "gnu", "RED")
    assert ids(data_root, "CLEAR", "naming") == [[]]


def test_by_whose_word_is_naming_too(data_root: DataRoot) -> None:
    lines = (data_root.data / "claims.csv").read_text("utf-8").splitlines()
    lines[1] = lines[1].replace(",nominal,publisher,", ",nominal,zintan-mc,")
    data_root.table("claims", lines)
    marked(data_root, "actors", "zintan-mc", "RED")
    assert ids(data_root, "CLEAR", "claims") == [[]]


def test_an_actor_stays_without_its_seat(data_root: DataRoot) -> None:
    towns = [data_root.feature("tripoli", marking="RED"), data_root.feature("zintan", (12.25, 31.93))]
    data_root.collection("base/places", towns)
    actors = data_root.evidence().cleared("CLEAR").tables["actors"].set_index("id")
    assert actors["base_place"].to_dict() == {"gnu": "", "zintan-mc": "zintan"}
    cleared = data_root.evidence().cleared("RED").tables["actors"].set_index("id")
    assert cleared["marking"].to_dict() == {"gnu": "RED", "zintan-mc": "CLEAR"}


@pytest.mark.parametrize("marking", ["", "SECRET", "clear", "TLP:CLEAR"])
def test_what_is_no_marking_is_the_highest_and_a_fault(data_root: DataRoot, marking: str) -> None:
    marked(data_root, "claims", "claim-zintan-zintan-mc-1", marking)
    evidence = data_root.evidence()
    assert evidence.faults["column"].tolist() == ["marking"]
    shown = evidence.cleared("AMBER+STRICT")
    assert shown.faults.empty
    assert shown.tables["claims"]["id"].tolist() == ["claim-tripoli-gnu-1"]
    assert evidence.cleared("RED").broken_tables, "for those who may see it, it is at fault"


def test_sources_and_publishers_go_with_all_that_cites_them(data_root: DataRoot) -> None:
    sources = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    publishers = (data_root.data / "publishers.csv").read_text("utf-8").splitlines()
    told = "{0},{1},A page,2024-05,,https://example.org/{0},news,B"
    data_root.table("sources", [*sources, told.format("mine", "Mine"), told.format("spare", "Spare")])
    row = "{0},{1},,,press,,,none,{0},B,,2026-06-01 B,"
    data_root.table("publishers", [*publishers, row.format("mine", "Mine"), row.format("spare", "Spare")])
    group = data_root.group("cs-red", marking="RED", sources="mine|icg-2024", reliability="B")
    data_root.collection("groups", [data_root.group("cs-zintan"), group])
    assert data_root.evidence().faults.empty, data_root.evidence().faults.to_string()
    # What nobody cites tells of nobody; what others cite too stays.
    assert ids(data_root, "CLEAR", "sources", "publishers") == [
        ["icg-2024", "un-2020", "spare"], ["icg", "un", "spare"],
    ]  # fmt: skip


def test_faults_of_what_is_left_out_take_nothing_out(data_root: DataRoot) -> None:
    wrong = data_root.group("cs-secret", marking="RED", strength="many", actor="nobody-knows")
    data_root.collection("groups", [data_root.group("cs-zintan"), wrong])
    evidence = data_root.evidence()
    assert "groups" in evidence.broken
    shown = evidence.cleared("CLEAR")
    assert shown.broken == {}
    assert shown.layers["groups"]["id"].tolist() == ["cs-zintan"]


def test_why_a_file_is_not_in_use_tells_nothing_of_such_rows(data_root: DataRoot) -> None:
    settings = Settings(root=data_root.path)
    before = current(settings, everybody(settings)).layers["groups"]["id"].tolist()
    wrong = data_root.group("cs-secret", marking="RED", actor="nobody-knows")
    data_root.collection("groups", [data_root.group("cs-new"), wrong])
    evidence = current(settings, everybody(settings))
    assert evidence.layers["groups"]["id"].tolist() == before
    assert evidence.held == {"data/groups.geojson": "python -m geo.check says what is wrong with it"}
    assert evidence.faults.empty


def test_a_row_that_cannot_be_read_is_not_named(data_root: DataRoot) -> None:
    lines = (data_root.data / "claims.csv").read_text("utf-8").splitlines()
    data_root.table("claims", [*lines, "claim-secret,place,tripoli"])
    shown = data_root.evidence().cleared("CLEAR")
    assert "claim-secret" not in shown.faults.to_string()
    assert shown.broken_tables == {"claims": "a row cannot be read"}


def test_lower_is_made_of_higher_and_not_the_other_way(data_root: DataRoot) -> None:
    marked(data_root, "claims", "claim-zintan-zintan-mc-1", "AMBER")
    marked(data_root, "claims", "claim-tripoli-gnu-1", "RED")
    amber = data_root.evidence().cleared("AMBER")
    assert amber.cleared("RED") is amber
    assert (amber.left_out, amber.cleared("CLEAR").left_out) == (1, 1)
    assert len(amber.cleared("CLEAR").tables["claims"]) == 0
    assert len({data_root.evidence().version, amber.version, amber.cleared("CLEAR").version}) == 3


def test_a_clearance_is_a_marking() -> None:
    with pytest.raises(UnknownId, match="did you mean 'AMBER'"):
        Principal("", "AMBR")
    with pytest.raises(InvalidSettings, match="LIBYA_CLEARANCE: 'SECRET' is no marking; give one of CLEAR, "):
        Settings.from_env({"LIBYA_CLEARANCE": "secret"})
    assert Settings.from_env({}).clearance == "CLEAR"
    assert Settings.from_env({"LIBYA_CLEARANCE": "tlp:amber strict"}).clearance == "AMBER+STRICT"


def test_everybody_is_cleared_as_the_process_is(data_root: DataRoot) -> None:
    marked(data_root, "claims", "claim-zintan-zintan-mc-1", "AMBER")
    found = {}
    for clearance in ("CLEAR", "AMBER"):
        settings = Settings(root=data_root.path, clearance=clearance)
        found[clearance] = len(current(settings, everybody(settings)).tables["claims"])
    assert found == {"CLEAR": 1, "AMBER": 2}


def test_nobody_else_opens_the_data() -> None:
    """Whoever shows something asks `current` for it, and says for whom."""
    folder = Path(geo.__file__).parent
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Name) and node.id in {"load", "open_store", "FileStore"}
    }
    assert {name for name in found if not name.startswith("store/")} <= FILES
