"""The documents cannot rot: what they name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY, Settings
from geo.web.routes import routes

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def direct_requirements() -> list[str]:
    """Return the packages that requirements.txt lists before those that others bring."""
    first_block = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").split("\n\n")[0]
    return re.findall(r"^([\w.-]+)==", first_block, re.MULTILINE)


@pytest.mark.parametrize("package", direct_requirements())
def test_readme_says_what_each_dependency_is_for(package: str) -> None:
    table = README.split("## What each dependency is for")[1].split("## ")[0].lower()
    assert package.lower() in table


def test_every_requirement_is_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_readme_names_every_route() -> None:
    paths = [route.path for route in routes(Settings()) if route.path.startswith("/api/")]
    named = [path.replace("{layer_id}", "{id}").replace("{feature_id}", "{id}") for path in paths]
    assert [path for path in named if path not in README and "{path" not in path] == []


def test_readme_names_every_variable_of_the_environment() -> None:
    source = (REPOSITORY / "geo" / "settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r'given\.get\("(\w+)"\)', source))
    assert variables == {"HOST", "PORT", "LIBYA_ROOT", "LIBYA_TILES"}
    assert [name for name in variables if f"`{name}`" not in README] == []


def test_documents_name_only_make_targets_that_exist() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    found = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE)
    assert {quoted or bare for quoted, bare in found} <= targets
    assert {"run", "test", "check", "bench"} <= targets


def test_documents_name_only_files_that_exist() -> None:
    named = re.findall(r"`((?:geo|layers|data|docs)/[\w./]+\.\w+)`", README + CONTRIBUTING)
    examples = {"layers/wells.toml", "data/wells.geojson"}
    assert [path for path in named if path not in examples and not Path(REPOSITORY, path).exists()] == []
    assert Path(REPOSITORY, "docs/first-view.png").stat().st_size > 50_000


def test_example_layer_of_the_guide_is_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert example
    (tmp_path / "wells.toml").write_text(example[1].replace("\n   ", "\n"), encoding="utf-8")
    catalog, faults = read_catalog(tmp_path)
    assert faults == []
    assert list(catalog) == ["wells"]


def test_no_placeholder_is_left() -> None:
    assert not re.search(r"\b(TODO|TBD|FIXME|SPEED_TABLE|REPORT)\b", README + CONTRIBUTING)
