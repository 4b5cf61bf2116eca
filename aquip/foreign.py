"""Reads notes that are not aquip's, as a user names them. Nothing is ever written there."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError, reason_of
from aquip.files.regular import read_regular
from aquip.importing.model import Refusal, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKDOWN: Final = (".md", ".markdown")
_LARGEST: Final = 10_000_000
"""Bytes; a year of minutes in one file has a tenth of it."""
_ASK: Final = "See that you may read it, and import it again."
_FOLDERS: Final = 3
"""Folders above a file that may tell its date: year, month, day."""


@dataclass
class Foreign:
    """What was found: sources, what can't be read and why, and how many other files there are."""

    sources: list[Source] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)
    passed_over: Counter[str] = field(default_factory=Counter)
    _roots: dict[str, Path] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def attachment(self, inner: str) -> bytes | None:
        """Return what a file below a given folder holds; None where there is none."""
        top = next((top for top in self._roots if inner.startswith(f"{top}/")), None)
        if top is None:
            return None
        root = self._roots[top]
        path = root / inner.removeprefix(f"{top}/")
        try:
            inside = path.resolve().is_relative_to(root.resolve())
            return path.read_bytes() if inside and path.is_file() else None
        except (OSError, ValueError):
            return None

    def named(self, name: str) -> str | None:
        """Return where a file of this name is, as Obsidian finds it: anywhere in the folder."""
        return self._names.get(name.rpartition("/")[2].casefold())

    def add(self, given: str, notes: Path) -> None:
        """Add what a path names.

        Raises:
            AquipError: There is no such file or folder, or it holds the notes themselves.
        """
        path = Path(given)
        if not path.exists():
            raise AquipError("there is no such file or folder", path=given)
        absolute = path.resolve()
        if absolute.is_relative_to(notes) or notes.is_relative_to(absolute):
            raise AquipError(
                "these are the notes themselves",
                path=given,
                remedy="Import from a folder beside them; `aquip fmt` brings notes into shape.",
            )
        if path.is_dir():
            self._roots[absolute.name] = absolute
            for file in self._files(path, absolute.name):
                self._take(*file)
        elif path.suffix.casefold() in _MARKDOWN:
            *folders, name = absolute.parts[-_FOLDERS - 1 :]
            top = "/".join(folder for folder in folders if folder != absolute.anchor)
            self._roots.setdefault(top, absolute.parent)
            self._take(path, f"{top}/{name}")
        else:
            self.refused[given] = Refusal("this is no Markdown", "Export it as .md first.")

    def _files(self, folder: Path, inner: str) -> Iterator[tuple[Path, str]]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.refused[str(folder)] = Refusal(f"this can't be read: {reason_of(error)}", _ASK)
            return
        for entry in entries:
            below = f"{inner}/{entry.name}"
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from self._files(folder / entry.name, below)
                continue
            self._names.setdefault(entry.name.casefold(), below)
            ending = Path(entry.name).suffix.casefold()
            if ending in _MARKDOWN:
                yield folder / entry.name, below
            else:
                self.passed_over[ending or "no ending"] += 1

    def _take(self, path: Path, inner: str) -> None:
        shown = path.as_posix()
        try:
            if path.stat().st_size > _LARGEST:
                size = path.stat().st_size // 1_000_000
                self.refused[shown] = Refusal(
                    f"this file has {size} MB, more than notes have",
                    "Split it, or take its pictures out.",
                )
                return
            data = read_regular(path)
        except OSError as error:
            self.refused[shown] = Refusal(f"this can't be read: {reason_of(error)}", _ASK)
            return
        text = _text(data)
        if isinstance(text, Refusal):
            self.refused[shown] = text
        else:
            self.sources.append(Source(shown, inner, text))


def _text(data: bytes) -> str | Refusal:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refusal("this is UTF-16, not UTF-8", "Save it as UTF-8.")
    if b"\0" in data:
        return Refusal("this is no text: it has zero bytes in it", "Leave it out.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Refusal(f"byte {data[error.start]:#04x} is no UTF-8", "Save it as UTF-8.", line)


def collect(paths: Iterable[str], notes: Path) -> Foreign:
    """Read every Markdown file that the paths name; ``notes`` is the notes folder itself."""
    found = Foreign()
    for path in paths:
        found.add(path, notes.resolve())
    return found
