"""`exposed`: what depends on a site, worked out by hand on a few flows, and on those of the repository."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest

from geo.analysis.asked.capacity import rates, spread
from geo.analysis.asked.network import network, reach
from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.questions.asking import question
from geo.questions.exposed import Parameters, answer
from geo.view import Context
from tests.questions.small import GRADE, SOURCES, claim, small

AT = date(2021, 6, 1)


def flow(start: str, end: str, commodity: str = "crude oil", capacity: str = "") -> dict[str, Any]:
    return {
        "id": f"fl-{start}-{end}", "from_id": start, "to_id": end, "commodity": commodity,
        "capacity": capacity, "stated_on": "2021-01-01", "sources": "s-reuters",
    } | GRADE  # fmt: skip


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    flows = [
        flow("of-waha", "pl-wah-sam", capacity="300,000 b/d (2020)"),
        flow("pl-wah-sam", "tm-essider"),
        flow("of-samah", "pl-wah-sam"),
        flow("of-samah", "rf-sarir"),
        flow("of-nafoora", "tm-raslanuf"),
        flow("gf-wafa", "tm-essider", "natural gas"),
    ]
    claims = [
        claim("c1", "tm-essider", "lna", valid_from="2021-01-01"),
        claim("c2", "of-waha", "pfg", valid_from="2021-01-01"),
    ]
    energy = evidence.layers["energy"].assign(from_id="", to_id="")
    made = small(evidence, flows=flows, claims=claims, sources=list(SOURCES))
    object.__setattr__(made, "layers", {**made.layers, "energy": energy})
    return made


def test_what_is_cut_what_has_another_way_and_what_is_starved(world: Evidence) -> None:
    told = answer(world, Parameters(node="pl-wah-sam", at=AT))
    rows = {row["id"]: row for row in told.records()}
    assert {name: (row["where"], row["fate"]) for name, row in rows.items()} == {
        "pl-wah-sam": ("asked", ""),
        "of-waha": ("up", "crude oil: cut"),
        "of-samah": ("up", "crude oil: Sarir refinery"),
        # Gas still comes in, and is no crude oil.
        "tm-essider": ("down", "crude oil: starved"),
    }
    assert rows["tm-essider"]["held"] == "held by the LNA (effective)"
    assert rows["of-samah"]["held"] == "not known who holds it"
    (links,) = told.sheets
    assert {(row["from_id"], row["to_id"]) for row in links.records()} == {
        ("of-waha", "pl-wah-sam"), ("of-samah", "pl-wah-sam"), ("pl-wah-sam", "tm-essider"),
    }  # fmt: skip


def test_the_diagram_has_each_site_in_its_column(world: Evidence) -> None:
    drawn = answer(world, Parameters(node="pl-wah-sam", at=AT)).diagram
    assert drawn
    assert {one.id: (one.rank, one.side, one.role) for one in drawn.nodes} == {
        "pl-wah-sam": (0, "", "asked"),
        "of-waha": (-1, "other", "cut"),
        "of-samah": (-1, "", ""),
        "tm-essider": (1, "east", "starved"),
    }
    assert {(one.start, one.end) for one in drawn.links} == {
        ("of-waha", "pl-wah-sam"), ("of-samah", "pl-wah-sam"), ("pl-wah-sam", "tm-essider"),
    }  # fmt: skip
    notes = {one.id: [note[0] for note in one.notes] for one in drawn.nodes}
    assert notes["tm-essider"][0] == "Held by the LNA (effective)"
    assert notes["of-waha"][-1] == "no other recorded way out"


def test_a_chain_of_hundreds_is_bounded_and_says_so(evidence: Evidence) -> None:
    sites = evidence.layers["energy"]["id"].tolist()
    towns = evidence.layers["settlements"]["id"].tolist()[:300]
    # One field feeds 300 towns, of which each feeds the next; another field stands before it.
    flows = [flow(sites[0], sites[1]), *(flow(sites[1], town) for town in towns)]
    flows += [flow(one, other) for one, other in pairwise(towns)]
    energy = evidence.layers["energy"].assign(from_id="", to_id="")
    many = small(evidence, flows=flows, claims=[], sources=list(SOURCES))
    object.__setattr__(many, "layers", {**many.layers, "energy": energy})
    told = answer(many, Parameters(node=sites[1], at=AT))
    drawn = told.diagram
    assert drawn
    assert (len(told.rows), len(told.sheets[0].rows)) == (302, 600)
    names = {one.id for one in drawn.nodes}
    assert {sites[0], sites[1]} < names
    assert len(names) <= 48
    assert {one.rank for one in drawn.nodes} == {-1, 0, 1, 2, 3, 4}
    assert all({one.start, one.end} <= names for one in drawn.links)
    left = 302 - len(names), 600 - len(drawn.links)
    assert drawn.about[0].startswith(f"Left out, as further away: {left[0]} boxes and {left[1]} arrows; ")
    assert max(len(one.text) for one in told.sentences) < 700


def test_sentences_tell_reported_flows_apart_from_what_follows(world: Evidence) -> None:
    told = answer(world, Parameters(node="pl-wah-sam", at=AT))
    texts = [one.text for one in told.sentences]
    assert "2 sources up the flows, 1 of them without another recorded way out, 1 outlet down" in texts[0]
    reported = [one.text for one in told.sentences if one.basis == "reported"]
    # Two flows to it, one from it; then what is told of every terminal.
    assert len(reported) == 4
    assert any("300,000 b/d (2020); stated 1 January 2021." in text for text in reported)
    # IHS told 340,000 b/d for 2014, NOC 8 million barrels a month for 2023: 262,834 a day.
    loaded = next(text for text in texts if "can be loaded" in text)
    assert loaded == (
        "263 to 340 thousand b/d can be loaded at terminals that are said to be held by the eastern "
        "administration alone (Es Sider terminal; figures of 2014 to 2023)."
    )


def test_capacity_of_the_whole_country_is_told_by_who_claims_its_terminals(world: Evidence) -> None:
    told = answer(world, Parameters(node="pl-wah-sam", at=AT)).sentences
    country = [one for one in told if one.text.startswith("Whole country, claims as of 1 June 2021: ")]
    # Of Es Sider alone anybody claims anything here; the others together load 0.6 to 0.8 million a day:
    # Brega 59, Gaza 20, Hariga 110 to 197, Mellitah 99, Ras Lanuf 115 to 220, Zawiya 115, Zueitina 70 to 105.
    assert [one.text.partition(": ")[2] for one in country] == [
        (
            "about 0.3 mb/d stand behind terminals that are claimed by the eastern administration alone "
            "(Es Sider terminal; figures of 2014 to 2023)."
        ),
        (
            "0.6 to 0.8 mb/d stand behind terminals that nobody is known to claim (Brega terminal, Gaza "
            "offshore terminal, Marsa el Hariga terminal, Mellitah complex, Ras Lanuf terminal, Zawiya oil "
            "terminal, Zueitina terminal; figures of 2014 to 2023)."
        ),
    ]
    assert {one.basis for one in country} == {"derived"}
    assert all(one.sources and one.grades for one in country)
    (each,) = [one for one in told if one.text.startswith("Told of terminals in the whole country: ")]
    assert each.basis == "reported"
    assert "Es Sider terminal: 340000 b/d (IHS, 2014); 8 million bbl/month (NOC, 2023)" in each.text


def test_a_new_holder_is_counted(world: Evidence) -> None:
    told = answer(world, Parameters(node="pl-wah-sam", event="changes", to="lna", at=AT))
    assert "The LNA: 1 of them that day, 2 then." in [one.text for one in told.sentences]


def test_where_no_flow_is_recorded_that_is_said(world: Evidence) -> None:
    told = answer(world, Parameters(node="ghat", at=AT))
    assert [one.text for one in told.sentences] == ["No flow is recorded from or to Ghat."]
    near = answer(world, Parameters(node="ras-lanuf", at=AT))
    assert "near it: Ras Lanuf terminal" in near.sentences[0].text
    assert [row["name_en"] for row in near.records()][:1] == ["Ras Lanuf terminal"]
    assert near.roles == {"ras-lanuf": "asked"} | {row["id"]: "near" for row in near.records()}


def test_a_site_called_as_what_was_asked_is_told_apart_and_its_marking_counts(evidence: Evidence) -> None:
    hubs = evidence.layers["trafficking_hubs"].assign(marking="AMBER")
    marked = replace(small(evidence), layers={**evidence.layers, "trafficking_hubs": hubs})
    told = answer(marked, Parameters(node="tobruk", at=date(2026, 11, 24)))
    assert ", Tobruk (People), " in told.sentences[0].text
    assert told.marking == "AMBER"


def test_reach_is_that_of_every_path() -> None:
    """Beside a search of all simple paths, which is another way to the same."""
    rows = [
        ("a", "b"),
        ("b", "c"),
        ("c", "d"),
        ("a", "e"),
        ("e", "f"),
        ("g", "c"),
        ("h", "b"),
        ("c", "i"),
        ("e", "i"),
    ]
    graph = network({"from_id": one, "to_id": other, "commodity": "oil"} for one, other in rows)
    found = reach(graph, "c")
    sources = [node for node in graph if not graph.in_degree(node)]
    outlets = [node for node in graph if not graph.out_degree(node)]
    paths = [path for one in sources for other in outlets for path in nx.all_simple_paths(graph, one, other)]
    through = {path[0] for path in paths if "c" in path}
    free = {path[0] for path in paths if "c" not in path}
    assert set(found.cut) == through - free
    assert {name: set(ways) for name, ways in found.other_ways.items()} == {
        name: {path[-1] for path in paths if path[0] == name and "c" not in path} for name in through & free
    }
    assert set(found.starved) == {"d"}
    assert set(found.still_fed) == {"i"}


@pytest.mark.parametrize(
    ("text", "barrels"),
    [
        ("GEM 400 kb/d nominal", (400_000, 400_000)),
        ("about 400000 (2023)", (0, 0)),
        ("1.2 mb/d (2013)", (1_200_000, 1_200_000)),
        ("8000-12500 b/d (2017-2018)", (8_000, 12_500)),
        ("3 million bbl/month loading capacity (2023)", (98_563, 98_563)),
        ("70 MMcf/d and 15,000 b/d", (15_000, 15_000)),
        ("", (0, 0)),
    ],
)
def test_rates_are_read_as_barrels_a_day(text: str, barrels: tuple[float, float]) -> None:
    assert spread(rates(text)) == pytest.approx(barrels, rel=1e-4)


def test_what_rests_on_nothing_has_the_lowest_marking(evidence: Evidence, context: Context) -> None:
    parameters = question("exposed").read({"node": "derj"}, context)
    told = answer(evidence, parameters).document
    assert (told["rows"], told["marking"]) == ([], "CLEAR"), "a text that says TLP: and nothing"


def test_what_closes_has_no_new_holder(context: Context) -> None:
    with pytest.raises(
        Exception, match="to: is there, and it closes; leave it out, or ask for event=changes"
    ):
        question("exposed").read({"node": "tm-brega", "to": "lna"}, context)


def test_every_site_of_the_repository_has_an_answer(evidence: Evidence) -> None:
    flows = evidence.tables["flows"]
    for node in sorted({*flows["from_id"], *flows["to_id"]}):
        told = answer(evidence, Parameters(node=node, at=date(2026, 11, 24)))
        assert told.rows
        assert all(one.text.endswith(".") and one.text_ar.endswith(".") for one in told.sentences)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("El Sharara", "of-sharara"),
        ("Es Sider", "tm-essider"),  # there is a town of this name as well
        ("Mellitah", "tm-mellitah"),
        ("Ras Ajdir", "hub-ras-ajdir"),
        ("es-sider", "es-sider"),  # the town by its id
        ("Zawiya refinery", "rf-zawiya"),
    ],
)
def test_a_site_is_meant_before_the_town_of_its_name(evidence: Evidence, typed: str, meant: str) -> None:
    context = Context.of(evidence.catalog, AT, names=lambda: Names.known(evidence))
    assert question("exposed").read({"node": typed}, context).node == meant
