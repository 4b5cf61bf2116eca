"""A section of the meeting is missing.

Accomplishments first, so that the good news is heard even if time runs out; questions
and issues, where most of the time goes; priorities, so that both of you mean the same
order; and, once the meeting is held, the actions agreed. A part without a heading is a
part that is skipped. If nothing was agreed, say so under the heading, in a sentence.
A section that most meetings of a series do without is told once, at the newest.

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

from collections import Counter
from collections.abc import Iterator, Mapping
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
        usual = _usually_missing(series)
        newest = next((m for m in reversed(series.meetings) if _counts(m)), None)
        for meeting in filter(_counts, series.meetings):
            if meeting is newest:
                yield from _missing(meeting, context, usual, len(held(series)))
            else:
                yield from _missing(meeting, context, usual)


def _counts(meeting: Meeting) -> bool:
    return meeting.status != "cancelled" and meeting.note.readable


def _usually_missing(series: Series) -> Mapping[str, int]:
    """Count what most of a series' meetings lack: a habit, once they are a few."""
    met = [meeting for meeting in held(series) if meeting.note.readable]
    lacking = Counter(
        key
        for meeting in met
        for key in WANTED
        if not any(section.key == key for section in meeting.note.sections)
    )
    return {k: n for k, n in lacking.items() if n >= _A_FEW and 2 * n > len(met)}


def _missing(
    meeting: Meeting, context: Context, usual: Mapping[str, int], met: int | None = None
) -> Iterator[Fault]:
    """Name what is missing, and with the number of meetings ``met`` what usually is."""
    note, settings = meeting.note, context.settings
    wanted = WANTED if meeting.status == "held" else _ALWAYS
    there = {section.key for section in note.sections if section.key}
    missing = [k for k in wanted if k not in there and (met is not None or k not in usual)]
    if missing and not there:
        headings = every(map(settings.heading, wanted))
        message = (
            f"None of the sections is here: write {headings} as headings of level 2, "
            "or give yours as aliases in mkdocs.yml"
        )
        yield Fault(message, note)
    elif missing:
        message = f"Missing: {every(f'## {settings.heading(key)}' for key in missing)}"
        lacking = [f"{usual[k]} have no {settings.heading(k)}" for k in missing if k in usual]
        if lacking:
            message += (
                f"; of the {met} meetings held in this series {every(lacking)}: begin with it "
                "here, or give your own heading for it as an alias in mkdocs.yml"
            )
        edits = tuple((note, one) for one in with_heading(note, missing[0], settings))
        yield Fault(message, note, edits=edits)


RULE = record_rule(__name__, __doc__, "warning", check)
