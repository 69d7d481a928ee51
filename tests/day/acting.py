"""What an analyst does all day, each act once by its name; a seed says in which order and with what."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

from tests.browser.map_page import PANEL, Map

_FIRST, _DAYS = date(2011, 2, 15), 5700
_WORDS = (
    "Sabha",
    "tarablus",
    "مصراتة",
    "Zintn",
    "oil",
    "LNA",
    "32.88, 13.19",
    "nothing is called so",
    "Kufra",
)
_LAYERS = (
    "control", "tripoli", "east", "city_states", "energy", "fezzan_resources", "trafficking_hubs", "events",
    "trafficking_routes", "foreign", "interests", "ceasefire", "districts", "places", "airfields", "ports",
)  # fmt: skip
_TABS = ("inspect", "table", "timeline", "brief")
_EDITED = "east.geojson"
_ALL_ON = "document.querySelectorAll('.tree-bar button')[0].click()"
_AT_REST = {"layers": ["tripoli", "east", "control"], "filters": {}, "sel": "", "tab": "", "lang": "en",
            "known": "", "recorded": "", "view": "", "opacity": {}}  # fmt: skip
_NOTHING_THERE = (400, 404)
"""On some days there is nothing to draw or to take away."""
_direct = build_opener(ProxyHandler({}))
_UNTIL_DRAWN = 90_000
_DRAWN = "() => Libya.current.shown === Libya.current.store.view && !Libya.current.tidying"


class Analyst:
    """Somebody at work on one open page."""

    def __init__(self, view: Map, data: Path, seed: int) -> None:
        self.view = view
        self.data = data
        self.chance = random.Random(seed)  # noqa: S311 - a day that can be played again
        self.edits = 0
        self.begun = False
        self.is_morning = True
        """Whether not everything has been done once."""

    def acts(self) -> list[Callable[[], None]]:
        """Return what is done in a quarter of an hour, in some order: looking more often than taking away."""
        if not self.begun:
            self.begun = True
            return self._morning()
        self.is_morning = False
        often = [self.pan, self.toggle, self.set_day, self.open_card] * 5
        now_and_then = [self.search, self.tab, self.filter, self.language, self.zoom] * 2
        rarely = [self.play, self.clocks, self.edit, self.export, self.figure, self.back, self.all_layers]
        acts = [*often, *now_and_then, *rarely]
        self.chance.shuffle(acts)
        return acts

    def _morning(self) -> list[Callable[[], None]]:
        """Return everything once: what is made when it is first used is there after the first tenth."""
        tabs = [partial(self.tab, name) for name in _TABS]
        acts = [self.pan, self.open_card, self.search, self.filter, self.language, self.zoom, self.play]
        return [self.all_layers, *tabs, *acts, self.clocks, self.edit, self.export, self.figure, self.back]

    def rest(self) -> None:
        """Put the page back to where it is measured: the same layers, nothing open."""
        self._change(**_AT_REST, at=date.today().isoformat(), c=[27.0, 17.4], z=6)
        self._drawn()

    def pan(self) -> None:
        """Drag the map."""
        by = [self.chance.randint(-200, 200), self.chance.randint(-200, 200)]
        self.view.evaluate("(by) => Libya.current.map.panBy(by, { animate: false })", by)
        self._drawn()

    def zoom(self) -> None:
        """Turn the wheel."""
        zoom = self.chance.choice([5, 6, 7, 8, 9])
        self.view.evaluate("(zoom) => Libya.current.map.setZoom(zoom, { animate: false })", zoom)
        self._drawn()

    def toggle(self) -> None:
        """Switch a layer on or off."""
        self.view.panel.locator(f'input[data-layer="{self.chance.choice(_LAYERS)}"]').click(force=True)
        self._drawn()

    def all_layers(self) -> None:
        """Switch everything on."""
        self.view.page.evaluate(_ALL_ON)
        self._drawn()

    def set_day(self) -> None:
        """Look at another day."""
        self._change(at=self._day())
        self._drawn()

    def clocks(self) -> None:
        """Look at what was known or recorded by a day, and come back."""
        self._change(**{self.chance.choice(["known", "recorded"]): self._day()})
        self._drawn()
        self._change(known="", recorded="")
        self._drawn()

    def open_card(self) -> None:
        """Open the card of something that is drawn."""
        ids = self.view.evaluate("() => Libya.drawn().map(({ id }) => id)")
        if ids:
            self._change(sel=self.chance.choice(ids), tab="inspect")
            self._drawn()

    def search(self) -> None:
        """Type into the search and take the first that is found."""
        field = self.view.panel.locator("#search")
        field.fill(self.chance.choice(_WORDS))
        self.view.page.wait_for_timeout(400)
        field.press("Enter")
        self._drawn()

    def tab(self, name: str = "") -> None:
        """Open a tab beside the map."""
        self._change(tab=name or self.chance.choice(_TABS))
        self._drawn()

    def filter(self) -> None:
        """Set a filter, and clear it."""
        self._change(filters={"rel": [self.chance.choice("AB")]})
        self._drawn()
        self._change(filters={})
        self._drawn()

    def language(self) -> None:
        """Change the script of the names."""
        self._change(lang=self.chance.choice(["en", "ar", "en+ar"]))
        self._drawn()

    def play(self) -> None:
        """Let time run for a moment."""
        self._change(at=self._day())
        self.view.page.evaluate(f"{PANEL}.dates.toggle()")
        self.view.page.wait_for_timeout(1500)
        self.view.page.evaluate(f"{PANEL}.dates.toggle()")
        self._drawn()

    def back(self) -> None:
        """Do something that stands in the address, go back, and forward again."""
        # A toggle may undo the one before, of which the address has not heard yet: then it stays as it is.
        day = self._day()
        self._change(at=day)
        self._drawn()
        self.view.page.wait_for_url(lambda url: f"at={day}" in url, wait_until="commit", timeout=_UNTIL_DRAWN)
        for go in (self.view.page.go_back, self.view.page.go_forward):
            go(wait_until="commit")
            self._drawn()

    def edit(self) -> None:
        """Have a colleague save a file, and take over what the page says of it."""
        self._change(lang="en")  # the notice is known by its words
        self._drawn()
        path = self.data / _EDITED
        collection = json.loads(path.read_text(encoding="utf-8"))
        self.edits += 1
        collection["features"][0]["properties"]["name_en"] = f"Renamed for the {self.edits}. time"
        beside = path.with_suffix(".saving")
        beside.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
        offer = self.view.page.locator(".libya-notice").get_by_role("button", name="Show them")
        shown = self.view.page.locator(".libya-notice", has_text="are shown")
        # A page that nobody touched for a while takes them over by itself.
        offer.or_(shown).first.wait_for(timeout=_UNTIL_DRAWN)
        if offer.is_visible():
            offer.click()
        shown.wait_for(timeout=_UNTIL_DRAWN)
        self._drawn()

    def export(self) -> None:
        """Take layers away."""
        form = self.chance.choice(["csv", "geojson", "gpkg"])
        self._take("/api/export", layers="east,tripoli", format=form, at=self._day())

    def figure(self) -> None:
        """Have a figure drawn, coarse or to take away."""
        form = self.chance.choice(["png", "pdf", "svg"])
        coarse = {"preview": "1", "format": "png"} if self.chance.random() < 0.5 else {"format": form}
        self._take("/api/figure", layers="control,tripoli,east", at=self._day(), **coarse)

    def _day(self) -> str:
        return (_FIRST + timedelta(days=self.chance.randrange(_DAYS))).isoformat()

    def _change(self, **part: object) -> None:
        self.view.page.evaluate(f"(part) => {PANEL}.store.change(part)", part)

    def _drawn(self) -> None:
        self.view.frame.wait_for_function(_DRAWN, timeout=_UNTIL_DRAWN)

    def _take(self, path: str, **params: str) -> None:
        """Ask as a download does: the browser keeps nothing of it."""
        try:
            with _direct.open(f"{self.view.server.base}{path}?{urlencode(params)}", timeout=300) as answer:
                answer.read()
        except HTTPError as refused:
            if refused.code not in _NOTHING_THERE:
                raise
