"""A held meeting has no notes.

Two people remember two meetings. A few lines of what was said, under the notes or right
below the question it was about, are what both can come back to, and what an action is
explained by months later.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [x] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint)

## Actions

- [ ] @morgan Tell the shops (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [x] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint)

## Actions

- [ ] @morgan Tell the shops (due:: 2026-11-27)

## Notes

Morgan wants to tell them herself: two shops were surprised by the last change.
```

What stands below a question counts:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [x] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint)
  - Morgan tells them herself: two were surprised by the last change
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, free_text, has_text


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look for text under notes, under headings aquip does not know, and below any item."""
    note = meeting.note
    if not note.readable:
        return
    if any(i.detail for i in note.items()) or any(has_text(note, span) for span in free_text(note)):
        return
    section = note.section("notes")
    heading = context.settings.heading("notes")
    message = f"Nothing of what was said is written down: a few lines under {heading} will do"
    yield Fault(message, note, section.heading if section else Span(0, 0))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
