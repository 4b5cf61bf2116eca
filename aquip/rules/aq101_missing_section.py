"""A section of the meeting is missing.

Accomplishments first, so that the good news is heard even if time runs out; questions
and issues, where most of the time goes; priorities, so that both of you mean the same
order; and, once the meeting is held, the actions agreed. A part without a heading is a
part that is skipped. If nothing was agreed, say so under the heading, in a sentence.
A section that none of a series' meetings has is told once, at the newest.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Accomplishments

- First payment through the new provider

## Actions

- [ ] @sam Invite Finance to the cut-over (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Accomplishments

- First payment through the new provider

## Questions & Issues

- [x] Who tells the shops? (need:: viewpoint) (kind:: people)

## Priorities

1. Payments cut-over

## Actions

- [ ] @sam Invite Finance to the cut-over (due:: 2026-11-27)
```

A meeting still to come needs no actions yet, and one that was cancelled needs nothing:

```markdown title="notes/morgan/2026-11-27.md"
---
date: 2026-11-27
status: cancelled
moved_to: 2026-12-04
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting, Series
from aquip.core.sections import with_heading
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, every, held

_ALWAYS: Final = ("accomplishments", "questions", "priorities")
_ONCE_HELD: Final = ("actions",)
WANTED: Final = (*_ALWAYS, *_ONCE_HELD)
"""The sections of a meeting that was held."""

_A_FEW: Final = 4


def check(context: Context) -> Iterator[Fault]:
    """Name all that a meeting lacks in one finding, at the top of the note."""
    for series in context.record.series.values():
        never = _never(series)
        newest = next((m for m in reversed(series.meetings) if _counts(m)), None)
        for meeting in filter(_counts, series.meetings):
            yield from _missing(meeting, never, context, newest=meeting is newest)


def _counts(meeting: Meeting) -> bool:
    return meeting.status != "cancelled" and meeting.note.readable


def _never(series: Series) -> frozenset[str]:
    """Return what none of a series' meetings has: a habit, once there are a few."""
    met = held(series)
    if len(met) < _A_FEW:
        return frozenset()
    seen = {section.key for meeting in met for section in meeting.note.sections}
    return frozenset(key for key in WANTED if key not in seen)


def _missing(
    meeting: Meeting, never: frozenset[str], context: Context, *, newest: bool
) -> Iterator[Fault]:
    note, settings = meeting.note, context.settings
    wanted = WANTED if meeting.status == "held" else _ALWAYS
    there = {section.key for section in note.sections if section.key}
    missing = [key for key in wanted if key not in there and (newest or key not in never)]
    if missing and not there:
        headings = every(map(settings.heading, missing))
        message = (
            f"None of the sections is here: write {headings} as headings of level 2, "
            "or give yours as aliases in mkdocs.yml"
        )
        yield Fault(message, note)
    elif missing:
        message = f"Missing: {every(f'## {settings.heading(key)}' for key in missing)}"
        unknown = [settings.heading(key) for key in missing if key in never]
        if unknown:
            message += (
                f"; no meeting of this series has {every(unknown)}: begin with it here, "
                "or give your heading for it as an alias in mkdocs.yml"
            )
        edits = tuple((note, one) for one in with_heading(note, missing[0], settings))
        yield Fault(message, note, edits=edits)


RULE = record_rule(__name__, __doc__, "warning", check)
