"""Old texts, by the names of their blobs, from one git that keeps running while it is asked.

Nothing is fetched: a clone without old texts is no reason to ask a server for thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from subprocess import PIPE
from typing import TYPE_CHECKING, Final, cast

from aquip.history.calls import asking

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from git.cmd import Git

_AT_ONCE: Final = 100
"""Names that are sent before the first answer is read: few enough to fit into a pipe."""


class Blobs:
    """The old texts in the repository around a folder.

    Never raises: where there is no git or no repository, there are none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: Git.AutoInterrupt | None = None
        self._here: frozenset[str] | None = None

    def texts(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """Yield the text of each name, in their order; None for what is not in this clone."""
        rest = iter(names)
        while some := [*islice(rest, _AT_ONCE)]:
            yield from self._some(some)

    def close(self) -> None:
        """End the running git, which starts anew when it is asked again."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                cast("IO[bytes]", process.stdin).close()
            with suppress(OSError):
                cast("IO[bytes]", process.stdout).close()
            process._terminate()  # noqa: SLF001 - which it would do by itself, but later

    def _some(self, names: Sequence[str]) -> list[bytes | None]:
        asked = [name for name in names if self._here is None or name in self._here]
        try:
            found = dict(zip(asked, self._ask(asked), strict=True))
        except (OSError, EOFError, ValueError):
            # Git gives up where it would have to fetch a text: it is asked for no more of these.
            self.close()
            self._here = self._listed() if self._here is None else frozenset()
            return self._some(names) if self._here else [None] * len(names)
        return [found.get(name) for name in names]

    def _ask(self, names: Sequence[str]) -> list[bytes | None]:
        if not names:
            return []
        if self._process is None:
            self._process = _start(self._folder, "--batch")
        requests = cast("IO[bytes]", self._process.stdin)
        requests.write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
        requests.flush()
        answers = cast("IO[bytes]", self._process.stdout)
        return [_answer(answers) for _ in names]

    def _listed(self) -> frozenset[str]:
        """Return the names of all that is in this clone."""
        try:
            process = _start(self._folder, "--batch-all-objects", "--batch-check=%(objectname)")
            listed, _ = process.communicate()
        except (OSError, EOFError, ValueError):
            return frozenset()
        return frozenset(listed.decode("ascii", "replace").split())


def _start(folder: Path, *arguments: str) -> Git.AutoInterrupt:
    try:
        git = asking(folder)
        from git.exc import GitError

        try:
            started = git.cat_file(*arguments, istream=PIPE, as_process=True)
        except GitError as error:
            raise EOFError("git does not start") from error
    except ImportError as error:
        raise EOFError("git is not installed here") from error
    return cast("Git.AutoInterrupt", started)


def _answer(answers: IO[bytes]) -> bytes | None:
    """Read ``name blob size``, its bytes and a line end; or ``name missing``."""
    head = answers.readline()
    if not head:
        raise EOFError("git has ended")
    *_, kind, size = head.split()
    if size == b"missing":
        return None
    text = answers.read(int(size) + 1)
    if len(text) <= int(size):
        raise EOFError("git has ended")
    return text[:-1] if kind == b"blob" else None
