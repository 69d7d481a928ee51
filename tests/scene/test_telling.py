"""The title and the three lines over the map: true on every day, in both languages, and each a link."""

from __future__ import annotations

from datetime import date

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.scene import headline, scene
from geo.scene.telling import Line
from geo.settings import REPOSITORY, Settings
from geo.view import View
from geo.words.dates import date_text

DAYS = ("2011-02-15", "2012-06-01", "2014-09-01", "2019-04-01", "2020-07-15", "2026-11-25")


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    settings = Settings(root=REPOSITORY)
    return current(settings, everybody(settings))


def said(line: Line, language: int = 0) -> str:
    return "".join(piece.text[language] for piece in line.pieces)


@pytest.mark.parametrize("day", DAYS)
def test_every_day_has_its_lines_each_with_a_link(shipped: Evidence, day: str) -> None:
    at = date.fromisoformat(day)
    told = headline(shipped, at)
    assert told.title[0] == f"Libya on {at.day} {at:%B %Y}: who holds what"
    assert told.lines[0].heading[0] == "Who holds what"
    for line in told.lines:
        assert said(line).endswith(".")
        assert said(line, 1).endswith(".")
    if day > "2011-03":
        assert len(told.lines) == 3
        assert all(any(piece.link for piece in line.pieces) for line in told.lines)


def test_what_the_lines_count_is_what_the_map_draws(shipped: Evidence) -> None:
    who, last, age = headline(shipped, date(2026, 11, 25)).lines
    assert said(who).startswith(
        "The LNA holds the east and, by older claims, the south and Sirte; the GNU holds"
    )
    assert " since " in said(last)
    dots = [
        one
        for one in shipped.layer("control").to_dict("records")
        if one["place"] and one["class"] != "none" and one["valid_from"] <= "2026-11-25"
    ]
    fresh, _, all_places = said(age).partition(" places")[0].partition(" of ")
    assert 0 < int(fresh) < int(all_places) <= len(dots)


def test_nothing_is_said_of_sides_before_there_were_any(shipped: Evidence) -> None:
    told = headline(shipped, date(2011, 2, 14))
    assert [said(line) for line in told.lines] == ["Before 15 February 2011 there are no sides."]


def test_the_lines_follow_what_was_published_by_a_day(shipped: Evidence) -> None:
    now, then = (headline(shipped, date(2020, 7, 15), known) for known in (None, date(2019, 12, 31)))
    assert said(now.lines[0]) != said(then.lines[0])


def test_the_third_line_leads_to_the_list_that_it_counts(shipped: Evidence) -> None:
    day = date(2026, 11, 25)
    age = headline(shipped, day).lines[2]
    link = next(piece.link for piece in age.pieces if piece.link)
    view = View(layers=tuple(link["layers"]), at=day, filters=link["filters"])
    (layer,) = scene(shipped, view).layers
    places, districts = said(age).split(" confirmed")[0].split(" and ")
    assert len(layer.features) == int(places.split()[0]) + int(districts.split()[0])


def test_what_is_derived_is_said_to_be_so(shipped: Evidence) -> None:
    who = headline(shipped, date(2011, 11, 1)).lines[0]
    assert "6 of these districts derived from their towns" in said(who)


@pytest.mark.parametrize("day", ["2012-02-01", "2026-11-25", "2031-07-01", "2099-01-01"])
def test_a_change_is_told_with_the_date_that_a_claim_says_and_no_lapse_is_one(
    shipped: Evidence, day: str
) -> None:
    last = said(headline(shipped, date.fromisoformat(day)).lines[1])
    claims = shipped.tables["claims"]
    days = {date_text(one, "en") for one in (*claims["valid_from"], *claims["valid_to"]) if one}
    assert last.partition(" since ")[2].partition(";")[0] in days


def test_who_leaves_a_contest_is_told_and_that_the_others_go_on(shipped: Evidence) -> None:
    last = said(headline(shipped, date(2025, 5, 20)).lines[1])
    assert last.startswith(
        "Tripoli no longer contested by the SSA since 14 May 2025; still contested between "
    )
    # A clash of a day gives a town no new holder.
    last = said(headline(shipped, date(2026, 7, 15)).lines[1])
    assert last == (
        "Zawiya no longer contested by the Western Coast Military Region since 1 July 2026; "
        "still held by the Zawiya armed groups."
    )


def test_before_a_claim_is_what_held_on_the_day_before_and_not_years_ago(shipped: Evidence) -> None:
    last = said(headline(shipped, date(2020, 5, 20)).lines[1])
    assert last == "Tiji held by the GNA since 19 May 2020; before, without a claim."


def test_a_district_called_as_the_contested_capital_is_told_apart_and_what_is_more_is_called_so(
    shipped: Evidence,
) -> None:
    line = headline(shipped, date(2025, 6, 1)).lines[0]
    assert "by older claims, Tripoli district; Tripoli is contested between" in said(line)
    assert "شعبية طرابلس؛ طرابلس محل نزاع بين" in said(line, 1)
    line = headline(shipped, date(2019, 3, 1)).lines[0]
    assert "2 districts of the south and, by older claims, 2 more districts of the south" in said(line)
