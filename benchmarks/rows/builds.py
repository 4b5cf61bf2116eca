"""Builds of the site: from nothing, again, and as the notes grow."""

from __future__ import annotations

import statistics
from functools import cache
from pathlib import Path

from benchmarks import notes, plain
from benchmarks.measured import Measured
from benchmarks.runs import AQUIP, MKDOCS, Bench, gone, seconds

START = 1.0
"""Seconds that any build may take: with few notes a program's start is most of it."""


def cold(bench: Bench) -> Measured:
    """``aquip build`` with nothing cached: views, trails and all, against plain MkDocs."""
    return _against_plain(bench, "cold", 0.45)


def mkdocs(bench: Bench) -> Measured:
    """``mkdocs build`` of the same site."""
    return _against_plain(bench, "mkdocs", 0.45)


def unchanged(bench: Bench) -> Measured:
    """``aquip build`` once more, with nothing to do."""
    return _against_plain(bench, "unchanged", 0.1)


def one_note(bench: Bench) -> Measured:
    """``aquip build`` once more, with an action added to the coming meeting."""
    return _against_plain(bench, "one note", 0.1)


def growth(bench: Bench) -> Measured:
    """A build of more notes against that of fewer: linear, and a tenth for luck."""
    sizes, site = bench.sizes, bench.folder / "site-built"
    small, large = bench.corpus(sizes.small), bench.corpus(sizes.large)
    base, own = bench.medians(lambda: clean(small, site), lambda: clean(large, site))
    return Measured(own, 1.1 * sizes.large / sizes.small, base)


@cache
def site(bench: Bench, meetings: int) -> Path:
    """The site of so many notes, built once for all rows that look at it."""
    folder = bench.folder / f"site-{meetings}"
    clean(bench.corpus(meetings), folder)
    return folder


def clean(root: Path, folder: Path) -> float:
    """Seconds of a build with no cache and no site."""
    gone(root / ".cache")
    return _build(root, gone(folder))


def _against_plain(bench: Bench, name: str, budget: float) -> Measured:
    times = _builds(bench)
    base = times["plain"]
    return Measured(times[name], max(budget, START / base), base)


@cache
def _builds(bench: Bench) -> dict[str, float]:
    """The median seconds of every sort of build, in turns, so that one plain build serves all."""
    turns = [_turn(bench.corpus(), bench.folder / "site-built") for _ in range(bench.repeat)]
    return {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}


def _turn(root: Path, folder: Path) -> dict[str, float]:
    times = {"plain": plain.build(root, gone(folder)), "cold": clean(root, folder)}
    times["unchanged"] = _build(root, folder)
    with notes.coming(root) as note:
        notes.add_action(note, "Say how long that took")
        times["one note"] = _build(root, folder)
    gone(root / ".cache")
    whole = (*MKDOCS, "build", "--site-dir", str(gone(folder)))
    return {**times, "mkdocs": seconds(*whole, cwd=root)}


def _build(root: Path, folder: Path) -> float:
    return seconds(AQUIP, "build", "--site-dir", str(folder), cwd=root)
