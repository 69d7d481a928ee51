"""A part of the view is one entry in one place: added to a copy, it is there in every spelling."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from geo.settings import REPOSITORY

LAST = '    tab: Annotated[str, Part("tab", Choice(TABS), used=(PAGE,))] = ""\n'
ENTRY = '    mood: Annotated[str, Part("mood", Choice(("", "calm", "loud")), "MOOD", "how it sounds")] = ""\n'

EVERYWHERE = """
import contextlib, io
from datetime import date
from pathlib import Path
from geo.catalog import read_catalog
from geo.errors import GeoError
from geo.access import everybody
from geo.evidence import current
from geo.export import scope_of
from geo.export.__main__ import main as export
from geo.figure.__main__ import main as figure
from geo.figure.series.batch import read_batch
from geo.figure.reading import request_from
from geo.figure.request import params_of
from geo.settings import REPOSITORY, Settings
from geo.view import Context, from_browser, grammar, read, to_browser, write
from tests.web.client import Client

here = Path.cwd()
assert REPOSITORY == here
today = date(2026, 11, 24)
context = Context.of(read_catalog(here / "layers")[0], today)
view, faults = read({"mood": "loud"}, context)
assert (view.mood, faults) == ("loud", ())
assert write(view, context) == {"mood": "loud"}
assert to_browser(view)["mood"] == "loud"
assert from_browser(to_browser(view), context) == view

client = Client(Settings(root=here))
parts = {part["name"]: part for part in client.get("/api/view").json["parts"]}
assert (parts["mood"]["default"], parts["mood"]["choices"]) == ("", ["", "calm", "loud"])
fault = "mood: 'lout' is not one of calm, loud; did you mean 'loud'?"
for address in ("/api/figure?mood=lout", "/api/export?layers=east&mood=lout"):
    answer = client.get(address)
    assert (answer.status, answer.detail) == (400, fault), answer.detail

evidence = current(Settings(root=here), everybody(Settings(root=here)))
request = request_from({"mood": "loud"}, evidence, today)
assert request.view.mood == params_of(request)["mood"] == "loud"
Path("batch.toml").write_text('[[figure]]\\nmood = "loud"\\nlayers = ["east"]\\nout = "x.png"\\n')
assert read_batch(Path("batch.toml"), evidence, today).jobs[0].params["mood"] == "loud"

for command, words in ((figure, ["--mood", "lout"]), (export, ["--layers", "east", "--mood", "lout"])):
    with contextlib.redirect_stderr(io.StringIO()) as told:
        assert command(words) == 2
    assert told.getvalue() == fault + "\\n", told.getvalue()
    with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.suppress(SystemExit):
        command(["--help"])
    assert "--mood MOOD" in told.getvalue()
"""


def test_a_part_is_added_in_one_place(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "geo", tmp_path / "geo")
    for name in ("data", "layers", "tests", "pyproject.toml"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    declared = tmp_path / "geo" / "view" / "view.py"
    source = declared.read_text("utf-8")
    assert source.count(LAST) == 1
    declared.write_text(source.replace(LAST, LAST + ENTRY), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", EVERYWHERE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
