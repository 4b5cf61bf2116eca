"""What the notes folder holds: every Markdown file that MkDocs would take for a page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError, reason_of
from aquip.files.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aquip.config import Config

_SUFFIX: Final = ".md"
_TEMPLATES: Final = "templates"
_OUTSIDE: Final = "this is a link out of the repository, which is not followed"
_HIDDEN: Final = "this is a link to what is hidden or private, which is not followed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A Markdown file found, or with ``fault`` the reason why it can't be read.

    ``path`` counts from the repository's root, ``uri`` from the notes folder.
    """

    path: str
    uri: str
    fault: str | None = None


class Tree:
    """The notes folder of one repository."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._bounds = Bounds(config.root, config.docs_dir)

    def entries(self) -> tuple[Entry, ...]:
        """List its Markdown files in order of their URIs.

        Raises:
            AquipError: There is no such folder.
        """
        docs_dir = self._config.docs_dir
        if not docs_dir.is_dir():
            raise AquipError(
                f"the notes folder `{self.relative(str(docs_dir))}` is not there",
                path=self._config.path.name,
                remedy="Name the folder of your notes there, as in `docs_dir: notes`.",
            )
        return tuple(sorted(self._walk(str(docs_dir), ""), key=lambda entry: entry.uri))

    def _walk(self, folder: str, uri: str, *, linked: bool = False) -> Iterator[Entry]:
        """Yield what MkDocs would take for Markdown: no hidden files, not the top's templates.

        A link to a folder is followed, but none in there: links may lead round in a circle.
        """
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError as error:
            yield self._faulty(folder, uri, f"this folder can't be read: {reason_of(error)}")
            return
        for entry in entries:
            if entry.name.startswith(".") or (not uri and entry.name == _TEMPLATES):
                continue
            below = f"{uri}{entry.name}"
            link = entry.is_symlink()
            if link and (linked or not self._bounds.may_follow(entry.path)):
                if entry.name.endswith(_SUFFIX):
                    inside = self._bounds.place(entry.path) is not None
                    yield self._faulty(entry.path, below, _HIDDEN if inside else _OUTSIDE)
            elif _is_folder(entry):
                if entry.name.endswith(_SUFFIX):
                    yield self._faulty(entry.path, below, "this is a folder, not a file")
                yield from self._walk(entry.path, f"{below}/", linked=linked or link)
            elif entry.name.endswith(_SUFFIX):
                fault = None if _is_file(entry) else "this is no file"
                yield Entry(self.relative(entry.path), below, fault)

    def _faulty(self, path: str, uri: str, fault: str) -> Entry:
        return Entry(self.relative(path), uri.removesuffix("/"), fault)

    @cached_property
    def _prefix(self) -> tuple[str, str]:
        """The notes folder as scandir's paths begin, and as paths from the root begin."""
        docs_dir = str(self._config.docs_dir)
        return docs_dir, Path(os.path.relpath(docs_dir, self._config.root)).as_posix()

    def relative(self, absolute: str) -> str:
        """Turn a path below the notes folder into one from the root, without asking the disk."""
        docs_dir, prefix = self._prefix
        rest = absolute.removeprefix(docs_dir).replace(os.sep, "/").strip("/")
        return "/".join(part for part in (prefix, rest) if part not in {"", "."}) or "."


def is_note(uri: str) -> bool:
    """Tell whether a file would be listed by its URI, were it there."""
    first, *_ = parts = uri.split("/")
    hidden = any(part.startswith(".") for part in parts)
    return uri.endswith(_SUFFIX) and first != _TEMPLATES and not hidden


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()  # mostly known from the folder, without asking the disk again
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round to itself
        return False
