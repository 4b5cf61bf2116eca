"""A question was left open without an outcome or an action.

A question that was talked about and is still open needs a next step, or it comes back
word for word next time. Unfinished business keeps the mind busy, and a plan is enough to
set it at rest, long before the thing is done. Write what was agreed below the question, or
an action that refers to it, even if all that was agreed is to think about it until then.
Only the newest held meeting of a series is looked at: earlier ones are past changing.

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
from collections.abc import Iterable, Iterator
from typing import Final

from aquip.core.model import Item, Occurrence
from aquip.core.settings import Settings
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, head_of, short

_OUTCOMES: Final = ("outcome", "decision", "decided", "agreed", "result", "action", "next step")


def check(context: Context) -> Iterator[Fault]:
    """Look at the newest held meeting of each series."""
    settings = context.settings
    words = (*_OUTCOMES, *(w for w, meant in settings.words.items() if meant == "outcome"))
    either = "|".join(map(re.escape, words))
    outcome = re.compile(rf"^[\s>*+_-]*(?:{either})s?\b", re.IGNORECASE | re.MULTILINE)
    by_now = {id(o.item): t.newest for t in context.threads("questions") for o in t.occurrences}
    for series in context.record.series.values():
        meeting = next((m for m in reversed(series.meetings) if m.status == "held"), None)
        for item in meeting.note.items("questions") if meeting else ():
            if meeting is None or item.box != " ":
                continue
            # Where the question stands by now, it may be answered too.
            here = Occurrence(meeting, item)
            if not _answered(item, (here, by_now.get(id(item), here)), outcome, settings):
                lead = settings.word("outcome").capitalize()
                message = (
                    f"{short(item)} was left open: write below it what happens next, as "
                    f"“{lead}: …” (“not reached” will do), or an action that refers to it"
                )
                yield Fault(message, meeting.note, head_of(item))


def _answered(
    item: Item, places: Iterable[Occurrence], outcome: re.Pattern[str], settings: Settings
) -> bool:
    """Look for an outcome, or an action that refers to the question, where it stands."""
    for place in places:
        shown = place.item
        if shown.state != "open" or outcome.search(shown.detail):
            return True
        if shown.see or any(settings.references(shown.detail)):
            return True
        if any(item.id in action.see for action in place.meeting.note.items("actions")):
            return True
    return False


RULE = record_rule(__name__, __doc__, "warning", check)
