"""One declaration as it is read: every fault is gathered, with the line and the nearest right key."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.catalog.keys import TYPES, Key
from geo.faults import Fault, did_you_mean, one_of
from geo.files import Content, Unreadable
from geo.language import worded
from geo.schema.characters import arabic_advice, encoding_advice, name_advice, text_advice

_LARGEST = 1e9
"""No number of a declaration is as large; more would reach the browser as another one."""


@dataclass(slots=True)
class Reader:
    """Reads one declaration and gathers its faults."""

    file: str
    layer: str
    faults: list[Fault] = field(default_factory=list)
    text: str = ""

    def fault(self, key: str, problem: str, remedy: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.file, self.layer, "", key, problem, remedy))

    def load(self, content: Content) -> dict[str, Any]:
        """Return the parsed file; empty, with a fault, when it cannot be read."""
        if isinstance(content, Unreadable):
            self.fault("", content.problem, content.remedy)
            return {}
        try:
            self.text = content.decode("utf-8-sig")
            return tomllib.loads(self.text)
        except UnicodeDecodeError as error:
            self.fault("", *encoding_advice(error, "save the file as UTF-8"))
        except RecursionError:
            self.fault("", worded("is nested too deeply"), "correct it")
        except tomllib.TOMLDecodeError as error:
            self.fault(
                "", worded("is not TOML: {why}", why=error), "correct the syntax; texts need straight quotes"
            )
        return {}

    def unknown(self, key: str, parent: str, known: Iterable[str]) -> None:
        """Note a key that no declaration has."""
        start = max(self.text.find(f"[{parent}"), 0) if parent else 0
        pattern = re.compile(rf"^[ \t]*\[*[\w. \t]*\b{re.escape(key)}\b", re.MULTILINE)
        found = pattern.search(self.text, start)
        told = worded("unknown key '{key}'", key=key)
        if found:
            line = self.text.count(chr(10), 0, found.end()) + 1
            told = worded("unknown key '{key}' on line {line}", key=key, line=str(line))
        self.fault(joined(parent, key), told, did_you_mean(key, known, "remove it"))

    def keys(self, body: Mapping[str, Any], keys: Mapping[str, Key], parent: str = "") -> dict[str, Any]:
        """Return the values of the known keys, defaults filled in, noting every fault among them."""
        for name in body:
            if name not in keys:
                self.unknown(name, parent, keys)
        return {name: self._value(body, name, key, parent) for name, key in keys.items()}

    def _value(self, body: Mapping[str, Any], name: str, key: Key, parent: str) -> Any:
        where = joined(parent, name)
        wanted, fits = TYPES[key.type]
        if name not in body:
            if key.required:
                self.fault(
                    where, worded("the key '{name}' is missing", name=name), f"add {name} = ..., {wanted}"
                )
            return {} if key.type == "table" else key.default
        value = body[name]
        if not fits(value):
            self.fault(
                where, worded("'{name}' is not {wanted}", name=name, wanted=worded(wanted)), f"write {wanted}"
            )
            return {} if key.type == "table" else key.default
        if key.required and not value and value != 0:
            self.fault(where, worded("'{name}' is empty", name=name), "fill it")
        least, most = key.limits
        if key.type in ("integer", "number") and not (least <= value <= most and abs(value) < _LARGEST):
            allowed = (
                f"at most {min(most, _LARGEST):g}" if least == -math.inf else f"from {least:g} to {most:g}"
            )
            self.fault(where, f"{name} = {value} is not {allowed}", f"give a number {allowed}")
            return key.default
        for part in value if isinstance(value, list) else [value]:
            if key.choices and part and part not in key.choices:
                remedy = did_you_mean(part, key.choices, one_of(key.choices))
                self.fault(where, worded("unknown {name} '{part}'", name=name, part=part), remedy)
        if isinstance(value, str):
            for problem, remedy in _text_advice(name, value):
                self.fault(where, problem, remedy)
        return tuple(value) if isinstance(value, list) else value


def _text_advice(key: str, text: str) -> Iterator[tuple[str, str]]:
    """Tell what a text of a declaration may not hold; its titles are names."""
    yield from text_advice(text)
    if key.startswith("title"):
        yield from name_advice(text)
    if key.endswith("_ar") and text:
        yield from arabic_advice(text)


def joined(parent: str, key: str) -> str:
    """Return the place of a key below its parent."""
    return f"{parent}.{key}" if parent else key
