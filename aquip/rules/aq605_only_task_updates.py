"""Meeting after meeting is about tasks and nothing else.

Where a task stands can be read on a board, by anyone, at any time. What can't be read
anywhere is how the work is going for you: somebody you get no answer from, a thing that goes
wrong for the third time, what you would like to be able to do next year. Few managers ask
about it unless you begin, and it comes up too late when the time is filled with updates.
Bring one such question to each meeting and put it before the projects; send the updates
beforehand, in writing.

Four meetings in a row without a question about people, a pattern or growth, without one that
needs a thought partner or another point of view, and without feedback, are what is meant. A
question that does not say its kind is given the benefit of the doubt.

Bad:

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Questions & Issues

- [x] Date of the cut-over (kind:: project) (need:: action)
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Questions & Issues

- [x] Access to the provider's console (kind:: project) (need:: action)
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Questions & Issues

- [x] Second rehearsal (kind:: project)
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Actions

- [x] @sam Third rehearsal (due:: 2026-11-19) (done:: 2026-11-19)
- [ ] @sam Invite Finance to the cut-over (due:: 2026-11-27)
```

Good:

```markdown title="notes/morgan/2026-10-30.md"
---
date: 2026-10-30
---

## Questions & Issues

- [x] Date of the cut-over (kind:: project) (need:: action)
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
---

## Questions & Issues

- [x] Access to the provider's console (kind:: project) (need:: action)
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---

## Questions & Issues

- [x] Second rehearsal (kind:: project)
```

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Questions & Issues

- [x] Every rehearsal finds something in the same module (kind:: pattern) (need:: viewpoint)
- [x] Date of the cut-over (kind:: project) (need:: action)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Item, Meeting, Series
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, free_text, has_text
from aquip.rules.habits import habits, heading

_TO_TALK: Final = ("thought-partner", "viewpoint")


def check(context: Context) -> Iterator[Fault]:
    """Look at what the last meetings of each series, and the next one, were about."""
    growth = context.settings.field("kind", "growth")
    for habit in habits(context, _only_tasks):
        message = (
            f"Nothing but projects and tasks {habit.counted}: bring a question that no board "
            f"answers, about people, a pattern or your growth, as in `- [ ] … {growth}`"
        )
        yield Fault(message, habit.at.note, heading(habit.at.note, "questions"))


def _only_tasks(meeting: Meeting, _: Series) -> bool:
    note = meeting.note
    questions = list(note.items("questions"))
    if any(map(_worth_a_talk, questions)) or any(note.items("feedback")):
        return False
    if questions:
        return True
    # Without questions it was about whatever the notes say, if they say anything.
    tasks = any(note.items("actions")) or any(note.items("accomplishments"))
    return tasks and not any(has_text(note, span) for span in free_text(note))


def _worth_a_talk(item: Item) -> bool:
    return item.kind != "project" or item.need in _TO_TALK


RULE = record_rule(__name__, __doc__, "warning", check)
