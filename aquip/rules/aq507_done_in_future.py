"""An action was done in the future.

The day something was done can't be later than today. Rollups sort by this date, and a
wrong one puts the work into a quarter in which it did not happen.

Bad:

```markdown
## Actions

- [x] @sam Draft the rota proposal (due:: 2026-11-20) (done:: 2027-11-19)
```

Good:

```markdown
## Actions

- [x] @sam Draft the rota proposal (due:: 2026-11-20) (done:: 2026-11-19)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, field_span


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Compare with today, where the item stands newest."""
    item, today = thread.item, context.record.today
    if item.done and item.done > today:
        message = f"Done on {item.done}, but today is {today}: correct the date"
        yield Fault(message, thread.newest.meeting.note, field_span(item, "done"))


RULE = thread_rule(__name__, __doc__, "warning", check)
