"""One ``git log`` for the whole repository, from which the trails of all notes are read.

To ask git once for each file takes a thousand times as long. What git prints is read as it comes,
so that only what notes need is ever held.

What would change the output is set by the call; diff drivers and signature checks do not run.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, cast

from msgspec import structs

from aquip.collector import Pause
from aquip.core.settings import Person
from aquip.history.calls import asking
from aquip.history.differences import last_line
from aquip.history.follow import Follower
from aquip.history.repository import top_of
from aquip.history.stream import ARGUMENTS, parse
from aquip.history.trails import History

if TYPE_CHECKING:
    from typing import IO

    from git.cmd import Git

_CHUNK: Final = 1 << 16
_LIMIT: Final = 1000
"""Git compares as many texts that come with as many that go, where a commit has both."""

_NO_COMMITS: Final = "does not have any commits yet"
_NOT_YOURS: Final = "detected dubious ownership"

_SETTINGS: Final = (
    "diff.relative=false",
    "log.showRoot=true",
    "log.showSignature=false",
    # The repository's own .mailmap alone: the same notes have the same authors everywhere.
    *("mailmap.blob=", "mailmap.file="),
)
_OPTIONS: Final = (
    # Children before parents, whatever their clocks said.
    "--date-order",
    # Of a merge what it made itself: the rest is told by the commits that it joins.
    *("-c", f"-l{_LIMIT}", "--no-rename-empty", "-O/dev/null"),
    *("--no-ext-diff", "--no-textconv", "--no-show-signature"),
    *("--no-color", "--no-notes", "--no-decorate", "--ignore-submodules=all"),
)


def read(root: Path, people: Mapping[str, Person]) -> History:
    """Return what git knows of the notes below ``root``.

    Never raises: where there is no git or no repository, or git can't read it, nothing is known,
    and the answer says why.
    """
    try:
        # Git writes when it has much to say, not after each commit, and wakes us up less often.
        git = asking(root, *_SETTINGS, GIT_FLUSH="0")
        from git.exc import GitCommandError, GitCommandNotFound, GitError
    except ImportError:
        return _unknown("git is not installed here")
    try:
        return _read(git, root, {email: p.handle for p in people.values() for email in p.emails})
    except GitCommandNotFound:
        return _unknown("git is not installed here")
    except GitCommandError as error:
        return _refused(str(error.stderr))
    except (GitError, OSError) as error:
        return _unknown(str(error))
    except ValueError:
        return _unknown("git says what nobody understands")


def _refused(said: str) -> History:
    """Put into words what git says that does not read a repository."""
    if _NOT_YOURS not in said:
        return _unknown(last_line(said))
    # Git ends with the very command that helps, the folder's path included.
    cure = f"Where you trust whoever it belongs to: `{last_line(said)}`."
    return History(known=False, why="the repository belongs to somebody else", cure=cure)


def _unknown(why: str) -> History:
    return History(known=False, why=why)


def _read(git: Git, root: Path, handles: Mapping[str, str]) -> History:
    from git.exc import GitCommandError

    if not root.is_dir():  # GitPython would ask where this process happens to be
        raise NotADirectoryError("there is no such folder")
    mailmap = (top_of(root) or root) / ".mailmap"
    if mailmap.exists() and not mailmap.is_file():  # git would wait for a pipe
        return _unknown("the file .mailmap is no file")
    said = str(git.rev_parse("--is-shallow-repository", "--show-prefix"))
    answer, _, prefix = said.partition("\n")
    edges = _edges(git, root) if answer == "true" else frozenset()
    try:
        return _log(git, Follower(prefix, edges, pairs=_LIMIT**2), handles, "-M")
    except GitCommandError as error:
        if _NO_COMMITS in str(error.stderr):
            return History()
    # A clone without the old texts can still tell which files were renamed as they are.
    return structs.replace(_log(git, Follower(prefix, edges), handles, "-M100%"), partial=True)


def _edges(git: Git, root: Path) -> frozenset[str]:
    """Return the commits whose parents a shallow clone has left out."""
    listed = root / str(git.rev_parse("--git-path", "shallow"))
    return frozenset(listed.read_text("ascii").split())


def _log(git: Git, follower: Follower, handles: Mapping[str, str], renames: str) -> History:
    chunks = _chunks(git, *ARGUMENTS, *_OPTIONS, renames, "--")
    with Pause():
        trails = follower.follow(parse(chunks, handles))
    return History(trails, follower.head, shallow=follower.shallow)


def _chunks(git: Git, *arguments: str) -> Iterator[bytes]:
    """Yield what ``git log`` prints.

    Raises:
        GitCommandError: It failed, perhaps only at its end: what it printed is then not all.
    """
    process = git.log(*arguments, as_process=True)
    output, errors = cast("tuple[IO[bytes], IO[bytes]]", (process.stdout, process.stderr))
    # Read at the same time: git would wait for ever on somebody to hear its complaints.
    said: deque[bytes] = deque(maxlen=20)
    listener = Thread(target=lambda: said.extend(errors), daemon=True)
    listener.start()
    try:
        while chunk := output.read(_CHUNK):
            yield chunk
    finally:
        output.close()  # where nobody reads on, git has no reason to
        listener.join()
    process.wait(stderr=b"".join(said))
