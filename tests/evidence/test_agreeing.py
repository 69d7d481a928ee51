"""What rows say of each other, over files: each disagreement names its row, and says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import DataRoot


def edited(data_root: DataRoot, table: str, *changes: tuple[str, str]) -> DataRoot:
    """Replace texts in a table; each must be there."""
    text = (data_root.data / f"{table}.csv").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    data_root.table(table, text.splitlines())
    return data_root


def added(data_root: DataRoot, table: str, *lines: str) -> DataRoot:
    """Add rows to a table."""
    text = (data_root.data / f"{table}.csv").read_text("utf-8")
    data_root.table(table, [*text.splitlines(), *lines])
    return data_root


def told(data_root: DataRoot, **where: str) -> tuple[str, str]:
    """Return problem and remedy of the one fault that there is."""
    fault = data_root.fault(**where)
    assert len(data_root.evidence().faults) == 1
    return fault["problem"], fault["remedy"]


def claim(number: int, **changes: str) -> str:
    """Return a right claim about Zintan as a line; what is given replaces what is right."""
    row = {
        "id": f"claim-zintan-zintan-mc-{number}", "scope": "place", "place": "zintan", "actor": "zintan-mc",
        "claim": "effective", "claimant": "publisher", "valid_from": "2012", "valid_to": "",
        "stated_on": "2024", "recorded_on": "2026-09-01", "retracted_on": "", "sources": "icg-2024",
        "reliability": "B", "credibility": "2", "marking": "CLEAR", "note": "",
    }  # fmt: skip
    return ",".join((row | changes).values())


def test_a_source_is_of_a_publisher_that_is_known(data_root: DataRoot) -> None:
    edited(data_root, "sources", ("Crisis Group", "Crisis Gruop"))
    assert told(data_root, file="data/sources.csv", feature="icg-2024", column="publisher") == (
        "names unknown publisher 'Crisis Gruop'", "did you mean 'crisis group'?",
    )  # fmt: skip


def test_an_alias_is_as_good_as_the_name(data_root: DataRoot) -> None:
    edited(data_root, "sources", ("Crisis Group", "icg"), ("United Nations", "UN"))
    assert data_root.evidence().faults.empty


def test_a_source_has_the_letter_of_its_publisher(data_root: DataRoot) -> None:
    edited(data_root, "sources", ("think-tank,B", "think-tank,A"))
    problem, remedy = told(data_root, file="data/sources.csv", feature="icg-2024", column="reliability")
    assert problem == "is A, and its publisher 'icg' has B"
    assert remedy == "write B, or judge the publisher anew in data/publishers.csv"


def test_no_two_publishers_are_called_the_same(data_root: DataRoot) -> None:
    added(data_root, "publishers", "zzz,Other,,UN Press|un,press,,,none,zzz,A,,,")
    problem, _ = told(data_root, file="data/publishers.csv", feature="zzz", column="aliases")
    assert problem == "'un' is also a name of 'un'"


def test_without_publishers_nothing_is_held_against_them(data_root: DataRoot) -> None:
    (data_root.data / "publishers.csv").unlink()
    assert data_root.evidence().faults["problem"].tolist() == ["the file is missing"]


def test_confirmed_needs_two_families_in_a_table(data_root: DataRoot) -> None:
    added(data_root, "claims", claim(2, credibility="1"))
    problem, remedy = told(data_root, file="data/claims.csv", feature="claim-zintan-zintan-mc-2")
    assert problem == "is 1, confirmed by others, and its sources are of one family (icg)"
    assert remedy == "cite an independent publisher, or write 2"


def test_two_publishers_of_one_family_confirm_nothing(data_root: DataRoot) -> None:
    edited(data_root, "publishers", ("none,un,A", "none,icg,A"))
    faults = data_root.evidence().faults
    assert faults["feature"].tolist() == ["claim-tripoli-gnu-1"]
    assert faults["column"].tolist() == ["credibility"]


def test_confirmed_needs_two_families_in_a_layer(data_root: DataRoot) -> None:
    group = data_root.group("cs-a", credibility=1, sources="icg-2024")
    data_root.collection("groups", [group])
    assert told(data_root, file="data/groups.geojson", feature="cs-a", column="credibility")
    data_root.collection(
        "groups", [group | {"properties": group["properties"] | {"sources": "icg-2024|un-2020"}}]
    )
    assert data_root.evidence().faults.empty


def test_a_retracted_row_stays_as_it_was(data_root: DataRoot) -> None:
    wrong: dict[str, str] = {"credibility": "1", "stated_on": "2025", "claimant": "zintan-cm"}
    added(data_root, "claims", claim(2, retracted_on="2026-10-01", **wrong))
    assert data_root.evidence().faults.empty


@pytest.mark.parametrize(
    ("stated", "sources", "right"),
    [
        ("2024-05-31", "icg-2024", True),  # the source is of May
        ("2024-06", "icg-2024", False),
        ("2025", "icg-2024", False),
        ("2024", "icg-2024", True),  # may have been in May
        ("2024-05", "un-2020", False),
        ("2024-05", "icg-2024|un-2020", True),  # the newest counts
        ("2024-06", "icg-2024|undated", True),  # nobody knows how new that is
    ],
)
def test_nobody_states_what_is_newer_than_the_sources(
    data_root: DataRoot, stated: str, sources: str, right: bool
) -> None:
    added(data_root, "sources", "undated,UN,A page,,not dated,https://example.org/undated,un,A")
    added(data_root, "claims", claim(2, stated_on=stated, sources=sources))
    assert data_root.evidence().faults.empty == right
    if not right:
        problem, remedy = told(data_root, file="data/claims.csv", column="stated_on")
        newest = "2024-05" if "icg" in sources else "2020-10-23"
        assert problem == f"{stated} lies after its newest source ({newest})"
        assert remedy == f"write {newest}, or cite the newer source"


def test_nobody_confirms_a_feature_after_the_sources(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", reviewed_on="2025-01-02")])
    assert told(data_root, feature="cs-a", column="reviewed_on")[0].startswith("2025-01-02 lies after")


@pytest.mark.parametrize("changes", [{"valid_from": "2026-09-02"}, {"valid_from": "2026-10"}])
def test_no_row_tells_of_a_day_after_it_was_recorded(data_root: DataRoot, changes: dict[str, str]) -> None:
    added(data_root, "claims", claim(2, **changes))
    problem, remedy = told(data_root, file="data/claims.csv", column="valid_from")
    assert problem == f"{changes['valid_from']} lies after the day it was recorded (2026-09-01)"
    assert remedy == "correct it, or set recorded_on to the day of the change"


def test_an_end_may_be_announced(data_root: DataRoot) -> None:
    added(data_root, "claims", claim(2, valid_to="2027"))
    assert data_root.evidence().faults.empty


DISTRICTS = """
title = "Districts"
group = "Base"
order = 6
data = "base/districts.geojson"
geometry = ["Polygon"]
colour = "base"
[columns.region]
title = "Region"
[classes.district]
title = "District"
fill = "none"
"""


@pytest.mark.parametrize(
    ("scope", "place", "named"),
    [
        ("place", "ly-sb", "district"), ("district", "zintan", "place"), ("region", "ly-sb", "district"),
        ("place", "region-fezzan", "region"), ("region", "cs-zintan", "place"),
        ("district", "ly-sb", ""), ("region", "region-fezzan", ""), ("place", "cs-zintan", ""),
    ],
)  # fmt: skip
def test_the_scope_is_that_of_the_ground(data_root: DataRoot, scope: str, place: str, named: str) -> None:
    data_root.declare("districts", DISTRICTS)
    own: dict[str, Any] = {"class": "district", "region": "fezzan"}
    data_root.collection("base/districts", [data_root.feature("ly-sb", data_root.square(14, 26), **own)])
    added(data_root, "claims", claim(2, scope=scope, place=place))
    if named:
        problem, remedy = told(data_root, file="data/claims.csv", column="scope")
        assert problem == f"is {scope}, and '{place}' is a {named}"
        assert remedy == f"write {named}"
    else:
        assert data_root.evidence().faults.empty


@pytest.mark.parametrize(
    ("claimant", "problem", "remedy"),
    [
        ("zintan-cm", "names unknown actor 'zintan-cm'", "did you mean 'zintan-mc'?"),
        ("publsher", "names unknown actor 'publsher'", "did you mean 'publisher'?"),
        ("GNU", "'GNU' is written otherwise", "write gnu"),
        (
            "quite-another-1",
            "names unknown actor 'quite-another-1'",
            "name an actor, write publisher, or say in words who said it",
        ),
        ("witnesses", "", ""),
        ("Mayor of Zintan", "", ""),
        ("publisher", "", ""),
        ("gnu", "", ""),
    ],
)
def test_by_whose_word(data_root: DataRoot, claimant: str, problem: str, remedy: str) -> None:
    added(data_root, "claims", claim(2, claimant=claimant))
    if problem:
        assert told(data_root, file="data/claims.csv", column="claimant") == (problem, remedy)
    else:
        assert data_root.evidence().faults.empty


def test_the_same_is_not_said_twice(data_root: DataRoot) -> None:
    added(data_root, "claims", claim(2, stated_on="2024-05"))
    problem, remedy = told(data_root, file="data/claims.csv", feature="claim-zintan-zintan-mc-2")
    assert problem == "says the same as 'claim-zintan-zintan-mc-1' from the same sources"
    assert remedy == "keep one of them, or cite what tells them apart"


@pytest.mark.parametrize(
    "changes",
    [{"claim": "presence"}, {"stated_on": "2024-04"}, {"sources": "icg-2024|un-2020"}, {"actor": "gnu"}],
)
def test_what_differs_is_not_the_same(data_root: DataRoot, changes: dict[str, str]) -> None:
    added(data_root, "claims", claim(2, **({"stated_on": "2024-05"} | changes)))
    assert data_root.evidence().faults.empty
