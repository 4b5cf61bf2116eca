"""A held meeting has no reflection.

Two minutes afterwards make the next meeting better: did it go as expected, was it worth
the time, what would you do differently? What is written after `Next time` opens the next
agenda; without it, every meeting starts where the last one did. In a study among trainees,
those who ended their days by writing down what they had learned did better at the end than
those who spent the same minutes on more practice.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Notes

Mostly about the cut-over.
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Notes

Mostly about the cut-over.

## Reflection

- As expected: partly
- Effective: 3
- Worth the time: yes
- Next time: bring the rota question first
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, has_text

# Nothing but questions that end in a colon, comments and blank lines.
_PROMPTS: Final = re.compile(
    r"(?:\s*(?:[-*+][ \t]+[^\n:?：？]+[:?：？][ \t]*(?:<!--.*?-->)?(?=\n|\Z)|<!--.*?-->))*\s*"
)


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Accept free text as well as answers; prompts without an answer are none."""
    note = meeting.note
    section = note.section("reflection")
    if not note.readable or note.answers:
        return
    if section is None:
        heading = context.settings.heading("reflection")
        message = f"No reflection: add ## {heading} with a line or two, best right afterwards"
        yield Fault(message, note)
    elif not has_text(note, section.body) or _PROMPTS.fullmatch(section.body.slice(note.text)):
        message = "No answer here: a word for each question is enough"
        yield Fault(message, note, section.heading)


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
