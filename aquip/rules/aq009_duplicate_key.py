"""A key stands twice in the front matter.

Of two values for one key, YAML quietly keeps the last. A reader sees the first.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: planned
status: held
---
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context


def check(note: Note, _: Context) -> Iterator[Fault]:
    """Pass on what reading the YAML found."""
    for problem in note.problems:
        if problem.kind == "duplicate-key":
            message = f"{problem.message} stands twice, and only the last counts: delete one"
            yield Fault(message, note, problem.span)


RULE = note_rule(__name__, __doc__, "error", check)
