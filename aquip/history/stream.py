"""What ``git log`` prints, read piece by piece: bytes in, commits and their changes out.

Pure: it starts no git. The stream is git's own (``ARGUMENTS``), told apart by NUL bytes, which no
path, name or message can contain; what stands between two of them is therefore never mistaken for
anything else, be it ever so odd.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from aquip.history.trails import Author, Change, Commit

ARGUMENTS: Final = (
    *("--raw", "-z", "--no-abbrev", "--encoding=UTF-8", "--date=raw"),
    "--format=tformat:@%H%n%ae%n%aE%n%aN%n%ad%n%cd%n%s",
)
"""How git is asked for it. None of the fields of a commit holds a line end."""

_SUBJECT: Final = 1000
"""Characters of a subject that are kept: there are messages of many megabytes on one line."""

_LATEST: Final = int(dt.datetime(9999, 12, 30, tzinfo=dt.UTC).timestamp())
"""The last second that is still in the calendar by any other clock."""

_ONE_PARENT: Final = 2
"""Modes of a change that is no merge's: before and after."""


def parse(
    chunks: Iterable[bytes], handles: Mapping[str, str]
) -> Iterator[tuple[Commit, list[Change]]]:
    """Yield each commit with what it changed, be it a note or not, in the order of the stream.

    ``handles`` has people's handles by their e-mail addresses, case folded. What an interrupted
    stream leaves unfinished is left out.
    """
    tokens = chain.from_iterable(_tokens(chunks))
    commits = _Commits(handles)
    first = next(tokens, None)
    if first is None:
        return
    commit, changes = commits.read(first), list[Change]()
    for token in tokens:
        if token.startswith(b"@"):
            yield commit, changes
            commit, changes = commits.read(token), []
        elif token and (path := next(tokens, b"")):  # an empty one stands before a merge's
            changes.append(_change(commit, token.decode(), path, tokens))
    yield commit, changes


def _tokens(chunks: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield whole


def _change(commit: Commit, token: str, path: bytes, tokens: Iterator[bytes]) -> Change:
    """Read ``:mode mode blob blob status``, or for a merge one mode and blob more a parent."""
    *head, before, after, status = token.split(" ")
    name = _path(path)
    if len(head) > _ONE_PARENT:
        return Change(commit, "merged", name, None, None, after if after.strip("0") else None)
    if status == "M":
        return Change(commit, "changed", name, None, before, after)
    if status == "A":
        return Change(commit, "added", name, None, None, after)
    if status == "D":
        return Change(commit, "deleted", name, None, before)
    if status[0] == "R":
        return Change(commit, "renamed", _path(next(tokens, b"")), name, before, after)
    return Change(commit, "changed", name, None, before, after)


def _path(raw: bytes) -> str:
    """Return a path as Python's own functions give it: bytes that are no text are kept."""
    return raw.decode("utf-8", "surrogateescape")


class _Commits:
    """Reads commits, each author and each offset from UTC only once."""

    def __init__(self, handles: Mapping[str, str]) -> None:
        self._handles = handles
        self._authors: dict[tuple[bytes, ...], Author] = {}
        self._zones: dict[bytes, dt.timezone] = {}

    def read(self, token: bytes) -> Commit:
        sha, *who, authored, committed, subject = token.split(b"\n", 6)
        written = self._moment(authored)
        return Commit(
            sha[1:].decode(),
            self._author(*who),
            written,
            written if committed == authored else self._moment(committed),
            subject[: 4 * _SUBJECT].decode("utf-8", "replace")[:_SUBJECT],
        )

    def _author(self, *who: bytes) -> Author:
        author = self._authors.get(who)
        if author is None:
            raw, email, name = (field.decode("utf-8", "replace") for field in who)
            # The settings may know the address before .mailmap as well as the one after.
            known = (self._handles.get(address.casefold()) for address in (email, raw))
            author = Author(name, email, next(filter(None, known), None))
            self._authors[who] = author
        return author

    def _moment(self, raw: bytes) -> dt.datetime:
        """Read ``seconds +hhmm``; what lies outside of the calendar is moved to its edge."""
        seconds, _, offset = raw.partition(b" ")
        zone = self._zones.get(offset)
        if zone is None:
            zone = self._zones[offset] = _zone(offset)
        # A commit that says nothing of the kind is, for git too, of the first moment.
        since = int(seconds) if seconds.isdigit() else 0
        return dt.datetime.fromtimestamp(min(since, _LATEST), zone)


def _zone(offset: bytes) -> dt.timezone:
    """Return an offset as a commit has it, UTC for what is none: it may be any number."""
    try:
        number = int(offset)
        hours, minutes = divmod(abs(number), 100)
        return dt.timezone((-1 if number < 0 else 1) * dt.timedelta(hours=hours, minutes=minutes))
    except (ValueError, OverflowError):
        return dt.UTC
