"""A meeting stands in a folder that is no series.

A folder becomes a series by its `index.md`, which says whom the meetings are `with`. A
meeting in any other folder is a plain page: its actions are on no list, and nothing
carries over from it. The folder of a year within a series is another folder, too.

Bad:

```markdown title="notes/ana/2026-11-20.md"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] What does a mentor do? (need:: viewpoint)

## Actions

- [ ] @sam Read the chapter on reviews (due:: 2026-11-27)
```

Good:

```markdown title="notes/ana/index.md"
---
with: ana
---
```

```markdown title="notes/ana/2026-11-20.md"
---
date: 2026-11-20
---

## Questions & Issues

- [ ] What does a mentor do? (need:: viewpoint)

## Actions

- [ ] @sam Read the chapter on reviews (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core import grammar
from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context

_TRACKED: Final = frozenset({"accomplishments", "questions", "priorities", "actions"})
_ENOUGH: Final = 2


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Be sure before saying so: a name that begins with a date, and two of the sections."""
    if context.kind(note) != "page" or note.path in context.record.unsorted:
        return
    dated = grammar.date_of(note.stem[:10]) is not None
    known = {section.key for section in note.sections} & _TRACKED
    if dated and len(known) >= _ENOUGH and note.published:
        index = f"{note.path.rpartition('/')[0]}/index.md"
        remedy = f"write `with: HANDLE` in the front matter of {index}"
        if not note.folder:
            remedy = "move it into a folder whose index.md says `with: HANDLE`"
        message = f"This meeting is left out, as its folder is no series: {remedy}"
        yield Fault(message, note)


RULE = note_rule(__name__, __doc__, "warning", check)
