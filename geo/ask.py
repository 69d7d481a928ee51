"""`python -m geo.ask QUESTION`: a question of `geo.questions`, answered as text, data or a file to print."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, get_args

from geo.access import everybody
from geo.catalog import read_catalog
from geo.errors import GeoError, end_with_reader
from geo.evidence import current
from geo.evidence.resolving import Names
from geo.faults import one_of
from geo.model import Language
from geo.questions.asking import as_csv, as_text, described, listed, question
from geo.replacing import write_whole
from geo.scene.asked import asked
from geo.settings import Settings
from geo.view import Context

LARGEST_FILE = 100_000_000
"""Bytes of a file that stands for a value."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the question is answered, 2 when it cannot be."""
    given, rest = _asking().parse_known_args(arguments)
    try:
        settings = Settings.from_env()
        # The declarations are enough to judge most options; the evidence is loaded for names alone.
        context = Context.of(
            read_catalog(settings.layers_dir)[0],
            date.today(),
            names=lambda: Names.known(current(settings, everybody(settings))),
        )
        if not given.question:
            print(_json(listed(context)) if given.json else _list(context))
            return 0
        one = question(given.question)
        parser = _parser(given.question, context)
        if given.help:
            print(parser.format_help())
            return 0
        options, others = parser.parse_known_args(rest)
        texts = {name: _value(text) for name, text in vars(options).items() if text is not None}
        parameters = one.read(texts | _unknown(others), context)
        if given.out:
            _write(given, parameters, settings)
            return 0
        document = asked(given.question, parameters, current(settings, everybody(settings)))
        told = as_csv(document, given.table) if given.csv or given.table else ""
    except GeoError as error:
        print(error, file=sys.stderr)
        return 2
    if told:
        sys.stdout.write(told)
    elif given.json or given.geojson:
        print(_json(document["map"] if given.geojson else document))
    else:
        print(as_text(document))
        tables = ", ".join(sheet["name"] for sheet in document["tables"])
        print(
            f"\n{len(document['rows'])} rows; --csv prints them, --json everything"
            + (f"; --table prints one of: {tables}" if tables else "")
        )
    return 0


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are errors of ours."""

    def error(self, message: str) -> NoReturn:
        raise GeoError(message)


def _asking() -> argparse.ArgumentParser:
    """Return the parser of what every question takes."""
    parser = argparse.ArgumentParser(
        prog="python -m geo.ask",
        description="Answer a question; without one, list the questions there are.",
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("question", nargs="?", default="", metavar="QUESTION")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as JSON")
    form.add_argument("--csv", action="store_true", help="print the table as CSV")
    form.add_argument("--out", type=Path, metavar="FILE", help="write it: pdf, or its diagram as svg or png")
    form.add_argument("--geojson", action="store_true", help="print what is on the map as GeoJSON")
    parser.add_argument(
        "--lang", default="en", choices=get_args(Language), help="with --out: language of the file"
    )
    parser.add_argument("--table", default="", metavar="NAME", help="print a further table as CSV")
    parser.add_argument("--help", "-h", action="store_true", help="what may be asked, and with which options")
    return parser


def _write(given: argparse.Namespace, parameters: Any, settings: Settings) -> None:
    """Write an answer as the file that is asked for; raises GeoError."""
    from geo.figure.answer.writing import FORMATS, answer_file  # noqa: PLC0415 - matplotlib takes a second

    form = given.out.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise GeoError(f"out: '{form[:20]}' is not one; {one_of(list(FORMATS))}")
    evidence = current(settings, everybody(settings))
    made = answer_file(evidence, given.question, parameters, form, given.lang, date.today())
    write_whole(given.out, made.content)
    print(f"{given.out}: TLP:{made.marking}")


def _parser(question_id: str, context: Context) -> argparse.ArgumentParser:
    """Return the parser of a question, made from its parameters."""
    one = question(question_id)
    title = one.title if one.title.endswith("?") else f"{one.title}."
    parser = _Parser(
        prog=f"python -m geo.ask {question_id}",
        description=f"{title} {one.help}",
        epilog="A value @FILE is read from the file. --json, --csv, --table NAME or --geojson prints that.",
        add_help=False,
        allow_abbrev=False,
    )
    for each in described(one.parameters, context):
        needed = (
            " (needed)" if each["required"] else f" (default: {each['default']})" if each["default"] else ""
        )
        choices = [choice for choice in each.get("choices", ()) if choice]
        parser.add_argument(
            f"--{each['name'].replace('_', '-')}",
            dest=each["name"],
            metavar="|".join(map(str, choices)) if 0 < len(choices) < 9 else each["kind"].upper(),  # noqa: PLR2004 - fits a line
            nargs="?",
            const="",
            help=f"{each['title']}: {each['help']}{needed}".replace("%", "%%"),
        )
    return parser


def _value(text: str) -> str:
    """Return a value, from a file where it names one; raises GeoError."""
    if not text.startswith("@"):
        return text
    path = Path(text[1:])
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise GeoError(f"{path}: is larger than {LARGEST_FILE // 1_000_000} MB; give a smaller file")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GeoError(f"{path}: cannot be read as text ({error}); name a file of UTF-8 text") from error


def _unknown(others: Sequence[str]) -> dict[str, str]:
    """Return options that no parameter has, so that they are told with all other faults; raises GeoError."""
    texts: dict[str, str] = {}
    rest = list(others)
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
        lines.append(
            f"{one['id']:10} {one['title']}\n{'':10} python -m geo.ask {one['id']} {options}".rstrip()
        )
    return "\n".join(lines)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)


if __name__ == "__main__":
    end_with_reader()
    sys.exit(main())
