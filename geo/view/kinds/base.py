"""What a kind of value is, what a reader knows beside the text, and how plain values become texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geo.catalog import Catalog
from geo.language import worded
from geo.view.texts import QUOTED, Unusable

if TYPE_CHECKING:
    from geo.evidence.resolving import Names  # options are judged before anything of that is loaded

DECIMALS = 4

FAULTS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader has to know beside the text.

    Attributes
    ----------
    layers : tuple of str
        Ids of the layers that can be asked for, in drawing order.
    visible : tuple of str
        Those of the first view.
    today : date
        The day shown when none is asked for.
    out : frozenset of str
        Ids of layers that are declared but cannot be read. They may be named: whoever draws says what is
        wrong with them.
    names : callable, optional
        Makes the names by which places, actors and publishers may be called; asked where a kind needs them.
    """

    layers: tuple[str, ...]
    visible: tuple[str, ...]
    today: date
    out: frozenset[str] = frozenset()
    names: Callable[[], Names] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        catalog: Catalog,
        today: date,
        out: Iterable[str] = (),
        names: Callable[[], Names] | None = None,
    ) -> Context:
        """Return the context that the declared layers make."""
        visible = tuple(layer.id for layer in catalog.values() if layer.visible)
        return cls(tuple(catalog), visible, today, frozenset(out), names)


class Kind:
    """How the value of a part is read and written; this one is a text that is kept as it is."""

    name = "text"
    longest = 1000
    """Characters of a text that are looked at; a longer one is refused whole."""

    def read(self, text: str, _: Context, /) -> Any:
        """Return the value of a text that is not empty; raises Unusable."""
        return text

    def write(self, value: Any) -> str:
        """Return the text that `read` turns into this value; "" for none."""
        return str(value)

    def json(self, value: Any) -> Any:
        """Return the value as a browser holds it."""
        return self.write(value)

    def plain(self, value: Any) -> str:
        """Return what a browser or a TOML file holds as the text of an address; raises Unusable."""
        return scalar(value)

    def ids(self, _: Any, /) -> tuple[str, ...]:
        """Return the ids of features that the value names."""
        return ()

    def limits(self) -> dict[str, Any]:
        """Return what the kind takes, for a browser."""
        return {}

    def schema(self) -> dict[str, Any]:
        """Return what its text is, as JSON Schema; where one may be left out, an empty one is as good."""
        return {"type": "string", "maxLength": self.longest}


def shown(key: object) -> str:
    """Return a key of a stranger's table as a fault may name it."""
    text = str(key)[:QUOTED]
    return text if text.isprintable() else repr(text)


def decimal_text(number: float, decimals: int = DECIMALS) -> str:
    """Return a number without zeros at its end."""
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def scalar(value: Any) -> str:
    """Return one plain value as a text; raises Unusable."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and math.isfinite(value):
        return f"{value:.12g}"
    if isinstance(value, int) and abs(value) < 10**12:
        return str(value)
    raise Unusable(worded("has a value that cannot be used; write a text, a number, a date, true or false"))


def joined(value: Any, separator: str) -> str:
    """Return a list of plain values as a text, a single one as well; raises Unusable."""
    if not isinstance(value, list | tuple):
        return scalar(value)
    try:
        parts = [scalar(part) for part in value]
    except Unusable:
        parts = [separator]
    # An id with a separator in it would turn into two.
    if any(separator in part for part in parts):
        raise Unusable(worded("has an entry that cannot be used; write a list of plain texts or numbers"))
    return separator.join(parts)
