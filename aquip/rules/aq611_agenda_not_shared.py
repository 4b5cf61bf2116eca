"""A meeting is about to begin, and its agenda is not shared.

Items on your own disk are no agenda yet: the other person can't read them. Nor are those alone
that were carried over, which both of you know: what do you want to talk about this time? Write it
down, commit and push it while there is a day left.

A meeting today or tomorrow is looked at, when something is on its agenda. It is shared once a
commit has an item that was not just carried over, be it on the branch of a pull request, as far
as this clone has it. Nothing is said of a series that was never committed, nor without git.

Bad:

```markdown title="notes/morgan/2026-11-20.md" committed="2026-11-18T16:45:00+00:00"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner) ^q7a2x
```

```markdown title="notes/morgan/2026-11-23.md" committed="2026-11-20T18:00:00+00:00"
---
date: 2026-11-23
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner) ^q7a2x
```

```markdown title="notes/morgan/2026-11-23.md"
---
date: 2026-11-23
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner) ^q7a2x
- [ ] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint) ^w4t8c
```

Good:

```markdown title="notes/morgan/2026-11-20.md" committed="2026-11-18T16:45:00+00:00"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner) ^q7a2x
```

```markdown title="notes/morgan/2026-11-23.md" committed="2026-11-20T18:00:00+00:00"
---
date: 2026-11-23
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner) ^q7a2x
- [ ] Who tells the shops about the cut-over? (kind:: people) (need:: viewpoint) ^w4t8c
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from aquip.core.grammar import is_private_name
from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context
from aquip.rules.habits import heading

_DAY: Final = dt.timedelta(days=1)


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look at what is planned for today and tomorrow; where nothing is on it, AQ601 says so."""
    note, today, history = meeting.note, context.record.today, context.history
    if history is None or not today <= meeting.date <= today + _DAY:
        return
    if is_private_name(note.path):
        return
    if not any(note.items("questions")) and not any(note.items("accomplishments")):
        return
    shared = history.shared(meeting)
    if shared.when or history.began(meeting.series) is None or history.proposed(meeting):
        return
    if not shared.known:
        context.facts.unjudged.add((RULE.code, note.path))
        return
    day = "today" if meeting.date == today else "tomorrow"
    if history.brings_its_own(meeting):
        message = f"This meeting is {day}, and its agenda is in no commit: commit and push it now"
    else:
        message = (
            f"This meeting is {day}, and its agenda is only what was carried over: "
            "add what you want to talk about, and share it"
        )
    yield Fault(message, note, heading(note, "questions"))


RULE = meeting_rule(__name__, __doc__, "warning", check, status="planned")
