"""An open action has no owner.

What belongs to both of you is done by neither. An action begins with the handle of
whoever does it; with two of them, the first one sees to it.

Bad:

```markdown
## Actions

- [ ] Talk to the data team's lead (due:: 2026-11-27)
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, head_of, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Look at open actions, where they stand newest; a lost one is AQ509's to tell."""
    if not thread.item.owners and not thread.lost:
        start = f"{thread.item.bullet} [ ] @{context.settings.me or 'sam'} …"
        message = f"Nobody owns {short(thread.item)}: begin it with a handle, as in `{start}`"
        yield Fault(message, thread.newest.meeting.note, head_of(thread.item))


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions", state="open")
