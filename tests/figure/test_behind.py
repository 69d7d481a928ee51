"""What is behind a figure: as printed, corrected since, or no longer reproducible, with data that change."""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import zxingcpp
from PIL import Image

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.__main__ import main
from geo.figure.behind import behind, document, link_params, packed, unpacked
from geo.figure.behind import link as link_of
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered
from geo.figure.reading import request_from
from geo.figure.request import params_of
from geo.settings import Settings
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot

MADE = date(2026, 11, 24)
ASKED = {"layers": "groups", "at": "2026-11-24", "made": "2026-11-24", "size": "docx-half", "dpi": "150"}


def link(evidence: Evidence) -> dict[str, str]:
    return link_params(evidence, request_from(ASKED, evidence, MADE))


def groups(root: DataRoot, **over: str) -> None:
    first = root.group("cs-zintan", recorded_on="2026-11-20", **over)
    root.collection("groups", [first, root.group("cs-misrata", recorded_on="2026-11-20")])


def test_the_same_data_say_as_printed_also_where_another_layer_changed(data_root: DataRoot) -> None:
    groups(data_root)
    before = data_root.evidence()
    printed = link(before)
    assert behind(before, printed, MADE).state == "as printed"
    places = json.loads((data_root.data / "base" / "places.geojson").read_text("utf-8"))
    places["features"][0]["properties"]["summary"] = "Another summary."
    data_root.write("base/places", json.dumps(places))
    after = data_root.evidence()
    assert after.version != before.version
    assert behind(after, printed, MADE).state == "as printed"


def test_what_was_withdrawn_and_added_since_is_a_correction_and_is_listed(data_root: DataRoot) -> None:
    groups(data_root)
    printed = link(data_root.evidence())
    old = data_root.group("cs-zintan", recorded_on="2026-11-20", retracted_on="2026-11-25")
    new = data_root.group("cs-zuwara", recorded_on="2026-11-25")
    kept = data_root.group("cs-misrata", recorded_on="2026-11-20")
    data_root.collection("groups", [old, kept, new])
    evidence = data_root.evidence()
    found = behind(evidence, printed, MADE)
    assert found.state == "corrected since"
    assert {(one.id, one.what) for one in found.changes} == {
        ("cs-zintan", ("gone",)),
        ("cs-zuwara", ("new",)),
    }
    told = document(found, evidence)
    assert {one["id"] for one in told["features"]} == {"cs-zintan", "cs-misrata"}, "those of the print"
    assert told["said"]["ar"] != told["said"]["en"]
    assert "recorded=2026-11-24" in told["map"]


def test_what_lies_beyond_the_extent_of_a_figure_is_not_on_it_and_does_not_correct_it(
    data_root: DataRoot,
) -> None:
    far = (15.09, 32.37)
    near = data_root.group("cs-zintan", recorded_on="2026-11-20")
    data_root.collection("groups", [near, data_root.group("cs-misrata", far, recorded_on="2026-11-20")])
    before = data_root.evidence()
    asked = {**ASKED, "bbox": "12,31.7,12.5,32.2"}
    printed = link_params(before, request_from(asked, before, MADE))
    # A link of before told of all features.
    older = {**printed, "drawn": link(before)["drawn"]}
    assert older != printed
    gone = data_root.group("cs-misrata", far, recorded_on="2026-11-20", retracted_on="2026-11-25")
    data_root.collection("groups", [near, gone])
    after = data_root.evidence()
    assert behind(after, link(before), MADE).state == "corrected since"
    for params in (printed, older):
        found = behind(after, params, MADE)
        assert found.state == "as printed"
        assert {one["id"] for one in document(found, after)["features"]} == {"cs-zintan"}


def test_who_holds_what_is_shown_is_told_with_it(evidence: Evidence) -> None:
    asked = {"layers": "control", "bbox": "16.3,30.9,17,31.4", "made": "2026-11-24", "at": "2026-11-24"}
    found = behind(evidence, link_params(evidence, request_from(asked, evidence, MADE)), MADE)
    told = {one["name_en"]: one["held"] for one in document(found, evidence)["features"]}
    assert told["Sirte"][0].startswith("Held by ")
    assert told["Sirte"][1].startswith("تحت سيطرة")
    assert "Kufra" not in told


def test_what_was_edited_in_place_can_not_be_made_again(data_root: DataRoot) -> None:
    groups(data_root)
    printed = link(data_root.evidence())
    groups(data_root, reliability="D")
    found = behind(data_root.evidence(), printed, MADE)
    assert found.state == "no longer reproducible"
    assert found.reasons


def test_the_server_and_a_file_tell_the_same(
    data_root: DataRoot, tmp_path: Path, monkeypatch, capsys
) -> None:
    groups(data_root)
    evidence = data_root.evidence()
    answer = Client(Settings(root=data_root.path)).get(f"/api/figure/behind?{urlencode(link(evidence))}")
    assert answer.status == 200
    assert {one["id"] for one in answer.json["features"]} == {"cs-zintan", "cs-misrata"}
    assert {one["id"] for one in answer.json["sources"]} == {
        source for one in answer.json["features"] for source in one["sources"]
    }
    monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
    path = tmp_path / "figure.svg"
    asked = [part for name, text in ASKED.items() for part in (f"--{name}", text)]
    assert main([*asked, "--faulty", "warn", "--out", str(path)]) == 0
    capsys.readouterr()
    assert main(["--behind", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == answer.json["state"] == "as printed"
    assert told["features"] == answer.json["features"]
    assert told["map"].startswith("/?layers=groups"), "to be put behind the address of a server"
    monkeypatch.setenv("LIBYA_ADDRESS", "https://map.example.org/libya")
    assert main(["--behind", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(' "map": "https://map.example.org/libya/?layers=groups') for line in lines)


def test_a_figure_has_the_code_of_its_link_where_an_address_is_configured(data_root: DataRoot) -> None:
    groups(data_root)
    evidence = data_root.evidence()
    request = request_from({**ASKED, "faulty": "warn"}, evidence, MADE)
    home = replace(request, home="https://map.example.org/libya")
    printed = link_of(evidence, home)
    assert printed
    assert printed.whole
    told = printed.address
    assert told.startswith("https://map.example.org/libya/api/figure/behind?layers=groups&at=2026-11-24")
    assert dict(parse_qsl(urlsplit(told).query)) == link_params(evidence, request)
    with_code, without = compose(evidence, home), compose(evidence, request)
    assert with_code.id == without.id
    assert with_code.map.height == without.map.height, "it stands below the last line beside the map"
    # Lines of degrees may be more or fewer where the frame has another shape.
    drawn = [rendered(one, "svg").count(b'<g id="patch_') for one in (with_code, without)]
    assert drawn[0] == drawn[1] + 2, "its ground and its dots"
    # Scanned from the picture with the fewest dots.
    with Image.open(io.BytesIO(rendered(with_code, "png", 150))) as page:
        assert [one.text for one in zxingcpp.read_barcodes(page.convert("L"))] == [told]


def test_the_code_carries_all_of_a_long_view_or_says_that_it_does_not(data_root: DataRoot) -> None:
    groups(data_root)
    evidence = data_root.evidence()
    notes = "|".join(f"3{n},1{n};2{n},1{n};What was said of the place {n} on that day" for n in range(8))
    by_hand = {"note": notes, "move": "name:cs-zintan:31.9,12.3", "callouts": "cs-zintan,cs-misrata"}
    request = request_from({**ASKED, **by_hand, "faulty": "warn", "size": "a4-portrait"}, evidence, MADE)
    home = replace(request, home="https://map.example.org/libya")
    printed = link_of(evidence, home)
    assert printed
    assert printed.whole
    with Image.open(io.BytesIO(rendered(compose(evidence, home), "png", 300))) as page:
        assert [one.text for one in zxingcpp.read_barcodes(page.convert("L"))] == [printed.address]
    answer = Client(Settings(root=data_root.path)).get(
        urlsplit(printed.address)._replace(scheme="", netloc="").geturl().removeprefix("/libya")
    )
    assert answer.json["state"] == "as printed"
    shown = dict(parse_qsl(urlsplit(answer.json["map"]).query))
    assert {name: shown[name] for name in by_hand} == {name: params_of(request)[name] for name in by_hand}
    # A sketch of hundreds of points has no room: then the figure says that the code goes without it.
    corners = ";".join(
        f"{20 + n * n * 0.618034 % 13:.5f},{10 + n * n * 0.414214 % 15:.5f}" for n in range(180)
    )
    drawn = replace(home, view=replace(home.view, draw=f"line:{corners}"))
    part = link_of(evidence, drawn)
    assert part
    assert not part.whole
    assert "draw" not in unpacked(dict(parse_qsl(urlsplit(part.address).query)))


@pytest.mark.parametrize("text", ["", "=", "AAAA", "y0ms", "%", packed({"at": "1" * 40_000})[2:]])
def test_a_link_that_nobody_printed_is_refused(text: str) -> None:
    with pytest.raises(GeoError, match="take the link as it is printed"):
        unpacked({"p": text})


def test_whoever_scans_the_code_gets_a_page_of_plain_text(data_root: DataRoot) -> None:
    groups(data_root)
    client = Client(Settings(root=data_root.path))
    path = f"/api/figure/behind?{urlencode(link(data_root.evidence()))}"
    page = client.get(path, accept="text/html").body.decode()
    assert "<h1>As printed: the data still say the same.</h1>" in page
    assert 'href="../../?layers=groups' in page
    assert re.search("<h3>[^<]+</h3><ul><li>[^<]+: [A-F][1-6]</li>", page)
    assert "<script" not in page
    turned = re.search('href="([^"]*)" lang="ar"', page)
    assert turned
    arabic = client.get(f"/api/figure/behind{html.unescape(turned[1])}", accept="text/html").body.decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert not re.search(">(As|Claims|Figure|What|The letter)", arabic), "said in English"


def test_a_page_of_a_hostile_link_says_nothing_of_its_own(data_root: DataRoot) -> None:
    groups(data_root)
    texts = {**link(data_root.evidence()), "figure": "<script>", "title": "<script>alert(1)</script>"}
    page = Client(Settings(root=data_root.path)).get(
        f"/api/figure/behind?{urlencode(texts)}", accept="text/html"
    )
    assert b"<script" not in page.body
    assert page.status == 200


def test_without_its_data_nothing_is_told(data_root: DataRoot) -> None:
    with pytest.raises(GeoError, match="data: which data"):
        behind(data_root.evidence(), ASKED, MADE)
