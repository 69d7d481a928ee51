"""One file a question: its parameters and its answer. A question exists by its file being here.

A file declares `QUESTION = Question(...)`; `geo.questions.asking` says how. Forms, command line and HTTP
follow from it.
"""
