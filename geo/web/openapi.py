"""OpenAPI documents: parameters come from the parts that are read, words from the handlers that answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import geo
from geo.view.kinds import Kind
from geo.view.parts import Part

MEDIA: Final = "application/vnd.oai.openapi+json;version=3.0"
_FIRST: Final = re.compile(r"(?:`[^`]*`:?\s*)?(.+?)(?:\n\n|\Z)", re.DOTALL)
_SCHEMAS: Final[Mapping[str, Any]] = {
    "Problem": {
        "type": "object",
        "required": ["detail"],
        "properties": {"detail": {"type": "string", "description": "What is wrong, and what to do"}},
    }
}
_FAULTS: Final = {
    400: "What was asked cannot be used",
    404: "There is no such thing",
    409: "It cannot be made whole",
    413: "Too large",
    503: "No room or no data now; ask again",
}


def parameter(name: str, kind: Kind, help_: str = "", *, required: bool = False, where: str = "query") -> Any:
    """Return one parameter as OpenAPI describes it."""
    schema = kind.schema()
    told = {"description": help_} if help_ else {}
    listed = {"style": "form", "explode": False} if schema["type"] == "array" else {}
    return {"name": name, "in": where, "required": required, **told, "schema": schema, **listed}


def parameters(parts: Iterable[Part]) -> list[Any]:
    """Return the parameters that parts are."""
    return [parameter(part.name, part.kind, part.help) for part in parts]


def summary(handler: Callable[..., Any]) -> str:
    """Return what a handler does: the first paragraph of its docstring, without the address.

    Examples
    --------
    >>> def handler() -> None:
    ...     '''`GET /api/look`: colours and symbols.'''
    >>> summary(handler)
    'Colours and symbols.'
    """
    found = _FIRST.match((handler.__doc__ or "").strip())
    text = " ".join((found[1] if found else "").split())
    return text[:1].upper() + text[1:]


def operation(
    name: str,
    told: str,
    asked: list[Any],
    media: Mapping[str, Any],
    faults: Iterable[int] = (),
) -> dict[str, Any]:
    """Return one operation.

    Parameters
    ----------
    media : mapping
        What is answered: a schema for each media type.
    faults : iterable of int
        Statuses beside 200 and 304.
    """
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": name,
        "summary": told,
        "parameters": asked,
        "responses": {
            "200": {
                "description": "What was asked for",
                "content": {kind: {"schema": schema} for kind, schema in media.items()},
            },
            "304": {"description": "What the asker holds already (If-None-Match)"},
            **{str(status): {"description": _FAULTS[status], "content": problem} for status in faults},
        },
    }


def document(title: str, told: str, server: str, paths: Mapping[str, Any]) -> dict[str, Any]:
    """Return a whole document; `server` is the address that paths begin with."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title,
            "version": geo.__version__,
            "description": told,
            "license": {"name": "See DATA_LICENSE.md and README.txt of each export"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }
