"""The git history of made-up notes, in one stream: a commit costs microseconds this way.

An agenda is committed a day or two ahead, the counterpart's remark the day before, the notes once
the meeting is over, each by whoever wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from aquip.history import writing
from aquip.history.repository import Committer
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
        AquipError: git refused the stream.
    """
    ordered = sorted(history, key=lambda commit: commit.when)
    writing.make(root, (_made(commit) for commit in ordered))


def _made(commit: Commit) -> writing.Commit:
    author = Committer(PEOPLE[commit.author], f"{commit.author}@example.org")
    files = {path: text.encode() for path, text in commit.files.items()}
    return writing.Commit(commit.when, author, commit.message, files)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, day.toordinal() % 60), UTC)
