"""A meeting's date and its file's name disagree.

The file's name is what people see in lists, links and pull requests; the front matter
is what aquip goes by. When the two differ, one of them sends people to the wrong day.
For a meeting that moved, rename the file along with the date.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-19
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---
```

A second meeting on one day has a word after the date:

```markdown title="notes/morgan/2026-11-20-offsite.md"
---
date: 2026-11-20
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core import grammar
from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, key_span


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Compare the two where both are there."""
    note = meeting.note
    value = note.front.values.get("date")
    if value == note.stem:
        return
    named, written = grammar.date_in_name(note.stem), grammar.date_of(value)
    if named and written and named != written:
        message = (
            f"The date is {written}, but the file's name says {named}: "
            "correct the date, or rename the file where the meeting moved"
        )
        yield Fault(message, note, key_span(note, "date"))


RULE = meeting_rule(__name__, __doc__, "error", check)
