"""A held meeting tells no accomplishment.

Nobody else keeps track of what you did. One line a week is fifty at the end of the
year, and a review writes itself from them; from memory it is the last month. A small
thing counts: a kind word received, a colleague helped, a problem that did not come back.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Accomplishments

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Accomplishments

- Tomás ran his first cut-over rehearsal alone (kind:: relationship)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, has_text


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Look at the section where there is one; without it, AQ101 speaks."""
    section = meeting.note.section("accomplishments")
    if section is None or any(meeting.note.items("accomplishments")):
        return
    if has_text(meeting.note, section.body):
        message = "No list item here: only list items reach the review, so make each one a line"
    else:
        message = "No accomplishment: write one line while you remember it, small ones count"
    yield Fault(message, meeting.note, section.heading)


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
