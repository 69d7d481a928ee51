"""Questions in the browser: each by its form; its answer on the page, the map, in the link and the figure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from geo.ask import main
from tests.browser.holding_up import held_up
from tests.browser.map_page import PANEL, Map
from tests.browser.serving import Server
from tests.proof.random_views import RandomView
from tests.proof.same_picture import unlike
from tests.questions.test_everywhere import SAMPLES

ANSWER = "() => Libya.current.answering.answer"
DRAWN = "() => Libya.drawn().filter(({ layer }) => layer === 'ask').map(({ id }) => id)"
PIXEL = """([lat, lon]) => {
  const { x, y } = Libya.current.map.latLngToContainerPoint([lat, lon]);
  return [x, y];
}"""
UNFOLDED = """(node) => {
  for (let at = node; at; at = at.parentElement) if (at.localName === "details") at.open = true;
}"""
MARKUP = "<img src=x onerror=alert(1)>"


def http(server: Server, question: str, texts: Mapping[str, str]) -> dict[str, Any]:
    return dict(server.json(f"/api/ask/{question}?{urlencode(texts)}"))


def command(capsys: pytest.CaptureFixture[str], question: str, texts: Mapping[str, str]) -> dict[str, Any]:
    assert main([question, "--json", *(f"--{name}={text}" for name, text in texts.items())]) == 0
    return dict(json.loads(capsys.readouterr().out))


def forgive_refusals(view: Map) -> None:
    """Take out what the console says of questions that were refused, as they were meant to be."""
    refused = [fault for fault in view.watch.faults if "Failed to load" in fault and "/api/ask/" in fault]
    assert refused
    view.watch.faults[:] = [fault for fault in view.watch.faults if fault not in refused]


class Form:
    """The tab "Ask" of a page."""

    def __init__(self, view: Map) -> None:
        self.view = view
        self.tab = view.frame.locator(".ask-tab")

    def open(self, question: str) -> None:
        self.view.put(ask=None, draw="", sel="", lang="en")
        self.choose(question)

    def choose(self, question: str) -> None:
        """Take a question from the list, with what is drawn."""
        self.view.put(tab="ask")
        back = self.tab.locator(".ask-back")
        self.tab.locator(".ask-back, .ask-list").first.wait_for()
        if back.count():
            back.click()
        self.tab.locator(f'[data-question="{question}"]').click()
        self.tab.locator(".ask-form").wait_for()

    def field(self, name: str) -> Locator:
        return self.tab.locator(f"#ask-{name}")

    def fill(self, described: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            parameter, field = described[name], self.field(name)
            self.unfold(field)
            if parameter["kind"] == "layers":
                self.unfold(field.locator("summary"))
                for layer in text.split(","):
                    field.locator(f'input[value="{layer}"]').check()
            elif parameter.get("choices"):
                field.select_option(text)
            else:
                field.fill(text)

    def unfold(self, field: Locator) -> None:
        field.evaluate(UNFOLDED)

    def send(self) -> None:
        self.tab.locator(".ask-send").click()

    def ask(self) -> dict[str, Any]:
        """Send the form and return the answer that the page then has."""
        with self.view.change():
            self.send()
        answer = self.view.evaluate(ANSWER)
        assert answer, self.tab.inner_text()
        self.tab.locator(".ask-answer h2").wait_for()
        return dict(answer)


@pytest.fixture(scope="module")
def described(server: Server) -> dict[str, dict[str, Any]]:
    """Return the parameters of every question by their names."""
    return {one["id"]: {each["name"]: each for each in one["parameters"]} for one in server.json("/api/ask")}


@pytest.fixture(scope="module")
def opened(module_page: Map) -> Map:
    module_page.go("layers=control")
    return module_page


def test_every_question_is_tried_here(described: dict[str, dict[str, Any]]) -> None:
    assert set(SAMPLES) == set(described)


@pytest.mark.parametrize("question", SAMPLES)
def test_the_form_answers_as_http_and_the_command_line_do(
    opened: Map,
    server: Server,
    described: dict[str, dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    question: str,
) -> None:
    form = Form(opened)
    form.open(question)
    parameters = described[question]
    days = {"at": "2026-11-24"} if "at" in parameters else {}
    form.fill(parameters, days | SAMPLES[question])
    answer = form.ask()
    wanted = http(server, question, answer["parameters"])
    assert answer == wanted == command(capsys, question, answer["parameters"])
    given = http(server, question, SAMPLES[question])
    assert answer["rows"] == given["rows"], "the form asks something else"

    text = form.tab.inner_text()
    assert [one["text"] for one in wanted["sentences"] if one["text"] not in text] == []
    sheets = [wanted, *wanted["tables"]]
    counts = [min(len(sheet["rows"]), 100) for sheet in sheets if sheet["rows"]]
    shown = [sheet.locator("tbody tr").count() for sheet in form.tab.locator(".ask-sheet").all()]
    assert shown == counts
    drawn = wanted["diagram"]
    assert form.tab.locator(".ask-drawn li").count() == (len(drawn["links"]) if drawn else 0)
    if drawn:
        # That the server draws it is tried over HTTP; here it may take its time.
        opened.until("() => document.querySelector('.ask-diagram').src.includes('format=svg')")
    held = [one for one in wanted["history"] if one["actors"]]
    assert bool(form.tab.locator(".history rect").count()) == bool(held)
    placed = [one["id"] for one in wanted["map"]["features"] if one["geometry"]]
    assert opened.evaluate(DRAWN) == placed
    if placed:
        assert any(wanted["title"] in one for one in opened.texts(".legend h3"))

    opened.until_address("ask=")
    asked = parse_qs(urlsplit(opened.page.url).query)["ask"][0]
    assert asked.startswith(f"{question};")


@pytest.mark.parametrize("question", SAMPLES)
def test_screen_and_figure_draw_the_same_answer(opened: Map, question: str) -> None:
    view = RandomView(
        ("control", "energy"), "2026-11-24", lang="ar" if len(question) % 2 else "en",
        question=question, parameters=SAMPLES[question],
    )  # fmt: skip
    assert unlike(view, opened) == []
    assert opened.evaluate(DRAWN) or question == "changes"


def test_a_question_follows_the_day_of_the_view_unless_it_has_one(opened: Map) -> None:
    for day in ("2019-11-24", "2026-11-24"):
        view = RandomView(("control",), day, question="holds", parameters={"place": "sirte"})
        assert unlike(view, opened) == []
        assert opened.evaluate(ANSWER)["days"]["at"] == day
    own = {"place": "sirte", "at": "2020-01-01"}
    opened.put(ask={"question": "holds", "parameters": own})
    assert opened.evaluate(ANSWER)["days"]["at"] == "2020-01-01"


def test_a_link_restores_the_question_and_back_goes_to_the_one_before(opened: Map) -> None:
    view = opened
    view.go("layers=control&at=2026-11-24&tab=ask&ask=holds;place=sirte;at=2026-11-24")
    form = Form(view)
    expect(form.tab.locator(".ask-answer h2")).to_have_text("Who holds this?")
    first = form.tab.locator(".ask-answer .ask-about ~ :is(ul, .history, figure)").first
    expect(first).to_have_text(re.compile("^Sirte: Held by"))
    assert form.tab.locator(".ask-answer ul ~ .history").count() == 1
    expect(form.field("place")).to_have_value("sirte")
    # What was asked is one line above the answer, by its names; it unfolds to be asked otherwise.
    told = form.tab.locator(".ask-fold > summary")
    expect(told).to_contain_text("Place, district or region: Sirte")
    view.put(lang="ar")
    expect(told).to_contain_text("سرت")
    view.put(lang="en")
    form.tab.get_by_text("Change the question").click()
    form.field("place").fill("Sabha")
    assert form.ask()["parameters"]["place"] == "sabha"
    view.until_address("place%3DSabha")
    link = view.page.url
    view.back()
    view.until("() => Libya.current.answering.answer?.parameters.place === 'sirte'")
    expect(form.field("place")).to_have_value("sirte")

    # While its answer is awaited nobody reads an id.
    with held_up(view.page, "**/api/ask/holds?**"):
        view.page.evaluate(PANEL + ".store.change({ask: {question: 'holds', parameters: {place: 'ghat'}}})")
        expect(told).to_have_text(re.compile("Place, district or region: …"))
    expect(told).to_contain_text("Place, district or region: Ghat")

    other = view
    other.page.goto("about:blank")
    other.open(urlsplit(link).query)
    assert other.evaluate(ANSWER)["parameters"]["place"] == "sabha"
    form = Form(other)
    form.tab.get_by_role("button", name="Take off the map").click()
    other.until_address(without="ask=")
    assert other.evaluate(DRAWN) == []
    expect(form.field("place")).to_have_value("Sabha")


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(opened: Map, server: Server) -> None:
    form = Form(opened)
    form.open("near")
    typed = {"place": f"Srite {MARKUP}", "km": "far"}
    for name, text in typed.items():
        form.field(name).fill(text)
    before = opened.page.url
    form.send()
    for name in typed:
        fault = form.tab.locator(f"#ask-{name}-fault")
        fault.wait_for()
        assert form.field(name).get_attribute("aria-invalid") == "true"
        assert fault.get_attribute("id") in str(form.field(name).get_attribute("aria-describedby"))
    told = [form.tab.locator(f"#ask-{name}-fault").inner_text() for name in typed]
    assert told[0].startswith("nothing is called 'Srite <img")
    assert "'far' is not a number" in told[1]
    assert {name: form.field(name).input_value() for name in typed} == typed
    assert opened.page.url == before, "a question without an answer is in the address"
    forgive_refusals(opened)
    opened.put(lang="ar")
    expect(form.tab.locator("#ask-km-fault")).to_contain_text("'far' ليس عدداً")
    assert {name: form.field(name).input_value() for name in typed} == typed
    form.field("km").fill("far")
    form.field("place").fill("Sirte")
    form.send()
    expect(form.tab.locator("#ask-km-fault")).to_contain_text("'far' ليس عدداً")
    forgive_refusals(opened)
    opened.put(lang="en")
    expect(form.tab.locator("#ask-km-fault")).to_contain_text("'far' is not a number")
    form.field("place").fill("Sirte")
    form.field("km").fill("30")
    assert form.ask()["parameters"]["km"] == "30"
    assert form.tab.locator("[aria-invalid]").count() == 0


def test_a_row_selects_on_the_map_and_tables_are_taken_away(opened: Map) -> None:
    form = Form(opened)
    form.open("near")
    form.field("place").fill("Sirte")
    answer = form.ask()
    sheet = form.tab.locator(".ask-sheet").first
    row = sheet.locator("tbody tr[data-feature]").first
    name = row.get_attribute("data-feature")
    with opened.change():
        row.locator("button").click()
    opened.until_address(f"sel={name}")
    assert opened.evaluate("() => Libya.current.side.open") == "ask"
    assert row.get_attribute("aria-selected") == "true"
    distances = [one["km"] for one in answer["rows"]]
    head = sheet.locator('th[data-column="km"]')
    assert "number" in str(head.get_attribute("class"))
    for order in ("ascending", "descending"):
        head.get_by_role("button").click()
        assert sheet.locator('th[data-column="km"]').get_attribute("aria-sort") == order
        cells = sheet.locator('tbody td[data-column="km"]').all_inner_texts()
        found = [float(cell.replace(",", "")) for cell in cells]
        assert found == sorted(distances, reverse=order == "descending")
    with opened.page.expect_download() as saved:
        sheet.get_by_role("button", name="Download CSV").click()
    lines = saved.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == len(answer["rows"]) + 1
    with opened.change():
        form.tab.locator('[data-next="holds"]').click()
    asked_next = opened.evaluate(ANSWER)
    assert (asked_next["id"], asked_next["parameters"]["place"]) == ("holds", "sirte")


def test_a_drawing_too_large_for_a_link_is_answered_all_the_same(opened: Map) -> None:
    form = Form(opened)
    form.open("holds")
    count = 600
    ring = [(14 + i / count, 28 + (i % 2) / 1000) for i in range(count)] + [(15, 26), (14, 26), (14, 28)]
    text = "POLYGON ((" + ", ".join(f"{x:.4f} {y:.4f}" for x, y in ring) + "))"
    assert len(text) > 7000
    form.field("area").fill(text)
    form.send()
    form.tab.get_by_text("too large for a link").wait_for()
    assert opened.evaluate(ANSWER)["sentences"]
    assert form.tab.get_by_role("button", name="Copy link").is_disabled()
    assert form.field("area").input_value() == text
    assert "shape-1" in opened.evaluate(DRAWN)
    opened.put(ask={"question": "holds", "parameters": {"place": "sirte"}})
    assert opened.evaluate(ANSWER)["parameters"]["place"] == "sirte"


def test_markup_in_a_link_stays_text(opened: Map) -> None:
    view = opened
    view.go("layers=control&tab=ask&" + urlencode({"ask": f"holds;place={MARKUP}", "draw": "area:x"}))
    form = Form(view)
    form.tab.locator("#ask-place-fault").wait_for()
    assert form.field("place").input_value() == MARKUP
    assert view.frame.locator(".ask-tab img").count() == 0
    view.put(tab="")
    told = view.frame.locator(".nothing")
    expect(told).to_contain_text("place")
    assert told.locator("img").count() == 0
    with view.change():
        told.get_by_role("button", name="Change the question").click()
    form.tab.locator("#ask-place-fault").wait_for()
    expect(told).to_be_hidden()
    view.go("layers=control&tab=ask&ask=nothing-like-it;a=b")
    Form(view).tab.get_by_text("no question 'nothing-like-it'").wait_for()
    assert view.evaluate(DRAWN) == []
    forgive_refusals(view)


TOOLS_OUT = """() => {
  if (document.querySelector(".sketch-box").hidden) document.querySelector(".sketch-open").click();
  return !document.querySelector(".sketch-box").hidden;
}"""
"""A drawing of the view before may have unfolded the tools, also late."""


def click(view: Map, *positions: tuple[float, float]) -> None:
    # A click on the map itself waits until nothing lies over it.
    ground = view.frame.locator(".leaflet-container")
    for position in positions:
        x, y = view.evaluate(PIXEL, list(position))
        ground.click(position={"x": x, "y": y})


def take(view: Map, tool: str) -> None:
    """Take a tool in the hand; again where a click was lost: under load its halves may meet two layouts."""
    button = view.frame.locator(f'[data-tool="{tool}"]')
    pressed = view.frame.locator(f'[data-tool="{tool}"][aria-pressed="true"]')
    for _ in range(3):
        if not pressed.count():
            button.click()
        with suppress(PlaywrightTimeout):
            pressed.wait_for(timeout=2000)
            return
    pytest.fail(f"{tool} is not in the hand after three clicks")


def test_what_is_drawn_by_mouse_is_measured_kept_and_asked_about(opened: Map, server: Server) -> None:
    view = opened
    view.go("layers=control&at=2026-11-24&c=27,17&z=6")
    view.until(TOOLS_OUT)
    take(view, "area")
    click(view, (27.6, 14.0), (27.6, 15.0), (26.6, 15.0), (26.6, 14.0))
    expect(view.frame.locator(".sketch-live")).to_contain_text("km², perimeter")
    view.frame.get_by_role("button", name="Finish").click()
    view.until_address("draw=area")
    assert view.frame.locator(".sketch-list li").count() == 1
    assert view.evaluate("() => Libya.current.side.open") == "", "a click for the drawing opened a card"
    take(view, "line")
    click(view, (26, 16), (26, 18))
    view.page.keyboard.press("Escape")
    view.page.keyboard.press("Escape")
    assert view.frame.locator('[aria-pressed="true"]').count() == 0
    assert view.frame.locator(".sketch-list li").count() == 1, "what was given up is drawn"

    form = Form(view)
    form.choose("holds")
    expect(form.field("area")).not_to_have_value("")
    answer = form.ask()
    assert answer["rows"] == http(server, "holds", answer["parameters"])["rows"]
    assert any(one["id"] == "sabha" for sheet in answer["tables"] for one in sheet["rows"])
    form.tab.locator(".ask-back").click()
    form.tab.locator('[data-question="near"]').click()
    expect(form.field("drawn")).not_to_have_value("")
    assert form.ask()["rows"]

    link = view.page.url
    view.page.goto("about:blank")
    view.open(urlsplit(link).query)
    assert view.frame.locator(".sketch-list li").count() == 1
    view.frame.get_by_role("button", name="Undo").click()
    view.until_address(without="draw=")
