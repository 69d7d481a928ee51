"""A question on the command line and over HTTP; and a new one, which is one file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from geo.ask import main
from geo.questions.asking import questions
from geo.settings import REPOSITORY, Settings
from tests.browser.serving import copy_checkout
from tests.web.client import Client

NEW = '''"""How many features a layer holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from geo.evidence import Evidence
from geo.model import Column
from geo.questions.asking import Answer, Parameter, Question
from geo.view.kinds import Layers, Number
from geo.words.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Which layers."""

    layers: Annotated[tuple[str, ...], Parameter("Layers", Layers(), "those that are counted")]
    least: Annotated[float, Parameter("At least", Number(0, 1000))] = 1


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Count."""
    rows = [(name, len(evidence.layer(name))) for name in asked.layers]
    kept = tuple(row for row in rows if row[1] >= asked.least)
    text = f"{sum(number for _, number in kept)} features."
    return Answer(
        (Sentence(text, text, "derived"),),
        (Column("layer", "Layer", "slug"), Column("features", "Features", "integer")),
        kept,
        evidence.version,
    )


QUESTION = Question("How many", "Counts features.", Parameters, answer)
'''


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_lists_questions_and_their_options(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys)
    assert code == 0
    assert all(name in out for name in questions())
    code, out, _ = said(capsys, "--json")
    assert [document["id"] for document in json.loads(out)] == list(questions())
    code, out, _ = said(capsys, "changes", "--help")
    assert code == 0
    assert "--since" in out
    assert "--marking" in out


def test_the_command_answers_as_json_csv_and_text(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--since", "2025-11-24", "--until=2026-11-24", "--layers", "east")
    code, out, err = said(capsys, "changes", "--json", *options)
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["id"] == "changes"
    assert document["parameters"] == {"since": "2025-11-24", "until": "2026-11-24", "layers": "east"}
    code, out, _ = said(capsys, "changes", *options, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {"began", "recorded"} <= {row["change"] for row in rows}
    told = [row["id"] for row in rows if row["change"] != "recorded"]
    assert told == document["features"]["east"], "what was only recorded is not for the map"
    code, out, _ = said(capsys, *("changes", *options))
    assert document["sentences"][0]["text"] in out


def test_the_command_tells_every_fault_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "changes", "--layers", "esat", "--marking", "BLUE")
    assert (code, out) == (2, "")
    assert [line.partition(":")[0] for line in err.splitlines()] == ["layers", "marking", "since"]
    assert said(capsys, "chnages")[::2] == (2, "no question 'chnages'; did you mean 'changes'?\n")
    assert said(capsys, "changes", "2025-01-01")[::2] == (
        2,
        "'2025-01-01' is no option; write --name value\n",
    )


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(Settings(root=REPOSITORY))


def test_http_lists_and_answers(client: Client) -> None:
    answer = client.get("/api/ask")
    assert answer.status == 200
    assert [one["id"] for one in answer.json] == list(questions())
    target = "/api/ask/changes?since=2025-11-24&until=2026-11-24&layers=east"
    answer = client.get(target)
    assert answer.status == 200
    assert answer.json["rows"]
    assert client.get(target, if_none_match=answer.headers["etag"]).status == 304
    assert client.get(f"{target}&v=1").status == 200


def test_http_refuses_with_a_line_for_each_fault(client: Client) -> None:
    answer = client.get("/api/ask/changes?layers=esat&sinc=2025-01-01")
    assert answer.status == 400
    assert answer.detail.splitlines() == [
        "'sinc' is no parameter; did you mean 'since'?",
        "layers: there is no layer 'esat'; did you mean 'east'?",
        "since: is missing; give a day, for example " + date.today().isoformat(),
    ]
    answer = client.get("/api/ask/chnages?since=2025-01-01")
    assert answer.status == 404
    assert answer.detail == "no question 'chnages'; did you mean 'changes'?"


BOTH_WAYS = """
import contextlib, io, json
from pathlib import Path
from geo.ask import main
from geo.settings import REPOSITORY, Settings
from tests.web.client import Client

assert REPOSITORY == Path.cwd()
with contextlib.redirect_stdout(io.StringIO()) as said:
    assert main(["how_many", "--json", "--layers", "ports,east", "--least", "2"]) == 0
client = Client(Settings(root=REPOSITORY))
http = [client.get(f"/api/ask{path}").json for path in ("", "/how_many?layers=ports,east&least=2")]
for document in (json.loads(said.getvalue()), *http):
    print(json.dumps(document))
"""


def test_a_question_is_one_file(tmp_path: Path) -> None:
    copy = copy_checkout(tmp_path / "copy")
    (copy / "geo" / "questions" / "how_many.py").write_text(NEW, encoding="utf-8")
    (copy / "tests").symlink_to(REPOSITORY / "tests")
    made = subprocess.run(
        [sys.executable, "-c", BOTH_WAYS], cwd=copy, check=False, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    document, listed, over_http = map(json.loads, made.stdout.splitlines())
    assert [row["layer"] for row in document["rows"]] == ["ports", "east"]
    assert "how_many" in [one["id"] for one in listed]
    assert over_http == document


@pytest.mark.parametrize("asked", ["geo.ask", "geo.check --control", "geo.figure --layers east --drawn"])
def test_a_reader_that_goes_early_ends_it_without_a_word(asked: str) -> None:
    command = [sys.executable, "-m", *asked.split()]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
        assert run.wait() < 0, "ended by the signal, as other commands are"


def test_the_help_of_a_question_begins_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["holds", "--help"]) == 0
    assert "Who holds this? All that is claimed" in capsys.readouterr().out
