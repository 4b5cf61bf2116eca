"""A key means nothing to aquip or to MkDocs.

A misspelt key is worse than a missing one: `moved-to` looks right and does nothing.
Series, meetings and goals know aquip's own keys and those of MkDocs, Material and
Obsidian. In an item, a key is only questioned when it is nearly one that aquip knows.
On pages of your own, any key is fine.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: cancelled
moved-to: 2026-11-23
---
```

```markdown
## Questions & Issues

- [ ] Two services share one database (ned:: viewpoint) (kind:: project)
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
status: cancelled
moved_to: 2026-11-23
tags: [holiday]
---
```

```markdown
## Questions & Issues

- [ ] Two services share one database (need:: viewpoint) (kind:: project) (effort:: low)
```
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Final

from aquip.core import grammar
from aquip.core.model import Item, Note, NoteKind
from aquip.core.text import Span
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, nearest

OWN: Final[dict[NoteKind, frozenset[str]]] = {
    "meeting": frozenset(
        {"date", "status", "duration", "attendees", "reason", "moved_to", "publish"}
    ),
    "series": frozenset(
        {
            *("title", "with", "relation", "owner", "cadence", "starts", "ends"),
            *("time", "timezone", "duration", "template", "publish"),
        }
    ),
    "goal": frozenset({"title", "kind", "period", "status", "publish"}),
}
"""What each sort of note says to aquip."""

SHARED: Final = frozenset(
    {
        *("title", "template", "renderer"),  # MkDocs, and aquip on any page
        *("description", "icon", "subtitle", "tags", "hide", "search", "social", "comments"),
        *("authors", "categories", "draft", "links", "pin", "readtime", "slug", "image"),
        *("aliases", "cssclasses", "cssclass"),  # Obsidian
    }
)
"""What MkDocs, Material and its plugins, and Obsidian read."""

_KNOWN: Final = {kind: own | SHARED for kind, own in OWN.items()}
_WITH_COLONS: Final = frozenset({"canonical", "bracket"})
_ALIKE: Final = 0.75


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look at the front matter, then at fields that are nearly known."""
    kind = context.kind(note)
    if kind == "page":
        return
    own, known = OWN[kind], _KNOWN[kind]
    for key in note.front.keys.keys() - known:
        near = nearest(key.replace("-", "_"), sorted(own)) or nearest(key, sorted(known))
        hint = f"did you mean {near}?" if near else f"a {kind} has {', '.join(sorted(own))}"
        yield Fault(f"Nothing reads the key {key}: {hint}", note, note.front.keys[key])
    if _more_than_read(note):
        for item in context.items(note):
            yield from _fields(item, note, context)


def _more_than_read(note: Note) -> bool:
    """Tell whether there are more pairs of colons than fields that were read, which have one."""
    fields = (field for section in note.sections for item in section.items for field in item.fields)
    return note.text.count("::") > sum(field.style in _WITH_COLONS for field in fields)


def _fields(item: Item, note: Note, context: Context) -> Iterator[Fault]:
    source = grammar.mask(item.head.slice(note.text))
    settings = context.settings
    own = (word for word, meaning in settings.words.items() if meaning in grammar.FIELD_KEYS)
    known = {grammar.fold_title(word): word for word in (*sorted(grammar.FIELD_KEYS), *own)}
    for match in grammar.FIELD_START.finditer(source):
        key = grammar.fold_title(match["key"])
        if key in known:
            continue
        # Swapped letters are the commonest slip, and far apart for difflib in a short word.
        near = [word for word in known if sorted(word) == sorted(key)]
        near = near or difflib.get_close_matches(key, known, n=1, cutoff=_ALIKE)
        if near:
            start = item.head.start + match.start("key")
            written, meant = match["key"].casefold(), known[near[0]]
            message = f"Nothing reads the field {written}: did you mean ({meant}:: …)?"
            yield Fault(message, note, Span(start, start + len(match["key"])))


RULE = note_rule(__name__, __doc__, "error", check)
