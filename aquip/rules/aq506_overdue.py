"""An action is overdue.

A date that passed in silence teaches both of you that dates mean nothing. Close the
action, or agree a new date and let `was` keep the old one: how often it moved is worth
knowing.

Bad:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-20)
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-12-04) (was:: 2026-11-20)
- [x] @sam Draft the rota proposal (due:: 2026-11-20) (done:: 2026-11-21)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, days, field_span, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Say it once an item, where it stands newest."""
    item, today = thread.item, context.record.today
    if item.due and item.due < today:
        ref = item.id or "REF"
        message = (
            f"{short(item)} was due {days((today - item.due).days)} ago: "
            f"close it (`aquip done {ref}`) or agree a new date (`aquip due {ref} DATE`)"
        )
        yield Fault(message, thread.newest.meeting.note, field_span(item, "due"))


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions", state="open")
