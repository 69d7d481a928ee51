"""Own data in the browser: a file dropped on the map is checked, drawn for its user alone, and deleted."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.map_page import new_page
from tests.browser.serving import Server

CSV = "name,when,lat,lon,left\nSeen,2024-03-01,29.5,18.5,\nWrong,soon,29.5,18.5,\n"

DROP = """(text) => {
  const given = new DataTransfer();
  given.items.add(new File([text], "wells.csv"));
  document.querySelector(".leaflet-container").dispatchEvent(
    new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
}"""

OWN = "() => Libya.drawn().filter(({ layer }) => layer === 'own_wells').map(({ id }) => id)"


def test_a_dropped_file_is_checked_drawn_and_deleted(chromium: Browser, server: Server) -> None:
    with new_page(chromium, server) as view:
        view.open("layers=places&at=2024-06-01")
        view.frame.evaluate(DROP, CSV)
        dialog = view.page.locator("dialog.own-dialog")
        role = dialog.get_by_label("What when is for")
        expect(role).to_have_value("")
        bare = dialog.locator("details", has_text="1 column without a value")
        expect(bare.get_by_label("What left is for")).to_be_hidden()
        role.select_option("day")
        dialog.get_by_role("button", name="Check").click()
        told = dialog.locator(".own-told")
        expect(told).to_contain_text("1 of 2 rows can be taken.")
        expect(told).to_contain_text("row 2: when: 'soon' is no day; write it as 2024-03-14")
        with view.page.expect_navigation():
            dialog.get_by_role("button", name="Add to the map").click()
        view.settle()
        assert "own_wells" in view.page.url
        assert view.frame.evaluate(OWN) == ["own-wells-1"]
        assert "own_wells" not in {one["id"] for one in server.json("/api/layers")["layers"]}, "private"
        with view.page.expect_navigation():
            view.panel.get_by_role("button", name="Delete wells").click()
        view.settle()
        assert view.panel.locator("[data-layer=own_wells]").count() == 0
        assert view.frame.evaluate(OWN) == []
