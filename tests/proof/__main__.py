"""`python -m tests.proof`: nothing changed but what was meant to, and screen and figure show the same.

First an earlier state is compared with the working tree, then random views of the map in a browser with the
printed figure; `--only` takes one of the two. Pictures and lists land in `out/proof`. Ends with 1 when a
difference is not meant, or when screen and figure differ.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from geo.settings import REPOSITORY
from tests.bench.browsing import chromium
from tests.browser.map_page import new_page
from tests.browser.serving import serving
from tests.proof.asking import answers, questions
from tests.proof.differing import Difference
from tests.proof.meant import FILE, meant, sifted, state_before
from tests.proof.random_views import RandomView, random_views, views_of_areas
from tests.proof.same_picture import samples, unlike
from tests.proof.screens import seen
from tests.proof.sides import side, worktree

OUT = REPOSITORY / "out" / "proof"
SAMPLED = 12
"""Pictures of which colours are compared."""
ENOUGH = 200
"""Colours that must have been found to compare."""
_LISTED = 60


def main() -> int:
    """Run the proofs; return 0 when both hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.proof", description=__doc__)
    parser.add_argument(
        "--before",
        metavar="STATE",
        default=state_before(),
        help="a tag or a commit to compare with (default: %(default)s, as meant.toml says)",
    )
    parser.add_argument("--seed", type=int, default=20261124, help="of the random views")
    parser.add_argument("--views", type=int, default=320, help="how many random views (default: %(default)s)")
    parser.add_argument("--only", choices=("before", "same"), help="one of the two proofs")
    given = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    holds = True
    if given.only != "before":
        holds = _same(given.seed, given.views)
    if given.only != "same":
        holds = _compared(given.before) and holds
    return 0 if holds else 1


def _same(seed: int, count: int) -> bool:
    """Compare screen and figure on random views; tell whether they are the same on all of them."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(REPOSITORY, Path(folder) / "log.txt") as server,
        chromium() as browser,
        new_page(browser, server) as page,
    ):
        page.open()
        catalogue = server.json("/api/layers")
        faults: list[tuple[RandomView, list[str]]] = []
        for view in random_views(catalogue, seed, count):
            found = unlike(view, page)
            faults += [(view, found)] if found else []
        sampled = [
            (view, sample)
            for view in views_of_areas(catalogue, seed, SAMPLED)
            for sample in samples(view, page)
        ]
    others = [(view, sample) for view, sample in sampled if not sample.alike]
    spent = time.monotonic() - began
    print(f"screen and figure: {count - len(faults)} of {count} random views are the same, {spent:.0f} s")
    print(f"  {len(sampled) - len(others)} of {len(sampled)} colours in {SAMPLED} pictures are the same")
    for view, found in faults[:_LISTED]:
        print("\n    ".join([f"  {view.texts}", *found]))
    for view, sample in others[:_LISTED]:
        print(f"  {view.texts}: {sample}")
    return not faults and not others and len(sampled) >= ENOUGH


def _compared(state: str) -> bool:
    """Compare an earlier state with the working tree; tell whether every difference is meant."""
    began = time.monotonic()
    for picture in OUT.glob("*.png"):
        picture.unlink()
    with tempfile.TemporaryDirectory() as folder, worktree(state, Path(folder) / "before") as earlier:
        logs = Path(folder)
        with side("before", earlier, logs) as before, side("after", REPOSITORY, logs) as after:
            asked = questions(before)
            found = answers(before, after, asked, OUT)
            with chromium() as browser:
                found += seen(browser, before, after, OUT)
    by_entry, others = sifted(found, meant())
    _write(OUT / "differences.txt", found)
    print(f"{state} and the working tree: {len(asked)} questions, {time.monotonic() - began:.0f} s")
    for entry, fitting in by_entry.items():
        places = sum(one.count for one in fitting)
        note = (
            f"{len(fitting)} differences at {places} places"
            if fitting
            else "no difference any more; take it out"
        )
        print(f"  meant: {entry}: {note} ({entry.reason})")
    groups = Counter((one.kind, one.what) for one in others)
    for (kind, what), count in groups.most_common():
        print(f"  not meant: {kind} {what}: {count}")
    for one in others[:_LISTED]:
        print(_line(one))
    if others:
        print(f"{len(others)} differences are not meant; all are in {OUT / 'differences.txt'}.")
        print(f"Mend them, or say in {FILE.name} why they are meant.")
    return not others


def _write(path: Path, found: list[Difference]) -> None:
    ordered = sorted(found, key=lambda one: (one.kind, one.what, one.view))
    path.write_text("".join(f"{_line(one)}\n" for one in ordered), encoding="utf-8")


def _line(one: Difference) -> str:
    more = f" (and {one.count - 1} more)" if one.count > 1 else ""
    return f"{one.kind} | {one.view} | {one.where}{more}\n    before: {one.before}\n    after:  {one.after}"


if __name__ == "__main__":
    sys.exit(main())
