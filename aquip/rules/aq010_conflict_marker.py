"""A merge conflict is not resolved.

Git left both sides in the file, between `<<<<<<<` and `>>>>>>>`. Items stand twice or
half, so nothing read from this note can be trusted.

Bad:

```markdown
## Actions

<<<<<<< HEAD
- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
=======
- [ ] @sam Draft the rota proposal (due:: 2026-12-04)
>>>>>>> morgan-comments
```

Good:

```markdown
## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-12-04)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context


def check(note: Note, _: Context) -> Iterator[Fault]:
    """Say it once a note, at the first marker: whoever opens the file finds the others."""
    for problem in note.problems:
        if problem.kind == "conflict-marker":
            message = "A merge left its markers: keep one side of each conflict, delete the markers"
            yield Fault(message, note, problem.span)
            return


RULE = note_rule(__name__, __doc__, "error", check)
