"""However many processes share a build, and whatever becomes of them, the site is the same."""

from __future__ import annotations

import logging
import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from mkdocs_aquip.workers.said import Keeper
from tests.conftest import TODAY
from tests.plugin.conftest import FILES, MEETING
from tests.plugin.repositories import MORGAN, Repository

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="no process is forked here"
)

ENV = {"AQUIP_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}

CONFIG = """\
site_name: Notes
docs_dir: notes
site_url: https://notes.example/
theme: {name: material, font: false}
plugins:
  - search
  - aquip:
      me: sam
      people: {sam: {name: Sam Reyes}, morgan: {name: Morgan Diaz}}
      rules: {AQ101: off}
validation: {links: {anchors: warn, unrecognized_links: warn}}
"""

DRIVER = """\
import os, sys, time
from pathlib import Path
from mkdocs_aquip.workers import crew

def become(work):
    done = []
    def other(task):
        done.append(task)
        if len(done) > 3:
            FATE
        return work(task)
    return other

serve = crew._serve
crew._serve = lambda orders, work: serve(orders, become(work))
crew._PATIENCE = 0.5
from mkdocs.__main__ import cli
cli(prog_name="mkdocs")
"""
"""Builds with processes whose fate, after some pages, is another one."""


def repository(root: Path) -> Path:
    """Commit so many notes that their pages are shared; some have links that lead nowhere."""
    files = dict(FILES)
    for number in range(70):
        day = f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}"
        text = MEETING.replace("2026-11-13", day).replace("13 November 2026", day)
        text = re.sub(r"\^(acc|que|act)13", rf"^\g<1>{number}x", text)
        if number % 9 == 0:
            text += f"\n## Notes\n\n[gone](nowhere{number}.md), [no anchor](2026-11-13.md#no) ÷ →\n"
        files[f"notes/morgan/{day}.md"] = text
    files["notes/morgan/plan.md"] = "# A plan\n\n[gone](nowhere.md)\n\n```aquip\nview: none\n```\n"
    files["mkdocs.yml"] = CONFIG
    notes = Repository(root).begin()
    agendas = {name: text.partition("## Actions")[0] for name, text in files.items()}
    notes.commit(agendas, "Agendas", "2025-12-31T12:00:00Z")
    notes.commit(files, "Notes", "2026-11-20T18:00:00Z", MORGAN)
    return root


def build(
    root: Path, site: str, *arguments: str, workers: int = 2, code: str | None = None
) -> tuple[int, list[str], dict[str, bytes]]:
    """Build a site; return how it ended, what it said, and its files."""
    program = ["-m", "mkdocs"] if code is None else ["-c", code]
    done = subprocess.run(
        [sys.executable, *program, "build", "--site-dir", site, *arguments],
        cwd=root,
        env={**os.environ, **ENV, "AQUIP_WORKERS": str(workers)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = (done.stderr + done.stdout).splitlines()
    said = [line for line in lines if site not in line and "seconds" not in line]
    return done.returncode, said, contents(root / site)


def contents(site: Path) -> dict[str, bytes]:
    """Return the files of a site."""
    found = {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    found.pop("sitemap.xml.gz", None)  # holds the time
    return found


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that is built again and again, into another folder each time."""
    return repository(tmp_path_factory.mktemp("notes"))


@pytest.fixture(scope="module")
def alone(notes: Path) -> tuple[int, list[str], dict[str, bytes]]:
    """What one process makes of it."""
    return build(notes, "made-by-1", workers=1)


@pytest.mark.parametrize("workers", [2, 3])
def test_the_site_and_what_is_said_are_the_same(
    notes: Path, alone: tuple[int, list[str], dict[str, bytes]], workers: int
) -> None:
    """Every file and every warning, in order, is what one process makes and says."""
    status, said, files = build(notes, f"made-by-{workers}", workers=workers)
    assert any("nowhere63.md" in line for line in alone[1])
    assert b"aq-past__kind" in alone[2]["morgan/2026-03-01/index.html"]
    assert alone[1] == said
    assert alone[2] == files
    assert alone[0] == status == 0


def test_nothing_that_is_said_elsewhere_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning is kept although MkDocs' command lets none go further than to its own handler."""
    for logger in (logging.getLogger(), logging.getLogger("mkdocs")):
        monkeypatch.setattr(logger, "handlers", [])
        monkeypatch.setattr(logger, "propagate", False)
    said = Keeper().begin()
    logging.getLogger("mkdocs.structure.pages").warning("%s is gone", "it")

    assert said == [("mkdocs.structure.pages", logging.WARNING, "it is gone")]


@pytest.mark.parametrize(
    "fate",
    ["os.kill(os.getpid(), 9)", "time.sleep(1000)", "raise ValueError", "sys.exit(0)"],
)
def test_no_process_is_needed(
    notes: Path, alone: tuple[int, list[str], dict[str, bytes]], fate: str
) -> None:
    """Killed, hanging, failing or gone: what a process does not do is done without it."""
    name = re.sub(r"\W", "", fate)
    shared = "Path(f'forked-{os.getpid()}').touch(); "
    status, said, files = build(notes, name, workers=3, code=DRIVER.replace("FATE", shared + fate))
    assert len([*notes.glob("forked-*")]) > 1
    for path in notes.glob("forked-*"):
        path.unlink()
    assert alone == (status, said, files)


def test_strict_fails_by_what_another_process_warns_of(notes: Path) -> None:
    """Warnings of all processes count."""
    counts = []
    for workers in (1, 2):
        status, said, _ = build(notes, f"strict{workers}", "--strict", workers=workers)
        assert status == 1
        counts.append(next(line for line in said if "Aborted with" in line))
    assert counts[0] == counts[1]


def test_a_build_that_stands_on_the_last_one_is_the_same(notes: Path) -> None:
    """`aquip build` shared, then again after a change, makes the site that one process makes."""
    changed = notes / "notes/morgan/2026-02-03.md"
    text = changed.read_text("utf-8")
    build(notes, "again", "--dirty", workers=2)
    try:
        changed.write_text(text.replace("Who reviews?", "Who pays?"), "utf-8")
        _, said, files = build(notes, "again", "--dirty", workers=2)
        _, expected_said, expected = build(notes, "clean", workers=1)
    finally:
        changed.write_text(text, "utf-8")
    assert expected == files
    warnings = [line for line in expected_said if line.startswith("WARNING")]
    assert sorted(warnings) == sorted(line for line in said if line.startswith("WARNING"))


def test_no_process_outlives_the_build(notes: Path) -> None:
    """When MkDocs is killed, those that it forked end as well."""
    fate = "Path('left-%d' % os.getpid()).touch(); time.sleep(0.05)"
    parent = subprocess.Popen(
        [sys.executable, "-c", DRIVER.replace("FATE", fate), "build", "-q", "-d", "left"],
        cwd=notes,
        env={**os.environ, **ENV, "AQUIP_WORKERS": "3"},
    )
    until = time.monotonic() + 60
    while len([*notes.glob("left-*")]) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    forked = [int(path.name.removeprefix("left-")) for path in notes.glob("left-*")]
    assert len(forked) == 2
    while any(map(runs, forked)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(runs, forked))


@pytest.mark.parametrize("watched", [True, False])
def test_a_long_build_tells_how_far_it_is(notes: Path, *, watched: bool) -> None:
    """Whoever sits at a terminal is told; a log in a file holds no word of it."""
    code = "from mkdocs_aquip.workers import progress\nprogress._EVERY = 0\n"
    code += "from mkdocs.__main__ import cli\ncli(prog_name='mkdocs')\n"
    outer, inner = pty.openpty()
    build = subprocess.Popen(
        [sys.executable, "-c", code, "build", "-d", "watched"],
        cwd=notes,
        env={**os.environ, **ENV},
        stderr=inner if watched else subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    os.close(inner)
    said = b""
    with suppress(OSError):  # how Linux tells that nobody is at the other end any more
        while piece := os.read(outer, 1 << 16) if watched else build.communicate()[1]:
            said += piece
            if not watched:
                break
    assert build.wait() == 0
    os.close(outer)
    told = re.findall(rb"aquip: (Reading|Writing) \d+ pages: (\d+) %", said)
    assert b"Documentation built" in said
    assert {b"Reading", b"Writing"} == {doing for doing, _ in told} if watched else not told


def runs(pid: int) -> bool:
    """Tell whether there is such a process, other than one that has ended unnoticed."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
