"""What was private at any time: its words are in old versions, and must not be told from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import structs

from aquip.core import secrets
from aquip.core.gfm import plain
from aquip.core.grammar import is_private_name
from aquip.core.privacy import redact
from aquip.history.past import hides

if TYPE_CHECKING:
    from aquip.core.events import Event
    from aquip.core.model import Item, Note
    from aquip.history.past import Past

_AT_ONCE: Final = 256
_TEXTS: Final = frozenset({"raised", "edited"})
"""Events whose before and after are texts of notes."""


class Secrets:
    """Which items some version of some notes hid, and what is hidden today.

    ``paths`` are the notes whose old versions are looked into.
    """

    def __init__(self, past: Past, paths: Collection[str]) -> None:
        self._past = past
        self._ids: set[str] = set()
        self._texts: set[str] = set()
        hiding = []
        for note, whole in _hiding(past, paths):
            hiding.append(note)
            for item in note.items():
                if whole or item.private or not note.published:
                    self._add(item)
        for thread in past.record.threads:
            for occurrence in thread.occurrences if thread.private else ():
                self._add(occurrence.item)
        self._hidden = secrets.Secrets([*past.record.notes, *hiding])

    def _add(self, item: Item) -> None:
        self._texts.add(plain(item.text))
        if item.id:
            self._ids.add(item.id)

    def less(self, events: Iterable[Event]) -> list[Event]:
        """Return what may be told to everyone of what happened to a meeting's note.

        Of a note that ever hid anything, its earlier names are not.
        """
        return [self._unnamed(event) for event in events if not self.keeps(event)]

    def _unnamed(self, event: Event) -> Event:
        named = event.item is None and event.kind == "edited" and event.before is not None
        if named and self._past.hid(event.meeting.note.path):
            return structs.replace(event, before=None, after=None)
        return event

    def keeps(self, event: Event) -> bool:
        """Tell whether an event may be told to nobody but those who see what is private."""
        item = event.item
        if event.private or item is None:
            return event.private
        said = [item.text, *((event.before, event.after) if event.kind in _TEXTS else ())]
        texts = [text for text in said if text]
        if item.id in self._ids or any(plain(text) in self._texts for text in texts):
            return True
        return any(self._is_secret(line) for text in texts for line in text.splitlines())

    def _is_secret(self, line: str) -> bool:
        return self._hidden.has(line) and _letters(line) not in self._shown

    @cached_property
    def _shown(self) -> str:
        """What everyone may read today."""
        notes = (note for note in self._past.record.notes if note.published)
        return "\n".join(_letters(redact(note.text)) for note in notes)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _hiding(past: Past, paths: Collection[str]) -> Iterator[tuple[Note, bool]]:
    """Yield the old versions that hide something, and whether they were private as a whole."""
    versions = [(change, path) for path in paths for change in past.changes(path) if change.after]
    texts = past.known.texts(change.after or "" for change, _ in versions)
    wanted = [
        one
        for one, text in zip(versions, texts, strict=True)
        if text is not None and (is_private_name(one[0].path) or hides(text))
    ]
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        past.read(some)
        for change, path in some:
            note = past.note(change, path)
            if note is not None:
                yield note, is_private_name(change.path)
