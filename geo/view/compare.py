"""A second picture beside that of a view: what it has otherwise, as a part of the view carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from geo.language import worded
from geo.model import POLICIES
from geo.view.kinds import Context, Day, Kind
from geo.view.texts import Unusable, is_plain, quoted

NOW: Final = "now"
"""A clock that the view has and the other picture has not."""
DAYS: Final = ("at", "known", "recorded")
_NAMES: Final = (*DAYS, "names", "without", "look")
_DAY: Final = Day()
_ANY: Final = Context((), (), date.min)
_EXAMPLE: Final = worded("write for example at=2019-04-01")


@dataclass(frozen=True, slots=True)
class Compared:
    """What another picture has otherwise than the view beside it; what is "" is as in the view.

    Attributes
    ----------
    at, known, recorded : str
        ISO days; `NOW` for no day where the view has one.
    names : str
        A policy of naming.csv, or "data" for the names as in the data.
    without : str
        A publisher that is not believed, by its id, or a side whose outlets are not, such as "side.east".
    look : "swipe" or ""
        Whether the two lie over each other; else they stand side by side.
    """

    at: str = ""
    known: str = ""
    recorded: str = ""
    names: str = ""
    without: str = ""
    look: Literal["", "swipe"] = ""

    def clocks(self, at: date, known: date | None, recorded: date | None) -> dict[str, Any]:
        """Return the days of the other picture by name, given those of the view; one is always shown.

        `tests/golden/comparing.json` holds this and `policy` together with what the browser shows.
        """
        days: dict[str, Any] = {"at": at, "known": known, "recorded": recorded}
        for name in DAYS:
            if text := str(getattr(self, name)):
                days[name] = None if text == NOW else date.fromisoformat(text)
        return {**days, "at": days["at"] or at}

    def policy(self, own: str) -> str:
        """Return the policy of names, given that of the view."""
        return {"": own, "data": ""}.get(self.names, self.names)

    @property
    def texts(self) -> dict[str, str]:
        """What it says, by name."""
        return {name: text for name in _NAMES if (text := str(getattr(self, name)))}


class Compare(Kind):
    """Another picture, such as "at=2019-04-01;look=swipe"; None is none."""

    name = "compare"

    def read(self, text: str, _: Context, /) -> Compared:
        """Return what is compared.

        Examples
        --------
        >>> from geo.view.kinds import Context
        >>> Compare().read("at=2019-04-01", Context((), (), date(2026, 11, 24))).texts
        {'at': '2019-04-01'}
        """
        given: dict[str, str] = {}
        faults: list[str] = []
        for part in filter(None, text.split(";")):
            name, equals, value = part.partition("=")
            if not equals or name not in _NAMES:
                faults.append(
                    worded(
                        "{text} is not one of {names}; {meant}",
                        text=quoted(part), names=", ".join(_NAMES), meant=_EXAMPLE,
                    )
                )  # fmt: skip
            elif name in given:
                faults.append(worded("{name} is there twice; keep one", name=quoted(name)))
            elif value and (fault := _fault(name, value)):
                faults.append(fault)
            else:
                given[name] = value
        if faults:
            raise Unusable(*faults)
        return Compared(**given)  # type: ignore[arg-type]

    def write(self, value: Any) -> str:
        """Return the text that `read` turns into this."""
        if value is None:
            return ""
        return ";".join(f"{name}={text}" for name, text in value.texts.items()) or f"at={NOW}"

    def json(self, value: Any) -> Any:
        """Return it as a browser holds it."""
        return value and value.texts

    def plain(self, value: Any) -> str:
        """Return what a browser or a TOML file holds as the text of an address."""
        if not isinstance(value, Mapping):
            return super().plain(value)
        texts = {str(name): super(Compare, self).plain(text) for name, text in value.items()}
        return ";".join(f"{name}={text}" for name, text in texts.items()) or f"at={NOW}"


def _fault(name: str, text: str) -> str:
    """Return what is wrong with a text of one name; "" for nothing."""
    if name == "look":
        told = worded("look: {text} is not swipe; leave it out for side by side", text=quoted(text))
        return "" if text == "swipe" else told
    if name == "names":
        known = ("data", *POLICIES)
        told = worded("names: {text} is not one of {known}", text=quoted(text), known=", ".join(known))
        return "" if text in known else told
    if name == "without":
        told = worded("without: {text} is not the id of a publisher or side.east", text=quoted(text))
        return "" if is_plain(text) else told
    try:
        _DAY.read(text, _ANY) if text != NOW else None
    except Unusable as error:
        return worded("{name}: {why}", name=name, why=error.lines[0])
    return ""
