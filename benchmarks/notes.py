"""Changing a made-up note as its owner would, and changing it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.runs import output

SERIES = "manager"
LONG_AGO = "2000-01-01"
"""Due so long ago that a dashboard shows it first."""


@contextmanager
def coming(root: Path) -> Iterator[Path]:
    """The next meeting of :data:`SERIES`, the note that is open on someone's screen, to change.

    At the end all changes to the notes in ``root`` are undone.
    """
    try:
        yield max((root / "notes" / SERIES).glob("2*.md"))
    finally:
        restore(root)


def add_action(note: Path, text: str) -> None:
    """Add an overdue action at the end, where a planned meeting has its actions."""
    line = f"- [ ] @sam {text} (due:: {LONG_AGO})\n"
    note.write_text(note.read_text("utf-8") + line, "utf-8", newline="\n")


def restore(root: Path) -> None:
    """Undo what was changed, or made, among the notes in ``root``."""
    output("git", "checkout", "--quiet", ".", cwd=root)
    output("git", "clean", "--quiet", "--force", "notes", cwd=root)
