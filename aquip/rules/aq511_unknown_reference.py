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

import re
from collections.abc import Iterator
from typing import Final

from aquip.core import grammar
from aquip.core.model import Item, Meeting
from aquip.core.text import Span
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, nearest

_SEE: Final = re.compile(r"[(\[][ \t]*see::[ \t]*\^?(?P<id>[^)\]\s]+)[ \t]*[)\]]")


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Look through items and their details, where the item stands newest."""
    if "see::" not in meeting.note.text:
        return
    for item in context.items(meeting.note):
        for id_, span in _references(item, meeting):
            if id_ not in context.ids:
                near = nearest(id_, context.ids)
                hint = f": did you mean {near}?" if near else ""
                yield Fault(f"No item has the id ^{id_}{hint}", meeting.note, span)


def _references(item: Item, meeting: Meeting) -> Iterator[tuple[str, Span]]:
    whole = item.span.slice(meeting.note.text)
    if "see::" not in whole:
        return
    source = grammar.mask(whole)
    for match in _SEE.finditer(source):
        start = item.span.start
        yield match["id"], Span(start + match.start(), start + match.end())


RULE = meeting_rule(__name__, __doc__, "error", check)
