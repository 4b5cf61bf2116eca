"""A section of a held meeting is empty.

An empty heading leaves open whether there was nothing to say or nobody wrote it down.
Half a year later the difference matters. Write a word about it, "nothing this week", as a
sentence and not as a list item, which would be an action; or delete a heading that this
meeting did not need, such as feedback or resources.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Priorities

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Priorities

Unchanged, we ran out of time.

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting
from aquip.rules.aq101_missing_section import WANTED
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, has_text

# Each of these has a rule that says more: AQ201, AQ609, AQ610.
_SAID_ELSEWHERE: Final = frozenset({"accomplishments", "notes", "reflection"})


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Look at sections aquip knows that have neither text nor a part of their own."""
    sections = meeting.note.sections
    for place, section in enumerate(sections):
        if section.items or section.key is None or section.key in _SAID_ELSEWHERE:
            continue
        divided = place + 1 < len(sections) and sections[place + 1].level > section.level
        if not divided and not has_text(meeting.note, section.body):
            remedy = "say so in a sentence" + (
                "" if section.key in WANTED else ", or delete the heading"
            )
            message = f"Nothing under “{section.title}”: {remedy}"
            yield Fault(message, meeting.note, section.heading)


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
