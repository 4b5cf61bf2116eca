"""A relative link leads nowhere.

Evidence is what makes an accomplishment worth reading half a year later. A link breaks
when a file is renamed, moved or was never added; the site's build stops at it as well.
A link to a `.private.md` file is broken for everyone but its owner.

Bad:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms ([graph](assets/p95.png))
```

Good:

```markdown title="notes/morgan/2026-11-20.md"
---
date: 2026-11-20
---

## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms ([last week](2026-11-13.md))
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.grammar import is_private_name
from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, nearest
from aquip.rules.links import generated, span_of, target

# What a browser would take without its scheme, and people write so.
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST: Final = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|edu|gov|eu|co\.uk)(?:/.*)?"
)


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Ask whether each link's file is there; where nobody knows, say nothing."""
    exists = context.exists
    if exists is None:
        return
    for link in note.links:
        path, _ = target(note, link)
        if path is None or path == note.path:
            continue
        address = _address(link.url)
        outside = path.startswith("../") and not note.path.startswith("../")
        if is_private_name(path):
            message = f"{link.url} is a private file, which nobody else has: leave the link out"
        elif not outside and (exists(path) or generated(note, path)):
            continue
        elif address:
            message = f"{link.url} leads nowhere: write {address}"
        elif outside:
            message = f"{link.url} leads out of the repository: link to where it is on the web"
        else:
            message = f"{link.url} leads nowhere: {_hint(path, context)}"
        yield Fault(message, note, span_of(note, link))


def _address(url: str) -> str | None:
    if _MAIL.fullmatch(url):
        return f"mailto:{url}"
    return f"https://{url}" if _HOST.fullmatch(url) else None


def _hint(path: str, context: Context) -> str:
    folder, _, name = path.rpartition("/")
    beside = context.names(f"{folder}/")
    near = context.names().get(name) or beside.get(nearest(name, beside, 0.8) or "")
    return f"did you mean {near}?" if near else f"add {path}, or take the link out"


RULE = note_rule(__name__, __doc__, "error", check)
