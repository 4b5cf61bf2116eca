"""What a change to the notes did: which lines it touched, and which findings it brought.

The record is judged twice, as it was and as it is. A finding counts when the change touches
its lines, or when it was not there before, wherever it stands: an item whose carry was deleted
is lost in a note that nobody touched.
"""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aquip.history.differences import revisions
from aquip.rules import RULES
from aquip.rules.identity import subject
from aquip.states import State, Undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from aquip.core.model import Note, Record
    from aquip.core.text import Lines
    from aquip.history.differences import Difference, Revisions
    from aquip.rules import Finding
    from aquip.rules.facts import History
    from aquip.store import Reading, Store

_NO_CHECK: Final = "Without git, check all notes: leave out --since and --staged."
_NO_DIFF: Final = "`git init`, and commit the notes: what they were, only git remembers."


class Change:
    """What lies between two states, and what it means for the findings of the later one.

    ``name`` says in words what is compared; ``of_files`` whether the later state is what the
    files say.
    """

    def __init__(
        self,
        name: str,
        before: State,
        after: State,
        differences: Iterable[Difference] = (),
        *,
        of_files: bool = True,
    ) -> None:
        self.name = name
        self.before = before
        self.after = after
        self.of_files = of_files
        self._origin = {d.new: d.old for d in differences if d.new is not None}
        self._lines: dict[str, Sequence[int]] = {}

    @property
    def is_none(self) -> bool:
        """Whether no file differs."""
        return self.before is self.after

    @property
    def renamed(self) -> Mapping[str, str]:
        """The earlier paths of notes that have others now."""
        return {new: old for new, old in self._origin.items() if old is not None and old != new}

    def findings(self, found: Iterable[Finding], *, private: bool) -> list[Finding]:
        """Choose those that the change touches or brought."""
        found = list(found)
        if not found or self.is_none:
            return []
        brought = {id(one) for one in self._compared(found, private=private)[0]}
        return [one for one in found if id(one) in brought or self.touches(one)]

    def brought(self, *, private: bool) -> tuple[list[Finding], list[Finding]]:
        """Return which of the later state's findings are new, and which earlier ones are gone.

        Those that are gone say no more than their rule, and where notes were renamed have their
        new paths: what an earlier state showed may be hidden by now.
        """
        if self.is_none:
            return [], []
        found, gone = self._compared(self.after.checked(private=private).findings, private=private)
        names = {old: new for new, old in self._origin.items() if old is not None}
        return found, [
            replace(one, path=names.get(one.path, one.path), message=RULES[one.code].summary)
            for one in gone
        ]

    def _compared(
        self, found: Iterable[Finding], *, private: bool
    ) -> tuple[list[Finding], list[Finding]]:
        """Return those that were not there before, and those that were and are not found.

        What is about an item with an id stays the same finding in the next meeting.
        """
        gone = self.before.checked(private=private).findings
        old = [(one, _key(one, one.path, self.before)) for one in gone]
        new = [(one, _key(one, self._origin.get(one.path, one.path), self.after)) for one in found]
        new, old = _unpaired(new, old, lambda key: key)
        new, old = _unpaired(new, old, lambda key: key[1:] if key.subject[:1] == "^" else None)
        return [one for one, _ in new], [one for one, _ in old]

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
        old = self.before.lines_of(self._origin[path] or "")
        if old is None:
            return range(1, len(new) + 1)
        matcher = difflib.SequenceMatcher(None, _texts(old), _texts(new), autojunk=False)
        return [
            line + 1
            for kind, _, _, start, end in matcher.get_opcodes()
            if kind != "equal"
            for line in range(start, end)
        ]


class _Key(NamedTuple):
    """What makes a finding the same at both times; the path is that of the earlier one."""

    path: str | None
    code: str
    severity: str
    subject: str


_Keyed = tuple["Finding", _Key]


def _key(finding: Finding, path: str | None, state: State) -> _Key:
    about = subject(finding, state.lines_of).strip()
    return _Key(path, finding.code, finding.severity, about)


def _unpaired(
    new: Iterable[_Keyed], old: Iterable[_Keyed], by: Callable[[_Key], object]
) -> tuple[list[_Keyed], list[_Keyed]]:
    """Leave out what is there twice, each by its part of the key; by None nothing is."""
    waiting: dict[object, list[_Keyed]] = defaultdict(list)
    for keyed in old:
        waiting[by(keyed[1])].append(keyed)
    left = []
    for keyed in new:
        same = waiting[by(keyed[1])] if by(keyed[1]) is not None else []
        if same:
            same.pop(0)
        else:
            left.append(keyed)
    kept = {id(keyed) for some in waiting.values() for keyed in some}
    return left, [keyed for keyed in old if id(keyed) in kept]


def _texts(lines: Lines) -> list[str]:
    return [lines.line_text(number) for number in range(1, len(lines) + 1)]


class Comparison:
    """Compares the notes, as they were read, with what git has of them.

    ``reading``, ``tracked``, the files that git tracks as paths from the root, and ``history``,
    what it knows of the meetings of a record, are asked for when something differs, which is soon
    known.

    Its methods raise AquipError where git can't tell: there is none, or no such revision.
    """

    def __init__(
        self,
        store: Store,
        reading: Callable[[], Reading],
        tracked: Callable[[], frozenset[str] | None],
        history: Callable[[Record], History | None],
    ) -> None:
        self._store = store
        self._reading = reading
        self._tracked = tracked
        self._history = history

    def since(self, revision: str) -> Change:
        """Return what the files changed since the history of a revision parted from this one."""
        with self._git() as known:
            return self._change(f"changes since {revision}", known, known.since(revision))

    def staged(self) -> Change:
        """Return what a commit would change: the later state is what is staged.

        What is being committed is in no history yet, and is not judged by it.
        """
        with self._git() as known:
            return self._change("staged changes", known, *known.staged(), committed=False)

    def between(self, revisions: str) -> Change:
        """Return what `git diff` would compare by that name: REV, A..B or A...B."""
        with self._git(_NO_DIFF) as known:
            return self._change(revisions, known, *known.between(revisions))

    def _change(
        self,
        name: str,
        known: Revisions,
        found: Sequence[Difference],
        beyond: Sequence[Difference] = (),
        *,
        committed: bool = True,
    ) -> Change:
        """Take back what lies beyond the later state, and from there what was found."""
        if not found:
            same = self._state((), None)
            return Change(name, same, same, of_files=committed)
        files = self._files if committed else replace(self._files, history=lambda _: None)
        undoing = Undoing(self._store, known)
        after = undoing.undo(files, beyond)
        before = undoing.undo(after, found)
        return Change(name, before, after, found, of_files=committed and not beyond)

    def _git(self, remedy: str = _NO_CHECK) -> AbstractContextManager[Revisions]:
        return revisions(self._store.config.root, self._below, remedy)

    @property
    def _below(self) -> str:
        config = self._store.config
        return Path(os.path.relpath(config.docs_dir, config.root)).as_posix()

    @cached_property
    def _files(self) -> State:
        return self._state(self._reading().notes, self._tracked())

    def _state(self, notes: Iterable[Note], tracked: frozenset[str] | None) -> State:
        root = str(self._store.config.root)
        return State(
            {note.path: note for note in notes},
            self._below,
            self._store.config.settings,
            lambda path: os.path.exists(f"{root}/{path}"),  # noqa: PTH110 - asked often
            tracked,
            lambda: self._reading().full,
            self._history,
        )
