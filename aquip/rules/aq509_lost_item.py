"""An open item is missing from the next meeting.

What was open when one meeting ended is where the next one begins. An item that is not
carried over was not decided against, it was forgotten, and whoever took it on learns that
nobody asks. Carry it, or close it where it stands: done, or dropped.

Where a series never took to it, as in old notes that were brought in, that is said once: more
items lost than ever carried, in four meetings or more.

Bad:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
status: held
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
```

Good:

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
status: held
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) (since:: 2026-11-13) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
```
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from aquip.core.carry import as_list, carry_thread
from aquip.core.edit import Edit, append_item, apply
from aquip.core.gfm import plain
from aquip.core.model import Meeting, Note, Thread
from aquip.core.parse import parse
from aquip.core.settings import Settings
from aquip.core.threads import CARRIED, carries_on
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, head_of, short
from aquip.rules.habits import LAST


def check(context: Context) -> Iterator[Fault]:
    """Say it where each was last seen, or once for a series that does not carry."""
    lost: dict[str, list[Thread]] = defaultdict(list)
    for thread in context.threads():
        if thread.lost:
            lost[thread.newest.meeting.series].append(thread)
    for series, threads in lost.items():
        if _never_carries(series, threads, context):
            yield _habit(series, threads)
        else:
            for thread in threads:
                yield _lost(thread, context)


def _never_carries(series: str, lost: list[Thread], context: Context) -> bool:
    if len({id(thread.newest.meeting) for thread in lost}) < LAST:
        return False
    every = (thread for key in CARRIED for thread in context.threads(key))
    carried = sum(t.carries > 0 and t.newest.meeting.series == series for t in every)
    return len(lost) > carried


def _habit(series: str, lost: list[Thread]) -> Fault:
    newest = max(lost, key=lambda thread: thread.newest.meeting.date).newest
    meetings = len({id(thread.newest.meeting) for thread in lost})
    message = (
        f"{len(lost)} items are open in {meetings} meetings of this series, up to this one, and "
        f"missing from the next: close what is done (`aquip actions --series {series}`), and "
        f"begin to carry the rest (`aquip new {series}`)"
    )
    return Fault(message, newest.meeting.note, head_of(newest.item))


def _lost(thread: Thread, context: Context) -> Fault:
    """Name the meeting that lacks it."""
    here = thread.newest.meeting
    later = dropwhile(lambda m: m is not here, context.record.series[here.series].meetings)
    following = next((m for m in later if m is not here and m.status != "cancelled"), None)
    following = following if following and following.note.published else None
    where = following.note.path if following else "the next meeting"
    edits = tuple(_carried(thread, context))
    carry = "carry it over"
    if edits:
        carry += " (`aquip check --fix`)"
    elif _planned(thread, context) is None:
        carry += f" (`aquip new {here.series}`)"
    message = (
        f"{short(thread.item)} is open here and missing from {where}: "
        f"{carry}, or close it (`aquip done {thread.item.id or 'REF'}`)"
    )
    return Fault(message, here.note, head_of(thread.item), edits=edits)


def _planned(thread: Thread, context: Context) -> Meeting | None:
    here = thread.newest.meeting
    meetings = context.record.series[here.series].meetings
    return next((m for m in meetings if m.status == "planned" and m.date > here.date), None)


def _carried(thread: Thread, context: Context) -> Iterator[tuple[Note, Edit]]:
    """Take it into the next meeting that is planned; those that were held are a record."""
    planned = _planned(thread, context)
    # A copy that is not known for the same item again would leave this one lost.
    if planned is None or not thread.newest.meeting.note.whole or not _known_again(thread, context):
        return
    note, settings = planned.note, context.settings
    source = as_list([carry_thread(thread, settings)])
    edits = append_item(note, thread.section, source, settings)
    if _shown(edits, note, thread.section, settings):
        yield from ((note, one) for one in edits)


def _shown(edits: Sequence[Edit], note: Note, section: str, settings: Settings) -> bool:
    """Tell whether an item that is added is one: below a fence that is never closed, it is text."""
    if any(note.items(section)):
        return True  # it follows these
    after = parse(apply(note.text, edits), path=note.path, uri=note.uri, settings=settings)
    return any(after.items(section))


def _known_again(thread: Thread, context: Context) -> bool:
    """Tell whether a copy would be the same item: by its id, or as the only one of its text."""
    if thread.item.id:
        return True
    text = plain(thread.item.text)
    alike = (
        other
        for other in context.threads(thread.section, "open")
        if other.newest.meeting.series == thread.newest.meeting.series
        and carries_on(other.item)
        and plain(other.item.text) == text
    )
    return sum(1 for _ in alike) == 1


RULE = record_rule(__name__, __doc__, "warning", check)
