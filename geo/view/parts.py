"""The parts that a value is made of, each declared once, and how a whole is read from texts and written.

A frozen dataclass declares its parts in the types of its fields, such as `known: Annotated[date | None,
Part("known", Day(), ...)] = None`. What stands there is then in the address, in the panel, in `/api`, on
command lines and in batch files.

Texts written before there was `recorded` have `known` alone, which meant what `recorded` means now:
`is_older` tells them, and `beside_known` makes sure that no text written today is taken for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from typing import Any, get_type_hints

from geo.errors import GeoError, UnknownId
from geo.faults import did_you_mean, one_of
from geo.language import Worded, said, worded
from geo.view.kinds import Context, Kind, shown
from geo.view.texts import QUOTED, Unusable, one_line, quoted

PAGE, FIGURE, DATA = "page", "figure", "data"
EVERYWHERE = (PAGE, FIGURE, DATA)
"""Where a part can be used: on the page, in a figure, by whoever takes rows away."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a view, or of what is asked beside it.

    Attributes
    ----------
    name : str
        What the address and command lines call it.
    kind : Kind
        How it is read and written.
    metavar, help : str
        What a command line says of it.
    also : tuple of str
        Other names of it on command lines and in batch files.
    key : str
        What it is called in the panel; "" = `name`.
    used : tuple of str
        Where it is used, of `EVERYWHERE`.
    always : bool
        Whether a figure writes it also where it is as usual.
    first : callable, optional
        Its usual value where that depends on the context; default: that of its field.
    field : str
        The attribute that holds it; filled in by `parts_of`.
    usual : object
        The default of that field.
    """

    name: str
    kind: Kind
    metavar: str = "TEXT"
    help: str = ""
    also: tuple[str, ...] = ()
    key: str = ""
    used: tuple[str, ...] = EVERYWHERE
    always: bool = False
    first: Callable[[Context], Any] | None = None
    field: str = ""
    usual: Any = None

    def default(self, context: Context) -> Any:
        """Return the value that it has where nobody asks for one."""
        return self.first(context) if self.first else self.usual

    @property
    def options(self) -> tuple[str, ...]:
        """Its options on a command line."""
        return tuple(f"--{name}" for name in (self.name, *self.also))


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartFault:
    """A part that cannot be used.

    Attributes
    ----------
    part : str
        Its name in the address.
    words : str
        Why, and what to do: the same everywhere.
    missing : bool
        Whether it is well written, but names what is not there.
    """

    part: str
    words: str
    missing: bool = False

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.part}: {self.words}"

    def said(self, lang: str) -> str:
        """Return it as one line in a language."""
        return f"{self.part}: {said(self.words, lang)}"


def parts_of(kind: type) -> Parts:
    """Return the parts that a dataclass declares, in the order of its fields."""
    hints = get_type_hints(kind, include_extras=True)
    found = []
    for one in fields(kind):
        usual = one.default if one.default_factory is MISSING else one.default_factory()
        found += [
            replace(
                part, field=one.name, usual=None if usual is MISSING else usual, key=part.key or part.name
            )
            for part in getattr(hints[one.name], "__metadata__", ())
            if isinstance(part, Part)
        ]
    return tuple(found)


def used_in(parts: Iterable[Part], where: str) -> Parts:
    """Return the parts that are used somewhere, of `EVERYWHERE`."""
    return tuple(part for part in parts if where in part.used)


def plain_names(params: Mapping[str, str]) -> dict[str, str]:
    """Return parameters by the names that were meant: a mail program may have made `&amp;at=` of `&at=`.

    Examples
    --------
    >>> plain_names({"layers": "east", "amp;at": "2020-06-30"})
    {'layers': 'east', 'at': '2020-06-30'}
    """
    meant = {name: name.removeprefix("amp;") for name in params}
    return {
        meant[name]: text for name, text in params.items() if meant[name] == name or meant[name] not in params
    }


def repeated(names: Iterable[str], parts: Parts) -> tuple[PartFault, ...]:
    """Return a fault for each part that an address has more than once.

    Examples
    --------
    >>> [str(fault) for fault in repeated(["at", "z", "at"], (Part("at", Kind()), Part("z", Kind())))]
    ['at: is there more than once, of which the last counts; keep one']
    """
    counts = Counter(names)
    words = worded("is there more than once, of which the last counts; keep one")
    return tuple(PartFault(part.name, words) for part in parts if counts[part.name] > 1)


def is_older(texts: Mapping[str, str]) -> bool:
    """Tell whether texts were written before there was `recorded`: their `known` means that."""
    return bool(texts.get("known")) and not texts.get("recorded")


def beside_known(texts: Mapping[str, str], today: date) -> dict[str, str]:
    """Return texts that have `recorded` wherever they have `known`: the day of writing where there is none.

    Examples
    --------
    >>> beside_known({"known": "2020-06-30"}, date(2026, 11, 24))
    {'known': '2020-06-30', 'recorded': '2026-11-24'}
    """
    return {**texts, "recorded": today.isoformat()} if is_older(texts) else dict(texts)


def read_parts(
    parts: Parts, texts: Mapping[str, str], context: Context
) -> tuple[dict[str, Any], tuple[PartFault, ...]]:
    """Return the values by field, and every fault; a faulty part has what is left of it, or is as usual.

    Parameters
    ----------
    texts : mapping of str to str
        By the names of parts; other names are ignored. An empty text is as good as none, except for a list.
    """
    values: dict[str, Any] = {}
    faults: list[PartFault] = []
    given = plain_names(texts)
    for part in parts:
        values[part.field] = part.default(context)
        text = given.get(part.name, "")
        if not text and (part.name not in given or part.kind.name != "list"):
            continue
        if len(text) > part.kind.longest:
            faults.append(PartFault(part.name, _too_long(part.kind.longest)))
            continue
        try:
            values[part.field] = part.kind.read(text, context)
        except Unusable as error:
            faults += [
                PartFault(part.name, line if isinstance(line, str) else str(line), error.missing)
                for line in error.lines
            ]
            if error.kept is not None:
                values[part.field] = error.kept
    if is_older(given) and "recorded" in values and values.get("known"):
        values |= {"recorded": values["known"], "known": None}
    return values, tuple(faults)


def write_parts(parts: Parts, value: Any, context: Context) -> dict[str, str]:
    """Return the texts that `read_parts` reads back in the same context, short: without what is as usual."""
    texts = {
        part.name: part.kind.write(getattr(value, part.field))
        for part in parts
        if getattr(value, part.field) != part.default(context)
    }
    return beside_known(texts, context.today)


def whole_texts(parts: Parts, value: Any) -> dict[str, str]:
    """Return the texts that mean the same in any context: what depends on it is always there."""
    texts = {
        part.name: part.kind.write(getattr(value, part.field))
        for part in parts
        if part.always or part.first or getattr(value, part.field) != part.usual
    }
    return {name: text for name, text in texts.items() if text}


def not_before(name: str, first: date | None, last: date) -> list[PartFault]:
    """Return a fault of a first day that does not lie before the last one."""
    if not first or first < last:
        return []
    return [
        PartFault(name, worded("{first} is not before {last}; give an earlier day", first=first, last=last))
    ]


def strange_names(given: Iterable[str], names: Sequence[str], beside: Collection[str] = ()) -> list[object]:
    """Return a fault for each parameter that is none of `names`, which are advised, nor of those beside."""
    return [
        worded(
            "{name} is no parameter; {advice}",
            name=quoted(name),
            advice=did_you_mean(name[:QUOTED], names, one_of(names)),
        )
        for name in given
        if name not in names and name not in beside
    ]


def unknown_ids(parts: Parts, value: Any, find: Callable[[str], object]) -> tuple[PartFault, ...]:
    """Return a fault for each feature that is named but is not there.

    Parameters
    ----------
    find : callable
        `Evidence.layer_of`, or another that raises UnknownId.
    """
    faults = []
    for part in parts:
        for feature_id in part.kind.ids(getattr(value, part.field)):
            try:
                find(feature_id)
            except UnknownId as error:
                faults.append(PartFault(part.name, _on_one_line(error.args[0]), missing=True))
    return tuple(faults)


def _on_one_line(words: object) -> str:
    if isinstance(words, Worded):
        return Worded(words.text, {name: _on_one_line(value) for name, value in words.values.items()})
    return one_line(str(words))


def texts_of_table(
    parts: Parts, table: Mapping[str, Any], others: Collection[str] = ()
) -> tuple[dict[str, str], list[str]]:
    """Return the texts that a table of a TOML file asks for, and everything in it that cannot be used.

    Parameters
    ----------
    table : mapping
        By the names of parts, also the longer ones of the command line. Values are texts, numbers, true or
        false, dates; a list for what is written with commas; a table for filters (lists by the name of a
        filter) and opacity (numbers by layer).
    others : collection of str
        Keys that mean something to the caller; they are passed over.
    """
    texts: dict[str, str] = {}
    faults: list[str] = []
    meant = {name.replace("-", "_"): part for part in parts for name in (part.name, *part.also)}
    known = [part.name for part in parts] + [name for part in parts for name in part.also] + [*others]
    for key, value in table.items():
        if key in others:
            continue
        part = meant.get(key.replace("-", "_"))
        if part is None:
            remedy = did_you_mean(key[:QUOTED], known, one_of(known, 9))
            faults.append(f"{shown(key)}: is not a key; {remedy}")
        elif part.name in texts:
            faults.append(f"{shown(key)}: is there twice, as '{part.name}' too; keep one")
        else:
            try:
                texts[part.name] = part.kind.plain(value)
            except Unusable as error:
                faults.append(f"{shown(key)}: {error}")
    return texts, faults


class Refused(GeoError):
    """What was asked for cannot be used: a line for each fault.

    Attributes
    ----------
    faults : tuple of object
        Each a `PartFault` or a text.
    missing : bool
        Whether all of it is well written, but names what is not there.
    """

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__(faults)
        # What holds for several things that are made is at fault in each, and told once.
        self.faults = tuple({str(fault): fault for fault in faults}.values())
        self.missing = all(isinstance(fault, PartFault) and fault.missing for fault in faults)

    def __str__(self) -> str:
        """Return a line for each fault."""
        return "\n".join(map(str, self.faults))


def worded_faults(error: Exception) -> list[dict[str, Any]]:
    """Return the faults of an error as a page says them in its own language, ready for JSON.

    Each has `part` ("" = none), `text` (a key of the catalogue) and `values`.
    """
    faults = getattr(error, "faults", error.args[:1])
    return [
        {
            "part": part,
            **(words.document if isinstance(words, Worded) else {"text": str(words), "values": {}}),
        }
        for part, words in (
            (fault.part, fault.words) if isinstance(fault, PartFault) else ("", fault) for fault in faults
        )
    ]


def _too_long(most: int) -> str:
    return worded("longer than {most} characters; shorten it", most=most)


def refuse(faults: Sequence[object]) -> None:
    """Raise `Refused` if there is any fault."""
    if faults:
        raise Refused(faults)
