"""What a change to the notes did: which lines it touched, and which findings it brought.

The record is judged twice, as it was and as it is. A finding counts when the change touches
its lines, or when it was not there before, wherever it stands: an item whose carry was deleted
is lost in a note that nobody touched.
"""

from __future__ import annotations

import difflib
import os
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from aquip.history.differences import revisions
from aquip.rules.identity import subject
from aquip.states import State, Undoing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager

    from aquip.core.model import Note
    from aquip.core.text import Lines
    from aquip.history.differences import Difference, Revisions
    from aquip.rules import Finding
    from aquip.store import Store


class Change:
    """What lies between two states, and what it means for the findings of the later one.

    ``name`` says in words what is compared; ``of_files`` whether the later state is what the
    files say.
    """

    def __init__(  # noqa: PLR0913 - two states, and what is known of how they differ
        self,
        name: str,
        before: State,
        after: State,
        differences: Iterable[Difference],
        today: dt.date,
        *,
        of_files: bool,
    ) -> None:
        self.name = name
        self.after = after
        self.of_files = of_files
        self._before = before
        self._today = today
        self._origin = {d.new: d.old for d in differences if d.new is not None}
        self._lines: dict[str, Sequence[int]] = {}

    def findings(self, found: Iterable[Finding], *, private: bool) -> list[Finding]:
        """Choose those that the change touches or brought."""
        found = list(found)
        if not found or self._before is self.after:
            return []
        known = Counter(
            (one.code, one.severity, one.path, subject(one, self._before.lines_of))
            for one in self._before.checked(self._today, private=private).findings
        )
        chosen = []
        for one in found:
            path = self._origin.get(one.path, one.path)
            key = (one.code, one.severity, path or "", subject(one, self.after.lines_of))
            known[key] -= 1
            if known[key] < 0 or self.touches(one):
                chosen.append(one)
        return chosen

    def touches(self, finding: Finding) -> bool:
        """Tell whether a finding stands in lines that are other than they were."""
        lines = self._lines.get(finding.path)
        if lines is None:
            lines = self._lines[finding.path] = self._touched(finding.path)
        return any(finding.line <= line <= finding.end_line for line in lines)

    def _touched(self, path: str) -> Sequence[int]:
        """Return the lines of a note that are new or other than before, counted from 1."""
        if path not in self._origin:
            return ()
        new = self.after.lines_of(path)
        if new is None:
            return (1,)
        old = self._before.lines_of(self._origin[path] or "")
        if old is None:
            return range(1, len(new) + 1)
        matcher = difflib.SequenceMatcher(None, _texts(old), _texts(new), autojunk=False)
        return [
            line + 1
            for kind, _, _, start, end in matcher.get_opcodes()
            if kind != "equal"
            for line in range(start, end)
        ]


def _texts(lines: Lines) -> list[str]:
    return [lines.line_text(number) for number in range(1, len(lines) + 1)]


class Comparison:
    """Compares the notes, as they were read, with what git has of them.

    ``notes`` and ``tracked``, the files that git tracks as paths from the root, are asked for
    when something differs, which is soon known.

    Its methods raise AquipError where git can't tell: there is none, or no such revision.
    """

    def __init__(
        self,
        store: Store,
        notes: Callable[[], Iterable[Note]],
        tracked: Callable[[], frozenset[str] | None],
        today: dt.date,
    ) -> None:
        self._store = store
        self._notes = notes
        self._tracked = tracked
        self._today = today

    def since(self, revision: str) -> Change:
        """Return what the files changed since the history of a revision parted from this one."""
        name = f"changes since {revision}"
        with self._git() as known:
            found = known.since(revision)
            if not found:
                return self._nothing(name)
            after = self._files
            before = Undoing(self._store, known).undo(after, found)
        return Change(name, before, after, found, self._today, of_files=True)

    def staged(self) -> Change:
        """Return what a commit would change: the later state is what is staged."""
        name = "staged changes"
        with self._git() as known:
            found, beyond = known.staged()
            if not found:
                return self._nothing(name)
            undoing = Undoing(self._store, known)
            after = undoing.undo(self._files, beyond)
            before = undoing.undo(after, found)
        return Change(name, before, after, found, self._today, of_files=not beyond)

    def _git(self) -> AbstractContextManager[Revisions]:
        config = self._store.config
        return revisions(config.root, os.path.relpath(config.docs_dir, config.root))

    def _nothing(self, name: str) -> Change:
        same = self._state((), None)
        return Change(name, same, same, (), self._today, of_files=True)

    @cached_property
    def _files(self) -> State:
        return self._state(self._notes(), self._tracked())

    def _state(self, notes: Iterable[Note], tracked: frozenset[str] | None) -> State:
        root = str(self._store.config.root)
        return State(
            {note.path: note for note in notes},
            self._store.config.settings,
            lambda path: os.path.exists(f"{root}/{path}"),  # noqa: PTH110 - asked often
            tracked,
        )
