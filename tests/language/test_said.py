"""No text of ours is written past the catalogue: what people read is said by `t` and its kin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.language.extracting import SCRIPTS
from geo.settings import REPOSITORY

COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\w])//[^\n]*", re.DOTALL)
IMPORT = re.compile(r"^import [^;]*;", re.MULTILINE)
PLAIN = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TEMPLATE = re.compile(r"`((?:[^`\\]|\\.)*)`", re.DOTALL)
VALUE = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}", re.DOTALL)
SAID = re.compile(r'\b(?:t|tn|mark|parts|declared|Error)\(\s*(?:"(?:[^"\\\n]|\\.)*"[\s+,]*)+', re.DOTALL)
WORDS = re.compile(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}|^[A-Z][a-z]{2,}$|[a-z]{3,}[.:…?]$")
"""Two words, one with a capital, or the end of a sentence."""
SENTENCE = re.compile(r"[A-Za-z]{3,} [a-z]{2,}|^[A-Z][a-z]+ |[A-Za-z]{3,}[.:] [A-Za-z]")
DRAWN = re.compile(r"[=#@/>{}()*]|\bpx\b|^[a-z-]+ [a-z]+-[a-z -]*$")
"""Templates for the machine: addresses, selectors, classes, styles."""
CODE = re.compile(
    r"^[a-z$][\w$-]*(, ?[a-z$][\w$-]*)*:?$|^[a-z]+:\$|[=\[\]>#@/{}()*]|^\.|'Noto|^[a-z0-9 -]+$|-ltr|"
    r"^(Arrow|Page|Key|Digit|Bracket)|^[a-z-]+(; [a-z-]+)+$"
)
"""What is for the machine: classes, selectors, fonts, addresses, drawing, keys, what a frame may do."""
NAMES = {
    "Ask",
    "Escape", "Esc", "Enter", "Backspace", "Home", "End", "Tab", "Delete", "Slash", "Space", "Point",
    "LineString", "Polygon", "MultiPoint", "MultiPolygon", "MultiLineString", "Base", "English",
    "GeoPackage", "Feature", "FeatureCollection", "None", "Latin", "Mediterranean Sea",
    "Powers", "Files", "GeoJSON, GeoPackage, SHP, KML, GPX, CSV, XLSX",
}  # fmt: skip
MODULES = sorted((REPOSITORY / SCRIPTS).rglob("*.js"))


def unsaid(script: str) -> list[str]:
    """Return the texts of a script that look as if people read them, and that nothing says."""
    code = IMPORT.sub("", COMMENT.sub("", script))
    code = SAID.sub("said(", code)
    found = [one[1] for one in PLAIN.finditer(code) if WORDS.search(one[1]) and not _is_code(one[1])]
    for one in TEMPLATE.finditer(code):
        written = VALUE.sub("", one[1]).strip()
        if SENTENCE.search(written) and not DRAWN.search(written):
            found.append(one[1])
    return found


def _is_code(text: str) -> bool:
    return text in NAMES or bool(CODE.search(text))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(REPOSITORY / SCRIPTS).as_posix())
def test_scripts_say_what_people_read(path: Path) -> None:
    assert unsaid(path.read_text(encoding="utf-8")) == [], "say it by t, tn, parts or mark: docs/languages.md"


def test_what_is_not_said_is_found() -> None:
    script = """
    import { t } from "../shared words.js"; /* No word of this. */
    element("p", { class: "a b", title: "Close it" }, "Nothing", `${n} rows of it`, t("Said"), "left");
    """
    assert unsaid(script) == ["Close it", "Nothing", "${n} rows of it"]
