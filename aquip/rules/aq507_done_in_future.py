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

from aquip.core.grammar import iso_date
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, field_span


def check(context: Context) -> Iterator[Fault]:
    """Compare with today, where the item stands newest."""
    today = context.record.today
    days = (iso_date(value) for _, key, value in context.said if key == "done")
    future = {day for day in days if day and day > today}
    for thread in context.threads() if future else ():
        done = thread.item.done
        if done in future:
            message = f"Done on {done}, but today is {today}: correct the date"
            yield Fault(message, thread.newest.meeting.note, field_span(thread.item, "done"))


RULE = record_rule(__name__, __doc__, "warning", check)
