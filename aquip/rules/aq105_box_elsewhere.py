"""An open box stands where nothing tracks it.

Only questions, priorities and actions are followed from meeting to meeting. A box
anywhere else is text: it is on no list, nobody is reminded of it, and it does not carry
over. If it is something to do, move it to the actions, where it gets an owner and a date;
if it is something to talk about, to the questions. A box that is ticked asks nothing of
anybody, and may stand where it is.

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
- [x] the minutes of last week are approved
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, prose

_BOX: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?P<box>\[ \])[ \t]+\S", re.MULTILINE)
_LIKE_A_BOX: Final = re.compile(r"\[ \]")
_TRACKED: Final = frozenset({"questions", "priorities", "actions"})


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Say it once a note, at the first such box, with their number."""
    note = meeting.note
    tracked = [(s.heading.start, s.body.end) for s in note.sections if s.key in _TRACKED]
    # Most notes have none, and are spared the look for code.
    if not _untracked_box(note.text, tracked) or not _stray(note.text, tracked):
        return
    stray = _stray(prose(note), tracked)
    if stray:
        what = "This box is" if len(stray) == 1 else f"This box and {len(stray) - 1} more are"
        actions, questions = map(context.settings.heading, ("actions", "questions"))
        message = (
            f"{what} on no list: move what is to be done to {actions}, a question to {questions}"
        )
        yield Fault(message, note, stray[0])


def _untracked_box(text: str, tracked: list[tuple[int, int]]) -> bool:
    """Tell whether anything like a box stands outside these parts, which are in order."""
    start = 0
    for begin, end in [*tracked, (len(text), 0)]:
        if begin > start and _LIKE_A_BOX.search(text, start, begin):
            return True
        start = max(start, end)
    return False


def _stray(text: str, tracked: list[tuple[int, int]]) -> list[Span]:
    """List the boxes outside the sections that track them."""
    places = (Span(*match.span("box")) for match in _BOX.finditer(text))
    return [p for p in places if not any(start <= p.start < end for start, end in tracked)]


RULE = meeting_rule(__name__, __doc__, "warning", check)
