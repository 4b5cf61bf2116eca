"""What the newest commits meant to the meetings that the site shows, commit by commit.

It is what the meetings' own pages tell at their ends (`mkdocs_aquip.past`), in another order: so
nothing stands here that they do not say. A commit with nothing to tell is left out: one that only
touched what is hidden, or brought what is gone since.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from aquip.core.model import Meeting
from aquip.core.settings import Settings
from aquip.history.facts import written
from aquip.history.trails import Author, Commit
from mkdocs_aquip.feeds.words import is_news
from mkdocs_aquip.past.past import Past
from mkdocs_aquip.past.story import Entry

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_TOLD: Final = 50
"""Commits that are told, the newest ones."""
_ASKED: Final = 200
"""Commits that are looked at for that."""
_MEETINGS: Final = 6
"""Meetings that one commit is told of; more are counted."""


@dataclass(frozen=True)
class Origin:
    """A repository whose commits are told: its settings, its history, and where it is hosted."""

    settings: Settings
    past: Past
    config: MkDocsConfig


Meant = Sequence[tuple[Meeting, Entry]]


class Change(Struct, frozen=True):
    """A commit, and what it ``meant`` to meetings, the newest meeting first.

    ``more`` counts further meetings that it touched. ``source`` is the name of the repository that
    it is in, empty for the site's own.
    """

    sha: str
    when: dt.datetime
    author: Author
    subject: str
    meant: Meant
    more: int
    source: str = ""


def newest_changes(origins: Mapping[str, Origin], known: Collection[str]) -> list[Change]:
    """Return the newest commits that have something to tell, newest first.

    ``origins`` are the site's repositories, by name. Meetings whose paths are ``known`` are
    in the feed themselves: that they were held is not told again.
    """
    stories = {source: _Stories(origin.past) for source, origin in origins.items()}
    found: list[Change] = []
    for source, commit, meetings in _commits(origins)[:_ASKED]:
        if len(found) == _TOLD:
            break
        told = [*_told(stories[source], commit, meetings[:_MEETINGS], known)]
        if told:
            _, first = told[0]
            found.append(
                Change(
                    sha=commit.sha,
                    when=written(commit),
                    author=first.author,
                    subject=first.subject,
                    meant=told,
                    more=len(meetings[_MEETINGS:]),
                    source=source,
                )
            )
    return found


def _commits(origins: Mapping[str, Origin]) -> list[tuple[str, Commit, list[Meeting]]]:
    """List the commits of all repositories with the meetings that each touched, newest first."""
    found: dict[tuple[str, str], tuple[str, Commit, list[Meeting]]] = {}
    for source, origin in origins.items():
        for meeting, change in origin.past.changes():
            # What a merge joins was told of each of its branches.
            if change.kind != "merged":
                key = source, change.commit.sha
                found.setdefault(key, (source, change.commit, []))[2].append(meeting)
    for _, _, meetings in found.values():
        meetings.reverse()
    return sorted(found.values(), key=lambda each: (written(each[1]), each[1].sha), reverse=True)


class _Stories:
    """The stories of some meetings, each told once."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._entries: dict[str, Mapping[str, Entry]] = {}

    def entry(self, meeting: Meeting, sha: str) -> Entry | None:
        """Return what a commit meant to a meeting."""
        path = meeting.note.path
        if path not in self._entries:
            story = self._past.story(meeting.note)
            self._entries[path] = {e.sha: e for e in story.entries} if story else {}
        return self._entries[path].get(sha)


def _told(
    stories: _Stories, commit: Commit, meetings: Sequence[Meeting], known: Collection[str]
) -> Iterator[tuple[Meeting, Entry]]:
    """Yield what a commit meant to each meeting to which it meant something."""
    for meeting in meetings:
        entry = stories.entry(meeting, commit.sha)
        if entry is None or not is_news(entry):
            continue
        # Its own entry says what was achieved and agreed there.
        if "held" not in entry.meant or meeting.note.path not in known:
            yield meeting, entry
