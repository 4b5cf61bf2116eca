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
from aquip.core.model import Note
from aquip.core.settings import Settings
from aquip.core.vocabulary import VALUES
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, either, nearest
from aquip.rules.values import FORMS


def check(context: Context) -> Iterator[Fault]:
    """Look at the front matter, then at the fields of items where they stand newest."""
    settings = context.settings
    wrong = {said: fault for said in context.said if (fault := _wrong(*said, settings))}
    for note in context.record.notes:
        yield from _front(note, context)
        for item in context.items(note) if wrong else ():
            for field in item.fields:
                fault = wrong.get((item.section, field.key, field.value))
                if fault:
                    yield Fault(
                        f"{settings.field(field.key, field.value)} {fault}", note, field.span
                    )


def _front(note: Note, context: Context) -> Iterator[Fault]:
    forms = FORMS[context.kind(note)]
    for key, value in note.front.values.items():
        fault = forms[key](value) if key in forms and value is not None else None
        if fault and key in note.front.keys:
            yield Fault(f"{key}: {_shown(value)} {fault}", note, note.front.keys[key])


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _wrong(section: str, key: str, value: str, settings: Settings) -> str | None:
    words = VALUES.get(section, {}).get(key)
    if words and value not in words:
        own = [settings.word(word) for word in words]
        near = nearest(value, dict.fromkeys((*own, *words)))
        return f"is none of {either(own)}" + (f": did you mean {near}?" if near else "")
    if key in grammar.DATE_FIELDS and grammar.iso_date(value) is None:
        return "is no date: write it as year-month-day, like 2026-11-27"
    if key == "min" and not _minutes(value):
        return "is no number of minutes: write it bare, like 10"
    return None


def _minutes(value: str) -> bool:
    return value.isascii() and value.isdecimal() and int(value[:9]) > 0


RULE = record_rule(__name__, __doc__, "error", check)
