"""An action is carried from meeting to meeting.

What is carried a fourth time is rarely a matter of time any more. It is too big to begin, or
it waits for somebody, or it does not matter. Each has its own way out: write down the first
step instead, small enough for this week; bring what is in the way as a question; or drop it,
which is a decision as well and frees both of you from reading it out. An action that still
has time until the date first agreed is not meant.

Bad:

```markdown title="notes/morgan/2026-10-23.md"
---
date: 2026-10-23
---

## Actions

- [ ] @sam Clean up the alerts (due:: 2026-10-30) ^k7f3q
```

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Actions

- [ ] @sam Clean up the alerts (due:: 2026-10-30) ^k7f3q
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Actions

- [ ] @sam Clean up the alerts (due:: 2026-11-13) (was:: 2026-10-30) ^k7f3q
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Actions

- [ ] @sam Clean up the alerts (due:: 2026-11-13) (was:: 2026-10-30) ^k7f3q
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @sam Clean up the alerts (due:: 2026-12-04) (was:: 2026-10-30) (was:: 2026-11-13) ^k7f3q
```

Good:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Actions

- [-] @sam Clean up the alerts (due:: 2026-11-13) (was:: 2026-10-30) ^k7f3q
- [ ] @sam List the ten alerts that rang most in October (due:: 2026-11-18)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, head_of, see_to_it, short

_TOO_OFTEN: Final = 4


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Count at the newest meeting, unless the action has time until its first date."""
    item = thread.item
    in_time = item.due and item.due > context.record.today and not thread.due_moves
    if thread.carries < _TOO_OFTEN or in_time or thread.lost:
        return
    owner = see_to_it(item)
    series = context.record.series[thread.newest.meeting.series]
    remedy = (
        f"ask @{owner} what is in the way"
        if owner and owner != context.owner(series)
        else "write down a first step for this week instead"
    )
    message = (
        f"{short(item)} was carried {thread.carries} times since {thread.first.meeting.date}: "
        f"{remedy}, or drop it (`aquip drop {item.id or 'REF'}`)"
    )
    yield Fault(message, thread.newest.meeting.note, head_of(item))


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions", state="open")
