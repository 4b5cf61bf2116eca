"""Repositories written as Markdown: the examples in a rule's docstring, and case files.

A fenced block with a ``title`` is a file. One without is the body of Morgan's meeting
on 20 November 2026. Blocks with nothing between them are files of one repository;
words between them begin another. Today is 22 November.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from fnmatch import fnmatch

from aquip.core.model import Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
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

Files = dict[str, bytes]


def repositories(markdown: str) -> list[Files]:
    """Read every repository that a piece of Markdown shows."""
    found: list[Files] = []
    end: int | None = None
    for match in _FENCE.finditer(markdown):
        if end is None or markdown[end : match.start()].strip():
            found.append({})
        attributes = {m["key"]: m["value"] for m in _ATTRIBUTE.finditer(match["info"])}
        body = match["body"]
        if "title" not in attributes:
            body = f"---\ndate: 2026-11-20\n---\n\n{body}"
        path = attributes.get("title", MEETING)
        found[-1][path] = body.encode(attributes.get("encoding", "utf-8"))
        end = match.end()
    return found


def record_of(files: Files, settings: Settings = SETTINGS, today: dt.date = TODAY) -> Record:
    """Parse and assemble a repository's notes."""
    notes = [
        parse(data, path=path, uri=path.removeprefix("notes/"), settings=settings)
        for path, data in files.items()
        if path.endswith(".md")
    ]
    return assemble(notes, settings, today)


def facts_of(files: Files) -> Facts:
    """Tell what the file system would: files, folders, and what git has."""
    folders = {path.rpartition("/")[0] for path in files}
    ignored = files.get(".gitignore", b"").decode().split()
    tracked = {p for p in files if not any(fnmatch(p, f"*{pattern}") for pattern in ignored)}
    return Facts(exists=lambda path: path in files or path in folders, tracked=frozenset(tracked))


def with_rules(**rules: str) -> Settings:
    """Return the settings of the examples with severities of one's own."""
    return replace(SETTINGS, rules=rules)
