"""An open action has no due date.

Without a date an action is a wish: it can't be late, so nobody asks about it. People who
say when they will do something do it far more often than those who only mean to. The next
meeting is a good date when nothing better offers itself.

Bad:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27)
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, head_of, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Look at open actions, where they stand newest, unless they are lost, which is AQ509's.

    A date that can't be read is AQ008's.
    """
    if thread.item.value("due") is None and not thread.lost:
        in_a_week = max(context.record.today, thread.newest.meeting.date) + dt.timedelta(days=7)
        due = context.settings.field("due", in_a_week)
        message = f"{short(thread.item)} has no due date: add one, as in `{due}`"
        yield Fault(message, thread.newest.meeting.note, head_of(thread.item))


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions", state="open")
