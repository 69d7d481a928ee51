"""Independent publishers: names and aliases of publishers.csv, families as one voice."""

from __future__ import annotations

import pandas as pd

from geo.analysis.independence import Publishers
from geo.store.files import FileStore
from tests.conftest import REPOSITORY

COLUMNS = ("id", "name", "name_ar", "aliases", "family", "side")


def publishers(*rows: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], columns=list(COLUMNS))


def sources(**publisher_of: str) -> pd.DataFrame:
    return pd.DataFrame({"id": list(publisher_of), "publisher": list(publisher_of.values())})


def test_two_of_one_family_are_one_voice() -> None:
    known = Publishers.of(
        publishers(
            ("a", "Al Arabiya", "", "Al Arabiya (Arabic)", "mbc", "foreign:saudi"),
            ("b", "Al Hadath", "", "", "mbc", "foreign:saudi"),
            ("r", "Reuters", "", "", "reuters", "none"),
        ),
        sources(s1="Al Arabiya (Arabic)", s2="Al Hadath", s3="Reuters"),
    )
    assert known.families(["s1", "s2"]) == ("mbc",)
    assert known.families(["s1", "s2", "s3"]) == ("mbc", "reuters")
    assert [one.name for one in known.named(["s3", "s1", "s3", "nowhere"])] == ["Reuters", "Al Arabiya"]


def test_a_name_of_its_own_beats_an_alias_in_any_order() -> None:
    rows = [("a", "Herald", "", "Echo", "herald", "none"), ("b", "Echo", "", "Herald", "echo", "none")]
    for order in (rows, rows[::-1]):
        known = Publishers.of(publishers(*order), sources(s1="Echo", s2="herald "))
        assert [known.by_source[one].id for one in ("s1", "s2")] == ["b", "a"]


def test_an_unlisted_publisher_stands_for_itself() -> None:
    known = Publishers.of(publishers(), sources(s1="A paper", s2="A paper", s3="Another"))
    assert known.families(["s1", "s2"]) == ("A paper",)
    assert len(known.families(["s1", "s3"])) == 2
    assert Publishers.of(publishers(), sources()).families(["s1"]) == ()


def test_shipped_sources_name_a_listed_publisher() -> None:
    store = FileStore(REPOSITORY)
    (table, _), (listed, _) = store.table("sources"), store.table("publishers")
    known = Publishers.of(listed, table)
    assert sorted({one.name for one in known.by_source.values() if not one.id}) == []
