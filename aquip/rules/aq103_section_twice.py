"""A section stands twice.

Two lists of actions are one list that nobody sees whole: the eye stops at the first,
and what `aquip add` or a colleague puts under the other is missed. Put them together.

Bad:

```markdown
## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)

## Notes

Finance joins on Thursday.

## Next steps

- [ ] @morgan Tell Finance (due:: 2026-11-25)
```

Good:

```markdown
## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
- [ ] @morgan Tell Finance (due:: 2026-11-25)

## Notes

Finance joins on Thursday.
```

A section may be divided by headings of its own:

```markdown
## Topics

### Blockers

- [ ] Two services share one database (need:: viewpoint) (kind:: project)

### Challenges

- [ ] Reviews take a week (need:: action) (kind:: people)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Meeting, Section
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context


def check(meeting: Meeting, context: Context) -> Iterator[Fault]:
    """Compare each section with those before; a part of one is not a second one."""
    keys = [section.key for section in meeting.note.sections if section.key]
    if len(set(keys)) == len(keys):
        return
    first: dict[str, Section] = {}
    enclosing: list[Section] = []
    for section in meeting.note.sections:
        enclosing = [outer for outer in enclosing if outer.level < section.level]
        if section.key in first and not any(outer.key == section.key for outer in enclosing):
            earlier = first[section.key]
            line = meeting.note.lines.position(earlier.heading.start).line
            again = f"“{section.title}” repeats “{earlier.title}” of line {line}"
            if section.title == earlier.title:
                again = f"“{section.title}” stands in line {line} already"
            heading = context.settings.heading(section.key)
            message = f"{again}: put both under one heading, {heading}"
            tells = ((meeting.note, earlier.heading),)
            yield Fault(message, meeting.note, section.heading, tells=tells)
        if section.key:
            first.setdefault(section.key, section)
            enclosing.append(section)


RULE = meeting_rule(__name__, __doc__, "warning", check)
