"""How questions are declared, found, asked and answered; knows none of them."""

from geo.questions.asking.answer import Answer, Cell, Shape
from geo.questions.asking.finding import Question, answered, listed, question, questions
from geo.questions.asking.parameters import Parameter, described, written

__all__ = [
    "Answer",
    "Cell",
    "Parameter",
    "Question",
    "Shape",
    "answered",
    "described",
    "listed",
    "question",
    "questions",
    "written",
]
