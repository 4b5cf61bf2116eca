"""A question was left open without an outcome or an action.

A question that was talked about and is still open needs a next step, or it comes back
word for word next time. Write what was agreed below it, or an action that refers to it,
even if all that was agreed is to think about it until then. Only the newest held
meeting of a series is looked at: earlier ones are past changing.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
  - two reviewers for fourteen engineers
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
  - Outcome: count them for a month before anyone complains
```

```markdown title="notes/priya/2026-11-19.md"
---
date: 2026-11-19
status: held
---

## Questions & Issues

- [ ] Nobody knows what a staff engineer does here (kind:: growth) (need:: viewpoint) ^q7a2x

## Actions

- [ ] @priya Share the draft of the ladder (due:: 2026-12-03) (see:: q7a2x)
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Item, Meeting, Occurrence
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, head_of, short

_OUTCOMES: Final = ("outcome", "decision", "decided", "agreed", "result", "action", "next step")


def check(context: Context) -> Iterator[Fault]:
    """Look at the newest held meeting of each series."""
    words = (*_OUTCOMES, *(w for w, meant in context.settings.words.items() if meant == "outcome"))
    either = "|".join(map(re.escape, words))
    outcome = re.compile(rf"^[\s>*+_-]*(?:{either})s?\b", re.IGNORECASE | re.MULTILINE)
    for series in context.record.series.values():
        newest = next((m for m in reversed(series.meetings) if m.status == "held"), None)
        for item in newest.note.items("questions") if newest else ():
            if newest and item.box == " " and not _answered(item, newest, outcome, context):
                message = (
                    f"{short(item)} was left open: write what happens next below it, "
                    "as Outcome: …, or an action that refers to it"
                )
                yield Fault(message, newest.note, head_of(item))


def _answered(item: Item, meeting: Meeting, outcome: re.Pattern[str], context: Context) -> bool:
    """Look in the meeting, and where the question stands by now: there it may be answered."""
    thread = context.record.thread_at.get((meeting.note.path, item.line))
    places = [Occurrence(meeting, item), *([thread.newest] if thread else [])]
    for place in places:
        shown = place.item
        if shown.state != "open" or outcome.search(shown.detail):
            return True
        if shown.see or "(see::" in shown.detail:
            return True
        if any(item.id in action.see for action in place.meeting.note.items("actions")):
            return True
    return False


RULE = record_rule(__name__, __doc__, "warning", check)
