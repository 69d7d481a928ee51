"""Files: complete or absent, the same bytes each time, and able to say how they were made."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure import __main__ as command
from geo.figure.compose import compose
from geo.figure.formats.metadata import read_metadata
from geo.figure.formats.strips import png_in_strips
from geo.figure.formats.svg_text import faces
from geo.figure.formats.writing import rendered, write
from geo.figure.mapped import map_picture, swatch
from geo.figure.reading import request_from
from geo.figure.request import params_of
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.sizes import PREVIEW_DPI
from geo.settings import REPOSITORY
from tests.figure.conftest import TODAY, Figure

RSVG = shutil.which("rsvg-convert") or ""
PARAMS = {
    "layers": "control,tripoli,east",
    "title": "Who (holds) what & /Keywords (x) مَن",
    "lang": "en+ar",
    "dpi": "150",
}


@pytest.fixture(scope="module")
def written(evidence: Evidence, figure: Figure, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("figures")
    composed = figure(**PARAMS)
    paths = {suffix: folder / f"figure.{suffix}" for suffix in ("png", "pdf", "svg")}
    for path in paths.values():
        write(composed, path)
    return paths


@pytest.mark.parametrize("suffix", ["png", "pdf", "svg"])
def test_a_file_says_how_it_was_made_and_makes_the_same_bytes_again(
    evidence: Evidence, written: dict[str, Path], suffix: str
) -> None:
    metadata = read_metadata(written[suffix])
    request = request_from(metadata.params, evidence, TODAY)
    assert params_of(request) == metadata.params
    assert metadata.version == evidence.version
    again = compose(evidence, request)
    assert again.id == metadata.id
    assert rendered(again, suffix) == written[suffix].read_bytes()


def test_a_png_has_the_size_of_its_page(written: dict[str, Path], figure: Figure) -> None:
    with Image.open(written["png"]) as image:
        assert image.size == (1753, 1240)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        assert image.info["Marking"] == "TLP:CLEAR"


def test_a_pdf_embeds_its_fonts_and_keeps_its_text(written: dict[str, Path]) -> None:
    content = written["pdf"].read_bytes()
    fonts = re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", content)
    assert fonts
    assert all(name.startswith(b"LibyaSans") for name in fonts)
    assert content.count(b"/FontFile2") >= 2
    assert b"/ToUnicode" in content
    assert b"DejaVu" not in content
    metadata = PdfReader(io.BytesIO(content)).metadata
    assert metadata is not None
    assert metadata.creation_date_raw == "D:20261124000000Z"


def test_an_svg_carries_its_fonts_and_real_text(written: dict[str, Path]) -> None:
    text = written["svg"].read_text("utf-8")
    assert text.count("@font-face") == 4
    assert "TLP:CLEAR</text>" in text
    assert "طرابلس" in text
    assert "<image" not in text
    assert 'width="297mm"' in text
    assert not re.search(r"(?:href|src)=\"https?:", text)


def test_letters_of_another_font_are_carried_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    assert len(faces("Sirte → Jufra")) > len(faces("Sirte"))
    assert not caplog.records


@pytest.mark.skipif(not RSVG, reason="needs rsvg-convert (Debian: librsvg2-bin)")
def test_an_svg_looks_alike_in_a_program_that_takes_no_fonts_from_it(
    written: dict[str, Path], tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.png"
    subprocess.run([RSVG, "-w", "1753", written["svg"], "-o", drawn], check=True)
    with Image.open(drawn) as one, Image.open(written["png"]) as other:
        size = (one.width // 4, one.height // 4)
        ours, theirs = (np.asarray(own.convert("L").resize(size), dtype=int) for own in (other, one))
    # Letters of another font, or in another order, would differ in whole words.
    assert (np.abs(ours - theirs) > 70).mean() < 0.002


def test_a_preview_is_the_same_figure_with_fewer_dots(figure: Figure, tmp_path: Path) -> None:
    path = tmp_path / "preview.png"
    path.write_bytes(rendered(figure(**PARAMS), "png", PREVIEW_DPI))
    with Image.open(path) as image:
        assert image.size[0] == pytest.approx(297 / 25.4 * PREVIEW_DPI, abs=2)
    assert read_metadata(path).id == figure(**PARAMS).id


def test_the_map_alone_and_a_swatch_are_pictures(evidence: Evidence, tmp_path: Path) -> None:
    request = request_from({"layers": "east"}, evidence, TODAY)
    (tmp_path / "map.png").write_bytes(map_picture(evidence, request, 120, 100, 100)[0])
    with Image.open(tmp_path / "map.png") as image:
        assert image.size == pytest.approx((472, 394), abs=1)
    entry = compose(evidence, request).drawn.legend[0].entries[0]
    (tmp_path / "swatch.png").write_bytes(swatch(entry, 300))
    with Image.open(tmp_path / "swatch.png") as image:
        assert image.mode == "RGBA"
        assert image.getextrema()[3] == (0, 255)


def test_what_cannot_be_written_leaves_nothing_behind(
    figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = figure(**PARAMS)
    with pytest.raises(GeoError, match="format: 'gif' is not one"):
        write(composed, tmp_path / "figure.gif")
    with pytest.raises(GeoError, match="cannot be written: No such file or directory"):
        write(composed, tmp_path / "nowhere" / "figure.png")
    (tmp_path / "full.png").symlink_to("/dev/full")
    with pytest.raises(GeoError, match="cannot be written: No space left on device"):
        write(composed, tmp_path / "full.png")
    before = tmp_path / "before.png"
    before.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GeoError, match="No space left"):
        write(composed, before)
    assert before.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["before.png", "full.png"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\7\x61\0\0\5\x4e\x08\2\0\0\0\0\0\0\0\0\0\x20\0tEXt",
        b"PK\x03\x04",
        b"%PDF-1.4",
        b"<svg/>",
        b"libya-figure/1 id=x",
    ],
)
def test_what_is_no_figure_of_ours_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(GeoError, match="is no figure that was made here"):
        read_metadata(path)


def run(*arguments: str) -> int:
    return command.main(arguments)


def test_the_command_writes_a_figure_and_makes_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    first, again = tmp_path / "first.png", tmp_path / "again.png"
    assert run("--layers", "east", "--size", "docx-half", "--dpi", "150", "--out", str(first)) == 0
    assert read_metadata(first).params["made"] == "2026-01-01"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run("--from", str(first), "--out", str(again)) == 0
    assert first.read_bytes() == again.read_bytes()
    assert capsys.readouterr().err == ""
    older = tmp_path / "older.png"
    version = read_metadata(first).version
    older.write_bytes(first.read_bytes())
    with Image.open(first) as image:
        from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - for this one forgery

        texts = PngInfo()
        texts.add_text("Figure", str(image.info["Figure"]).replace(version, "0123456789abcdef"))
        image.save(older, pnginfo=texts)
    assert run("--from", str(older), "--out", str(again)) == 0
    assert "the data have changed since" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--layers", "esat"), "there is no layer 'esat'; did you mean 'east'?"),
        (("--bbox", "25,33,9,20"), "inverted"),
        (("--bbox", "60,20,70,30"), "outside the data"),
        (("--title", "x" * 5000), "has 5000 characters"),
        (("--from", "nothing.png"), "cannot be read: No such file"),
        (("--layers", "ports", "--bbox", "20,20,21,21"), "nothing is drawn"),
    ],
)
def test_bad_input_is_one_line_on_stderr_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    out = tmp_path / "figure.png"
    assert run(*arguments, "--out", str(out)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert says in told.err
    assert list(tmp_path.iterdir()) == []


def test_paths_are_judged_before_anything_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, says in ((tmp_path / "no" / "a.png", "no folder"), (tmp_path / "a.doc", "is not one")):
        assert run("--out", str(path)) == 2
        assert says in capsys.readouterr().err


def test_two_processes_make_the_same_pdf(written: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "figure.pdf"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run(
        [sys.executable, "-W", "error", "-m", "geo.figure", "--from", written["pdf"], "--out", out],
        cwd=REPOSITORY, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    assert out.read_bytes() == written["pdf"].read_bytes()


def test_a_picture_drawn_in_strips_is_the_one_drawn_whole(figure: Figure) -> None:
    composed = figure(layers="east,places", dpi="150")
    whole = Image.open(io.BytesIO(rendered(composed, "png", 150))).convert("RGB")
    with drawing(composed.id):
        stripped = Image.open(io.BytesIO(png_in_strips(composed.figure, 150, PngInfo(), 3, 400_000)))
    assert stripped.size == whole.size
    assert stripped.info["dpi"] == pytest.approx((150, 150), abs=0.1)
    differing = np.abs(np.asarray(stripped).astype(int) - np.asarray(whole).astype(int)).max(axis=2) > 32
    assert differing.mean() < 0.001
