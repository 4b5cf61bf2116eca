"""An item refers to one that does not exist.

`(see:: a81kd)` ties a question to the action that came out of it, and a reader follows
it. When nothing has that id, the trail ends: the id was misspelt, or the item deleted.

Bad:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: action)
  - Outcome: Morgan talks to their lead (see:: a81kd)

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kb
```

Good:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: action)
  - Outcome: Morgan talks to their lead (see:: a81kd)

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, nearest


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look through items and their details, where the item stands newest."""
    note, settings = meeting.note, context.settings
    if not settings.words and "see::" not in note.text:
        return
    for item in context.items(note):
        for id_, place in settings.references(item.span.slice(note.text)):
            if id_ not in context.ids:
                span = Span(item.span.start + place.start, item.span.start + place.end)
                near = nearest(id_, context.ids)
                hint = f"did you mean {near}?" if near else "correct it, or take it out"
                yield Fault(f"No item has the id ^{id_}: {hint}", meeting.note, span)


RULE = meeting_rule(__name__, __doc__, "error", check)
