"""What is let through, by the name of a filter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.model import CONDITION, CREDIBILITIES, FILTERS, RELIABILITIES, SAID
from geo.view.kinds.base import FAULTS_TOLD, Context, Kind, joined, scalar, shown
from geo.view.texts import QUOTED, Unusable, is_plain, quoted

ROWS = "rows"
LONGEST = 120
"""Characters that a condition may look for."""
_BREAKS = re.compile(r"[;|\x00-\x1f\x7f]")
OLDEST = 36_525
"""Days of age that a filter may ask for at most: a hundred years."""


class Filters(Kind):
    """What is let through, by the name of a filter; values are ids, grades or days."""

    name = "filters"
    longest = 4000

    def read(self, text: str, _: Context, /) -> Mapping[str, tuple[str, ...]]:
        """Return the values of each filter.

        Examples
        --------
        >>> from datetime import date
        >>> dict(Filters().read("hide:tripoli.force|east.seat;rel:B", Context((), (), date(2026, 11, 24))))
        {'hide': ('tripoli.force', 'east.seat'), 'rel': ('B',)}
        """
        found: dict[str, tuple[str, ...]] = {}
        faults: list[str] = []
        for part in filter(None, text.split(";")):
            name, colon, listed = part.partition(":")
            values = tuple(filter(None, listed.split("|")))
            plain = is_condition if name == ROWS else is_plain
            if name == ROWS and not all(map(is_condition, values)):
                faults.append(
                    worded(
                        "{text} is no condition; write for example rows:name~tripoli|grade=B2",
                        text=quoted(part),
                    )
                )
            elif name not in FILTERS or not colon or not all(map(plain, values)):
                names = ", ".join(FILTERS)
                faults.append(
                    worded(
                        "{text} is not a filter; write name:value|value with one of {names}",
                        text=quoted(part), names=names,
                    )
                )  # fmt: skip
            elif name in _VALUES and not all(map(_VALUES[name].fits, values)):
                faults.append(_VALUES[name].refused(quoted(part)))
            elif values:
                found[name] = values
        if faults:
            raise Unusable(*faults[:FAULTS_TOLD], kept=MappingProxyType(found))
        return MappingProxyType(found)

    def write(self, value: Any) -> str:
        return ";".join(f"{name}:{'|'.join(value[name])}" for name in FILTERS if value.get(name))

    def json(self, value: Any) -> dict[str, list[str]]:
        return {name: list(values) for name, values in value.items()}

    def plain(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return scalar(value)
        texts = []
        for name, listed in value.items():
            if name not in FILTERS:
                meant = did_you_mean(str(name)[:QUOTED], FILTERS, one_of(FILTERS))
                raise Unusable(worded("{text} is not a filter; {meant}", text=shown(name), meant=meant))
            try:
                texts.append(f"{name}:{joined(listed, '|')}")
            except Unusable as error:
                raise Unusable(worded("{name} {why}", name=name, why=error.lines[0])) from error
        return ";".join(texts)

    def limits(self) -> dict[str, Any]:
        return {"choices": list(FILTERS), "values": {name: rule.limits for name, rule in _VALUES.items()}}


def is_condition(text: str) -> bool:
    """Tell whether a text says what a column of the table must say, as `geo.scene.rules.filtering` reads it.

    Examples
    --------
    >>> is_condition("reviewed_on>2025"), is_condition("colour=red")
    (True, False)
    """
    read = CONDITION.fullmatch(text)
    return (
        read is not None and read[1] in SAID and len(read[3]) <= LONGEST and _BREAKS.search(read[3]) is None
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """What the values of a filter may be: one of `choices`, or days where there are none."""

    refused: Callable[[str], str]
    choices: tuple[str, ...] = field(default=())

    def fits(self, text: str) -> bool:
        if self.choices:
            return text in self.choices
        return text.isdigit() and len(text) <= len(str(OLDEST)) and int(text) <= OLDEST

    @property
    def limits(self) -> dict[str, Any]:
        return {"choices": list(self.choices)} if self.choices else {"low": 0, "high": OLDEST}


_VALUES: Mapping[str, _Values] = MappingProxyType(
    {
        "rel": _Values(
            lambda text: worded("{text} needs a grade from A to F; write for example rel:B", text=text),
            RELIABILITIES,
        ),
        "cred": _Values(
            lambda text: worded(
                "{text} needs a whole number from 1 to 6; write for example cred:2", text=text
            ),
            CREDIBILITIES,
        ),
        "age": _Values(
            lambda text: worded(
                "{text} needs a whole number of days from 0 to {most}; write for example age:365",
                text=text,
                most=str(OLDEST),
            )
        ),
    }
)
