"""A handle belongs to nobody known.

An action of `@morgn` is on nobody's list, least of all on Morgan's. People are named
under `people` in mkdocs.yml; the rule sleeps while nobody is.

Bad:

```markdown
## Actions

- [ ] @morgn Talk to the data team's lead (due:: 2026-11-27)
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aquip.core.items import feedback_of
from aquip.core.model import Meeting, Note
from aquip.core.text import Span
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, head_of, key_span, nearest


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look at owners, attendees, feedback, and at whom a series is with; not at mentions."""
    if not context.settings.people:
        return
    known = context.handles
    for place, handles in _places(note, context):
        for handle in handles:
            if handle not in known:
                near = nearest(handle, known)
                hint = f"did you mean @{near}?" if near else "add them to people in mkdocs.yml"
                yield Fault(f"Nobody is called @{handle}: {hint}", note, place)


def _places(note: Note, context: Context) -> Iterator[tuple[Span, Iterable[str]]]:
    meeting: Meeting | None = context.record.meeting_at.get(note.path)
    if meeting is None:
        return
    if "attendees" in note.front.keys:
        yield key_span(note, "attendees"), meeting.attendees
    for item in context.items(note):
        if item.owners and not context.handles.issuperset(item.owners):
            yield item.owners_span or head_of(item), item.owners
    for item in note.items("feedback"):
        feedback = feedback_of(item, context.settings)
        if feedback.handle:
            yield head_of(item), (feedback.handle,)


RULE = note_rule(__name__, __doc__, "warning", check)
