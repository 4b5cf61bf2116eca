"""The agenda is mostly the other person's.

Andy Grove, who made the 1:1 a habit at Intel, called it the subordinate's meeting, agenda
and all: whoever is closest to a problem knows what is worth the hour, and a manager can ask
for news on any other day. When most questions are theirs, write yours earlier and put them
first, and offer theirs another place, such as a message or a meeting of its own.

A question is the other person's when it begins with their handle or with `From` and their
name, stands under a heading of their own, or came with a commit of theirs into a note to which
you committed items as well. It takes more than half of the questions, in three of the last
four meetings; the next agenda ends it as soon as it is yours again.

Bad:

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Questions & Issues

- [x] From @morgan: Who covers the trade fair?
- [x] From @morgan: Numbers for the board
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Questions & Issues

- [x] @morgan Hiring plan for the second quarter
- [x] @morgan Why was the release late?
- [x] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Questions & Issues

- [x] Two services share one database (kind:: project) (need:: viewpoint)
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Questions & Issues

### Morgan

- [x] Travel budget
- [x] Finance wants last quarter's hours
```

Good:

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Questions & Issues

- [x] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
- [x] From @morgan: Numbers for the board
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Questions & Issues

- [x] What would make the second quarter a good one for me? (kind:: growth) (need:: viewpoint)
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Questions & Issues

- [x] Two services share one database (kind:: project) (need:: viewpoint)
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Questions & Issues

- [x] From @morgan: Travel budget
```
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from aquip.core.items import feedback_of
from aquip.core.model import Item, Meeting, Occurrence, Series
from aquip.core.settings import Settings
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context
from aquip.rules.habits import habits, heading

_LEAST: Final = 3
_NAME: Final = re.compile(
    r"(?:from\s+)?@?(?P<name>\w[\w.-]*(?:\s+\w+)?)(?:['’]s?\b.*)?", re.IGNORECASE
)


def check(context: Context) -> Iterator[Fault]:
    """Compare in each series the questions of both, in its last meetings and the next one."""
    wrote = _wrote(context)

    def mostly_theirs(meeting: Meeting, series: Series) -> bool:
        questions = list(meeting.note.items("questions"))
        theirs = sum(
            _of(series.with_, item, context.settings) or wrote(series, Occurrence(meeting, item))
            for item in questions
        )
        return 2 * theirs > len(questions)

    for habit in habits(context, mostly_theirs, least=_LEAST):
        message = (
            f"Most questions were @{habit.series.with_}'s {habit.counted}: "
            "it is your meeting, so write yours first and begin with them"
        )
        yield Fault(message, habit.at.note, heading(habit.at.note, "questions"))


def _wrote(context: Context) -> Callable[[Series, Occurrence], bool]:
    """Return what tells whether the other person committed a question, where it was first raised.

    One who commits for both tells nothing by it.
    """
    history = context.history
    if history is None:
        return lambda *_: False
    authors = cache(lambda path: history.authors(context.record.meeting_at[path]))

    def wrote(series: Series, shown: Occurrence) -> bool:
        first = context.first_of(shown)
        who = authors(first.meeting.note.path)
        both = context.owner(series) in who.values()
        return both and series.with_ is not None and who.get(first.item.line) == series.with_

    return wrote


def _of(handle: str | None, item: Item, settings: Settings) -> bool:
    """Tell whether someone brought a question, as far as it says so."""
    if item.owners:
        return item.owners[0] == handle
    said = feedback_of(item, settings)
    if said.direction == "from":
        return said.handle == handle
    named = _NAME.fullmatch(item.group.strip()) if item.group else None
    name = named["name"].casefold() if named else ""
    return handle is not None and settings.handle_by_name.get(name, name) == handle


RULE = record_rule(__name__, __doc__, "warning", check)
