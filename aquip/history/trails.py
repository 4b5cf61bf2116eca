"""What git knows of notes: for each its trail, the commits that changed it, newest first.

Plain data. Where something can't be known, as beyond the end of a shallow clone, it says so:
nobody has to guess whether the first commit in sight is the first that there was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct, field

Kind = Literal["added", "changed", "renamed", "deleted", "merged"]
"""What a commit did. ``merged``: a merge made a text that is none of those it joins, be it git
from what two branches did to a note, or somebody by hand."""

_FETCH: Final = (
    "Fetch the whole history: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub) "
    "or `GIT_DEPTH: 0` (GitLab)."
)

_CLONE: Final = "Clone the repository without `--filter`: old texts are missing here."


class Author(Struct, frozen=True, array_like=True, gc=False):
    """Who wrote a commit, as ``.mailmap`` has it; ``handle`` where the settings know the address.

    All three are what somebody typed: to be escaped like any other text.
    """

    name: str
    email: str
    handle: str | None = None


class Commit(Struct, frozen=True, array_like=True, gc=False):
    """A commit: when it was written and when it was put where it is, each with its offset.

    ``subject`` is the first paragraph of its message, on one line.
    """

    sha: str
    author: Author
    authored: dt.datetime
    committed: dt.datetime
    subject: str


class Change(Struct, frozen=True, array_like=True, gc=False):
    """What a commit did to a note.

    ``path`` is the note's path from the top of the repository, as it was after the commit, and
    ``old`` the one before where the commit renamed it. ``before`` and ``after`` name the blobs;
    None where there is none, or, for ``before``, where a merge stands on several.
    """

    commit: Commit
    kind: Kind
    path: str
    old: str | None = None
    before: str | None = None
    after: str | None = None


class Trail(Struct, frozen=True, array_like=True, gc=False):
    """A note's changes, newest first.

    Where it is not ``whole``, there may be earlier ones that this clone can't tell.
    """

    changes: tuple[Change, ...] = ()
    whole: bool = True

    @property
    def first(self) -> Change | None:
        """The change that brought the note into git; None where that is unknown or to come."""
        return self.changes[-1] if self.whole and self.changes else None


class History(Struct, frozen=True):
    """The trails of all notes below a folder, by their paths from it.

    Notes that were deleted are among them, by their last name; notes that nobody committed are
    not. ``head`` is the commit that it was read at, empty where there is none. Where it is not
    ``known``, ``why`` says so in a few words, and ``cure`` what helps. A clone may be ``shallow``
    or, without the old texts, ``partial``: which trails are not whole for it, they say themselves.
    """

    trails: Mapping[str, Trail] = field(default_factory=dict)
    head: str = ""
    shallow: bool = False
    partial: bool = False
    known: bool = True
    why: str = ""
    cure: str = ""

    def trail(self, path: str) -> Trail:
        """Return a note's trail by its path today; an empty one for a note yet to be committed."""
        return self.trails.get(path) or Trail(whole=self.known)

    @property
    def gap(self) -> str:
        """Why something is unknown, as the end of a sentence."""
        if not self.known:
            return f"git does not tell, {self.why}"
        if self.shallow:
            return "this clone ends before the history does"
        return "this clone lacks old texts" if self.partial else "git does not tell"

    @property
    def remedy(self) -> str:
        """What makes the unknown known; empty where nothing is missing."""
        return self.cure or (_FETCH if self.shallow else _CLONE if self.partial else "")
