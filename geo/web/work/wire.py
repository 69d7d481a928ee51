"""Values between the server and its helpers, over a pipe that nobody else writes to."""

from __future__ import annotations

import copyreg
import io
import pickle
import struct
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


def put(stream: IO[bytes], value: object) -> None:
    """Write a value."""
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    stream.write(_LENGTH.pack(buffer.tell()))
    stream.write(buffer.getbuffer())
    stream.flush()


def take(stream: IO[bytes]) -> Any:
    """Return the next value.

    Raises
    ------
    EOFError
        When the other side is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    content = stream.read(_LENGTH.unpack(head)[0])
    return pickle.loads(content)  # noqa: S301 - our own process writes it


def _evidence_of(content: dict[str, Any]) -> Evidence:
    return Evidence(**content)


def _without_memory(evidence: Evidence) -> tuple[Any, ...]:
    """Return what evidence is made of: what it has computed already stays where it is."""
    return _evidence_of, ({one.name: getattr(evidence, one.name) for one in fields(evidence) if one.compare},)


def _frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


_Pickler.dispatch_table[Evidence] = _without_memory
_Pickler.dispatch_table[MappingProxyType] = lambda mapping: (_frozen, (dict(mapping),))
