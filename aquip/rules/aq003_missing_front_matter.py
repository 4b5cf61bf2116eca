"""A meeting has no front matter.

A meeting's date stands in its front matter, where every tool finds it. Without it
aquip goes by the file's name, which is enough to read old notes but says nothing of a
meeting that was cancelled or moved.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
# Sam & Morgan

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

# Sam & Morgan

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.edit import set_meta
from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, broken_front_matter


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Look for the block at the top, unless something worse is wrong with it."""
    note = meeting.note
    if note.readable and note.front.block is None and not broken_front_matter(note):
        message = f"No front matter: begin with `date: {meeting.date}` between two lines of `---`"
        edits = [(note, one) for one in set_meta(note, "date", meeting.date)]
        yield Fault(message, note, edits=tuple(edits))


RULE = meeting_rule(__name__, __doc__, "error", check)
