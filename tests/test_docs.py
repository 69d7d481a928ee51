"""The documents cannot rot: what they name exists, and what exists is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geo.access import everybody
from geo.catalog import read_catalog
from geo.check.reporting import BEGIN, END, control_report
from geo.evidence import current
from geo.settings import REPOSITORY, Settings
from geo.validity import first_day
from geo.web.api.routes import routes

PAGES = {
    path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8")
    for path in (
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        *sorted((REPOSITORY / "docs").glob("*.md")),
    )
}
ALL = "\n".join(PAGES.values())
MAKEFILE = (REPOSITORY / "Makefile").read_text(encoding="utf-8")


def direct_requirements() -> list[str]:
    """Return the packages that requirements.txt lists before those that others bring."""
    first_block = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").split("\n\n")[0]
    return re.findall(r"^([\w.-]+)==", first_block, re.MULTILINE)


def named_files(page: str) -> list[str]:
    """Return the files of the project that a page names."""
    return re.findall(r"`((?:geo|layers|data|docs|tests)/[\w./]+\.\w+)`", PAGES[page])


@pytest.mark.parametrize("package", direct_requirements())
def test_a_page_says_what_each_dependency_is_for(package: str) -> None:
    assert package.lower() in PAGES["docs/dependencies.md"].lower()


def test_every_requirement_is_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]
        assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_a_page_names_every_route() -> None:
    paths = [route.path for route in routes(Settings()) if route.path.startswith("/api/")]
    named = [re.sub(r"\{(?:layer|feature)_id\}", "{id}", path) for path in paths]
    assert [path for path in named if path not in PAGES["docs/http.md"] and "{path" not in path] == []


def test_a_page_names_every_variable_of_the_environment() -> None:
    source = (REPOSITORY / "geo" / "settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r'given\.get\("(\w+)"\)', source))
    assert variables >= {"HOST", "PORT", "LIBYA_ROOT", "LIBYA_TILES"}
    assert [name for name in variables if f"`{name}`" not in PAGES["docs/deployment.md"]] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_make_targets_that_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    found = re.findall(r"`make ([a-z]+)|^make ([a-z]+)", PAGES[page], re.MULTILINE)
    assert {quoted or bare for quoted, bare in found} <= targets


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_files_that_exist(page: str) -> None:
    examples = {"layers/wells.toml", "data/wells.geojson", "data/.unfinished.json"}
    missing = [
        path for path in named_files(page) if path not in examples and not Path(REPOSITORY, path).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_of_a_page_exist(page: str) -> None:
    folder = (REPOSITORY / page).parent
    links = re.findall(r"\]\(([^)#]+)", PAGES[page])
    assert [link for link in links if "://" not in link and not (folder / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_only_commands_and_options_that_exist(page: str) -> None:
    for module, rest in re.findall(r"python -m (geo[\w.]*)([^\n`#]*)", PAGES[page]):
        found = REPOSITORY / Path(*module.split("."))
        source = found.with_suffix(".py") if found.with_suffix(".py").exists() else found / "__main__.py"
        assert source.exists(), f"python -m {module}"
        code = "".join(
            path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "geo").rglob("*.py"))
        )
        for option in re.findall(r"(?<=\s)--([a-z-]+)", rest):
            assert re.search(rf'"(--)?{option}"', code), f"{module} --{option}"


def test_every_page_is_found_from_the_first() -> None:
    first = PAGES["README.md"]
    assert [page for page in PAGES if page != "README.md" and f"({page})" not in first] == []
    assert len(first.splitlines()) <= 80
    assert Path(REPOSITORY, "docs/first-view.png").stat().st_size > 50_000


def test_example_layer_of_the_guide_is_valid(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", PAGES["docs/extending.md"], re.DOTALL)
    assert example
    (tmp_path / "wells.toml").write_text(example[1], encoding="utf-8")
    catalog, faults = read_catalog(tmp_path)
    assert faults == []
    assert list(catalog) == ["wells"]


def test_no_placeholder_is_left() -> None:
    assert not re.search(r"\b(TODO|TBD|FIXME|SPEED_TABLE|REPORT)\b", ALL)


def test_the_tables_of_control_are_what_the_command_prints() -> None:
    evidence = current(Settings(), everybody(Settings()))
    day = max(map(first_day, evidence.table("claims")["recorded_on"]))
    _, _, rest = PAGES["docs/data.md"].partition(BEGIN)
    assert rest.partition(END)[0].strip() == control_report(evidence, day), (
        "run: python -m geo.check --control --into docs/data.md"
    )
