"""A meeting's date is not one.

Dates are written year, month, day: `2026-11-20`. Anything else, and any day that the
calendar does not have, leaves the meeting without a place in its series.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 20 November 2026
---
```

```markdown title="notes/morgan/offsite.md"
---
date: 2026-02-30
---
```

```markdown title="notes/morgan/index.md"
---
with: morgan
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core import grammar
from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, key_span


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Read the date of what is, or should be, a meeting."""
    written = note.front.values.get("date")
    if written is None or grammar.date_of(written):
        return
    if note.path in context.record.meeting_at or note.path in context.record.unsorted:
        yield Fault(
            f"{str(written)!r} is no date: write it as year-month-day, like 2026-11-20",
            note,
            key_span(note, "date"),
        )


RULE = note_rule(__name__, __doc__, "error", check)
