"""The modules of the screen keep the form that the joiner reads, and what it makes of them runs."""

import json
from pathlib import Path

import pytest

from geo.screen.assets import SCRIPT_FOLDER, SCRIPTS
from geo.screen.modules import UnreadableModule, in_order, joined, read_module
from tests.running import run_deno

MODULES = sorted(SCRIPT_FOLDER.rglob("*.js"))
ENTRIES = {SCRIPT_FOLDER / room / "main.js" for room in ("first", "map", "panel")}


def _write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "main.js"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SCRIPT_FOLDER).as_posix())
def test_every_module_keeps_the_form(path: Path) -> None:
    module = read_module(path)
    assert all(other.is_relative_to(SCRIPT_FOLDER) for other, _ in module.imports)
    assert path in ENTRIES or all(outside == inside for outside, inside in module.exports), "a default export"


def test_every_module_is_part_of_a_script_or_holds_the_types_of_one() -> None:
    parts = {module.path for entry in ENTRIES for module in in_order(entry)}
    assert parts <= set(MODULES)
    for path in set(MODULES) - parts:
        assert not read_module(path).body, f"{path.name}: nobody imports it"
        assert any(f'/{path.name}").' in part.read_text() for part in parts), path.name


@pytest.mark.parametrize("address", SCRIPTS)
def test_what_is_joined_is_valid(address: str) -> None:
    text = SCRIPTS[address]()
    body = text.replace("export default", "globalThis.entry =")
    assert run_deno(f"new Function({json.dumps(body)}); console.log('valid');").strip() == "valid"


MAIN = """import {
  add,
  LIMIT,
} from "./sums.js";
import { Sum } from "./sum.js";
console.log(add(LIMIT, new Sum().value));
"""
SUMS = """/* import { not, this } from "./gone.js"; */
export const LIMIT = 40;
export function add(a, b) {
  return a + b;
}
"""
SUM = """import { add } from "./sums.js";
export class Sum {
  value = add(1, 1);
}
"""


def test_joined_modules_run_in_order_and_see_each_other(tmp_path: Path) -> None:
    entry = _write(tmp_path, main=MAIN, sums=SUMS, sum=SUM)
    assert [module.path.stem for module in in_order(entry)] == ["sums", "sum", "main"]
    assert run_deno(joined(entry, tmp_path)).strip() == "42"


def test_an_entry_may_have_a_default_export(tmp_path: Path) -> None:
    entry = _write(tmp_path, main="export default function mount() {\n  return 7;\n}\n")
    text = joined(entry, tmp_path).replace("export default ", "const mount = ")
    assert run_deno(f"{text}console.log(mount());").strip() == "7"


@pytest.mark.parametrize(
    "text",
    [
        'import other from "./other.js";',
        'import * as other from "./other.js";',
        'import { one as two } from "./other.js";',
        'import { L } from "leaflet";',
        'import "./other.js";',
        'const other = await import("./other.js");',
        'export * from "./other.js";',
        'export { one } from "./other.js";',
        "const one = 1;\nexport { one };",
        "export let one = 1;",
        "export default class {}",
    ],
)
def test_another_form_is_refused(tmp_path: Path, text: str) -> None:
    entry = _write(tmp_path, main=text, other="export const one = 1;\n")
    with pytest.raises(UnreadableModule, match=r"main\.js: .* cannot be joined"):
        joined(entry, tmp_path)


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"main": 'import { a } from "./gone.js";'}, "main.js: there is no gone.js"),
        ({"main": 'import { b } from "./a.js";', "a": "export const a = 1;"}, "a.js does not export b"),
        (
            {
                "main": 'import { a } from "./a.js";\nexport const b = 1;',
                "a": 'import { b } from "./main.js";',
            },
            "main.js -> a.js -> main.js",
        ),
    ],
)
def test_what_cannot_be_joined_is_named(tmp_path: Path, modules: dict[str, str], said: str) -> None:
    with pytest.raises(UnreadableModule, match=said):
        joined(_write(tmp_path, **modules), tmp_path)
