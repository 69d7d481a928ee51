"""A bare map: nothing but the map, and beside it where it lies and what has to be said with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pyproj import CRS, Transformer

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.formats.metadata import read_metadata
from geo.figure.formats.writing import packed_bare, rendered, write
from geo.figure.reading import request_from
from geo.scene import style
from tests.figure.conftest import TODAY

SUFFIXES = ["map.pgw", "map.png", "map.png.aux.xml", "map.prj", "map.txt"]
COMMAND = "east-lna-general-command"
SEA, EGYPT = (17.0, 33.2), (25.5, 28.0)


@pytest.fixture(scope="module")
def bare(evidence: Evidence) -> Composed:
    texts = {"layers": "districts,east", "size": "docx-half", "dpi": "150", "bare": "1", "title": "East"}
    texts |= {"callouts": COMMAND}
    return compose(evidence, request_from(texts, evidence, TODAY))


@pytest.fixture(scope="module")
def folder(bare: Composed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("bare")
    write(bare, found / "map.png")
    return found


def test_the_numbers_of_call_outs_are_on_the_map_and_told_beside_it(bare: Composed, folder: Path) -> None:
    assert [disc.callout.feature for disc in bare.discs] == [COMMAND]
    (callout,) = bare.drawn.callouts
    assert f"1. {callout.name.en}: {callout.text}" in (folder / "map.txt").read_text("utf-8-sig")


def test_the_files_beside_it_say_where_each_pixel_lies(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == SUFFIXES
    across, _, _, down, left, top = map(float, (folder / "map.pgw").read_text().split())
    to_map = Transformer.from_crs(4326, CRS((folder / "map.prj").read_text()), always_xy=True)
    ground = style().ground
    with Image.open(folder / "map.png") as image:
        # The middles of the outermost pixels are half a pixel within the frame, whatever its size.
        assert across == pytest.approx(-down)
        for point, colour in ((SEA, ground.sea), (EGYPT, ground.neighbours)):
            x, y = to_map.transform(*point)
            seen = image.getpixel((round((x - left) / across), round((y - top) / down)))
            assert "#{:02X}{:02X}{:02X}".format(*seen) == colour.upper()
    assert CRS((folder / "map.prj").read_text()).equals(
        CRS(
            (folder / "map.png.aux.xml")
            .read_text()
            .partition("<SRS>")[2]
            .partition("</SRS>")[0]
            .replace("&quot;", '"')
        ),
        ignore_axis_order=True,
    )


def test_it_has_no_furniture_and_its_text_says_what_the_page_would(bare: Composed, folder: Path) -> None:
    assert bare.scale_bar is None
    assert not any(text.get_text() in ("East", "TLP:CLEAR", bare.id, "Key") for text in bare.texts)
    said = (folder / "map.txt").read_text("utf-8-sig")
    assert said.startswith("East\n")
    assert all(line in said for line in ("TLP:CLEAR", f"Figure {bare.id}", "Sources (", "do not imply"))
    assert all(one.title in said for one in bare.drawn.sources)
    assert read_metadata(folder / "map.png").params["bare"] == "1"


def test_as_a_zip_it_holds_the_same_files(bare: Composed, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed_bare(bare, "map.png"))) as archive:
        assert sorted(archive.namelist()) == SUFFIXES
        assert all(archive.read(name) == (folder / name).read_bytes() for name in SUFFIXES)


def test_it_is_a_picture_alone(evidence: Evidence, bare: Composed) -> None:
    with pytest.raises(GeoError, match="format: a bare map is a png"):
        rendered(bare, "pdf")
    texts = {"layers": "control", "bare": "1", "compare": "at=2020-01-01"}
    with pytest.raises(GeoError, match="bare: is of one map"):
        compose(evidence, request_from(texts, evidence, TODAY))
