"""Slides and Word pages as LibreOffice shows them, which has other fonts than ours: no word over another."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.formats.writing import write
from geo.figure.series.presets import preset, request_of

OFFICE, WORDS = shutil.which("soffice"), shutil.which("pdftotext")
SHOWN = (
    ("powers-and-front", "docx-half", "en+ar", "pptx"),
    ("overview", "a4-portrait", "ar", "pptx"),
    ("outside-presence", "docx-full", "ar", "docx"),
)
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')


needs_office = pytest.mark.skipif(
    not (OFFICE and WORDS), reason="needs LibreOffice and pdftotext (Debian: poppler-utils)"
)


@needs_office
def test_no_word_lies_on_another_and_all_is_on_one_page(evidence: Evidence, tmp_path: Path) -> None:
    paths = []
    for name, size, lang, suffix in SHOWN:
        texts = {"dpi": "150", "size": size, "lang": lang}
        paths.append(tmp_path / f"{name}.{suffix}")
        write(compose(evidence, request_of(preset(name), texts, evidence, date(2026, 11, 24))), paths[-1])
    assert_shown_whole(paths)


def assert_shown_whole(paths: Sequence[Path]) -> None:
    """Fail where LibreOffice shows one of some files of a folder on two pages, or a word over another."""
    folder = paths[0].parent
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        [str(OFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    for path in paths:
        shown = subprocess.run(
            [str(WORDS), "-bbox", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert shown.count("<page ") == 1, path.name
        words = [(*map(float, one[:4]), one[4]) for one in WORD.findall(shown)]
        assert len(words) > 200, path.name
        on_another = [
            (one[4], other[4]) for i, one in enumerate(words) for other in words[i + 1 :] if _over(one, other)
        ]
        assert not on_another, (path.name, on_another)


def _over(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether two words share more than what the marks of letters above and below a line do."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 0.7 * min(one[3] - one[1], other[3] - other[1])
