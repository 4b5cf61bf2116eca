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

from aquip.core.model import Problem
from aquip.rules.base import problem_rule


def say(problem: Problem) -> str | None:
    """Pass on what reading the YAML found."""
    if problem.kind != "duplicate-key":
        return None
    return f"{problem.message} stands twice, and only the last counts: delete one"


RULE = problem_rule(__name__, __doc__, "error", say)
