"""More than three highlights.

Three are heard; ten are a status report, and use up the time for the questions. Keep
the three that matter most right under the heading. What else you want on record goes
under a heading of its own, and reaches the review all the same.

Bad:

```markdown
## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms (kind:: outcome)
- First payment through the new provider (kind:: outcome)
- Ingrid thanked the team for the quiet weekend (kind:: feedback)
- Renewed the certificates
```

Good:

```markdown
## Accomplishments

- Cut checkout p95 from 900 ms to 310 ms (kind:: outcome)
- First payment through the new provider (kind:: outcome)
- Ingrid thanked the team for the quiet weekend (kind:: feedback)

### Also

- Renewed the certificates
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Meeting
from aquip.rules.base import Fault, meeting_rule
from aquip.rules.context import Context, head_of

_HEARD: Final = 3


def check(meeting: Meeting, _: Context) -> Iterator[Fault]:
    """Count what stands directly under the heading; point at the fourth."""
    items = [item for item in meeting.note.items("accomplishments") if item.group is None]
    if len(items) > _HEARD:
        message = (
            f"{len(items)} highlights, of which three are heard: "
            "move the rest under a heading of their own, ### Also"
        )
        yield Fault(message, meeting.note, head_of(items[_HEARD]))


RULE = meeting_rule(__name__, __doc__, "warning", check, recent=True)
