"""How questions are declared, found, asked and answered; knows none of them."""

from geo.questions.asking.answer import Answer, Cell, Shape, Sheet, by_layer
from geo.questions.asking.diagram import Diagram, Link, Node
from geo.questions.asking.finding import Question, listed, question, questions, told
from geo.questions.asking.parameters import (
    Parameter,
    beside,
    check,
    described,
    written,
)
from geo.questions.asking.writing import as_csv, as_text

__all__ = [
    "Answer",
    "Cell",
    "Diagram",
    "Link",
    "Node",
    "Parameter",
    "Question",
    "Shape",
    "Sheet",
    "as_csv",
    "as_text",
    "beside",
    "by_layer",
    "check",
    "described",
    "listed",
    "question",
    "questions",
    "told",
    "written",
]
