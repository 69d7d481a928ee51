"""The parameters of a question: declared once as a dataclass, read from texts, described for a form.

A question declares `since: Annotated[date, Parameter("From", Day())]`, with a kind of `geo.view.kinds`.
The field's name is the name in an address and on the command line, and its default is the default. A field
without a default must be given, unless `first` makes its value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, get_type_hints

from geo.language import declared as in_language
from geo.language import worded
from geo.view.kinds import Context, Features, Kind, Layers
from geo.view.parts import Part, PartFault, is_older, plain_names, read_parts, refuse, strange_names
from geo.view.texts import Unusable

_FORMS: Mapping[type[Kind], str] = {Layers: "layers", Features: "features"}
"""What a form calls the kinds that are lists of ids; every other kind has a name of its own."""


_NAMED: Mapping[str, str] = {
    "place": worded("a place by any of its names"),
    "actor": worded("an actor by any of its names"),
    "publisher": worded("a publisher by any of its names"),
    "source": worded("a source by any of its names"),
}
"""What to give where one of a kind is missing."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a form, an address and the command line must know of one parameter.

    Attributes
    ----------
    title : str
        Label of the field, which the catalogue has in other languages.
    kind : Kind
        How it is read and written.
    help : str
        What the parameter does.
    first : callable, optional
        Its value where it is not given and that depends on the context, such as the day of asking.
    """

    title: str
    kind: Kind
    help: str = ""
    first: Callable[[Context], Any] | None = None

    @property
    def title_ar(self) -> str:
        """The label in Arabic."""
        return in_language(self.title, "ar")


def declared(model: Any) -> dict[str, Parameter]:
    """Return the parameters of a dataclass by name, its own before those of its base.

    Raises
    ------
    TypeError
        When a field is not annotated with exactly one `Parameter`.
    """
    hints = get_type_hints(model, include_extras=True)
    found = {}
    for field in _fields(model):
        ours = [one for one in getattr(hints[field.name], "__metadata__", ()) if isinstance(one, Parameter)]
        if len(ours) != 1:
            raise TypeError(f"{model.__module__}: write {field.name}: Annotated[<type>, <one Parameter>]")
        found[field.name] = ours[0]
    return found


def read(model: Any, texts: Mapping[str, str], context: Context) -> Any:
    """Return the parameters that texts ask for; an empty text counts as not given.

    Raises
    ------
    GeoError
        With a line for every text that cannot be used or is missing, each saying what to do.
    """
    given = {name: text.strip() for name, text in plain_names(texts).items()}
    parts = _parts(model)
    faults = strange_names(given, [part.name for part in parts])
    values, found = read_parts(parts, given, context)
    if is_older(given) and values.get("recorded"):
        # Links of before `recorded` was there ask no questions: here `known` means what it says.
        values |= {"known": values["recorded"], "recorded": None}
    missing = [part for part in parts if values[part.field] is MISSING and not given.get(part.name)]
    faults += found
    faults += [
        PartFault(part.name, worded("is missing; give {example}", example=_example(part, context)))
        for part in missing
    ]
    refuse(faults)
    try:
        return model(**values)
    except Unusable as error:
        # What only several parameters together can tell, such as two days in the wrong order.
        refuse(error.lines)


def check(faults: Sequence[PartFault]) -> None:
    """Raise `Unusable` if there is any fault in what several parameters are together."""
    if faults:
        raise Unusable(*faults)


def beside(parameters: object, names: Sequence[str]) -> list[PartFault]:
    """Return a fault for each of some parameters that is there beside another one."""
    known = declared(type(parameters))
    first, *others = [name for name in names if getattr(parameters, name)] or [""]
    return [
        PartFault(
            name,
            worded(
                "is there beside {name} (“{title}”); keep one of them",
                title=(known[first].title, known[first].title_ar),
                name=first,
            ),
        )
        for name in others
    ]


def written(parameters: object) -> dict[str, str]:
    """Return the texts that `read` reads as these parameters, without those that are empty."""
    texts = {part.name: _text(part, getattr(parameters, part.name)) for part in _parts(type(parameters))}
    return {name: text for name, text in texts.items() if text}


def named(parameters: object, kinds: Collection[str]) -> list[tuple[str, str]]:
    """Return what is given of some kinds of parameters: kind and text."""
    given = [
        (part.kind.name, _text(part, getattr(parameters, part.name))) for part in _parts(type(parameters))
    ]
    return [(kind, text) for kind, text in given if kind in kinds and text]


def described(model: Any, context: Context) -> list[dict[str, Any]]:
    """Return what a form needs to know of each parameter, ready for JSON; defaults as texts."""
    known = declared(model)
    return [
        {
            "name": part.name,
            "kind": _FORMS.get(type(part.kind), part.kind.name),
            "title": known[part.name].title,
            "title_ar": known[part.name].title_ar,
            "help": part.help,
            "required": part.default(context) is MISSING,
            "default": _text(part, part.default(context)),
            **part.kind.limits(),
            **({"choices": list(context.layers)} if isinstance(part.kind, Layers) else {}),
        }
        for part in _parts(model)
    ]


def parts_of_question(model: Any) -> list[tuple[Part, bool]]:
    """Return the parts that a question reads, each with whether it must be given."""
    return [(part, part.usual is MISSING and part.first is None) for part in _parts(model)]


def _parts(model: Any) -> tuple[Part, ...]:
    known = declared(model)
    return tuple(
        Part(
            field.name,
            known[field.name].kind,
            help=known[field.name].help,
            first=known[field.name].first,
            field=field.name,
            usual=field.default if field.default_factory is MISSING else field.default_factory(),
        )
        for field in _fields(model)
    )


def _fields(model: Any) -> list[Field[Any]]:
    own = model.__annotations__
    return sorted(fields(model), key=lambda field: field.name not in own)


def _text(part: Part, value: Any) -> str:
    return "" if value is None or value is MISSING else part.kind.write(value)


def _example(part: Part, context: Context) -> str:
    if part.kind.name == "day":
        return worded("a day, for example {day}", day=context.today)
    if part.kind.name == "compare":
        return worded("what it has otherwise, for example at=2019-04-01")
    choices = part.kind.limits().get("choices")
    if choices:
        return worded("one of: {names}", names=", ".join(map(str, choices)))
    return _NAMED.get(part.kind.name) or worded("one by any of its names")
