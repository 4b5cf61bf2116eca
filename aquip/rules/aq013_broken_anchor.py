"""A link's anchor is not on its page.

The part after `#` names a heading as GitHub does, lower case with hyphens, or an item
by its id, `#^a81kd`. When the heading was reworded, the link opens the right page at
the wrong place.

Bad:

```markdown
## Accomplishments

- Checkout is fast again, see [the numbers](#measurements)

## Notes

Nothing was measured.
```

Good:

```markdown
## Accomplishments

- Checkout is fast again, see [the numbers](#notes) and [what is left](#^a81kd)

## Actions

- [ ] @sam Watch the replica lag for a week (due:: 2026-11-27) ^a81kd

## Notes

p95 is 310 ms.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context, nearest
from aquip.rules.links import span_of, target


def check(note: Note, context: Context) -> Iterator[Fault]:
    """Look up the anchors of links whose page is among the notes."""
    for link in note.links:
        path, anchor = target(note, link)
        page = context.record.note_at.get(path) if path and anchor else None
        if page is None or not page.readable or _has(page, anchor, context):
            continue
        # A heading that is hidden must not be named where others read.
        near = None if page.hidden else nearest(anchor, sorted(page.anchors))
        hint = f"did you mean #{near}?" if near else "name one that is, or link to the page alone"
        where = "this page" if page is note else page.path
        message = f"#{anchor} is no heading and no item of {where}: {hint}"
        yield Fault(message, note, span_of(note, link), tells=((page, None),))


def _has(page: Note, anchor: str, context: Context) -> bool:
    if anchor in page.anchors or anchor == "top" or re.match(r"fn(?:ref)?[-:]", anchor):
        return True
    line = re.fullmatch(r"aq-L(\d+)", anchor)
    if line and int(line[1]) <= len(page.lines):
        return True  # how the site names an item that has no id
    if re.search(rf"\b(?:id|name)=[\"']?{re.escape(anchor)}\b", page.text):
        return True
    # MkDocs' own pages name headings a little differently, and let authors choose.
    return context.kind(page) == "page" and (
        f"{{#{anchor}" in page.text or _folded(anchor) in {_folded(a) for a in page.anchors}
    )


def _folded(anchor: str) -> str:
    return re.sub(r"[-_]+", "-", anchor).strip("-")


RULE = note_rule(__name__, __doc__, "error", check)
