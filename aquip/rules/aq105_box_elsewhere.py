"""A box stands where nothing tracks it.

Only questions, priorities and actions are followed from meeting to meeting. A box
anywhere else is text: it is on no list, nobody is reminded of it, and it does not carry
over. If it is something to do, move it to the actions.

Bad:

```markdown
## Notes

- [ ] ask Finance about the budget
```

Good:

```markdown
## Actions

- [ ] @sam Ask Finance about the budget (due:: 2026-11-27)

## Notes

- Finance meets on Thursdays
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting, Note
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, prose

_BOX: Final = re.compile(
    r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<box>\[[ xX-]\])[ \t]+\S", re.MULTILINE
)
_TRACKED: Final = frozenset({"questions", "priorities", "actions"})


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Say it once a note, at the first such box, with their number."""
    note = meeting.note
    # Most notes have none, and are spared the look for code.
    if not _stray(note.text, note):
        return
    stray = _stray(prose(note), note)
    if stray:
        what = "This box is" if len(stray) == 1 else f"This box and {len(stray) - 1} more are"
        message = f"{what} text here, on no list: move it to a section that tracks it, like Actions"
        yield Fault(message, note, stray[0])


def _stray(text: str, note: Note) -> list[Span]:
    """List the boxes outside the sections that track them."""
    tracked = [(s.heading.start, s.body.end) for s in note.sections if s.key in _TRACKED]
    places = (Span(*match.span("box")) for match in _BOX.finditer(text))
    return [p for p in places if not any(start <= p.start < end for start, end in tracked)]


RULE = meeting_rule(__name__, __doc__, "warning", check)
