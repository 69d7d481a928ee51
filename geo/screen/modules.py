"""Joins the ES modules of an entry into one text: a page fetches one file, and the product needs no bundler.

It reads the one form that the modules of `js/` keep, at the start of a line: `import { a, b } from "./x.js";`
and `export function|async function|class|const NAME`. An entry may have one `export default function NAME`.
Anything else is refused, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'^import \{\s*([\w$]+(?:,\s*[\w$]+)*),?\s*\} from "(\.[^"\n]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (default function|function|async function|class|const) (\w+)", re.MULTILINE)
_CAST = re.compile(r"/\*\*.*?\*/")
_LEFT = re.compile(r"^[ \t]*(?:import|export)\b.*|^.*\bimport\(.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|//[^\n]*)[ \t]*\n", re.MULTILINE)
_DEFAULT = "default"


class UnreadableModule(ValueError):
    """A module that does not keep the form; says which line and what the form is."""


@dataclass(frozen=True)
class Module:
    """One module as read: what it takes from which file, what it gives, and its text without either."""

    path: Path
    imports: tuple[tuple[Path, tuple[str, ...]], ...]
    exports: tuple[tuple[str, str], ...]
    """Pairs of the name outside and the name inside; they differ only for a default."""
    body: str


def read_module(path: Path) -> Module:
    """Return the module in a file.

    Raises
    ------
    UnreadableModule
        Where a line imports or exports in another form.
    """
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    imports = tuple(
        ((path.parent / file).resolve(), tuple(name.strip() for name in names.split(",")))
        for names, file in _IMPORT.findall(text)
    )
    exports = tuple(
        (_DEFAULT if kind.startswith(_DEFAULT) else name, name) for kind, name in _EXPORT.findall(text)
    )
    body = _EXPORT.sub(
        lambda found: f"{found[1].removeprefix(_DEFAULT).strip()} {found[2]}", _IMPORT.sub("", text)
    ).strip()
    if left := _LEFT.search(_CAST.sub("", body)):
        form = 'import { a } from "./x.js"; or export function|async function|class|const NAME'
        raise UnreadableModule(f"{path.name}: '{left[0].strip()[:80]}' cannot be joined; write {form}")
    return Module(path, imports, exports, body)


def in_order(entry: Path) -> list[Module]:
    """Return the modules that an entry needs, each behind those that it imports, the entry last.

    Raises
    ------
    UnreadableModule
        Where a module does not keep the form, two import each other, or a name is not exported.
    """
    done: dict[Path, Module] = {}
    _visit(entry.resolve(), done, ())
    return list(done.values())


def _visit(path: Path, done: dict[Path, Module], above: tuple[Path, ...]) -> None:
    if path in done:
        return
    if path in above:
        circle = " -> ".join(one.name for one in (*above[above.index(path) :], path))
        raise UnreadableModule(f"modules import each other: {circle}")
    if not path.is_file():
        raise UnreadableModule(f"{above[-1].name if above else 'the entry'}: there is no {path.name}")
    module = read_module(path)
    for other, names in module.imports:
        _visit(other, done, (*above, path))
        missing = set(names) - {outside for outside, _ in done[other].exports}
        if missing:
            raise UnreadableModule(f"{path.name}: {other.name} does not export {', '.join(sorted(missing))}")
    done[path] = module


def joined(entry: Path, folder: Path) -> str:
    """Return an entry and all that it imports as one text.

    Parameters
    ----------
    entry : Path
        The module that starts it all. Where it has a default export, the text is an ES module that has
        it too; otherwise it is a plain script.
    folder : Path
        The folder that holds all modules; names inside the text come from paths relative to it.

    Raises
    ------
    UnreadableModule
        As `in_order`.
    """
    modules = in_order(entry)
    text = "\n".join(_wrapped(modules, folder.resolve()))
    if any(outside == _DEFAULT for outside, _ in modules[-1].exports):
        return f"{text}\nexport default {_name(modules[-1].path, folder.resolve())}.{_DEFAULT};\n"
    return f'(() => {{\n"use strict";\n{text}\n}})();\n'


def _wrapped(modules: list[Module], folder: Path) -> Iterator[str]:
    for module in modules:
        taken = "".join(
            f"const {{ {', '.join(names)} }} = {_name(path, folder)};\n" for path, names in module.imports
        )
        given = ", ".join(
            outside if outside == inside else f"{outside}: {inside}" for outside, inside in module.exports
        )
        name = _name(module.path, folder)
        yield f"const {name} = (() => {{\n{taken}{module.body}\nreturn {{ {given} }};\n}})();"


def _name(path: Path, folder: Path) -> str:
    """Return what a module is called in the text, such as `$map_symbols`."""
    return "$" + re.sub(r"\W", "_", path.relative_to(folder).with_suffix("").as_posix())
