"""Values between the server and its helpers, over a pipe that nobody else writes to."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import IO, Any, Final

from geo.evidence import Evidence

KEPT: Final = 3
"""Versions of the evidence that a helper keeps and its server knows of: everybody's, two with own layers.

Both let the least lately used go, so that they always mean the same ones.
"""
_LENGTH = struct.Struct(">Q")


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()


class _Beside(_Pickler):
    """Writes what is not in an evidence that the other side has; of that, only where it stands in it."""

    def __init__(self, buffer: io.BytesIO, known: Evidence) -> None:
        super().__init__(buffer, pickle.HIGHEST_PROTOCOL)
        self._known: dict[int, tuple[str, ...]] = {id(known): (known.version,)}
        for kind in ("layers", "tables", "ground"):
            for name, frame in getattr(known, kind).items():
                self._known[id(frame)] = known.version, kind, name

    def persistent_id(self, value: object) -> tuple[str, ...] | None:
        return self._known.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, kept: Mapping[str, Evidence]) -> None:
        super().__init__(io.BytesIO(content))
        self._kept = kept

    def persistent_load(self, where: tuple[str, ...]) -> Any:
        version, *path = where
        value: Any = self._kept[version]
        return getattr(value, path[0])[path[1]] if path else value


def put(stream: IO[bytes], value: object, known: Evidence | None = None) -> None:
    """Write a value; of what the other side knows already only where it finds it."""
    buffer = io.BytesIO()
    pickler = _Beside(buffer, known) if known else _Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dump(value)
    stream.write(_LENGTH.pack(buffer.tell()))
    stream.write(buffer.getbuffer())
    stream.flush()


def take(stream: IO[bytes], kept: Mapping[str, Evidence] = MappingProxyType({})) -> Any:
    """Return the next value.

    Parameters
    ----------
    kept : mapping of str to Evidence, optional
        What this side knows already, by version.

    Raises
    ------
    EOFError
        When the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    content = stream.read(_LENGTH.unpack(head)[0])
    return _Unpickler(content, kept).load()  # our own process writes it


def replaced(evidence: Evidence, known: Iterable[tuple[str, str]]) -> list[str]:
    """Return the versions that go when this one comes: those of the data before, where everybody's changed.

    Parameters
    ----------
    known : iterable of (str, str)
        Versions that a helper keeps, each with its clearance.
    """
    if evidence.graded:
        return []
    return [version for version, clearance in known if clearance == evidence.clearance]


def _evidence_of(content: dict[str, Any]) -> Evidence:
    return Evidence(**content)


def _without_memory(evidence: Evidence) -> tuple[Any, ...]:
    """Return what evidence is made of: what it has computed already stays where it is."""
    return _evidence_of, ({one.name: getattr(evidence, one.name) for one in fields(evidence) if one.compare},)


def _frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


_Pickler.dispatch_table[Evidence] = _without_memory
_Pickler.dispatch_table[MappingProxyType] = lambda mapping: (_frozen, (dict(mapping),))
