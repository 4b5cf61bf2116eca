"""The agenda is longer than the meeting.

Minutes that add up to more than there are end in the usual way: the last question, often
the uncomfortable one, is put off again. Move something out beforehand, by choice. Only
meetings still to come are looked at, and only questions that are open.

Bad:

```markdown title="notes/morgan/2026-11-27.md"
---
date: 2026-11-27
duration: 30
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: action) (min:: 20)
- [ ] Two services share one database (kind:: project) (need:: viewpoint) (min:: 20)
```

Good:

```markdown title="notes/morgan/2026-11-27.md"
---
date: 2026-11-27
duration: 30
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: action) (min:: 20)
- [ ] Two services share one database (kind:: project) (need:: viewpoint) (min:: 10)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Add up the minutes of open questions; the meeting's own duration goes before its series'."""
    available = meeting.duration or context.record.series[meeting.series].duration
    section = meeting.note.section("questions")
    if available is None or section is None:
        return
    open_ = (item for item in meeting.note.items("questions") if item.state == "open")
    wanted = sum(item.minutes or 0 for item in open_)
    if wanted > available:
        message = (
            f"{wanted} minutes of questions for a meeting of {available}: "
            "drop, shorten or put off what can wait, before time chooses"
        )
        yield Fault(message, meeting.note, section.heading)


RULE = meeting_rule(__name__, __doc__, "warning", check, status="planned")
