"""The questions there are: every module of `geo.questions` is one, found by being there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import geo.questions
from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.faults import did_you_mean, one_of
from geo.language import declared as in_language
from geo.language import worded
from geo.questions.asking.answer import Answer
from geo.questions.asking.called import ASKED, called
from geo.questions.asking.parameters import declared, described, named, read, written
from geo.view import Context

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Question(Generic[P]):
    """One question.

    Attributes
    ----------
    title : str
        What it asks, as a heading, which the catalogue has in other languages.
    help : str
        One or two sentences: what the answer tells, and what it does not.
    parameters : type
        A frozen dataclass whose fields are `Annotated[..., Parameter]`; the page's form, the command line,
        the address and the faults all come from it.
    answer : callable
        A pure function of evidence and parameters: the same two give the same answer.
    rank : int
        Where it stands in lists, the lowest first; of the same rank by its id.
    """

    title: str
    help: str
    parameters: type[P]
    answer: Callable[[Evidence, P], Answer]
    rank: int = 100

    @property
    def title_ar(self) -> str:
        """The heading in Arabic."""
        return in_language(self.title, "ar")

    def read(self, texts: Mapping[str, str], context: Context) -> P:
        """Return the parameters of texts; raises GeoError with a line for each fault."""
        parameters: P = read(self.parameters, texts, context)
        return parameters


@cache
def questions() -> Mapping[str, Question[Any]]:
    """Return every question by its id, the name of its file, by rank.

    Raises
    ------
    TypeError
        When a module of `geo.questions` holds no `QUESTION`, or declares its parameters wrongly.
    """
    found = {}
    for module in sorted(pkgutil.iter_modules(geo.questions.__path__), key=lambda one: one.name):
        if module.ispkg:
            continue
        name = f"{geo.questions.__name__}.{module.name}"
        question = getattr(importlib.import_module(name), "QUESTION", None)
        if not isinstance(question, Question):
            raise TypeError(f"{name} holds no QUESTION; every file in geo/questions/ is a question")
        declared(question.parameters)
        found[module.name] = question
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: (one[1].rank, one[0]))))


def question(question_id: str) -> Question[Any]:
    """Return a question; raises UnknownId with the closest id there is."""
    known = questions()
    if question_id not in known:
        shown = question_id[:80]
        advice = did_you_mean(shown, known, one_of(list(known)))
        raise UnknownId(worded("no question '{name}'; {advice}", name=shown, advice=advice))
    return known[question_id]


def listed(context: Context) -> list[dict[str, Any]]:
    """Return every question with its parameters as a form needs them, ready for JSON."""
    return [
        {
            "id": name,
            "title": one.title,
            "title_ar": one.title_ar,
            "help": one.help,
            "parameters": described(one.parameters, context),
        }
        for name, one in questions().items()
    ]


def told(question_id: str, parameters: Any, evidence: Evidence, answer: Answer) -> dict[str, Any]:
    """Return an answer with its question, its parameters and every source cited, ready for JSON."""
    one = question(question_id)
    return {
        "id": question_id,
        "title": one.title,
        "title_ar": one.title_ar,
        "parameters": written(parameters),
        "not_shown": evidence.left_out,
        **answer.document,
        "sources": _cited(evidence, answer),
        "names": called(evidence, answer, str(getattr(parameters, "names", "")), named(parameters, ASKED)),
    }


def _cited(evidence: Evidence, answer: Answer) -> dict[str, dict[str, str]]:
    """Return what each source is that a sentence cites, by its id, in the order of the sentences."""
    found = {}
    for source in dict.fromkeys(source for one in answer.sentences for source in one.sources):
        with suppress(UnknownId):
            known = evidence.source(source)
            found[source] = {
                "publisher": known.publisher, "title": known.title, "date": known.date, "url": known.url,
            }  # fmt: skip
    return found
