"""Who holds what on a day, by hand on a small world, and of Sabha as it is shipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from geo.evidence import Evidence, load
from geo.store import open_store
from geo.words.first_line import first_line
from geo.words.holding import Standing
from geo.words.names import Actors, Name
from tests.conftest import REPOSITORY
from tests.control_world import control_world, scope_of

ACTORS = [
    ("lna", "Libyan National Army / Libyan Arab Armed Forces", "LNA", "army", "east", "2014-05", ""),
    ("gns", "Government of National Stability", "GNS", "government", "east", "2022-03", ""),
    ("gna", "Government of National Accord", "GNA", "government", "gnu", "2016-03", "2021-03"),
    ("gnu", "Government of National Unity", "GNU", "government", "gnu", "2021-03", ""),
    ("misrata", "Misrata armed groups (collective)", "Misratan forces", "armed-group", "city_states", "", ""),
    ("rsf", "Rapid Support Forces (Sudan)", "RSF", "armed-group", "foreign", "2023-04", ""),
    ("dawn", "Libya Dawn", "Fajr Libya", "armed-group", "city_states", "2014", "2016"),
    ("west", "Armed groups of the west (collective)", "", "armed-group", "city_states", "", ""),
]
TOWNS: dict[str, tuple[float, float, int | None]] = {
    "brak": (14.2, 27.5, 40_000),
    "adiri": (13.2, 27.5, 30_000),
    "samnu": (14.9, 27.3, 90_000),
    "hun": (16.0, 29.1, None),
}
PUBLISHERS = [("a", "Paper A", "a"), ("b", "Paper B", "b"), ("c", "Paper C, of the house of B", "b")]

Said = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    return load(open_store(REPOSITORY), REPOSITORY / "layers")


@pytest.fixture
def said() -> Said:
    """Return a maker of claims, said on the day from which they hold unless they say otherwise."""
    made: list[str] = []

    def make(place: str, actor: str, kind: str = "effective", **more: Any) -> dict[str, Any]:
        made.append(f"claim-{place}-{actor}-{len(made) + 1}")
        usual = {
            "id": made[-1], "scope": scope_of(place), "place": place, "actor": actor, "claim": kind,
            "sources": "s-a", "claimant": "publisher", "stated_on": more.get("valid_from", ""),
            "recorded_on": "2026-11-23", "reliability": "B", "credibility": 2, "marking": "CLEAR",
        }  # fmt: skip
        return usual | more

    return make


def standing(*claims: dict[str, Any], handovers: Sequence[dict[str, Any]] = ()) -> Standing:
    """Return what some claims come to in a world of four towns and two districts."""
    publishers = frame(
        ("id", "name", "name_ar", "aliases", "family", "side"),
        [(one, name, "", "", family, "none") for one, name, family in PUBLISHERS],
    )
    sources = frame(("id", "publisher"), [(f"s-{one}", name) for one, name, _ in PUBLISHERS])
    return Standing.of(
        control_world(claims, TOWNS, actors_table(), handovers, publishers=publishers, sources=sources)
    )


def frame(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype="str")


def actors_table() -> pd.DataFrame:
    columns = ("id", "name_en", "aliases", "kind", "side", "valid_from", "valid_to")
    return frame(columns, ACTORS).assign(name_ar=lambda rows: "ar-" + rows["id"])


def line(known: Standing, about: str, day: str, named: dict[str, Name] | None = None) -> str:
    """Return the first line in English."""
    held = known.on(about, date.fromisoformat(day))
    return first_line(held, known.name, Actors.of(actors_table(), named))[0]


def test_the_example_of_sabha(said: Said) -> None:
    known = standing(
        said("brak", "lna", valid_from="2019-01-24", stated_on="2025-01-23", sources="s-a"),
        said("brak", "lna", valid_from="2019-02", stated_on="2024-08", sources="s-b|s-c"),
    )
    assert line(known, "brak", "2025-05-20") == (
        "Brak: Held by the LNA (effective): 2 of 2 claims, 2 independent publishers, last confirmed "
        "23 January 2025, four months before the day shown; B2."
    )
    held = known.on("brak", date(2025, 5, 20))
    assert (held.kind, held.actors, held.independent, held.told) == ("effective", ("lna",), 2, 2)
    assert [one.name for one in held.publishers] == ["Paper A", "Paper B", "Paper C, of the house of B"]
    arabic = first_line(held, known.name, Actors.of(actors_table()))[1]
    assert arabic.startswith("ar-brak: تحت سيطرة ar-lna (سيطرة فعلية)")
    assert "الادعاءات 2 من 2، الناشرون المستقلون 2، آخر تأكيد 23 يناير 2025" in arabic


def test_two_publishers_of_one_family_are_one(said: Said) -> None:
    known = standing(said("brak", "lna", valid_from="2020-03-01", sources="s-b|s-c"))
    assert ": 1 of 1 claim, 1 publisher, last confirmed 1 March 2020, on the day shown; B2." in line(
        known, "brak", "2020-03-01"
    )


def test_in_name_only(said: Said) -> None:
    known = standing(said("brak", "gnu", "nominal", valid_from="2022-01-01"))
    assert line(known, "brak", "2022-02-01").startswith(
        "Brak: Held by the GNU in name (nominal): 1 of 1 claim"
    )


def test_contested_between_those_named_and_others(said: Said) -> None:
    one = standing(said("brak", "lna", "contested", valid_from="2020-01-01"))
    assert line(one, "brak", "2020-01-11").startswith(
        "Brak: Contested between the LNA and others not named: 1 of 1 claim, 1 publisher, last confirmed "
        "1 January 2020, ten days before the day shown"
    )
    two = standing(
        said("brak", "lna", "contested", valid_from="2020-01-03", reliability="D"),
        said("brak", "misrata", valid_from="2020-01-02", stated_on="2020-01-04"),
        said("brak", "gna", "nominal", valid_from="2020-01-01"),
    )
    assert line(two, "brak", "2020-01-11").startswith(
        "Brak: Contested between the Misrata armed groups and the LNA: 2 of 3 claims"
    )
    held = two.on("brak", date(2020, 1, 11))
    assert held.grade == "D2", "the weaker of them"
    assert [(rival.actor, rival.kind) for rival in held.rivals] == [
        ("misrata", "effective"), ("lna", "contested"), ("gna", "nominal"),
    ]  # fmt: skip


def test_nothing_of_2020_is_called_gnu(said: Said) -> None:
    known = standing(
        said("brak", "gnu", valid_from="2020-06-05", valid_to="2023"),
        said("hun", "gna", valid_from="2020-06-05"),
    )
    assert "Held by the GNA (effective)" in line(known, "brak", "2020-08-01")
    assert "Held by the GNU (effective)" in line(known, "brak", "2022-08-01")
    assert "Held by the GNU (effective)" in line(known, "hun", "2022-08-01")


def test_who_took_over_says_from_whom(said: Said) -> None:
    known = standing(
        said("brak", "gna", valid_from="2019-01-24"),
        said("hun", "gna", valid_from="2019-01-24"),
        said("hun", "gnu", "nominal", valid_from="2021-04-01"),
        handovers=[{"actor": "gna", "successor": "gnu", "valid_from": "2021-03-16"}],
    )
    assert line(known, "brak", "2021-03-15").startswith("Brak: Held by the GNA (effective): 1 of 1 claim")
    assert line(known, "brak", "2021-05-01") == (
        "Brak: Held by the GNU in name (nominal, taken over from the GNA on 16 March 2021): 1 of 1 claim, "
        "1 publisher, last confirmed 24 January 2019, two years before the day shown; B2."
    )
    assert "taken over" not in line(known, "hun", "2021-05-01"), "a claim names it"
    assert line(known, "brak", "2024-05-01") == (
        "Brak: Not known who holds: no claim recorded since 24 January 2019; until 24 January 2024, when "
        "that was too long ago to count, held by the GNU in name (nominal)."
    ), "not before the last claim, which is of the GNA"
    history = known.history("brak")
    assert [(one.start_text, one.kind, one.actors) for one in history[1:3]] == [
        ("2019-01-24", "effective", ("gna",)), ("2021-03-16", "nominal", ("gnu",)),
    ]  # fmt: skip


def test_names_of_a_policy_and_names_without_an_article(said: Said) -> None:
    known = standing(
        said("brak", "lna", valid_from="2015-01-01"), said("hun", "dawn", valid_from="2015-01-01"),
        said("samnu", "west", valid_from="2015-01-01"),
    )  # fmt: skip
    policy = {"lna": Name("Haftar's forces")}
    assert "Held by Haftar's forces (effective)" in line(known, "brak", "2015-02-01", policy)
    assert "Held by Libya Dawn (effective)" in line(known, "hun", "2015-02-01")
    assert "Held by the armed groups of the west (effective)" in line(known, "samnu", "2015-02-01")


def test_what_is_only_confirmed_later_says_so(said: Said) -> None:
    known = standing(said("brak", "lna", valid_from="2019", stated_on="2024-08"))
    assert "1 publisher, confirmed later, in August 2024; B2." in line(known, "brak", "2020-01-01")
    (_, period) = known.history("brak")[:2]
    assert (period.start, period.start_text) == ("2019-01-01", "2019"), "a start known only as a year"


def test_nobody_holds_it(said: Said) -> None:
    known = standing(
        said("brak", "gna", valid_from="2018", valid_to="2021", stated_on="2019"),
        said("adiri", "misrata", valid_from="2012-05-01"),
        said("samnu", "lna", valid_from="2019-02-01"),
        said("hun", "rsf", "presence", valid_from="2024-01-01"),
    )
    assert line(known, "brak", "2024-01-01") == (
        "Brak: Not known who holds: no claim recorded since 2021; before that held by the GNA (effective)."
    )
    assert line(known, "adiri", "2018-01-01") == (
        "Adiri: Not known who holds: no claim recorded since 1 May 2012; until 1 May 2017, when that was "
        "too long ago to count, held by the Misrata armed groups (effective)."
    )
    assert line(known, "samnu", "2015-01-01") == (
        "Samnu: Not known who holds: no claim recorded before 1 February 2019."
    )
    assert line(known, "hun", "2024-06-01") == (
        "Hun: Not known who holds: nobody is known to have claimed it; said to be present: the RSF."
    )
    assert (
        line(known, "base", "2024-06-01") == "Base: Not known who holds: nobody is known to have claimed it."
    )
    assert line(known, "brak", "2011-01-01").endswith("before 15 February 2011 there are no sides.")


def test_a_district_by_claims_about_it_and_about_its_region(said: Said) -> None:
    known = standing(
        said("region-fezzan", "lna", valid_from="2019-03-01"),
        said("d-west", "misrata", valid_from="2019-04-01", valid_to="2019-05-01"),
    )
    assert line(known, "d-west", "2019-04-02").startswith(
        "D-West: Held by the Misrata armed groups (effective): 1 of 2"
    )
    assert line(known, "d-west", "2019-06-01").startswith(
        "D-West: Held by the LNA (effective, claimed of the whole of Fezzan): 1 of 1 claim"
    )
    assert line(known, "region-fezzan", "2019-06-01").startswith(
        "Fezzan: Held by the LNA (effective): 1 of 1 claim"
    )
    assert line(known, "brak", "2019-06-01").endswith("nobody is known to have claimed it."), "a town alone"


def test_a_derived_wash_says_so_and_gives_the_sum(said: Said) -> None:
    known = standing(said("samnu", "lna", valid_from="2019-03-01"))
    assert line(known, "d-west", "2019-06-01").startswith(
        "D-West: Held by the LNA (effective, derived from its towns with 90,000 of 160,000 known people): "
        "1 of 1 claim about places in it"
    )
    assert known.on("d-west", date(2019, 6, 1)).derived


def test_a_district_held_in_part(said: Said) -> None:
    known = standing(
        said("brak", "lna", valid_from="2019-03-01"),
        said("adiri", "lna", valid_from="2019-03-02"),
        said("samnu", "misrata", "contested", valid_from="2019-03-03"),
    )
    assert line(known, "d-west", "2019-03-13").startswith(
        "D-West: Held in part by the LNA (Adiri, Brak), contested in Samnu: 2 of 3 claims about places in it"
    )
    held = known.on("d-west", date(2019, 3, 13))
    assert (held.kind, held.actors, held.derived) == ("part", ("lna",), False)
    assert line(known, "region-fezzan", "2019-03-13").startswith("Fezzan: Not known who holds: nobody")


def test_only_contested_towns_make_no_holder(said: Said) -> None:
    known = standing(said("samnu", "misrata", "contested", valid_from="2019-03-03"))
    assert line(known, "d-west", "2019-03-13") == (
        "D-West: Not known who holds: nobody is known to have claimed it; contested in Samnu."
    )


def test_the_claims_of_a_place_are_in_three_parts(said: Said) -> None:
    known = standing(
        said("brak", "misrata", valid_from="2014-01-01", valid_to="2015-01-01"),
        said("brak", "lna", valid_from="2019-01-01"),
        said("brak", "rsf", "presence", valid_from="2019-06-01"),
        said("adiri", "lna", valid_from="2019-01-01"),
    )
    held = known.on("brak", date(2019, 7, 1))
    assert [held.making, held.beside, held.other] == [
        ("claim-brak-lna-2",), ("claim-brak-rsf-3",), ("claim-brak-misrata-1",),
    ]  # fmt: skip
    assert [(one.start, one.kind) for one in held.history] == [
        ("2011-02-15", "none"), ("2014-01-01", "effective"), ("2015-01-01", "none"),
        ("2019-01-01", "effective"), ("2024-01-01", "none"),
    ]  # fmt: skip


def test_what_is_near(said: Said) -> None:
    known = standing(
        said("base", "lna", valid_from="2019-01-01"),
        said("hun", "lna", valid_from="2019-01-01"),
        said("adiri", "lna", valid_from="2021-01-01"),
    )
    near = known.near("brak", date(2019, 7, 1))
    assert [one.place for one in near] == ["base", "hun"]
    assert near[0].km == pytest.approx(19.8, abs=0.1), "a fifth of a degree at 27.5 N"
    assert [one.place for one in known.near("brak", date(2019, 7, 1), (29.0, 16.0))] == ["hun", "base"]
    assert known.world.district_of("base") == "d-west"


@pytest.mark.parametrize("known", ["2011-08-01", "2016-03-01", "2021-06-01", "2026-01-01"])
def test_a_day_known_is_what_reading_all_of_that_day_gives(shipped: Evidence, known: str) -> None:
    day = date.fromisoformat(known)
    shown, near = date(2020, 5, 1), ("sabha", "tripoli", "district-sirte")
    cut, read = Standing.known(shipped, day), Standing.of(shipped.inputs(day, None))
    assert cut
    assert dict(cut.world.claims) == dict(read.world.claims)
    assert (cut.world.rows, cut.world.people) == (read.world.rows, read.world.people)
    assert [cut.world.sites.keys(), cut.world.towns.keys()] == [
        read.world.sites.keys(), read.world.towns.keys(),
    ]  # fmt: skip
    about = [*read.world.stated, *read.world.districts, *list(read.world.towns)[::20]]
    assert [cut.on(one, shown) for one in about] == [read.on(one, shown) for one in about]
    assert [cut.near(one, shown) for one in near] == [read.near(one, shown) for one in near]


def test_sabha_as_shipped(shipped: Evidence) -> None:
    known = Standing.known(shipped)
    assert known
    held = known.on("sabha", date(2025, 5, 20))
    assert (held.kind, held.actors) == ("effective", ("lna",))
    assert held.independent >= 2
    assert {known.world.rows[claim]["place"] for claim in held.claims} == {"sabha"}
    assert known.near("sabha", date(2020, 5, 20))[0].place == "sabha-airport"
    assert known.world.district_of("sabha") == "ly-sb"


def test_the_other_side_of_a_contest_says_on_what_it_rests(said: Said) -> None:
    known = standing(
        said("region-fezzan", "lna", valid_from="2019-03-02"),
        said("brak", "dawn", "contested", valid_from="2020-03-01"),
        said("samnu", "misrata", valid_from="2019-05-01", valid_to="2020-02-01"),
        said("samnu", "lna", "contested", valid_from="2020-02-01"),
    )
    assert line(known, "brak", "2020-03-01").startswith(
        "Brak: Contested between Libya Dawn and the LNA (the LNA by what is claimed of Fezzan): 2 of 2 claims"
    )
    both = "the LNA and the Misrata armed groups (the Misrata armed groups held it before)"
    assert line(known, "samnu", "2020-03-01").startswith(f"Samnu: Contested between {both}: 2 of 2 claims")
    assert known.on("brak", date(2021, 3, 2)).since == "2020-03-01", "the claim about the region goes on"
