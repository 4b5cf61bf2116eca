"""An open item is missing from the next meeting.

What was open when one meeting ended is where the next one begins. An item that is not
carried over was not decided against, it was forgotten, and whoever took it on learns that
nobody asks. Carry it, or close it where it stands: done, or dropped.

Bad:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
status: held
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
```

Good:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
status: held
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) (since:: 2026-11-13) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from aquip.core.carry import as_list, carry_thread
from aquip.core.edit import Edit, append_item
from aquip.core.model import Note, Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, head_of, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Say it where the item was last seen, and name the meeting that lacks it."""
    if not thread.lost:
        return
    here = thread.newest.meeting
    later = dropwhile(lambda m: m is not here, context.record.series[here.series].meetings)
    following = next((m for m in later if m is not here and m.status != "cancelled"), None)
    where = following.note.path if following else "the next meeting"
    edits = tuple(_carried(thread, context))
    carry = "`aquip check --fix`" if edits else f"`aquip new {here.series}`"
    message = (
        f"{short(thread.item)} is open here and missing from {where}: "
        f"carry it over ({carry}), or close it (`aquip done {thread.item.id or 'REF'}`)"
    )
    yield Fault(message, here.note, head_of(thread.item), edits=edits)


def _carried(thread: Thread, context: Context) -> Iterator[tuple[Note, Edit]]:
    """Take it into the next meeting that is planned; those that were held are a record."""
    here = thread.newest.meeting
    meetings = context.record.series[here.series].meetings
    planned = next((m for m in meetings if m.status == "planned" and m.date > here.date), None)
    if planned is not None:
        source = as_list([carry_thread(thread, context.settings)])
        for one in append_item(planned.note, thread.section, source, context.settings):
            yield planned.note, one


RULE = thread_rule(__name__, __doc__, "warning", check)
