"""Repositories written as Markdown: the examples in a rule's docstring, and case files.

A fenced block with a ``title`` is a file. One without is the body of Morgan's meeting
on 20 November 2026. Blocks with nothing between them are files of one repository;
words between them begin another. Today is 22 November.

With ``committed`` a file is put into git at that moment, ``by`` a person of the settings, Sam
where none is named. The last block of a file is what it says today.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from aquip.history.meetings import MeetingHistory
from aquip.history.trails import Author, Change, Commit, Kind, Trail
from aquip.rules import Facts

TODAY = dt.date(2026, 11, 22)
MEETING = "notes/morgan/2026-11-20.md"

_FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL
)
_ATTRIBUTE = re.compile(r'(?P<key>\w+)="(?P<value>[^"]*)"')

SETTINGS = Settings(
    me="sam",
    people={
        handle: Person(handle, name)
        for handle, name in (
            ("sam", "Sam Reyes"),
            ("morgan", "Morgan Diaz"),
            ("priya", "Priya Nair"),
            ("lee", "Lee Novak"),
        )
    },
    series={
        "morgan": {"with": "morgan", "relation": "manager", "cadence": "weekly"},
        "priya": {"with": "priya", "relation": "skip-level"},
    },
)


@dataclass(frozen=True)
class Committed:
    """A file as somebody committed it."""

    path: str
    when: dt.datetime
    by: str
    data: bytes


Files = dict[str, bytes]


class Repository(Files):
    """The files of a repository by path, and what was committed of them, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.commits: list[Committed] = []


def repositories(markdown: str) -> list[Repository]:
    """Read every repository that a piece of Markdown shows."""
    found: list[Repository] = []
    end: int | None = None
    for match in _FENCE.finditer(markdown):
        if end is None or markdown[end : match.start()].strip():
            found.append(Repository())
        attributes = {m["key"]: m["value"] for m in _ATTRIBUTE.finditer(match["info"])}
        body = match["body"]
        if "title" not in attributes:
            body = f"---\ndate: 2026-11-20\n---\n\n{body}"
        path = attributes.get("title", MEETING)
        data = found[-1][path] = body.encode(attributes.get("encoding", "utf-8"))
        if "committed" in attributes:
            when = dt.datetime.fromisoformat(attributes["committed"])
            commit = Committed(path, when, attributes.get("by", "sam"), data)
            found[-1].commits.append(commit)
        end = match.end()
    return found


def record_of(
    files: Mapping[str, bytes], settings: Settings = SETTINGS, today: dt.date = TODAY
) -> Record:
    """Parse and assemble a repository's notes."""
    notes = [
        parse(data, path=path, uri=path.removeprefix("notes/"), settings=settings)
        for path, data in files.items()
        if path.endswith(".md")
    ]
    return assemble(notes, settings, today)


def history_of(files: Files, *, whole: bool = True) -> MeetingHistory | None:
    """Tell what git would of the commits; those before are unknown where it is not the whole."""
    if not isinstance(files, Repository) or not files.commits:
        return None
    texts: dict[str, bytes] = {}
    changes: dict[str, list[Change]] = defaultdict(list)
    for number, one in enumerate(files.commits):
        texts[str(number)] = one.data
        author = Author(one.by, f"{one.by}@example.org", one.by)
        before = changes[one.path][0].after if changes[one.path] else None
        commit = Commit(str(number), author, one.when, one.when, "")
        kind: Kind = "changed" if before else "added"
        change = Change(commit, kind, one.path, None, before, str(number))
        changes[one.path].insert(0, change)

    def version(change: Change, path: str, uri: str) -> Note:
        return parse(texts[change.after or ""], path=path, uri=uri, settings=SETTINGS)

    def trail(path: str) -> Trail:
        return Trail(tuple(changes[path]), whole)

    return MeetingHistory(record_of(files), trail, version)


def facts_of(files: Files) -> Facts:
    """Tell what the file system and git would: files, folders, the index, and the history."""
    folders = {path.rpartition("/")[0] for path in files}
    ignored = files.get(".gitignore", b"").decode().split()
    tracked = {p for p in files if not any(fnmatch(p, f"*{pattern}") for pattern in ignored)}
    return Facts(
        exists=lambda path: path in files or path in folders,
        tracked=frozenset(tracked),
        history=lambda: history_of(files),
    )


def with_rules(**rules: str) -> Settings:
    """Return the settings of the examples with severities of one's own."""
    return replace(SETTINGS, rules=rules)
