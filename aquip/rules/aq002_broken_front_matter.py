"""The front matter can't be read.

Front matter is the YAML between two lines of `---` at the very top. When it does not
parse, date and status are unknown, and the meeting may drop out of its series. The
usual causes: a handle with `@` that is not in quotation marks, a colon within a value
that is not, a tab for an indent, a closing `---` that is missing.

Bad:

```markdown title="notes/morgan/index.md"
---
title: Morgan
with: @morgan
---
```

Two values for one key:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
reason: holiday: all of us
---
```

Good:

```markdown title="notes/morgan/index.md"
---
title: Morgan
with: "@morgan"
---
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
reason: "holiday: all of us"
---
```
"""

from __future__ import annotations

from typing import Final

from aquip.core.model import Problem
from aquip.rules.base import problem_rule

_PLAIN: Final = {
    "mapping values are not allowed in this context": "a value holds a colon, which YAML takes "
    'for a key: put the value in quotation marks, as in reason: "holiday: all of us"',
    "found character '\\t' that cannot start any token": "a tab stands here, and YAML indents "
    "with spaces alone: replace it",
}
"""What YAML says of the commonest slips, in words that say what to do."""


def say(problem: Problem) -> str | None:
    """Pass on what YAML said."""
    if problem.kind != "front-matter-broken":
        return None
    return f"This front matter can't be read: {_PLAIN.get(problem.message, problem.message)}"


RULE = problem_rule(__name__, __doc__, "error", say)
