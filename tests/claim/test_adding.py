"""`python -m geo.claim`: what is right is written in order, what is wrong is told and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.claim.__main__ import main
from tests.claim.telling import contents, lines, options

if TYPE_CHECKING:
    from conftest import DataRoot


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
        "publisher": "ICQ", "url": "ftp://example.org/a",
        "credibility": "9", "title": "",
    }  # fmt: skip
    assert main(options(**wrong)) == 1
    told = capsys.readouterr().err
    assert "where: names unknown place 'Zinten'; did you mean zintan (Zintan)" in told
    assert "actor: names unknown actor 'zintan-cm'; did you mean zintan-mc (Zintan Military Council)" in told
    assert "claim: unknown claim 'presance'; did you mean 'presence'?" in told
    assert "stated_on: there is no day '2026-13'; correct the month or day" in told
    assert "publisher: names unknown publisher 'ICQ'; did you mean icg (Crisis Group)?" in told
    assert "url: 'ftp://example.org/a' is not a web address" in told, "though nobody knows the publisher"
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
