"""A section of the meeting is missing.

Accomplishments first, so that the good news is heard even if time runs out; questions
and issues, where most of the time goes; priorities, so that both of you mean the same
order; and, once the meeting is held, the actions agreed. A part without a heading is a
part that is skipped. If nothing was agreed, say so under the heading.

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

from aquip.core.model import Meeting
from aquip.core.sections import with_heading
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, every

_ALWAYS: Final = ("accomplishments", "questions", "priorities")
_ONCE_HELD: Final = ("actions",)


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Name all that is missing in one finding, at the top of the note."""
    note = meeting.note
    if meeting.status == "cancelled" or not note.readable:
        return
    wanted = _ALWAYS + (_ONCE_HELD if meeting.status == "held" else ())
    there = {section.key for section in note.sections if section.key}
    missing = [key for key in wanted if key not in there]
    if not there:
        headings = every(context.settings.heading(key) for key in wanted)
        yield Fault(
            f"None of the sections is here: write {headings} as headings of level 2, "
            "or give yours as aliases in mkdocs.yml",
            note,
        )
    elif missing:
        headings = every(f"## {context.settings.heading(key)}" for key in missing)
        edits = tuple((note, one) for one in with_heading(note, missing[0], context.settings))
        yield Fault(f"Missing: {headings}", note, edits=edits)


RULE = meeting_rule(__name__, __doc__, "warning", check)
