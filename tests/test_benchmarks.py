"""The made-up notes that speed is measured on: sound, and the same every time."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.bench import show
from benchmarks.generate import Shape, generate
from benchmarks.items import Ids
from benchmarks.rows import Measured, Row
from benchmarks.runs import Bench, seconds

SMALL = Shape(meetings=60, series=3, years=1, seed=7)
AQUIP = Path(sys.executable).with_name("aquip")


def digest(root: Path) -> str:
    """One number for every path and byte under ``root``, git's own folder aside."""
    total = hashlib.sha256()
    for file in sorted(root.rglob("*")):
        if file.is_file() and ".git" not in file.relative_to(root).parts:
            total.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def git(root: Path, *arguments: str) -> str:
    """What git says of the repository in ``root``."""
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small made-up repository with its history."""
    root = tmp_path_factory.mktemp("notes")
    generate(root, SMALL, git=True)
    return root


def test_the_same_seed_gives_the_same_bytes(notes: Path, tmp_path: Path) -> None:
    """Figures of two days are comparable only on the same notes."""
    generate(tmp_path, SMALL)

    assert digest(notes) == digest(tmp_path)


def test_the_same_seed_gives_the_same_history(notes: Path, tmp_path: Path) -> None:
    """A commit's name covers its tree, dates and authors, and those of all before it."""
    generate(tmp_path, SMALL, git=True)

    assert git(notes, "rev-parse", "HEAD") == git(tmp_path, "rev-parse", "HEAD")


def test_another_seed_gives_other_notes(notes: Path, tmp_path: Path) -> None:
    """Else the seed would be read by nobody."""
    generate(tmp_path, Shape(meetings=60, series=3, years=1, seed=8))

    assert digest(notes) != digest(tmp_path)


@pytest.mark.parametrize(
    ("shape", "series"),
    [
        pytest.param(Shape(meetings=1), 1, id="one"),
        pytest.param(Shape(meetings=100), 3, id="fortnightly, as time allows"),
        pytest.param(Shape(meetings=100, series=5), 5, id="series as asked"),
        pytest.param(Shape(meetings=400, years=1), 8, id="as few series as weekly meetings allow"),
    ],
)
def test_as_many_meetings_as_asked_for(shape: Shape, series: int, tmp_path: Path) -> None:
    """Meetings of one series never share a day, so each one is a file."""
    generate(tmp_path, shape)

    meetings = list((tmp_path / "notes").glob("*/2*.md"))

    assert len(meetings) == shape.meetings
    assert len({file.parent for file in meetings}) == series


def test_more_meetings_than_weeks_are_refused() -> None:
    """One series has a meeting a week at most."""
    with pytest.raises(ValueError, match="1 series, weekly for 1 years, have 52"):
        Shape(meetings=53, series=1, years=1).spread()


def test_the_notes_look_like_real_ones(notes: Path) -> None:
    """Speed on notes without tables, code, links or carried items would say little."""
    files = list((notes / "notes").glob("*/2*.md"))
    texts = [file.read_text("utf-8") for file in files]
    held = [text for text in texts if "status: held" in text]

    assert 3000 < sum(map(len, held)) / len(held) < 5000
    for sign in ("(since:: ", "[x] ", "[-] ", "```python", "| ---", "](../goals/", "Outcome: "):
        assert any(sign in text for text in held), sign
    assert sum("status: planned" in text for text in texts) == 3


def test_the_history_is_sound_and_ends_with_the_files(notes: Path) -> None:
    """Objects as git wants them, nothing left to commit, more than one author."""
    assert git(notes, "fsck", "--strict") == ""
    assert git(notes, "status", "--porcelain") == ""
    authors = set(git(notes, "log", "--format=%an").splitlines())
    assert {"Sam Reyes", "Morgan Diaz"} <= authors


def test_an_agenda_is_committed_before_its_day(notes: Path) -> None:
    """As in real life: shared ahead, so that the rules on it have something to find."""
    for file in (notes / "notes").glob("*/2*.md"):
        name = file.relative_to(notes).as_posix()
        first = git(notes, "log", "--format=%as", "--", name).splitlines()[-1]
        assert date.fromisoformat(first) < date.fromisoformat(file.stem)


def test_ids_never_repeat() -> None:
    """One id names one item in the whole repository."""
    ids = Ids(seed=3)

    assert len({ids.next() for _ in range(50_000)}) == 50_000


def test_aquip_finds_no_error_in_them(notes: Path) -> None:
    """Notes with faults would measure the report of the faults; warnings are part of life."""
    command = [str(AQUIP), "check", "--format", "json"]
    done = subprocess.run(command, cwd=notes, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert [found for found in json.loads(done.stdout) if found["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("measured", "kept"),
    [
        pytest.param(Measured(own=4, budget=0.45, base=10), True, id="ratio kept"),
        pytest.param(Measured(own=5, budget=0.45, base=10), False, id="ratio over"),
        pytest.param(Measured(own=0.4, budget=0.5), True, id="seconds kept"),
        pytest.param(Measured(own=0.6, budget=0.5), False, id="seconds over"),
    ],
)
def test_a_budget_is_on_the_ratio_where_there_is_one(measured: Measured, kept: bool) -> None:
    """Seconds say something of one machine, ratios of any."""
    assert measured.kept is kept


def test_a_row_that_cannot_be_measured_is_said_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One broken command must not hide the figures of the others, nor pass for a good one."""

    def broken(bench: Bench) -> Measured:
        return Measured(
            seconds(sys.executable, "-c", "raise SystemExit('no')", cwd=bench.folder), 1
        )

    def works(bench: Bench) -> Measured:
        return Measured(seconds(sys.executable, "-c", "", cwd=bench.folder), 60)

    worked = show(Bench(tmp_path, 1), [Row("one", "", broken), Row("two", "", works)])

    assert not worked
    shown = capsys.readouterr().out
    assert "failed: one: status 1: no" in shown
    assert "kept" in shown
