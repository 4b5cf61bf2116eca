"""A value is not one that its key takes.

`status: done` is read by nothing: the meeting then counts as planned or held by its
date alone. Filters, rollups and reminders go by the words and forms listed for each
key; everything else falls out of them silently.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: done
---
```

```markdown title="notes/morgan/index.md"
---
with: morgan
relation: boss
cadence: every other day
---
```

```markdown
## Questions & Issues

- [ ] Two services share one database (kind:: technical) (need:: viewpoint)

## Actions

- [ ] @sam Draft the rota proposal (due:: next Friday)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: held
---

## Questions & Issues

- [ ] Two services share one database (kind:: project) (need:: viewpoint)

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

```markdown title="notes/morgan/index.md"
---
with: morgan
relation: manager
cadence: fortnightly
starts: 2026-01-09
---
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core import grammar
from aquip.core.model import Field, Item, Note
from aquip.core.settings import VALUES
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, either, nearest
from aquip.rules.values import FORMS


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look at the front matter, then at the fields of items where they stand newest."""
    kind = context.kind(note)
    for key, value in note.front.values.items():
        wrong = FORMS[kind, key](value) if (kind, key) in FORMS and value is not None else None
        if wrong and key in note.front.keys:
            yield Fault(f"{key}: {_shown(value)} {wrong}", note, note.front.keys[key])
    for item in note.items():
        if context.newest(note, item):
            yield from _fields(item, note)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _fields(item: Item, note: Note) -> Iterator[Fault]:
    for field in item.fields:
        wrong = _wrong(item, field)
        if wrong:
            yield Fault(f"({field.key}:: {field.value}) {wrong}", note, field.span)


def _wrong(item: Item, field: Field) -> str | None:
    words = VALUES.get(item.section, {}).get(field.key)
    if words and field.value not in words:
        near = nearest(field.value, words)
        return f"is none of {either(words)}" + (f": did you mean {near}?" if near else "")
    if field.key in grammar.DATE_FIELDS and field.date is None:
        return "is no date: write it as year-month-day, like 2026-11-27"
    if field.key == "min" and not _minutes(field.value):
        return "is no number of minutes: write it bare, like 10"
    return None


def _minutes(value: str) -> bool:
    return value.isascii() and value.isdecimal() and int(value[:9]) > 0


RULE = note_rule(__name__, __doc__, "error", check)
