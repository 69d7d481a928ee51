"""The launcher, the wheel, and the page of an installed wheel. Nothing here asks the network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from geo import __main__ as launcher
from geo import __version__
from geo.settings import REPOSITORY, Settings
from tests.browser.serving import copy_root, free_port, started

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def execve(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Return the commands, with their environments, that would have taken the place of this process."""
    calls: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setattr(os, "execve", lambda _, command, environ: calls.append((command, environ)))
    for name in ("HOST", "PORT", "LIBYA_ROOT"):
        monkeypatch.delenv(name, raising=False)
    return calls


def test_the_launcher_says_where_and_starts_our_page(execve, capsys: pytest.CaptureFixture[str]) -> None:
    launcher.main([])
    assert capsys.readouterr().out == "Libya map on http://127.0.0.1:8501\n"
    ((command, environ),) = execve
    assert command[1:5] == ["-m", "streamlit", "run", str(REPOSITORY / "app.py")]
    assert "--server.allowedHosts" not in command
    assert (environ["HOST"], environ["PORT"], environ["LIBYA_ROOT"]) == ("127.0.0.1", "8501", str(REPOSITORY))


def test_options_come_before_the_environment(
    execve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("PORT", "8600")
    launcher.main(["--port", "8700"])
    assert capsys.readouterr().out == "Libya map on http://0.0.0.0:8700\n"
    command = execve[0][0]
    assert command[command.index("--server.port") + 1] == "8700"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "0.0.0.0"])  # noqa: S104
def test_the_launcher_says_who_can_read_what_where_other_machines_reach_it(
    execve, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    monkeypatch.setenv("LIBYA_CLEARANCE", "AMBER")
    launcher.main(["--host", host])
    told = "Whoever reaches 0.0.0.0:8501 can read everything up to TLP:AMBER; there are no accounts.\n"
    assert capsys.readouterr().err == (told if host == "0.0.0.0" else "")  # noqa: S104


def test_the_launcher_tells_every_fault(execve, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert launcher.main(["--port", "none", "--root", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.partition(":")[0] for line in told.err.splitlines()] == ["LIBYA_ROOT", "LIBYA_ROOT", "PORT"]
    assert execve == []


def test_what_the_wheel_needs_is_what_is_pinned() -> None:
    direct, _, _ = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").partition("\n\n")
    pins = {
        name.lower(): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", direct, re.MULTILINE)
    }
    needs = {one.name.lower(): one for one in map(Requirement, PROJECT["project"]["dependencies"])}
    assert needs.keys() == pins.keys()
    for name, version in pins.items():
        assert needs[name].specifier.contains(version), name


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, REPOSITORY,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_code_and_data_and_nothing_beside_the_package(wheel: Path) -> None:
    assert wheel.name == f"libya_map-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert archive.read("geo/installed/app.py") == (REPOSITORY / "app.py").read_bytes()
    assert {name.partition("/")[0] for name in names} == {"geo", f"libya_map-{__version__}.dist-info"}
    ours = {
        "data": "geo/installed/data",
        "layers": "geo/installed/layers",
        ".streamlit": "geo/installed/.streamlit",
        "geo": "geo",
    }
    for folder, packed in ours.items():
        for path in (REPOSITORY / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".#"):
                assert f"{packed}/{path.relative_to(REPOSITORY / folder).as_posix()}" in names
    assert "libya-map = geo.__main__:main" in _read(wheel, "entry_points.txt")


def _read(wheel: Path, name: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(f"libya_map-{__version__}.dist-info/{name}").decode()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` of a fresh environment with the wheel; the libraries are those of the tests."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    (packages,) = place.glob("lib/*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
            "--disable-pip-version-check", wheel,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return place / "bin"


def _environ(**given: str) -> dict[str, str]:
    ours = ("LIBYA_", "STREAMLIT_", "HOST", "PORT", "PYTHON")
    return {name: text for name, text in os.environ.items() if not name.startswith(ours)} | given


def test_the_command_starts_the_page_with_its_own_data(installed: Path, tmp_path: Path) -> None:
    helped = subprocess.run(
        [installed / "libya-map", "--help"], check=True, capture_output=True, text=True, env=_environ()
    )
    assert "--port" in helped.stdout
    port, log = free_port(), tmp_path / "log.txt"
    with started([str(installed / "libya-map")], tmp_path, _environ(PORT=str(port)), port, log) as server:
        health = server.json("/api/health")
        assert health["status"] == "ok"
        assert health["layers"] == len(list((REPOSITORY / "layers").glob("*.toml")))
        assert server.json("/api/ask")
    said = log.read_text(encoding="utf-8")
    assert said.startswith(f"Libya map on http://127.0.0.1:{port}\n")
    assert "External URL" not in said


def test_a_checkout_is_always_its_own(installed: Path, tmp_path: Path) -> None:
    """An environment in which the project is installed is no reason to leave the checkout."""
    copy = copy_root(tmp_path / "copy", "geo")
    (copy / "layers" / "ports.toml").unlink()
    (copy / "data" / "base" / "ports.geojson").unlink()

    def layers(folder: Path, **environ: str) -> list[str]:
        made = subprocess.run(
            [installed / "python", "-m", "geo.check", "--report", "--json"],
            cwd=folder, env=_environ(**environ), check=False, capture_output=True, text=True,
        )  # fmt: skip
        return [row["layer"] for row in json.loads(made.stdout)]

    assert "ports" not in layers(copy)
    assert "ports" in layers(tmp_path)
    assert "ports" not in layers(tmp_path, LIBYA_ROOT=str(copy))


def test_settings_of_a_checkout_are_the_checkout() -> None:
    assert Path(__file__).resolve().parent.parent == REPOSITORY
    assert Settings().root == REPOSITORY
