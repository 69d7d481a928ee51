"""`python -m geo.ask QUESTION`: a question of `geo.questions`, answered as text, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from geo.access import everybody
from geo.catalog import read_catalog
from geo.characters import guarded
from geo.errors import GeoError
from geo.evidence import current
from geo.questions.asking import answered, described, listed, question
from geo.settings import Settings
from geo.view import Context


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the question is answered, 2 when it cannot be."""
    given, options = _parser().parse_known_args(arguments)
    try:
        settings = Settings.from_env()
        # The declarations are enough to judge the options; the evidence takes seconds to load.
        context = Context.of(read_catalog(settings.layers_dir)[0], date.today())
        if not given.question:
            print(_json(listed(context)) if given.json else _list(context))
            return 0
        one = question(given.question)
        if given.help:
            print(_help(given.question, context))
            return 0
        parameters = one.read(_texts(options), context)
        document = answered(given.question, parameters, current(settings, everybody(settings)))
    except GeoError as error:
        print(error, file=sys.stderr)
        return 2
    if given.json:
        print(_json(document))
    elif given.csv:
        sys.stdout.write(as_csv(document))
    else:
        print(as_text(document))
    return 0


def as_csv(document: dict[str, Any]) -> str:
    """Return the table of an answer as CSV, the names of its columns first; None is empty.

    What a spreadsheet would calculate has an apostrophe before it.
    """
    stream = io.StringIO()
    table = csv.DictWriter(stream, [column["name"] for column in document["columns"]], lineterminator="\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in document["rows"])
    return stream.getvalue()


def _cell(value: Any) -> Any:
    return guarded(value) if isinstance(value, str) else value


def as_text(document: dict[str, Any]) -> str:
    """Return the sentences of an answer, each with its grades and whether it is reported or derived."""
    days = ", ".join(f"{name} {day}" for name, day in document["days"].items())
    lines = [f"{document['title']} ({days}; data {document['version'][:8]}, TLP:{document['marking']})", ""]
    for one in document["sentences"]:
        grades = f" {', '.join(one['grades'])}" if one["grades"] else ""
        lines.append(f"{one['text']} [{one['basis']}{grades}]")
    lines += ["", f"{len(document['rows'])} rows; --csv prints them, --json everything"]
    return "\n".join(lines)


def _texts(options: Sequence[str]) -> dict[str, str]:
    """Return the values of `--name value` and `--name=value`; raises GeoError for anything else."""
    texts: dict[str, str] = {}
    rest = list(options)
    while rest:
        name, equals, text = rest.pop(0).partition("=")
        if not name.startswith("--"):
            raise GeoError(f"'{name[:80]}' is no option; write --name value")
        if not equals:
            text = rest.pop(0) if rest and not rest[0].startswith("--") else ""
        texts[name.removeprefix("--").replace("-", "_")] = text
    return texts


def _list(context: Context) -> str:
    lines = []
    for one in listed(context):
        options = " ".join(
            f"--{each['name']} {each['kind'].upper()}" for each in one["parameters"] if each["required"]
        )
        lines.append(f"{one['id']:20} {one['title']}\n{'':20} python -m geo.ask {one['id']} {options}")
    return "\n".join(lines)


def _help(question_id: str, context: Context) -> str:
    one = question(question_id)
    lines = [f"{one.title}. {one.help}", ""]
    for each in described(one.parameters, context):
        needed = " (needed)" if each["required"] else ""
        lines.append(f"  --{each['name']:12} {each['kind']:7} {each['title']}: {each['help']}{needed}")
    return "\n".join(lines)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo.ask",
        description="Answer a question; without one, list the questions there are.",
        epilog="QUESTION --help lists the options of that question.",
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("question", nargs="?", default="", metavar="QUESTION")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as JSON")
    form.add_argument("--csv", action="store_true", help="print the table as CSV")
    parser.add_argument("--help", "-h", action="store_true", help="what may be asked, and with which options")
    return parser


if __name__ == "__main__":
    sys.exit(main())
