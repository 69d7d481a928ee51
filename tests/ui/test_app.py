"""The page as Streamlit runs it, without a browser: what it asks for, says and sends to the map."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from geo.ui import cache
from geo.ui.frame import frame_arguments, frame_script
from tests.running import PATIENCE

if TYPE_CHECKING:
    from conftest import DataRoot

CATALOG, _ = read_catalog(REPOSITORY / "layers")
FIRST = [layer.id for layer in CATALOG.values() if layer.visible]
ALL = ",".join(CATALOG)
OTHER_HOST = re.compile(r"https?:|//[\w-]+\.")
EVIL = (
    "<script>alert(1)</script> ![x](https://a.example/x.png) [y](javascript:alert(1)) **b** `c` www.a.example"
)


@pytest.fixture(autouse=True)
def repository(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show the shipped evidence, whatever the environment says, and leave no settings behind."""
    monkeypatch.delenv("LIBYA_ROOT", raising=False)
    cache.settings.cache_clear()
    yield
    cache.settings.cache_clear()


@pytest.fixture
def show_root(monkeypatch: pytest.MonkeyPatch, data_root: DataRoot) -> Callable[..., AppTest]:
    """Return how to open the page on the data root of the test."""

    def show(**params: str) -> AppTest:
        monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
        cache.settings.cache_clear()
        return visit(**params)

    return show


def visit(**params: str) -> AppTest:
    """Return the page that a new session gets for an address."""
    page = AppTest.from_file(str(REPOSITORY / "geo" / "ui" / "dashboard.py"), default_timeout=PATIENCE)
    return move(page, **params)


@functools.cache
def first_view() -> AppTest:
    """Return the page without an address, to compare with; not to be moved."""
    return visit()


def move(page: AppTest, **params: str) -> AppTest:
    """Return the page after the same session goes to another address."""
    page.query_params.clear()
    for name, text in params.items():
        page.query_params[name] = text
    page.run()
    assert [one.value for one in page.exception] == []
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """Return what the page hands to the map component."""
    (component,) = page.get("component_instance")
    arguments: dict[str, Any] = json.loads(component.proto.json_args)
    return arguments


def told(page: AppTest) -> dict[str, Any]:
    """Return the view in the message to the map."""
    view: dict[str, Any] = json.loads(sent(page)["returned_objects"][0])["view"]
    return view


def visit_told(page: AppTest) -> int:
    """Return the number of the visit in the message to the map; the panel is told the same."""
    number = int(json.loads(sent(page)["returned_objects"][0])["visit"])
    assert number == panel(page)["visit"]
    return number


def panel(page: AppTest) -> dict[str, Any]:
    """Return what the page hands to the panel."""
    data: dict[str, Any] = json.loads(page.get("bidi_component")[0].proto.json)
    return data


def said(page: AppTest) -> str:
    """Return the one notice of what is out."""
    assert len(page.error) == 1, [error.value for error in page.error]
    return read(page.error[0].value)


def read(markdown: str) -> str:
    """Return a text of the page as a reader sees it; fail where Markdown would make something of it."""
    left = re.sub(r"\\([^\w\s]|_)", "", markdown)
    assert not re.search(r"[<>\[\]()!*_`@#|]", left), left
    seen = re.sub(r"\\([^\w\s]|_)", r"\1", markdown)
    assert not re.search(r"://\w|www\.|@\w", seen), "Streamlit makes a link of a bare address, escaped or not"
    return seen


ADDRESSES: dict[str, dict[str, str]] = {
    "first": {},
    "nothing": {"layers": ""},
    "everything": {"layers": ALL},
    "another time": {
        "layers": "east,control", "at": "2020-10-23", "known": "2020-10-31", "recorded": str(date.today()),
    },
    "Arabic": {"lang": "ar", "q": "طرابلس", "names": "own"},
    "brief": {"view": "brief", "at": "2019-04-04"},
    "selected": {"sel": "tripoli", "tab": "inspect"},
    "filtered": {"o": "control:0.5", "f": "rel:B;hide:tripoli.force|east.seat"},
    "all at once": {
        "layers": ALL, "o": ",".join(f"{layer}:0.25" for layer in CATALOG), "q": "Zintan " * 10,
        "f": "hide:tripoli.force|east.seat|city_states.other;actor:lna|gnu;rel:B;cred:2", "lang": "en+ar",
        "tab": "timeline", "names": "descriptive", "sel": "hub-zawiya",
    },
}  # fmt: skip


@pytest.mark.parametrize("params", ADDRESSES.values(), ids=ADDRESSES)
def test_every_address_has_the_same_small_map_from_this_host(params: dict[str, str]) -> None:
    """Another script would rebuild the map's frame; features never travel through Streamlit."""
    page = visit(**params)
    arguments = sent(page)
    assert {**arguments, "returned_objects": []} == {**sent(first_view()), "returned_objects": []}
    assert not arguments["feature_group"], "the component would run it as a script"
    assert len(arguments["returned_objects"][0].encode()) < 2048
    assert len(page.toast) == len(page.error) == 0
    assert not OTHER_HOST.search(json.dumps(arguments)), "the frame would fetch from elsewhere"
    linked = arguments["css_links"] + arguments["js_links"]
    assert len(linked) >= 3
    assert all(link.startswith("/assets/") for link in linked)


HONOURED: list[tuple[dict[str, str], dict[str, Any]]] = [
    (
        {},
        {
            "layers": FIRST,
            "at": date.today().isoformat(),
            "known": "",
            "recorded": "",
            "lang": "en",
            "sel": "",
            "view": "",
        },
    ),
    ({"layers": "east,control"}, {"layers": ["east", "control"]}),
    ({"layers": ""}, {"layers": []}),
    ({"at": "2020-10-23"}, {"at": "2020-10-23"}),
    ({"recorded": str(date.today())}, {"known": "", "recorded": str(date.today())}),
    ({"known": str(date.today())}, {"known": "", "recorded": str(date.today())}),
    (
        {"known": "2020-10-31", "recorded": str(date.today())},
        {"known": "2020-10-31", "recorded": str(date.today())},
    ),
    ({"c": "32.5,13.25", "z": "7.25"}, {"c": [32.5, 13.25], "z": 7.25}),
    ({"lang": "ar"}, {"lang": "ar"}),
    ({"lang": "en+ar"}, {"lang": "en+ar"}),
    ({"view": "brief"}, {"view": "brief"}),
    ({"q": "</script>\u2028"}, {"q": "</script>\u2028"}),
    ({"names": "press"}, {"names": "press"}),
    ({"layers": "east", "amp;at": "2020-06-30"}, {"layers": ["east"], "at": "2020-06-30"}),
    # A feature without a tab travels so; the map opens the inspector for it (tabs.js), and no tab is written.
    ({"sel": "tripoli"}, {"sel": "tripoli", "tab": ""}),
    ({"sel": "tripoli", "tab": "table"}, {"sel": "tripoli", "tab": "table"}),
]


@pytest.mark.parametrize(("params", "state"), HONOURED, ids=lambda value: ascii(value)[:40])
def test_address_reaches_the_map(params: dict[str, str], state: dict[str, Any]) -> None:
    page = visit(**params)
    assert told(page) | state == told(page)
    assert panel(page)["view"] == told(page), "panel and map are told the same"
    assert page.query_params == params, "an address that was understood is left as it is"
    assert len(page.toast) == 0


def test_frame_allows_the_very_script_that_the_component_makes() -> None:
    build = Path(streamlit_folium.__file__).parent / "frontend" / "build"
    (frontend,) = build.glob("static/js/main.*.js")
    added = 'script+"window.map = map_div; window.initComponent(map_div, ".concat(return_on_hover,");")'
    assert f"innerHTML={added}" in frontend.read_text(encoding="utf-8"), "the component adds something else"
    page = sent(visit())
    assert page["return_on_hover"] is False
    assert frame_script() == page["script"] + "window.map = map_div; window.initComponent(map_div, false);"


def test_frame_is_told_the_same_before_streamlit_is_there() -> None:
    page = sent(visit())
    (view,) = page["returned_objects"]
    told = frame_arguments(view)
    assert {name: page[name] for name in told} == told
    assert set(page) - set(told) == {"key"}


def test_map_is_mounted_the_same_for_every_address() -> None:
    """A page that outlives its server keeps its frame, wherever the new server first hears of it."""
    assert sent(visit(c="32.5,13.25", z="7.25"))["script"] == sent(visit())["script"]


def test_another_address_in_the_session_moves_the_map_and_does_not_mount_it_again() -> None:
    page = visit(layers="east", c="32.5,13.25", z="7.25")
    before, first = sent(page), visit_told(page)
    after, second = sent(move(page, layers="energy", c="25,13", z="9")), told(page)
    assert {**after, "returned_objects": []} == {**before, "returned_objects": []}
    assert (second["layers"], second["c"], second["z"]) == (["energy"], [25.0, 13.0], 9.0)
    assert visit_told(page) == first + 1, "map and panel leave their view only for another visit"


def test_the_same_address_again_changes_nothing() -> None:
    page = visit(layers="east", at="2020-10-23")
    before = sent(page)
    assert sent(page.run()) == before


def test_brief_shows_the_map_alone() -> None:
    assert not first_view().get("html")
    hidden = visit(view="brief").get("html")[0].proto.body
    assert "display: none" in hidden
    assert all(name in hidden for name in (".stSidebar", ".stAppHeader", "stToastContainer"))


def test_a_link_to_an_earlier_state_says_that_the_data_have_changed(
    data_root: DataRoot, show_root: Callable[..., AppTest]
) -> None:
    rows = [data_root.group("cs-a"), data_root.group("cs-b", retracted_on="2026-09-01")]
    data_root.collection("groups", rows)
    for older in ({"recorded": "2026-08-31"}, {"known": "2026-08-31"}):
        page = show_root(**older)
        (toast,) = page.toast
        text = read(toast.value)
        assert text.startswith("This link shows the data as recorded on 2026-08-31. 2 rows were recorded or")
        assert "empty 'As recorded on'" in text
        assert len(page.run().toast) == 0, "said once"
    assert len(show_root(recorded="2026-09-01").toast) == 0, "nothing has changed since"
    assert len(show_root().toast) == 0


BAD: dict[str, tuple[dict[str, str], list[str]]] = {
    "unknown layer": ({"layers": "traficking_hubs"}, ["did you mean 'trafficking_hubs'?"]),
    "no day": ({"at": "yesterday"}, ["at: 'yesterday' is not a full date"]),
    "no such day": ({"known": "2020-02-30"}, ["known: '2020-02-30'"]),
    "no such record": ({"recorded": "soon"}, ["recorded: 'soon'"]),
    "off the map": ({"c": "95,400", "z": "99"}, ["c: not a latitude", "z: not between"]),
    "no language": ({"lang": "fr"}, ["lang: 'fr' is not one of en, ar"]),
    "no view": ({"view": "full"}, ["view: 'full'"]),
    "no such feature": ({"sel": "no-such-feature"}, ["sel: no feature has the id 'no-such-feature'"]),
    "filter": ({"f": "age:abc"}, ["f: 'age:abc' needs a whole number"]),
    "no id": ({"sel": "../../etc/passwd"}, ["sel: not the id"]),
    "too long": ({"q": "x" * 10_000}, ["q: longer than 1000"]),
    "markup": (
        {"layers": EVIL, "at": EVIL, "f": EVIL},
        ["layers: there is no layer '<script>", "at: '<script>"],
    ),
    "controls": ({"sel": "\x00\u202e", "lang": "\u2028"}, ["sel: ", "lang: "]),
}


@pytest.mark.parametrize(("params", "reasons"), BAD.values(), ids=BAD)
def test_bad_address_is_told_once_as_plain_text(params: dict[str, str], reasons: list[str]) -> None:
    page = visit(**params)
    assert len(page.toast) == 1
    text = read(page.toast[0].value)
    assert len(text) < 1000, "the notice repeats what was sent"
    assert [reason for reason in reasons if reason not in text] == []
    usual = panel(first_view())["view"]
    # The card says of a feature that is not there what it says of it, too.
    kept = {"sel": "no-such-feature"} if "no-such-feature" in params.values() else {}
    assert panel(page)["view"] == usual | kept | ({"layers": []} if "layers" in params else {})
    assert len(page.run().toast) == 0, "said once"


def test_broken_layer_is_named_and_the_others_stay(
    data_root: DataRoot, show_root: Callable[..., AppTest]
) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor=EVIL), data_root.group("cs-b", (0, 0))])
    page = show_root(layers="groups,places,zones")
    assert f"\n- groups: 'cs-a' actor: names unknown actor '{EVIL[:30]}" in said(page)
    assert panel(page)["drawn"] == ["places", "zones"]
    assert told(page)["layers"] == ["groups", "places", "zones"], "the panel says why it is out"

    data_root.collection("groups", [data_root.group("cs-a")])
    page.run()
    assert len(page.error) == 0, "mended data show without a restart"
    assert panel(page)["drawn"] == ["groups", "places", "zones"]

    data_root.collection("groups", [data_root.group("cs-a", actor=EVIL)])
    page.run()
    assert f"\n- data/groups.geojson: names unknown actor '{EVIL[:30]}" in said(page)
    assert said(page).count("what was read before stays in use") == 1
    assert panel(page)["drawn"] == ["groups", "places", "zones"]


def test_file_that_belongs_to_no_layer_is_named_too(
    data_root: DataRoot, show_root: Callable[..., AppTest]
) -> None:
    (data_root.data / "tables.toml").unlink()
    page = show_root()
    assert "- data/tables.toml: cannot be read" in said(page)
    assert panel(page)["drawn"] == ["groups"]


def _without_files(root: DataRoot) -> None:
    for path in [*root.data.rglob("*.*"), *root.layers.iterdir()]:
        path.unlink()


NO_DATA: dict[str, tuple[Callable[[DataRoot], object], str]] = {
    "files": (_without_files, "There is no layer to show."),
    "data folder": (lambda root: shutil.rmtree(root.data), "has no folder data/; give the folder"),
    "root": (lambda root: shutil.rmtree(root.path), "has no folder layers/; give the folder"),
}


@pytest.mark.parametrize(("remove", "reason"), NO_DATA.values(), ids=NO_DATA)
def test_a_root_without_data_says_so(
    data_root: DataRoot,
    show_root: Callable[..., AppTest],
    remove: Callable[[DataRoot], object],
    reason: str,
) -> None:
    remove(data_root)
    assert reason in said(show_root())


def test_data_that_vanish_while_the_app_runs_are_missed_and_found_again(
    data_root: DataRoot, show_root: Callable[..., AppTest]
) -> None:
    page = show_root()
    hidden = data_root.data.rename(data_root.path / "elsewhere")
    assert "holds no folder data/" in said(page.run())
    assert len(page.exception) == 0
    hidden.rename(data_root.data)
    assert len(page.run().error) == 0
    assert panel(page)["drawn"] == ["groups"]
