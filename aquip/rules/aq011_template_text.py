"""Text of a template was left unfilled.

A placeholder that nobody filled in shows that the note was made and not prepared, and
`{{ date }}` on a page tells a reader nothing.

Bad:

```markdown
# 1:1 with {{ with }}

## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms
```

```markdown
# Sam & Morgan, YYYY-MM-DD
```

Good:

```markdown
# 1:1 with Morgan

## Notes

The chart's template says `{{ .Values.image }}`, which nobody sets.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aquip.core.model import Note
from aquip.core.text import Span
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, prose

# Jinja, Obsidian's Templater, and dates by their letters. GitHub's `${{ … }}` is code.
_LEFT: Final = re.compile(r"(?<!\$)\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\bYYYY-MM-DD\b")

_SIGNS: Final = ("{{", "{%", "<%", "YYYY-MM-DD")


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look outside code; a user's own pages may hold macros."""
    if context.kind(note) == "page" or not _suspicious(note.text):
        return
    for match in _LEFT.finditer(prose(note)):
        message = f"{match.group()} is left over from a template: fill it in or delete it"
        yield Fault(message, note, Span(*match.span()))


def _suspicious(text: str) -> bool:
    # A single character is found ten times as fast as two.
    return any(sign[0] in text and sign in text for sign in _SIGNS)


RULE = note_rule(__name__, __doc__, "error", check)
