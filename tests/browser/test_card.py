"""The card under a click: both names, grades in words, sources with publisher and date, and the keyboard."""

from __future__ import annotations

import pytest

from geo.words.card import CREDIBILITY, RELIABILITY
from tests.browser.holding_up import held_up
from tests.browser.map_page import Map
from tests.browser.serving import Server

LAYER, DAY = "trafficking_hubs", "2026-01-01"

BAR_SAYS = "(text) => document.querySelector('.cards-bar').textContent.includes(text)"

# Where several features of one class share a symbol that is not covered.
CROWD = """() => {
  const { map } = Libya.current;
  const origin = map.getPixelOrigin();
  const scale = 2 ** map.getZoom();
  for (const { symbols } of Libya.current.drawn()) for (const { items, world, shift } of symbols) {
    if (items.length < 2) continue;
    const layerPoint = [world[0] * scale - origin.x + shift[0], world[1] * scale - origin.y + shift[1]];
    const { x, y } = map.layerPointToContainerPoint(layerPoint);
    const top = document.elementFromPoint(x, y);
    const covered = !top || top.closest(".map-column, .leaflet-control, .side");
    if (!covered) return { x, y, ids: items.map(({ id }) => id) };
  }
  return null;
}"""

EMPTY = """() => {
  const { map } = Libya.current;
  for (let x = 300; x < map.getSize().x; x += 25) for (let y = 80; y < map.getSize().y; y += 25) {
    const top = document.elementFromPoint(x, y);
    const covered = !top || top.closest(".map-column, .map-foot, .leaflet-control, .side, .sketch");
    const point = map.containerPointToLayerPoint([x, y]);
    const { picking, ground } = Libya.current;
    if (!covered && !picking.hitsAt(point).length && !ground.districtAt(point)) return { x, y };
  }
  return null;
}"""

# Whether the card tells this as nearest, this far away but for some kilometres.
NEAREST = """([name, km, few]) => {
  const told = (one) => document.querySelector(`.near ${one}`)?.textContent ?? '';
  const [called, far] = [told('button'), told('.km')];
  return called === name && Math.abs(parseFloat(far) - km) <= few;
}"""
PIXELS_KM = 4


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with one layer of points."""
    module_page.open(f"layers={LAYER}&at={DAY}")
    return module_page


@pytest.fixture
def hubs(open_page: Map) -> Map:
    """Return the page with its one layer and without any card."""
    open_page.go(f"layers={LAYER}&at={DAY}")
    return open_page


def open_any(hubs: Map) -> None:
    """Open a card with the mouse."""
    feature, x, y = hubs.alone(LAYER)
    hubs.page.mouse.click(x, y)
    hubs.card(feature)


def test_click_opens_the_card_with_all_that_trust_needs(hubs: Map, server: Server) -> None:
    complete = [one for one in server.features(LAYER, at=DAY) if one["properties"]["name_ar"]]
    feature, x, y = hubs.alone(LAYER, complete)
    known = server.json(f"/api/features/{feature}?at={DAY}")
    hubs.page.mouse.move(x, y)
    hubs.until("(name) => document.querySelector('.hover-name').textContent === name", known["name_en"])
    hubs.page.mouse.click(x, y)
    card = hubs.card(feature)

    assert card.locator("h2").inner_text() == known["name_en"]
    text = card.inner_text()
    for part in (
        known["name_ar"],
        known["summary"],
        RELIABILITY[known["reliability"]],
        CREDIBILITY[known["credibility"]],
        known["age"]["text"],
        known["precision_text"],
        f"TLP:{known['marking']}",
    ):
        assert part in text
    listed = card.locator(".sources li")
    assert listed.count() == len(known["sources"]) >= 1
    for number, source in enumerate(known["sources"]):
        entry = listed.nth(number).inner_text()
        assert source["title"] in entry
        assert source["publisher"] in entry
        assert (source["date"][:4] or source["date_note"] or "undated") in entry
        link = listed.nth(number).locator("a")
        assert link.get_attribute("href") == source["url"]
        assert {"noopener", "noreferrer"} <= set((link.get_attribute("rel") or "").split())
    hubs.until_address(f"sel={feature}")

    hubs.page.keyboard.press("Escape")
    hubs.cards.wait_for(state="hidden")
    hubs.until_address(without="sel=")


def test_card_by_keyboard(hubs: Map) -> None:
    open_any(hubs)
    hubs.until("() => document.activeElement.closest('.card') !== null")
    hubs.page.keyboard.press("Shift+Tab")
    focused = "() => [document.activeElement.title, getComputedStyle(document.activeElement).outlineStyle]"
    assert hubs.evaluate(focused) == ["Close (Escape)", "solid"], "no visible focus on Close before the card"
    for _ in range(9):
        hubs.page.keyboard.press("Tab")
        if hubs.evaluate("() => document.activeElement.closest('.sources a') !== null"):
            break
    else:
        pytest.fail("Tab does not lead to the sources")
    hubs.cards.get_by_role("button", name="Close").focus()
    hubs.page.keyboard.press("Enter")
    hubs.cards.wait_for(state="hidden")


def test_every_feature_under_a_click_is_one_step_away(hubs: Map) -> None:
    # Several institutions of the capital are known to be there, and no more.
    hubs.put(layers=["tripoli"])
    crowd = hubs.evaluate(CROWD)
    assert crowd, "no two institutions stand at one place"
    box = hubs.box()
    hubs.page.mouse.click(box["x"] + crowd["x"], box["y"] + crowd["y"])
    hubs.cards.locator(".card").wait_for()
    count = hubs.evaluate("() => Libya.current.cards.hits.length")
    seen = []
    for number in range(1, count + 1):
        hubs.until(BAR_SAYS, f"{number} of {count}")
        seen.append(hubs.cards.locator(".card").get_attribute("data-feature"))
        hubs.page.keyboard.press("ArrowRight")
    assert len(set(seen)) == count >= 2
    assert set(crowd["ids"]) <= set(seen)
    hubs.until(BAR_SAYS, f"1 of {count}")
    hubs.cards.get_by_role("button", name="Previous card (left arrow)").click()
    hubs.until(BAR_SAYS, f"{count} of {count}")
    hubs.page.keyboard.press("Escape")
    hubs.cards.wait_for(state="hidden")


def test_a_card_that_is_closed_before_it_came_does_not_come(hubs: Map) -> None:
    feature, _, _ = hubs.alone(LAYER)
    hubs.put(at="2025-12-30")  # a card that was not read before
    asked = f"/api/features/{feature}?"
    with (
        hubs.page.expect_request_finished(lambda one: asked in one.url),
        held_up(hubs.page, f"**{asked}**"),
    ):
        hubs.put(sel=feature, tab="inspect")
        hubs.put(sel="")
    hubs.settle()
    assert hubs.cards.is_hidden()


def test_a_click_beside_everything_closes_the_card(hubs: Map) -> None:
    open_any(hubs)
    empty = hubs.evaluate(EMPTY)
    box = hubs.box()
    hubs.page.mouse.click(box["x"] + empty["x"], box["y"] + empty["y"])
    hubs.cards.wait_for(state="hidden")


def test_open_card_follows_the_date_and_the_language(view: Map, server: Server) -> None:
    feature = next(
        one["id"] for one in server.features(LAYER, at="2020-08-01") if one["properties"]["name_ar"]
    )
    view.go(f"layers={LAYER}&at={DAY}&sel={feature}&tab=inspect")
    ages = {
        day: server.json(f"/api/features/{feature}?at={day}")["age"]["text"] for day in (DAY, "2020-08-01")
    }
    assert len(set(ages.values())) == 2
    assert ages[DAY] in view.card(feature).inner_text()
    view.set_day("2020-08-01")
    view.until("(text) => document.querySelector('.card').textContent.includes(text)", ages["2020-08-01"])
    name = view.card(feature).locator("h2").inner_text()
    view.set_language("ar")
    view.until("(name) => document.querySelector('.card h2').textContent !== name", name)


def test_contested_place_shows_competing_claims(view: Map, server: Server) -> None:
    control = server.features("control", at=DAY)
    contested = [
        one["id"]
        for one in control
        if one["properties"]["class"] == "contested" and "|" in one["properties"]["actors"]
    ]
    assert contested, "nothing is contested between two who are named"
    view.go(f"layers=control&at={DAY}&sel={contested[0]}&tab=inspect")
    card = view.card(contested[0])
    claims = server.json(f"/api/features/{contested[0]}?at={DAY}")["claims"]
    assert len({claim["actor"]["id"] for claim in claims}) >= 2
    shown = card.locator(".claims li").all_text_contents()
    # Those that the answer rests on come first; those that do not count that day are folded at the end.
    turn = sorted(claims, key=lambda claim: (not claim["counts"], not claim["makes"]))
    for claim, text in zip(turn, shown, strict=True):
        assert claim["actor"]["short_en"] in text
        assert f"{claim['reliability']}{claim['credibility']}" in text


AT_PLACE = """([lat, lon]) => {
  const { map } = Libya.current;
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  return { x, y };
}"""


def test_the_card_of_a_place_says_who_holds_it_and_by_whose_word(view: Map, server: Server) -> None:
    view.go(f"layers=control&at={DAY}&c=27.04,14.43&z=9")
    box, at = view.box(), view.evaluate(AT_PLACE, [27.038, 14.428])
    view.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    view.until("() => document.querySelector('.hover-name').textContent.startsWith('Sabha · ')")
    view.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    card = view.card("sabha")
    known = server.json(f"/api/features/sabha?at={DAY}")
    assert card.locator(".card-words").inner_text() == known["words"]
    assert card.locator(".card-words").evaluate("node => getComputedStyle(node).fontSize") == "16px"
    first = next(claim for claim in known["claims"] if claim["makes"])
    shown = card.locator(".claims li").first.inner_text()
    for part in (first["claimant"], *first["publishers"], first["grade"], first["note"]):
        assert part in shown
    assert card.locator("svg.history rect").count() >= 3
    assert card.locator(".near li").all_inner_texts()
    assert "No other side claims to hold Sabha on this day." in card.inner_text()
    assert not card.locator(".card-row").first.is_visible(), "what it is besides is folded"
    assert view.evaluate("() => Libya.current.cards.hits.at(-1).id") == "ly-sb", "the district comes last"
    view.until_address("sel=sabha")
    with view.change():
        card.locator(".near button").first.click()
    view.card(known["near"][0]["id"])


def test_open_ground_and_names_lead_to_a_card(view: Map, server: Server) -> None:
    view.go(f"layers=trafficking_hubs&at={DAY}&c=24.3,16.5&z=8")
    box, at = view.box(), view.evaluate(AT_PLACE, [24.2, 16.9])
    view.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    view.card("ly-mq")
    known = server.json(f"/api/features/ly-mq?at={DAY}&c=24.2,16.9")
    shown = view.cards.locator(".near li").all_inner_texts()
    assert [near["name_en"] for near in known["near"]]
    assert all(near["name_en"] in text for near, text in zip(known["near"], shown, strict=True))
    name = view.frame.locator(".label[data-card]").first
    wanted = name.get_attribute("data-card")
    name.click()
    view.card(str(wanted))


def test_an_arabic_card_shows_the_arabic_summary_or_marks_the_english_one(view: Map, server: Server) -> None:
    view.go(f"layers=energy&at={DAY}&lang=ar&sel=of-chadar&tab=inspect")
    shown = view.card("of-chadar").locator(".card-summary")
    known = server.json(f"/api/features/of-chadar?at={DAY}")
    assert shown.inner_text() == known["summary_ar"]
    assert shown.get_attribute("lang") == "ar"
    view.go(f"layers=energy&at={DAY}&lang=ar&sel=of-amal&tab=inspect")
    shown = view.card("of-amal").locator(".card-summary")
    english = server.json(f"/api/features/of-amal?at={DAY}")["summary"]
    assert shown.inner_text().startswith(english)
    assert shown.locator("[lang=ar]").inner_text().strip() == "(بالإنجليزية)"


def test_coordinates_and_id_are_folded(view: Map, server: Server) -> None:
    feature = server.features("trafficking_hubs", at=DAY)[0]
    view.go(f"layers=trafficking_hubs&at={DAY}&sel={feature['id']}")
    card = view.card(feature["id"])
    told = card.locator(".card-row", has_text=feature["id"])
    assert card.locator(".card-summary").is_visible()
    assert card.locator(".card-row", has_text="Source").first.is_visible()
    assert not told.is_visible()
    card.get_by_text("Coordinates, id").click()
    assert told.is_visible()


def test_the_card_of_an_event_says_its_day_and_not_that_it_holds(view: Map, server: Server) -> None:
    feature = server.features("events", at=DAY)[0]
    view.go(f"layers=events&at={DAY}&sel={feature['id']}")
    labels = view.card(feature["id"]).locator(".card-row dt").all_inner_texts()
    assert "Date" in labels
    assert "Holds" not in labels


def test_what_is_near_is_told_from_the_spot_clicked_also_within_one_district(
    module_page: Map, server: Server
) -> None:
    view, told = module_page, []
    view.open("layers=control&c=25,15.5&z=7&at=2026-06-01")
    at = "(spot) => { const { x, y } = Libya.current.map.latLngToContainerPoint(spot); return [x, y]; }"
    for lat, lon in ([25.2, 16.6], [24.2, 15.2]):
        (x, y), box = view.evaluate(at, [lat, lon]), view.box()
        view.page.mouse.click(box["x"] + x, box["y"] + y)
        view.card("ly-mq")
        nearest = server.json(f"/api/features/ly-mq?at=2026-06-01&c={lat},{lon}")["near"][0]
        told.append([nearest["name_en"], nearest["km"]])
        view.until(NEAREST, [*told[-1], PIXELS_KM])
    assert told[0] != told[1]
