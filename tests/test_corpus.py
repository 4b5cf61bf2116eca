"""Real meeting notes that nobody here wrote, read in place by configuration alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from aquip import load
from aquip.rules.fixing import fix

pytestmark = pytest.mark.corpus

ARCHIVE = "conda-governance/meetings/archive"
SOLID = "solid-specification/meetings"
HEADING = re.compile(r"(#+)\s*(.*)")
BOX = re.compile(r"[-*+] \[[ xX]\](.*)")

MKDOCS_YML = f"""\
site_name: Real notes
docs_dir: {{docs_dir}}
theme: {{{{name: material, font: false}}}}
plugins:
  - search
  - aquip:
      sections:
        questions:
          aliases: [New Agenda Items, Your New Agenda Items, "New Agenda Items :newspaper:"]
      series:
        {ARCHIVE}: {{{{title: conda community}}}}
        {SOLID}: {{{{title: Solid specification}}}}
"""


def run(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a module of this environment in a repository."""
    return subprocess.run(
        [sys.executable, "-m", *args], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def repository(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a configuration alone; the notes stay where they are."""
    root = tmp_path_factory.mktemp("corpus")
    (root / "mkdocs.yml").write_text(MKDOCS_YML.format(docs_dir=json.dumps(str(corpus))), "utf-8")
    return root


def boxes(corpus: Path) -> Iterator[tuple[str, int]]:
    """Yield file and line of every top-level box with text under the agenda's headings.

    Counts by lines, knowing nothing of the parser that it is held against.
    """
    for path in sorted((corpus / ARCHIVE).glob("*.md")):
        level = 0
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            heading, box = HEADING.match(line), BOX.match(line)
            if heading and "new agenda items" in heading[2].casefold():
                level = len(heading[1])
            elif heading and len(heading[1]) <= level:
                level = 0
            elif level and box and box[1].strip():
                yield path.name, number


def test_every_agenda_box_is_listed_at_its_line(corpus: Path, repository: Path) -> None:
    """`aquip questions` lists each box that a count by lines finds, and at that line.

    An item that a later meeting carried is one row, which names each of its places.
    """
    wanted = set(boxes(corpus))
    assert len(wanted) == 261
    done = run(repository, "aquip", "questions", "--state", "all", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    places = [place for row in rows for place in row["occurrences"]]
    listed = {(Path(place["path"]).name, place["line"]) for place in places}
    assert wanted - listed == set()


def test_every_file_is_a_meeting_or_named(corpus: Path, repository: Path) -> None:
    """No file is passed over in silence: what is no meeting is named with the reason."""
    record = load(repository)
    files = {p for f in (ARCHIVE, SOLID) for p in (corpus / f).glob("*.md")}
    meetings = {Path(m.note.path).name for m in record.meetings}
    named = {Path(path).name: reason for path, reason in record.unsorted.items()}
    assert {p.name for p in files} - meetings - set(named) - {"README.md"} == set()
    assert all("no date" in reason for reason in named.values())
    assert len(record.meetings) == 328


def test_the_site_of_real_notes_builds(repository: Path) -> None:
    """A build of all of it ends well and shows the dashboard."""
    done = run(repository, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (repository / "site" / "questions" / "index.html").is_file()


def test_what_is_mended_is_mended_once(repository: Path) -> None:
    """`aquip check --fix` on all of it loses no word, and a second run has nothing to do.

    What merely calls an action one is no such word.
    """
    record = load(repository)
    fixed = fix(record, lambda _: True)
    assert fixed.notes
    for path, note in fixed.notes.items():
        before = Counter(word for word in record.note_at[path].text.split() if word.isalpha())
        assert before - Counter(note.text.split()) - Counter(ACTION=99, AI=99) == Counter(), path
    assert fix(fixed.record, lambda _: True).notes == {}
