"""An action was due before the meeting that agreed it.

Nothing can be done before it was asked for. Most often the year or the month is a slip
of the pen. An action that came up between two meetings says so with `since`.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2025-11-27)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27)
- [ ] @sam Draft the rota proposal (due:: 2026-11-18) (since:: 2026-11-06)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, field_span, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Look at an action in the first meeting that shows it, unless it was closed there."""
    meeting, item = thread.first.meeting, thread.first.item
    if item.due is None or item.state != "open":
        return
    raised = min(item.since or meeting.date, meeting.date)
    if item.due < raised:
        message = (
            f"{short(item)} was due on {item.due}, before it was raised on {raised}: "
            f"correct the date, or add {context.settings.field('since', '…')} if it is older"
        )
        yield Fault(message, meeting.note, field_span(item, "due"))


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions")
