"""The picture of the first view: the features of the scene, in any window, whatever the address is."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from datetime import date
from xml.etree import ElementTree as ET

import pytest
import shapely

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.questions.asking import question
from geo.questions.compare import between
from geo.questions.shared.compared import QUIET
from geo.scene import scene, style
from geo.scene.arranging import Placed, standing
from geo.scene.rules.zooming import least_drawn
from geo.screen.assets import STATIC
from geo.screen.picture import picture, skeleton
from geo.screen.picture.looking import ZOOMS, Looking, zoom_class
from geo.screen.picture.plane import Plane, to_world
from geo.settings import REPOSITORY, Settings
from geo.view import Context, View, read
from tests.conftest import DataRoot

PLACE = re.compile(r"calc\(var\(--s\)\*([-\d.e]+)px(?: \+ ([-\d.]+)px)?\)")
SVG = re.compile(r"<svg.*</svg>", re.DOTALL)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    settings = Settings(root=REPOSITORY)
    return current(settings, everybody(settings))


def _view(evidence: Evidence, **texts: str) -> View:
    return read(texts, Context.of(evidence.catalog, date(2026, 11, 26)))[0]


def _layers(markup: str) -> dict[str, ET.Element]:
    found = SVG.search(markup)
    assert found
    root = ET.fromstring(found[0])  # noqa: S314 - our own
    return {one.attrib["data-layer"]: one for one in root if "data-layer" in one.attrib}


def _definitions(markup: str) -> ET.Element:
    found = SVG.search(markup)
    assert found
    head = ET.fromstring(found[0]).find("defs")  # noqa: S314 - our own
    assert head is not None
    return head


@pytest.mark.parametrize(
    "asked",
    [
        {"z": "6", "c": "27,17"},
        {
            "z": "12",
            "c": "27,17",
            "at": "2020-06-01",
            "layers": "control,trafficking_hubs,trafficking_routes,energy",
        },
    ],
    ids=["usual", "near"],
)
def test_it_shows_the_features_of_the_scene(evidence: Evidence, asked: dict[str, str]) -> None:
    view = _view(evidence, **asked)
    shown = scene(evidence, view)
    zoom = float(asked["z"])
    looking = Looking.of(view)
    plane = Plane.of(looking.centre, looking.zooms)
    symbols = standing([Placed.of(one, plane) for one in shown.layers], zoom, "")
    drawn = _layers(picture(evidence, view).markup)
    assert list(drawn) == [one.layer.id for one in shown.layers], "in another order"
    for layer in shown.layers:
        least = least_drawn((one.importance for one in layer.placed), zoom, style().zoom.importance)
        wanted = {one.id for one in layer.of("point") if one.importance <= least}
        own = symbols[layer.layer.id]
        assert {name for one in own for name in one.ids} == wanted
        group = drawn[layer.layer.id]
        assert len(group.findall("use")) == len(own)
        stood = sorted(len(one.ids) for one in own if len(one.ids) > 1)
        counts = sorted(int(one.text or "") for one in group.iter("text"))
        assert counts == stood
        wide = [one for one in layer.placed if one.kind != "point" and one.importance <= least]
        flows = [one for one in wide if one.look.arrow]
        stood_still = [one for one in wide if not one.look.arrow]
        paths = {plane.path(one.shape) for one in stood_still if one.shape is not None}
        corridors = {plane.path(one.shape, whole=True) for one in flows if one.shape is not None}
        own_paths = {one.attrib["d"] for one in group.findall("g[@class='world']//path")}
        assert own_paths - corridors == paths - {""}
        assert len(group.findall("g[@class='flow']")) == len(flows)


def test_areas_have_the_looks_of_the_scene(evidence: Evidence) -> None:
    view = _view(evidence, layers="control")
    (layer,) = scene(evidence, view).layers
    (group,) = _layers(picture(evidence, view).markup).values()
    drawn = [one.attrib for one in group.iter("path") if one.attrib.get("stroke-opacity")]
    areas = layer.of("area")
    edges = [one["stroke"] for one in drawn if "stroke-width" in one and "stroke-linecap" not in one]
    assert edges == [area.look.edge for area in areas]
    fills = [one.attrib["fill"] for one in group.iter("path") if one.attrib.get("fill-opacity")]
    plain = [fill for fill in fills if fill.startswith("#")]
    assert plain == [area.look.fill for area in areas if area.look.fill]


def test_every_zoom_of_the_first_view_is_there(evidence: Evidence) -> None:
    markup = picture(evidence, _view(evidence)).markup
    for zoom in ZOOMS[1:]:
        assert f".{zoom_class(zoom)}," in markup, "no window takes it"
        assert f'class="z {zoom_class(zoom)}"' in markup
        assert f"--s:{2**zoom:.6g}" in markup
    assert len(markup) < 900_000


def test_a_link_looks_where_it_says(evidence: Evidence) -> None:
    looking = Looking.of(_view(evidence, c="32.9,13.2", z="9.5"))
    assert looking.zooms == (9.5,)
    assert looking.centre == pytest.approx(to_world(13.2, 32.9))
    plane = Plane.of(looking.centre, looking.zooms)
    west, south, east, north = plane.box
    assert (east - west) * 2**9.5 == pytest.approx((north - south) * 2**9.5) == pytest.approx(4600)


def test_positions_are_those_of_leaflet() -> None:
    x, y = to_world(13.19, 32.89)
    assert x == pytest.approx(128 + 13.19 / 360 * 256)
    assert y == pytest.approx(128 - math.asinh(math.tan(math.radians(32.89))) / math.pi * 128)


def test_a_place_is_ringed_by_what_is_claimed_about_it(evidence: Evidence) -> None:
    asked = {"layers": "control", "z": "8", "c": "31.2,16.6"}
    ring = f'<circle r="{style().chosen.radius:g}"'
    usual, chosen = (picture(evidence, _view(evidence, **asked, sel=one)).markup for one in ("", "sirte"))
    assert [one.count(ring) for one in (usual, chosen)] == [0, 2], "on its halo"


def test_who_held_an_area_one_after_another_has_bands_of_it(evidence: Evidence) -> None:
    asked = {"layers": "control", "z": "6", "c": "30,17", "at": "2020-07-15"}
    usual = picture(evidence, _view(evidence, **asked)).markup
    assert "<mask" not in usual
    assert "<clipPath" not in usual
    markup = picture(evidence, _view(evidence, **asked, between="2019-04-01")).markup
    (group,) = _layers(markup).values()
    fills = {path.attrib.get("fill") for one in group.iter("g") if "mask" in one.attrib for path in one}
    assert {"#0072B2", "#D55E00"} <= fills, "of Sirte and its neighbours: the government, then the LNA"
    assert "<clipPath" in markup, "so has its dot, in slices"


@pytest.mark.parametrize(
    "asked",
    [
        {"layers": "<svg onload=alert(1)>", "lang": '"><script>', "c": "nan,1", "z": "1e9"},
        {"sel": '"><img src=x onerror=alert(1)>', "names": "<script>", "ask": "near;place=<em>", "f": "<i>"},
        {"at": "9999-99-99", "known": "0001-01-01", "opacity": "control:-7", "draw": "<u>"},
        {"layers": ""},
    ],
)
def test_a_bad_address_has_a_picture_too(evidence: Evidence, asked: dict[str, str]) -> None:
    markup = picture(evidence, _view(evidence, **asked)).markup
    assert "who holds what" in markup
    for hostile in ("<script", "<img", "onload", "onerror", "<em>", "<i>", "<u>"):
        assert hostile not in markup


def test_words_in_the_language_of_the_view(evidence: Evidence) -> None:
    arabic = picture(evidence, _view(evidence, lang="ar")).markup
    assert 'lang="ar" dir="rtl"' in arabic
    assert 'class="other-title"' not in arabic
    assert (
        'class="other-title" dir="rtl" lang="ar"' in picture(evidence, _view(evidence, lang="en+ar")).markup
    )
    assert "من يسيطر على ماذا" in arabic
    assert "طرابلس" in arabic
    assert "@media(min-width:769px){#first-place{right:276px}}" in arabic, "the panel is at the right"


def test_without_the_picture_there_are_words(evidence: Evidence) -> None:
    for view in (None, _view(evidence, lang="en")):
        assert "Libya: control, resources, routes" in skeleton(view).markup
    shown = picture(evidence, _view(evidence, compare="at=2019-04-01"))
    assert "html:not([data-room]) .stSidebar{display:none}" in shown.markup, "the panel folds behind it"
    assert shown.markup.count("<svg") == 2
    assert "who holds what" in shown.markup, "on a phone"


def test_what_differs_is_outlined_on_both_maps(evidence: Evidence) -> None:
    view = _view(evidence, layers="control", at="2020-07-15", compare="at=2019-04-01", z="6", c="27,17")
    assert view.compare
    rows = list(question("compare").answer(evidence, between(view, view.compare)).records())
    loud = {row["id"] for row in rows if row["scope"] == "place" and row["change"] not in QUIET}
    quiet = {row["id"] for row in rows if row["scope"] == "place"} - loud
    assert min(len(loud), len(quiet)) > 10
    control = evidence.layer("control", None, None)
    places = dict(zip(control["place"], control.geometry, strict=True))
    x, y = to_world(17, 27)

    def centres(names: set[str]) -> set[tuple[int, int]]:
        found = (to_world(places[name].x, places[name].y) for name in names)
        return {(round(64 * (one - x)), round(64 * (other - y))) for one, other in found}

    markup = picture(evidence, view).markup
    maps = [ET.fromstring(one) for one in re.findall("<svg.*?</svg>", markup, re.DOTALL)]  # noqa: S314
    assert len(maps) == 2
    for one in maps:
        drawn = {path.attrib["id"]: path for path in one.find("defs") or ()}
        ground, *rings = one.findall("g[@class='differing']/g")
        for names, ring in zip((quiet, loud), rings, strict=True):
            white, black = (use.attrib for use in ring.findall("use"))
            assert float(white["stroke-width"]) > float(black["stroke-width"])
            path = drawn[black["href"].removeprefix("#")][0].attrib["d"]
            found = {
                (round(float(left) + float(radius)), round(float(top)))
                for left, top, radius in re.findall(r"M([-\d.]+) ([-\d.]+)a([-\d.]+)", path)
            }
            missing = [one for one in centres(names) if min(math.dist(one, other) for other in found) > 2]
            assert not missing
        assert len(ground.findall(".//use")) == 4, "the ground has one outline, the quiet one below"
    assert 'class="differing"' not in picture(evidence, _view(evidence, layers="control")).markup


def test_chips_stand_as_on_the_map(evidence: Evidence) -> None:
    view = _view(evidence, layers="foreign", z="6", c="27,17")
    (layer,) = scene(evidence, view).layers
    looking = Looking.of(view)
    (symbols,) = standing([Placed.of(layer, Plane.of(looking.centre, looking.zooms))], 6, "").values()
    markup = picture(evidence, view).markup
    (group,) = _layers(markup).values()
    letters = {chip[0].letters for one in symbols for chip in one.chips}
    assert {"RU", "TR", "IT"} <= letters
    assert len(group.findall("use")) == sum(len(one.chips) for one in symbols)
    assert {one.text for one in _definitions(markup).iter("text")} == letters


def test_signs_say_what_goes_along_a_route(evidence: Evidence) -> None:
    markup = picture(evidence, _view(evidence, layers="trafficking_routes", z="7", c="27,17")).markup
    (group,) = _layers(markup).values()
    signs = {one.attrib["href"] for one in group.findall("g[@class='flow']/use")}
    assert signs == {f"#{one.attrib['id']}" for one in _definitions(markup)}


def test_names_of_seats_and_the_dots_of_towns(evidence: Evidence) -> None:
    markup = picture(evidence, _view(evidence, z="6", c="30,17")).markup
    assert ">LNA General Command</text>" in markup
    assert 'class="n feature1 east"' in markup
    assert 'class="lead"' in markup, "a line to what stands apart"
    assert 'class="dot"' in picture(evidence, _view(evidence, layers="foreign")).markup


def test_a_name_that_was_moved_stands_where_it_was_put(evidence: Evidence) -> None:
    markup = picture(evidence, _view(evidence, z="6", c="27,17", move="name:sabha:25,14")).markup
    place = re.search(r"calc\(var\(--s\)\*(\S+)px \+ (\S+)px\) [^>]*>Sabha</text>", markup)
    assert place
    # In pixels of the zoom from the middle of the window.
    across = float(place[1]) * 64 + float(place[2])
    assert across == pytest.approx((to_world(14, 25)[0] - to_world(17, 27)[0]) * 64, abs=0.2)
    assert markup.count('class="lead"') > picture(evidence, _view(evidence, z="6", c="27,17")).markup.count(
        'class="lead"'
    )


def test_chips_are_named_by_the_site_on_which_they_stand(evidence: Evidence) -> None:
    markup = picture(evidence, _view(evidence, layers="foreign", at="2026-11-26", z="6", c="27,17")).markup
    named = set(re.findall(r'class="n feature\d"[^>]*>([^<]+)</text>', markup))
    assert {"Al Jufra air base", "Maaten al Sarra air base"} <= named
    assert not any(":" in one for one in named), "whose and what is said by letters and glyphs"


def test_notes_and_the_numbers_of_call_outs_stand_as_on_the_map(evidence: Evidence) -> None:
    def drawn(**more: str) -> str:
        asked = {"layers": "fezzan_resources", "callouts": "of-sharara", "z": "6", "c": "27,17", **more}
        return picture(evidence, _view(evidence, **asked)).markup

    def where(text: str, markup: str) -> tuple[float, float]:
        along = r"calc\(var\(--s\)\*([^p]+)px(?: \+ ([^p]+)px)?\)"
        found = re.search(rf"{along} {along}[^>]*>{text}</text>", markup)
        assert found
        x, more_x, y, more_y = (float(one or 0) for one in found.groups())
        return x * 64 + more_x, y * 64 + more_y

    def pixels(lat: float, lon: float) -> tuple[float, float]:
        (x, y), (left, top) = to_world(lon, lat), to_world(17, 27)
        return (x - left) * 64, (y - top) * 64

    assert where("1", drawn(layers="control", callouts="sabha", tab="brief"))
    markup = drawn(note="25,14;28,20;Held <b> by nobody that anybody would have heard of in 2020")
    assert 'class="disc"' not in markup, "numbers stand where a figure is made"
    lines = re.findall(r'class="n note">([^<]+)</text>', markup)
    assert " ".join(lines) == "Held &lt;b&gt; by nobody that anybody would have heard of in 2020"
    assert len(lines) > 1
    assert where(re.escape(lines[0]), markup)[0] == pytest.approx(pixels(28, 20)[0], abs=0.2)
    assert markup.count('class="head"') == 1
    brief = drawn(tab="brief")
    assert brief.count('class="disc"') == 1
    x, y = where("1", brief)
    symbol = pixels(26.5, 12.2)
    assert math.hypot(x - symbol[0], y - symbol[1]) < 40
    put = where("1", drawn(tab="brief", move="number:of-sharara:29,18"))
    assert put == pytest.approx(pixels(29, 18), abs=5), "the base of the digit below the middle"


def test_the_title_says_what_is_shown(evidence: Evidence) -> None:
    shown = picture(evidence, _view(evidence, layers="foreign", lang="ar", digits="arab")).markup
    assert "ليبيا في ٢٦ نوفمبر ٢٠٢٦: " in shown
    alone = picture(evidence, _view(evidence, f="actor:ru_state")).markup
    assert "All others are hidden." in alone


def test_what_is_marked_is_told(evidence: Evidence) -> None:
    shown = picture(evidence, _view(evidence))
    assert shown.marking == "CLEAR"
    assert "TLP:CLEAR" in shown.markup


def test_data_without_towns_and_districts_have_a_picture(data_root: DataRoot) -> None:
    groups = data_root.evidence()
    markup = picture(groups, _view(groups, c="32,13", z="8")).markup
    assert 'data-layer="groups"' in markup


def test_the_map_goes_by_the_widths_of_the_look() -> None:
    """A media query takes no variable: what the map's own styles have is held to the look."""
    screen = style().screen
    css = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.css"))
    assert set(map(int, re.findall(r"max-width: (\d+)px\)", css))) == {screen.roomy - 1, screen.barred}
    assert f"--bar: {screen.bar}px" in css
    assert f"--sheet: {screen.sheet * 100:g}vh" in css
    assert f"--sheet: min({screen.sheet * 100:g}vh, {screen.short}px)" in css


@pytest.mark.parametrize("at", ["2020-06-01", "2025-06-01", "2026-11-26"])
def test_who_holds_an_area_is_written_on_ground_that_is_held_alike(evidence: Evidence, at: str) -> None:
    view = _view(evidence, at=at)
    shown = scene(evidence, view)
    control = next(one for one in shown.layers if one.layer.areas_named)
    looking = Looking.of(view)
    plane = Plane.of(looking.centre, looking.zooms)
    rows = evidence.layer("control")
    actors = dict(zip(rows["id"], rows["actors"], strict=True))
    held: dict[str, tuple[str, str, str]] = {}
    alike: defaultdict[tuple[str, str, str], list[shapely.Geometry]] = defaultdict(list)
    for one in control.of("area"):
        held[one.id] = one.class_, actors[one.id], one.state
        if one.shape is not None:
            alike[held[one.id]].append(plane.placed(one.shape))
    told: defaultdict[str, list[shapely.Geometry]] = defaultdict(list)
    for written in control.holders:
        for line in written.name.lines(view.lang):
            told[line] += alike[held[written.feature]]
    found = SVG.search(picture(evidence, view).markup)
    assert found
    root = ET.fromstring(found[0])  # noqa: S314 - our own
    checked = 0
    for zoom in looking.zooms:
        for group in root.iter("g"):
            if zoom_class(zoom) not in group.get("class", "").split():
                continue
            for one in group.iter("text"):
                if "area0" not in one.get("class", ""):
                    continue
                x, y = (
                    float(world) + float(pixels or 0) / 2**zoom
                    for world, pixels in PLACE.findall(one.attrib["style"])
                )
                line = "".join(one.itertext())
                # Half of a capital letter above the base.
                y -= style().screen.type.of("area", 0).size * 0.35 / 2**zoom
                assert any(shapely.contains_xy(area, x, y) for area in told[line]), (zoom, line)
                checked += 1
    assert checked > 5
