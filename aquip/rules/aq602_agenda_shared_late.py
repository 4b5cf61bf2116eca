"""An agenda was shared less than a day before its meeting.

Whoever reads an agenda an hour before has no time to think, to ask around, or to add
something, and the first half of the meeting goes into what could have been read. Write it when
the last one is over, while you remember, then commit and push it a day ahead.

An agenda is shared by the first commit with an item that was not just carried over. The day
counts to the `time` of the series in its `timezone`; without a time, any hour of the day before
will do. When the commit was written counts, which a rebase keeps; when it was pushed, git does
not know, and what came before a squash is forgotten. A meeting that was over before its series
was in git is left alone. Nothing is judged without git, and where a clone lacks the history,
`aquip check` says so once.

Bad:

```markdown title="notes/morgan/index.md"
---
with: morgan
time: "10:00"
timezone: Europe/Lisbon
---
```

```markdown title="notes/morgan/2026-11-20.md" committed="2026-11-20T09:20:00+00:00"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
```

Good:

```markdown title="notes/morgan/index.md"
---
with: morgan
time: "10:00"
timezone: Europe/Lisbon
---
```

```markdown title="notes/morgan/2026-11-20.md" committed="2026-11-18T16:45:00+00:00"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
```

```markdown title="notes/morgan/2026-11-20.md" committed="2026-11-20T09:20:00+00:00" by="morgan"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
- [ ] From @morgan: Who covers the trade fair? (kind:: project) (need:: action)
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from aquip.core.grammar import is_private_name
from aquip.core.model import Meeting
from aquip.core.moments import in_time, late_by, time_of
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context
from aquip.rules.habits import heading

_DAY: Final = dt.timedelta(days=1)
_HOUR: Final = dt.timedelta(hours=1)
_MINUTE: Final = dt.timedelta(minutes=1)


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look at what took place lately, and at what is about to."""
    history = context.history
    coming = meeting.status == "planned" and meeting.date > context.record.today + _DAY
    if history is None or coming or meeting.status == "cancelled":
        return
    if is_private_name(meeting.note.path) or not history.brings_its_own(meeting):
        return
    series, shared = context.record.series[meeting.series], history.shared(meeting)
    if shared.when and in_time(series, meeting.date, shared.when):
        return
    if not shared.known:
        context.facts.unjudged.add((RULE.code, meeting.note.path))
        return
    began = history.began(meeting.series)
    ahead = late_by(series, meeting.date, shared.when, began) if shared.when and began else None
    if ahead is not None:
        said = _said(ahead, exact=time_of(series.time) is not None)
        message = (
            f"This agenda was shared {said}: a day ahead leaves time to think and to add to it"
        )
        yield Fault(message, meeting.note, heading(meeting.note, "questions"))


def _said(ahead: dt.timedelta, *, exact: bool) -> str:
    if ahead <= dt.timedelta():
        return "only after the meeting had begun" if exact else "only after the meeting"
    if not exact:
        return "on the very day of the meeting"
    unit, word = (_HOUR, "hour") if ahead >= _HOUR else (_MINUTE, "minute")
    count = ahead // unit
    return f"only {count} {word}{'' if count == 1 else 's'} before the meeting"


RULE = meeting_rule(__name__, __doc__, "warning", check, recent=True)
