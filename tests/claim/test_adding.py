"""`python -m geo.claim`: what is right is written in order, what is wrong is told and changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.claim.__main__ import main
from geo.evidence.following import Following
from geo.settings import REPOSITORY, Settings

if TYPE_CHECKING:
    from conftest import DataRoot

CLAIM = {
    "where": "Zintan", "actor": "GNU", "claim": "presence", "stated_on": "2026-01-05",
    "claimant": "the mayor",
    "publisher": "ICG", "title": "A visit", "date": "2026-01-06",
    "url": "https://example.org/visit", "credibility": "3",
    "note": "Read in part.",
}  # fmt: skip

COLUMNS = (
    "scope,where,actor,claim,valid_from,valid_to,stated_on,claimant,publisher,title,date,url,second_publisher,"
    "second_url,reliability,credibility,note"
)


@pytest.fixture(autouse=True)
def root(data_root: DataRoot, monkeypatch: pytest.MonkeyPatch) -> DataRoot:
    """Let the command line work on our small data root."""
    monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
    return data_root


@pytest.fixture
def untouched(data_root: DataRoot) -> Iterator[None]:
    """Tell when a test that must not change the data does."""
    before = contents(data_root)
    yield
    assert contents(data_root) == before


def contents(data_root: DataRoot) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(data_root.data.rglob("*")) if path.is_file()}


def lines(data_root: DataRoot, table: str) -> list[str]:
    return (data_root.data / f"{table}.csv").read_text("utf-8").splitlines()


def options(**changes: str) -> list[str]:
    """Return options that tell a right claim; what is given replaces what is right, "" leaves it out."""
    told = CLAIM | changes
    return [f"--{name.replace('_', '-')}={text}" for name, text in told.items() if text]


def candidates(data_root: DataRoot, *rows: str, columns: str = COLUMNS) -> str:
    path = data_root.path / "candidates.csv"
    path.write_text("\n".join([columns, *rows]) + "\n", "utf-8")
    return str(path)


ROW = (
    "place,zintan,gnu,presence,2026,,2026-01-05,ICG,ICG,A visit,2026-01-06,https://example.org/visit,"
    "UN,https://example.org/said,B,1,Read in part."
)


def test_a_claim_and_its_source_are_written_in_order(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lines(data_root, "claims"), lines(data_root, "sources")
    assert main(options()) == 0
    today = lines(data_root, "claims")[2].split(",")[9]
    said = "claim-zintan-gnu-1,place,zintan,gnu,presence,the mayor,,,2026-01-05"
    claim = f"{said},{today},,icg-2026-01,B,3,CLEAR,Read in part."
    source = "icg-2026-01,Crisis Group,A visit,2026-01-06,,https://example.org/visit,think-tank,B"
    assert lines(data_root, "claims") == [*before[0][:2], claim, before[0][2]]
    assert lines(data_root, "sources") == [*before[1][:2], source, before[1][2]]
    assert data_root.evidence().faults.empty
    told = capsys.readouterr().out
    assert "zintan on 2026-01-05: effective, zintan-mc" in told
    assert "claim-zintan-zintan-mc-1: effective, zintan-mc; from 2011" in told
    assert told.endswith("written: 1 source, 1 claim\n")


@pytest.mark.usefixtures("untouched")
def test_a_dry_run_says_what_it_would_write(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*options(), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "icg-2026-01; Crisis Group; A visit" in out
    assert out.endswith("nothing is written\n")


@pytest.mark.parametrize(
    "url", ["https://example.org/icg", "http://www.example.org/icg/", "https://EXAMPLE.org/icg#part"]
)
def test_a_source_that_is_there_is_cited_again(data_root: DataRoot, url: str) -> None:
    before = lines(data_root, "sources")
    assert main(options(url=url, publisher="", title="", date="", stated_on="2024-05")) == 0
    assert lines(data_root, "sources") == before
    assert "icg-2024" in lines(data_root, "claims")[2]


def test_ids_count_on(data_root: DataRoot) -> None:
    assert main(options()) == 0
    assert main(options(url="https://example.org/2", claim="revenue")) == 0
    assert [line.split(",")[0] for line in lines(data_root, "claims")[2:4]] == [
        "claim-zintan-gnu-1", "claim-zintan-gnu-2",
    ]  # fmt: skip
    assert [line.split(",")[0] for line in lines(data_root, "sources")[2:4]] == [
        "icg-2026-01",
        "icg-2026-01-2",
    ]


def test_what_is_undated_says_so(data_root: DataRoot) -> None:
    assert main(options(date="", stated_on="", valid_from="2026-01")) == 0
    row = next(line for line in lines(data_root, "sources") if line.startswith("icg-undated"))
    assert ",,no date seen where it was read," in row


@pytest.mark.parametrize(
    ("claimant", "written"),
    [
        ("", "publisher"), ("Crisis Group", "publisher"), ("International crisis group", "publisher"),
        ("Government of National Unity", "gnu"), ("Zintan military council", "zintan-mc"),
        ("two drivers", "two drivers"),
    ],
)  # fmt: skip
def test_by_whose_word(data_root: DataRoot, claimant: str, written: str) -> None:
    assert main(options(claimant=claimant)) == 0
    assert lines(data_root, "claims")[2].split(",")[5] == written


@pytest.mark.usefixtures("untouched")
def test_all_that_is_missing_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    told = capsys.readouterr().err
    for name in ("where", "actor", "claim", "url", "publisher", "title", "credibility"):
        assert f"{name}: is missing; tell --{name}" in told


@pytest.mark.usefixtures("untouched")
def test_all_that_is_wrong_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {
        "where": "Zinten", "actor": "zintan-cm", "claim": "presance", "stated_on": "2026-13",
        "publisher": "ICQ",
        "credibility": "9", "title": "",
    }  # fmt: skip
    assert main(options(**wrong)) == 1
    told = capsys.readouterr().err
    assert "where: names unknown place 'Zinten'; did you mean zintan (Zintan)" in told
    assert "actor: names unknown actor 'zintan-cm'; did you mean zintan-mc (Zintan Military Council)" in told
    assert "claim: unknown claim 'presance'; did you mean 'presence'?" in told
    assert "stated_on: there is no day '2026-13'; correct the month or day" in told
    assert "publisher: names unknown publisher 'ICQ'; did you mean icg (Crisis Group)?" in told
    assert "credibility: 9 is not allowed; use one of: 1, 2, 3, 4, 5, 6" in told
    assert "title: is missing" in told
    assert "nothing is written: 1 of 1 cannot be added" in told


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"credibility": "1"}, "is 1, confirmed by others, and its sources are of one family (icg)"),
        ({"stated_on": "2026-02"}, "2026-02 lies after its newest source (2026-01-06)"),
        (
            {"valid_from": "2026-02", "valid_to": "2026-01"},
            "ends (2026-01) on or before the day it starts (2026-02)",
        ),
        ({"claimant": "zintan-mcc"}, "names unknown actor 'zintan-mcc'"),
        ({"date": "2062", "stated_on": "2026"}, "2062 lies after today"),
    ],
)
def test_the_whole_check_comes_before_writing(
    changes: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(**changes)) == 1
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--event", "--source"], "--event and --source are given; give one of them"),
        (["--name-en", "x"], "--name-en says nothing of a claim; leave it out"),
        (["--csv", "x.csv", "--where", "zintan"], "--csv tells everything; leave out --where"),
        (["--partial"], "--partial is for --csv; leave it out"),
        (["--wehre", "zintan"], "there is no option '--wehre'; did you mean '--where'?"),
        (["--csv", "nothing.csv"], "the file is missing"),
    ],
)
def test_options_that_do_not_go_together(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert told in capsys.readouterr().err


def test_faults_that_were_there_keep_nobody_from_adding(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor="nobody")])
    assert main(options()) == 0


@pytest.mark.usefixtures("untouched")
def test_a_table_that_is_out_is_put_right_first(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    data_root.table("claims", [*lines(data_root, "claims"), "cut,short"])
    before = contents(data_root)
    assert main(options()) == 2
    assert "data/claims.csv is out: 'cut': line 4 has 2 cells" in capsys.readouterr().err
    assert contents(data_root) == before
    data_root.table("claims", lines(data_root, "claims")[:-1])


def test_a_new_publisher_is_added_when_asked_for(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(publisher="Wells Weekly")) == 1
    assert main(options(publisher="Wells Weekly", new_publisher="press", reliability="C")) == 0
    row = next(line for line in lines(data_root, "publishers") if line.startswith("wells-weekly,"))
    assert row.startswith("wells-weekly,Wells Weekly,,,press,,,unknown,wells-weekly,C,not looked up,")
    assert "Wells Weekly is a new publisher" in capsys.readouterr().out
    assert data_root.evidence().faults.empty


def test_an_event(data_root: DataRoot) -> None:
    told = {
        "date": "2026-01-04", "name_en": "Clash at Zāwiya gate", "class": "fighting", "place": "zintan",
        "actors": "GNU|Zintan Military Council", "toll": "two dead", "publisher": "UN", "title": "A report",
        "date_published": "2026-01-05", "url": "https://example.org/clash", "credibility": "2",
        "summary": "Two groups fought.",
    }  # fmt: skip
    assert main(["--event", *(f"--{name.replace('_', '-')}={text}" for name, text in told.items())]) == 0
    row = lines(data_root, "events")[-1]
    assert row.startswith("event-2026-01-04-clash-at-zawiya-gate,2026-01-04,Clash at Zāwiya gate,")
    assert "gnu|zintan-mc" in row
    assert "two dead" in row
    assert data_root.evidence().faults.empty


def test_a_source_alone(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    told = [
        "--source",
        "--publisher=un",
        "--title=A paper",
        "--date=2025-12",
        "--url=https://example.org/paper",
    ]
    assert main(told) == 0
    assert "un-2025-12,United Nations,A paper,2025-12,,https://example.org/paper,un,A" in lines(
        data_root, "sources"
    )
    assert main(told) == 1
    assert "url: is the address of 'un-2025-12' already; cite that one" in capsys.readouterr().err


def test_a_file_of_candidates(data_root: DataRoot, capsys: pytest.CaptureFixture[str]) -> None:
    other = ROW.replace("zintan,gnu", "new: Tripoli 32.88,13.19,new: Government of National Unity")
    quoted = other.replace("new: Tripoli 32.88,13.19", '"new: Tripoli 32.88,13.19"')
    assert main(["--csv", candidates(data_root, ROW, quoted)]) == 0
    assert "written: 2 sources, 2 claims" in capsys.readouterr().out
    assert [line.split(",")[0] for line in lines(data_root, "claims")[1:]] == [
        "claim-tripoli-gnu-1", "claim-tripoli-gnu-2", "claim-zintan-gnu-1", "claim-zintan-zintan-mc-1",
    ]  # fmt: skip
    assert "un-undated,United Nations,(title not noted),,no date seen where it was read" in "\n".join(
        lines(data_root, "sources")
    )
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
def test_of_a_file_with_a_fault_nothing_is_written(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    path = candidates(
        data_root, ROW, ROW.replace("zintan", "zinten"), ROW.replace("2026-01-05", "2026-03-05")
    )
    before = contents(data_root)
    assert main(["--csv", path]) == 1
    told = capsys.readouterr().err
    assert "line 3: where: names unknown place 'zinten'" in told
    assert "nothing is written" in told
    assert contents(data_root) == before
    Path(path).unlink()


def test_the_right_rows_of_a_file_can_be_written_alone(
    data_root: DataRoot, capsys: pytest.CaptureFixture[str]
) -> None:
    lone = ROW.replace("UN,https://example.org/said", ",").replace("gnu,presence", "gnu,revenue")
    path = candidates(data_root, lone, ROW.replace("zintan", "zinten"), ROW, ROW)
    assert main(["--csv", path, "--partial"]) == 1
    told = capsys.readouterr()
    assert "line 2: credibility: claim-zintan-gnu-1: is 1, confirmed by others" in told.err
    assert "line 3: where: names unknown place 'zinten'" in told.err
    assert "line 5: sources: claim-zintan-gnu-3: says the same as 'claim-zintan-gnu-2'" in told.err
    assert told.out.endswith("written: 2 sources, 1 claim\n")
    assert [line.split(",")[0] for line in lines(data_root, "claims")[2:3]] == ["claim-zintan-gnu-1"]
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"", "the file is empty"),
        (b"where,wehre\nzintan,x\n", "unknown column 'wehre'; did you mean 'where'?"),
        (b"where,actor\nzintan\n", "line 2 has 1 cells, the header has 2"),
        (b'where\n"zintan\n', "is not CSV"),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "candidates.csv"
    path.write_bytes(content)
    assert main(["--csv", str(path)]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "changes",
    [
        {"note": "a\x00b"},
        {"title": "half \ud800"},
        {"publisher": "../../evil", "new_publisher": "press", "reliability": "Z"},
        {"url": "javascript:alert(1)"},
        {"url": "https://[broken"},
        {"where": "x" * 100_000},
        {"where": "😀"},
        {"actor": "' OR 1=1 --"},
        {"stated_on": "٢٠٢٦"},
        {"valid_from": "0000"},
        {"sources": "un-2O20"},
        {"scope": "district"},
    ],
)
def test_hostile_candidates_are_told_and_change_nothing(
    changes: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(options(**changes)) in {1, 2}
    assert capsys.readouterr().err.strip()


def test_what_looks_like_a_formula_stays_text(data_root: DataRoot) -> None:
    assert main(options(note='=1+1, "quoted"', claimant="@somebody")) == 0
    assert lines(data_root, "claims")[2].endswith(',CLEAR,"=1+1, ""quoted"""')
    assert data_root.evidence().faults.empty


KILLED = """
import os, signal, sys, pathlib
from geo.claim.__main__ import main
from geo.evidence.following import Following
moment, link, unlink, replace = sys.argv.pop(1), os.link, pathlib.Path.unlink, pathlib.Path.replace
def kill(when):
    if when == moment:
        os.kill(os.getpid(), signal.SIGKILL)
def replaced(path, target):
    if target.parent.name == "data":
        kill(f"before {target.name}")
    return replace(path, target)
def linked(file, path, **more):
    if pathlib.Path(path).parent.name == "data":
        kill(f"before {pathlib.Path(path).name}")
    return link(file, path, **more)
def unlinked(path, **more):
    kill(f"before {path.name} goes")
    return unlink(path, **more)
os.link, pathlib.Path.replace, pathlib.Path.unlink = linked, replaced, unlinked
sys.exit(main(sys.argv[1:]))
"""


MOMENTS = (
    "before .unfinished.json", "before sources.csv", "before claims.csv", "before .unfinished.json goes",
)  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_who_is_killed_between_two_files_leaves_what_the_next_completes(
    data_root: DataRoot, moment: str
) -> None:
    settings = Settings(root=data_root.path)
    running = Following(settings)
    before = running.current()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, moment, *options()], cwd=REPOSITORY, check=False,
        capture_output=True, env=os.environ | {"LIBYA_ROOT": str(data_root.path)},
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    seen = running.current()  # what a server shows that runs all the time, whoever may write there
    new = int(moment != MOMENTS[0])
    assert (seen.faults.empty, seen.held, seen.version != before.version) == (True, {}, bool(new))
    for table in ("sources", "claims"):
        assert len(seen.tables[table]) == len(before.tables[table]) + new
    after = data_root.evidence()
    assert (after.faults.empty, after.version) == (True, seen.version)
    assert sum(line.startswith("icg-2026-01") for line in lines(data_root, "sources")) == new
    assert sum("icg-2026-01" in line for line in lines(data_root, "claims")) == new
    assert [path.name for path in data_root.data.glob(".unfinished*")] == []
    assert main(options(title="Another visit", url="https://example.org/2", stated_on="2026-01-06")) == 0
    assert data_root.evidence().faults.empty


def test_what_was_begun_is_not_written_over_what_somebody_changed_since(data_root: DataRoot) -> None:
    table = data_root.data / "sources.csv"
    plan = {
        "sources.csv": {"old": hashlib.sha256(table.read_bytes()).hexdigest(), "new": "id\nnew\n"},
        "claims.csv": {"old": "another", "new": "id\nnew\n"},
    }
    (data_root.data / ".unfinished.json").write_text(json.dumps(plan), "utf-8")
    before = lines(data_root, "sources"), lines(data_root, "claims")
    assert data_root.evidence().faults.empty
    assert (lines(data_root, "sources"), lines(data_root, "claims")) == before
    assert [path.name for path in data_root.data.glob(".unfinished*")] == []


def test_what_another_wrote_meanwhile_is_not_lost(
    data_root: DataRoot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = lines(data_root, "claims")

    def meanwhile(*_: object) -> None:
        data_root.table(
            "claims", [*original, original[2].replace("mc-1", "mc-2").replace("2011", "2012-01-01")]
        )

    monkeypatch.setattr("geo.claim.__main__._show", meanwhile)
    assert main(options()) == 2
    assert "the data have changed since they were read" in capsys.readouterr().err
    assert len(lines(data_root, "claims")) == len(original) + 1
    assert lines(data_root, "sources")[2].startswith("un-2020")


@pytest.mark.usefixtures("untouched")
def test_a_full_disk_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geo.store.writing.os.fsync", full)
    assert main(options()) == 2
    assert "No space left on device" in capsys.readouterr().err


def session(*answers: str) -> tuple[list[str], object]:
    """Return the prompts that will be shown, and what reads these answers."""
    shown: list[str] = []
    left = list(answers)

    def read(prompt: str) -> str:
        shown.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    return shown, read


ANSWERS = (
    "Zinten", "1", "gnu", "4", "", "", "2026-13", "2026-01-05", "", "https://example.org/visit",
    "ICQ", "", "A visit",
    "2026-01-06", "", "", "3", "",
)  # fmt: skip


def test_a_session_asks_until_it_understands(data_root: DataRoot) -> None:
    shown, read = session(*ANSWERS, "y")
    assert main([], read) == 0  # type: ignore[arg-type]
    text = "\n".join(shown)
    assert "nothing is called 'Zinten'; did you mean [1 zintan (Zintan)" in text
    assert "claim: effective, nominal, contested, presence or revenue [1 nominal  2 effective" in text
    assert "there is no day '2026-13'; correct the month or day" in text
    assert "no publisher is called 'ICQ' (new: add it, Enter: Crisis Group)" in text
    assert lines(data_root, "claims")[2].startswith("claim-zintan-gnu-1,place,zintan,gnu,presence,publisher,")
    assert data_root.evidence().faults.empty


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("answers", [(*ANSWERS, "n"), (*ANSWERS, ""), ANSWERS[:5], ()])
def test_who_does_not_say_yes_writes_nothing(answers: tuple[str, ...]) -> None:
    _, read = session(*answers)
    assert main([], read) in {0, 2}  # type: ignore[arg-type]


@pytest.mark.usefixtures("untouched")
def test_a_session_asks_only_for_what_options_leave_out() -> None:
    shown, read = session("", "4", "", "no")
    assert main(options(credibility="", note="", valid_from="2026", valid_to="2027"), read) == 0  # type: ignore[arg-type]
    assert [prompt.partition(":")[0] for prompt in shown] == [
        "second url",
        "credibility",
        "note",
        "Write it? [y/N] ",
    ]


def test_what_is_told_in_full_is_not_asked(data_root: DataRoot) -> None:
    _, read = session()
    assert main(options(), read) == 0  # type: ignore[arg-type]
