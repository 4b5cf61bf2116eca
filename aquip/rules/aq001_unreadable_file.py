"""A note can't be read.

Git hosts, editors and aquip read notes as UTF-8. In any other encoding names and
quotation marks break, so aquip takes nothing from such a file: its actions are on no
list. Save it again as UTF-8; most editors offer that where they show the encoding. The
same is said of a file that the system won't open.

Bad:

```markdown title="notes/morgan/2026-11-20.md" encoding="latin-1"
---
date: 2026-11-20
---

## Actions

- [ ] @sam Book the café for Thursday (due:: 2026-11-25)
```

Good:

```markdown title="notes/morgan/2026-11-20.md" encoding="utf-8"
---
date: 2026-11-20
---

## Actions

- [ ] @sam Book the café for Thursday (due:: 2026-11-25)
```
"""

from __future__ import annotations

from aquip.core.model import Problem
from aquip.rules.base import problem_rule


def say(problem: Problem) -> str | None:
    """Pass on what reading and decoding found."""
    if problem.kind == "encoding":
        return f"{problem.message}: nothing in this file is read; save it as UTF-8"
    if problem.kind == "unreadable":
        return f"Nothing here is read: {problem.message}"
    return None


RULE = problem_rule(__name__, __doc__, "error", say)
