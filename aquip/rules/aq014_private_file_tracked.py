"""A private file is in git.

What is in git, everyone who may read the repository can read, for ever: deleting the
file later leaves it in the history. Take it out with `git rm --cached`, and where it
was pushed already, think of it as read.

Bad:

```markdown title="notes/morgan/salary.private.md"
What I would ask for.
```

Good:

```gitignore title=".gitignore"
*.private.md
```

```markdown title="notes/morgan/salary.private.md"
What I would ask for.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.grammar import is_private_name
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context


def check(context: Context) -> Iterator[Fault]:
    """Go through what git has, which may hold more than the notes folder."""
    for path in sorted(context.facts.tracked or ()):
        if is_private_name(path):
            message = (
                f"Git has this private file: `git rm --cached {path}`, "
                "and *.private.md in .gitignore"
            )
            yield Fault(message, context.record.note_at.get(path), path=path, discreet=True)


RULE = record_rule(__name__, __doc__, "error", check)
