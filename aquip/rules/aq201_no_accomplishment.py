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

from aquip.core import grammar
from aquip.core.model import Meeting, Section
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, has_text


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look at the section where there is one; without it, AQ101 speaks."""
    section = meeting.note.section("accomplishments")
    if section is None or any(meeting.note.items("accomplishments")):
        return
    says = (grammar.BULLET.sub("", line.strip(), count=1) for line in _lines(meeting, section))
    none = all(map(context.settings.says_none, says))
    if not none and has_text(meeting.note, section.body):
        message = "No list item here: only list items reach the review, so make each one a line"
    else:
        message = "No accomplishment: write one line while you remember it, small ones count"
    yield Fault(message, meeting.note, section.heading)


def _lines(meeting: Meeting, section: Section) -> list[str]:
    text = grammar.without_comments(section.body.slice(meeting.note.text))
    return [line for line in text.splitlines() if line.strip()]


RULE = meeting_rule(__name__, __doc__, "warning", check, status="held", recent=True)
