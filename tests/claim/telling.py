"""A right claim as options and as rows of a file, and what a data root holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import DataRoot

CLAIM = {
    "where": "Zintan", "actor": "GNU", "claim": "presence", "stated_on": "2026-01-05",
    "claimant": "the mayor",
    "publisher": "ICG", "title": "A visit", "date": "2026-01-06",
    "url": "https://example.org/visit", "credibility": "3",
    "note": "Read in part.",
}  # fmt: skip

COLUMNS = (
    "scope,where,actor,claim,valid_from,valid_to,stated_on,claimant,publisher,title,date,url,second_publisher,"
    "second_url,reliability,credibility,note"
)

ROW = (
    "place,zintan,gnu,presence,2026,,2026-01-05,ICG,ICG,A visit,2026-01-06,https://example.org/visit,"
    "UN,https://example.org/said,B,1,Read in part."
)


def contents(data_root: DataRoot) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(data_root.data.rglob("*")) if path.is_file()}


def lines(data_root: DataRoot, table: str) -> list[str]:
    return (data_root.data / f"{table}.csv").read_text("utf-8").splitlines()


def options(**changes: str) -> list[str]:
    """Return options that tell a right claim; what is given replaces what is right, "" leaves it out."""
    told = CLAIM | changes
    return [f"--{name.replace('_', '-')}={text}" for name, text in told.items() if text]


def candidates(data_root: DataRoot, *rows: str, columns: str = COLUMNS) -> str:
    path = data_root.path / "candidates.csv"
    path.write_text("\n".join([columns, *rows]) + "\n", "utf-8")
    return str(path)
