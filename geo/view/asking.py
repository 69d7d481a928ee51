"""A question as a view carries it: its id and raw parameters. What they mean is for the question to say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from geo.language import worded
from geo.view.kinds import Context, Kind
from geo.view.texts import Unusable, is_plain, quoted

MOST_PARAMETERS: Final = 30
LONGEST: Final = 6000
"""Characters in an address, with a drawing of some hundred vertices; what is larger is posted."""
OF_VIEW: Final = ("at", "known", "recorded", "names")
"""Parameters that a question has from the view where it does not say them itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is asked.

    Attributes
    ----------
    question : str
        Its id, the name of a file in `geo/questions/`.
    parameters : tuple of (str, str)
        Names and texts, as somebody wrote them; none is empty.
    """

    question: str
    parameters: tuple[tuple[str, str], ...] = ()

    def texts(self, view: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
        """Return the parameters, and what the question takes of the view where they do not say it.

        Parameters
        ----------
        view : mapping of str to str
            The texts of the view, by the names of its parts.
        taken : collection of str
            Names of the parameters that the question has.

        Examples
        --------
        >>> Asked("holds", (("place", "sirte"),)).texts({"at": "2020-01-01", "known": ""}, ["place", "at"])
        {'at': '2020-01-01', 'place': 'sirte'}
        """
        of_view = {name: view[name] for name in OF_VIEW if name in taken and view.get(name)}
        return of_view | dict(self.parameters)


class Question(Kind):
    """A question and its parameters, such as "near;place=sirte;km=50"; None is none.

    In a text of a parameter ";" is "%3B" and "%" is "%25".
    """

    name = "question"
    longest = LONGEST

    def read(self, text: str, _: Context, /) -> Asked:
        """Return the question.

        Examples
        --------
        >>> from datetime import date
        >>> Question().read("near;place=sirte;km=50", Context((), (), date(2026, 11, 24)))
        Asked(question='near', parameters=(('place', 'sirte'), ('km', '50')))
        """
        question, *parts = text.split(";")
        if not question or not is_plain(question):
            raise Unusable(
                worded(
                    "{text} is not the id of a question; write for example near;place=sirte;km=50",
                    text=quoted(question),
                )
            )
        if len(parts) > MOST_PARAMETERS:
            raise Unusable(
                worded("has {n} parameters; give {most} at most", n=len(parts), most=MOST_PARAMETERS)
            )
        given = {}
        for part in filter(None, parts):
            name, equals, value = part.partition("=")
            if not equals or not name or not is_plain(name):
                raise Unusable(worded("{text} is not a parameter; write name=value", text=quoted(part)))
            if value:
                given[name] = value.replace("%3B", ";").replace("%25", "%")
        return Asked(question, tuple(given.items()))

    def write(self, value: Any) -> str:
        """Return the text that `read` turns into this question."""
        if value is None:
            return ""
        texts = (f"{name}={_escaped(text)}" for name, text in value.parameters)
        return ";".join([value.question, *texts])

    def json(self, value: Any) -> Any:
        """Return the question as a browser holds it."""
        return value and {"question": value.question, "parameters": dict(value.parameters)}

    def plain(self, value: Any) -> str:
        """Return what a browser or a TOML file holds as the text of an address."""
        if not isinstance(value, Mapping):
            return super().plain(value)
        parameters = value.get("parameters") or {}
        if not isinstance(parameters, Mapping):
            raise Unusable(worded("has parameters that cannot be used; write a table of names and texts"))
        question = super().plain(value.get("question"))
        texts = {str(name): super(Question, self).plain(text) for name, text in parameters.items()}
        return ";".join([question, *(f"{name}={_escaped(text)}" for name, text in texts.items())])

    def limits(self) -> dict[str, Any]:
        """Return how long it may be."""
        return {"longest": LONGEST, "of_view": list(OF_VIEW)}


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace(";", "%3B")
