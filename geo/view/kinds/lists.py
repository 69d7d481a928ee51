"""Lists of ids, and amounts by layer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.view.kinds.base import DECIMALS, FAULTS_TOLD, Context, Kind, decimal_text, joined, scalar, shown
from geo.view.texts import QUOTED, Unusable, quoted


class _Ids(Kind):
    """Ids, each once, in the order in which they are named."""

    name = "list"

    def write(self, value: Any) -> str:
        return ",".join(value)

    def json(self, value: Any) -> list[str]:
        return list(value)

    def plain(self, value: Any) -> str:
        return joined(value, ",")


class Layers(_Ids):
    """Ids of layers, each once, in the order in which they are named."""

    def read(self, text: str, context: Context, /) -> tuple[str, ...]:
        names = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
        known = [*context.layers, *sorted(context.out.difference(context.layers))]
        unknown = [name for name in names if name not in known]
        if unknown:
            kept = tuple(name for name in names if name in known)
            raise Unusable(*_no_layer(unknown, known), kept=kept, missing=True)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Features(_Ids):
    """Ids of features, each once, in the order in which they are named."""

    most: int

    def read(self, text: str, _: Context, /) -> tuple[str, ...]:
        wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if len(wanted) > self.most:
            raise Unusable(worded("there are {n}; choose {most} at most", n=len(wanted), most=self.most))
        return wanted

    def ids(self, value: Any, /) -> tuple[str, ...]:
        return tuple(value)

    def limits(self) -> dict[str, Any]:
        return {"most": self.most}


class Amounts(Kind):
    """Numbers from 0 to 1 by layer, where they differ from 1."""

    name = "amounts"
    longest = 4000

    def read(self, text: str, context: Context, /) -> Mapping[str, float]:
        found, faults = {}, []
        for part in filter(None, text.split(",")):
            name, _, value = part.partition(":")
            try:
                number = float(value)
            except ValueError:
                number = math.nan
            if name not in context.layers or not 0 <= number <= 1:
                faults.append(
                    worded(
                        "{text} is not a layer with an opacity; write layer:0.5, from 0 to 1",
                        text=quoted(part),
                    )
                )
            elif number < 1:
                found[name] = number
        if faults:
            raise Unusable(*faults[:FAULTS_TOLD], kept=MappingProxyType(found))
        return MappingProxyType(found)

    def write(self, value: Any) -> str:
        return ",".join(f"{name}:{decimal_text(number)}" for name, number in sorted(value.items()))

    def json(self, value: Any) -> dict[str, float]:
        return dict(value)

    def plain(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return scalar(value)
        texts = []
        for name, number in value.items():
            if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
                raise Unusable(worded("{text} needs a number from 0 to 1", text=shown(name)))
            texts.append(f"{name}:{scalar(number)}")
        return ",".join(texts)

    def limits(self) -> dict[str, Any]:
        return {"low": 0, "high": 1, "decimals": DECIMALS}


def _no_layer(unknown: list[str], known: list[str]) -> Iterable[str]:
    """Say which layers there are not; the list of those that there are is told once."""
    listed = False
    for name in unknown[:FAULTS_TOLD]:
        meant = did_you_mean(name[:QUOTED], known, "")
        if not meant and not listed:
            listed, meant = (
                True,
                worded("{choice} (GET /api/layers lists them)", choice=one_of(known, len(known))),
            )
        if meant:
            yield worded("there is no layer {name}; {meant}", name=quoted(name), meant=meant)
        else:
            yield worded("there is no layer {name}", name=quoted(name))
