"""Mends what can be mended without guessing, round by round, as one fix may call for the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aquip.core.canonical import Stamps, canonical
from aquip.core.edit import Edit, apply
from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.stamps import stamps_for
from aquip.rules.engine import faults
from aquip.rules.facts import Facts

_ROUNDS: Final = 100
"""More than the fixes that can wait for each other in one note."""


@dataclass(frozen=True)
class Fixed:
    """A record as it is once mended, the notes that are other ones now, and how many fixes."""

    record: Record
    notes: Mapping[str, Note]
    fixes: int


def fix(
    record: Record,
    within: Callable[[str], bool],
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    facts: Facts | None = None,
) -> Fixed:
    """Mend all findings in the notes that are ``within``, and write these in canonical form.

    ``select`` and ``ignore`` choose rules as for the check; with ``select``, the canonical
    form is not asked for. Notes with conflict markers stay as they are.
    """
    notes: dict[str, Note] = {}
    fixes = 0
    for _ in range(_ROUNDS):
        chosen = _edits(record, within, select=select, ignore=ignore, facts=facts)
        # An id that is stamped may be what another fix waits for.
        chosen = chosen or ({} if tuple(select) else _forms(record, within))
        if not chosen:
            break
        fixes += sum(map(len, chosen.values()))
        record = _edited(record, chosen, notes)
    return Fixed(record, notes, fixes)


def _edits(
    record: Record,
    within: Callable[[str], bool],
    *,
    select: Iterable[str],
    ignore: Iterable[str],
    facts: Facts | None,
) -> dict[str, list[Edit]]:
    """Choose fixes that do not touch each other; the others wait for the next round."""
    chosen: dict[str, list[Edit]] = defaultdict(list)
    for _, fault in faults(record, record.settings, select=select, ignore=ignore, facts=facts):
        if not fault.edits or fault.note is None or not within(fault.note.path):
            continue
        free = all(
            note.whole and not any(_touch(one, edit) for one in chosen.get(note.path, ()))
            for note, edit in fault.edits
        )
        if free:
            for note, edit in fault.edits:
                chosen[note.path].append(edit)
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _forms(record: Record, within: Callable[[str], bool]) -> dict[str, list[Edit]]:
    notes = [note for note in record.notes if within(note.path)]
    stamps = stamps_for(record, {note.path for note in notes})
    forms = {n.path: canonical(n, record.settings, stamps.get(n.path, Stamps())) for n in notes}
    return {path: edits for path, edits in forms.items() if edits}


def _edited(record: Record, edits: Mapping[str, list[Edit]], changed: dict[str, Note]) -> Record:
    """Make edits, and the record anew; note in ``changed`` what is another note now."""
    if not edits:
        return record
    settings = record.settings
    for path, splices in edits.items():
        old = record.note_at[path]
        text = apply(old.text, splices)
        changed[path] = parse(text, path=path, uri=old.uri, settings=settings)
    notes = (changed.get(note.path, note) for note in record.notes)
    return assemble(notes, settings, record.today)
