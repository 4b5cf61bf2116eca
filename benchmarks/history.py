"""The git history of made-up notes, in one stream: a commit costs microseconds this way.

An agenda is committed a day or two ahead, the counterpart's remark the day before, the notes once
the meeting is over, each by whoever wrote it.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from benchmarks.items import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.meetings import Draft

PEOPLE = {
    "sam": "Sam Reyes",
    "morgan": "Morgan Diaz",
    "priya": "Priya Nair",
    "lee": "Lee Okafor",
}


@dataclass(frozen=True)
class Commit:
    """One commit: who, when, why, and the whole new text of each file it touches."""

    when: datetime
    author: str
    message: str
    files: dict[str, str]


def commits(path: str, draft: Draft, counterpart: str, today: date) -> Iterator[Commit]:
    """The commits that made one meeting's file what it is."""
    ahead = min(draft.day - timedelta(days=1 + draft.day.toordinal() % 2), today)
    yield Commit(_at(ahead, 15), OWNER, f"Agenda for {draft.day}", {path: draft.agenda})
    if draft.reviewed:
        remark = f"A remark on the agenda for {draft.day}"
        yield Commit(_at(draft.day, 8), counterpart, remark, {path: draft.reviewed})
    if draft.final:
        yield Commit(_at(draft.day, 17), OWNER, f"Notes of {draft.day}", {path: draft.final})


def write(root: Path, history: Iterable[Commit]) -> None:
    """Make a repository in ``root`` of these commits; the files there are those of the last.

    Raises:
        subprocess.CalledProcessError: git refused the stream.
    """
    ordered = sorted(history, key=lambda commit: commit.when)
    git = ("git", "-C", str(root), "-c", "core.autocrlf=false")
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    stream = b"".join(_entry(commit) for commit in ordered)
    subprocess.run([*git, "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run([*git, "reset", "--quiet"], check=True)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, day.toordinal() % 60), UTC)


def _entry(commit: Commit) -> bytes:
    seconds = int(commit.when.timestamp())
    who = f"{PEOPLE[commit.author]} <{commit.author}@example.org> {seconds} +0000"
    head = f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    files = (
        f"M 100644 inline {path}\n".encode() + _data(text) for path, text in commit.files.items()
    )
    return b"".join((head, _data(commit.message), *files, b"\n"))


def _data(text: str) -> bytes:
    raw = text.encode()
    return b"data %d\n%b\n" % (len(raw), raw)
