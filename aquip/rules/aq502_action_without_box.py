"""An action has no box.

Without a box an action counts as open, and there is no place to tick it: it stays on
every list until someone writes the box after all.

Bad:

```markdown
## Actions

- @morgan Talk to the data team's lead (due:: 2026-11-27)
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.edit import set_box
from aquip.core.model import Thread
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, head_of, short


def check(thread: Thread, _: Context) -> Iterator[Fault]:
    """Look at actions, where they stand newest; a lost one is AQ509's to tell."""
    if thread.item.box is None and not thread.lost:
        bullet = thread.item.bullet
        message = f"{short(thread.item)} has no box: begin the line with `{bullet} [ ]`"
        note = thread.newest.meeting.note
        edits = tuple((note, one) for one in set_box(thread.item, " "))
        yield Fault(message, note, head_of(thread.item), edits=edits)


RULE = thread_rule(__name__, __doc__, "warning", check, section="actions")
