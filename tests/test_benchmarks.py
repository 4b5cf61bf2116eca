"""The benchmarks: made-up notes that are sound and always the same; verdicts that hold."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks import bench as bench_module
from benchmarks import notes as notes_module
from benchmarks.generate import Shape, generate
from benchmarks.items import Ids
from benchmarks.measured import Measured, Row, SkippedError
from benchmarks.rows import ROWS
from benchmarks.runs import Bench, Sizes, seconds

ROOT = Path(__file__).parents[1]

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
    ("measured", "verdict"),
    [
        pytest.param(Measured(own=4.5, budget=0.45, base=10), "kept", id="ratio kept"),
        pytest.param(Measured(own=4.6, budget=0.45, base=10), "over", id="ratio over"),
        pytest.param(Measured(own=0.5, budget=0.5), "kept", id="seconds kept"),
        pytest.param(Measured(own=0.6, budget=0.5), "over", id="seconds over"),
        pytest.param(Measured(own=0.6), "shown", id="no budget"),
    ],
)
def test_a_budget_is_on_the_ratio_where_there_is_one(measured: Measured, verdict: str) -> None:
    """Seconds say something of one machine, ratios of any."""
    assert verdict == measured.verdict


def test_the_median_forgets_the_run_that_was_disturbed(tmp_path: Path) -> None:
    """Two things compared are measured in turns, and each has its own median."""
    order: list[str] = []

    def measure(name: str, figures: Iterator[float]) -> float:
        order.append(name)
        return next(figures)

    one, other = iter([1.0, 9.0, 2.0]), iter([4.0, 3.0, 50.0])
    bench = Bench(tmp_path, Sizes.quick(1))
    medians = bench.medians(lambda: measure("one", one), lambda: measure("other", other))

    assert medians == [2.0, 4.0]
    assert order == ["one", "other"] * 3


def test_sizes() -> None:
    """A whole run grows tenfold from its smallest to its largest, a quick one fourfold."""
    assert Sizes.around(5000) == Sizes(1000, 5000, 10_000)
    assert Sizes.quick(400) == Sizes(100, 400, 400)


def kept(bench: Bench) -> Measured:
    """A program that works."""
    return Measured(seconds(sys.executable, "-c", "", cwd=bench.folder), 60)


def over(bench: Bench) -> Measured:
    """One that takes three times as long as it may."""
    return Measured(6, 2, base=1)


def broken(bench: Bench) -> Measured:
    """One that does not work."""
    return Measured(seconds(sys.executable, "-c", "raise SystemExit('no')", cwd=bench.folder), 1)


def impossible(bench: Bench) -> Measured:
    """One that this machine has no means to measure."""
    raise SkippedError("no browser")


def run(
    monkeypatch: pytest.MonkeyPatch, rows: Sequence[Callable[[Bench], Measured]], *options: str
) -> Result:
    """Run the benchmark with these rows alone, each named for its function."""
    table = tuple(Row(measure.__name__, "", measure) for measure in rows)
    monkeypatch.setattr(bench_module, "ROWS", table)
    return CliRunner().invoke(bench_module.main, [*options])


@pytest.mark.parametrize(
    ("rows", "options", "status"),
    [
        pytest.param([kept, impossible], (), 0, id="all kept"),
        pytest.param([over, kept], (), 1, id="one missed"),
        pytest.param([over, kept], ("--report",), 0, id="one missed, only reported"),
        pytest.param([broken, kept], (), 1, id="one does not work"),
        pytest.param([broken, kept], ("--report",), 1, id="not even to report"),
        pytest.param([over, kept], ("--only", "kept"), 0, id="the missed one left out"),
        pytest.param([kept], ("--only", "none"), 2, id="nothing to measure"),
    ],
)
def test_a_missed_budget_fails_the_run(
    monkeypatch: pytest.MonkeyPatch,
    rows: list[Callable[[Bench], Measured]],
    options: tuple[str, ...],
    status: int,
) -> None:
    """A pipeline sees by the status that a budget is not kept, or that a command is broken."""
    assert status == run(monkeypatch, rows, *options).exit_code


def test_a_row_without_a_figure_is_said_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One broken command must not hide the figures of the others, nor pass for a good one."""
    file = tmp_path / "figures.json"

    result = run(monkeypatch, [broken, impossible, over], "--json", str(file))

    assert "failed: broken: status 1: no" in result.stdout
    assert "skipped: impossible: no browser" in result.stdout
    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert [row["verdict"] for row in rows] == ["failed", "skipped", "over"]
    assert rows[-1] == {
        "name": "over",
        "against": "",
        "own": 6,
        "budget": 2,
        "base": 1,
        "ratio": 6.0,
        "unit": "s",
        "verdict": "over",
        "why": "",
    }


def test_every_row_can_be_measured(tmp_path: Path) -> None:
    """On a dozen notes every row works, end to end, and each has a figure above nothing."""
    file = tmp_path / "figures.json"
    quick = ["--quick", "--meetings", "12", "--repeat", "1", "--report", "--json", str(file)]

    # In a process of its own: it drives a browser, as other tests in this one may.
    command = [sys.executable, "-m", "benchmarks.bench", *quick]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout + done.stderr
    rows = json.loads(file.read_text("utf-8"))["rows"]
    assert [row.name for row in ROWS] == [row["name"] for row in rows]
    assert all(row["verdict"] == "skipped" or row["own"] > 0 for row in rows)
    notes = json.loads(file.read_text("utf-8"))["sizes"]
    assert notes == {"small": 3, "usual": 12, "large": 12}


def test_a_note_is_changed_and_changed_back(tmp_path: Path) -> None:
    """What a row does to the notes, the next row does not see."""
    generate(tmp_path, SMALL, git=True)
    before = digest(tmp_path)

    with notes_module.coming(tmp_path) as note:
        notes_module.add_action(note, "Stay a while")
        assert note.read_text("utf-8").endswith("- [ ] @sam Stay a while (due:: 2000-01-01)\n")
        assert "status: planned" in note.read_text("utf-8")

    assert before == digest(tmp_path)
