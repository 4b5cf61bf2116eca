"""A meeting has no date.

The date puts a meeting in its place: what was said before, what is overdue, which
meeting comes next. A note in a series' folder that looks like a meeting but has a date
neither in its front matter nor in its name is left out of everything.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
status: held
---

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

In the folder of a series:

```markdown title="notes/morgan/index.md"
---
with: morgan
---
```

```markdown title="notes/morgan/catch-up.md"
## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

A page that is no meeting needs no date:

```markdown title="notes/morgan/index.md"
---
with: morgan
---
```

```markdown title="notes/morgan/how-we-work.md"
# How we work

Morgan reads the agenda the day before.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.edit import set_meta
from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, broken_front_matter

_TELLING = frozenset({"status", "attendees", "moved_to"})


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look for the key in meetings, and for any date at all in what looks like one."""
    if not note.readable or broken_front_matter(note):
        return
    written = note.front.values.get("date")
    if note.path in context.record.meeting_at:
        if note.front.block is not None and written is None:
            date = context.record.meeting_at[note.path].date
            message = f"No date: add `date: {date}` to the front matter"
            edits = tuple((note, one) for one in set_meta(note, "date", date))
            yield Fault(message, note, note.front.block, edits=edits)
    elif note.path in context.record.unsorted and written is None and _looks_like_meeting(note):
        yield Fault(
            "No date in the front matter or the file's name, so this note is left out of "
            "everything: add `date:` to its front matter",
            note,
        )


def _looks_like_meeting(note: Note) -> bool:
    known = any(section.key for section in note.sections)
    return known or not _TELLING.isdisjoint(note.front.values)


RULE = note_rule(__name__, __doc__, "error", check)
