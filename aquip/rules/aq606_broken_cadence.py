"""The meetings do not keep to their cadence.

The hour in the calendar is a promise that no occasion is needed. Once meetings fall out,
whatever is uncomfortable waits for the next one, and urgent things crowd out the rest when it
comes. Surveys find again and again that people who meet their manager regularly are more
engaged in their work than those who seldom do. If the rhythm is wrong, agree another one
and change `cadence`; half an hour every two weeks that is held is worth more than an hour
every week that is not. A day off is said with a note: `status: cancelled`, and in `moved_to`
the day that takes its place.

Three of the last six days of the cadence, on which nobody met and nobody said what takes
their place, are what is meant. A series that came to its end says so with `ends`.

Bad:

```markdown title="notes/morgan/index.md"
---
with: morgan
cadence: weekly
starts: 2026-10-02
---
```

```markdown title="notes/morgan/2026-10-09.md"
---
date: 2026-10-09
---
```

```markdown title="notes/morgan/2026-10-23.md"
---
date: 2026-10-23
---
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---
```

Good:

```markdown title="notes/morgan/index.md"
---
with: morgan
cadence: fortnightly
starts: 2026-10-09
---
```

```markdown title="notes/morgan/2026-10-09.md"
---
date: 2026-10-09
---
```

```markdown title="notes/morgan/2026-10-23.md"
---
date: 2026-10-23
---
```

```markdown title="notes/morgan/2026-11-06.md"
---
date: 2026-11-06
status: cancelled
reason: Both at the trade fair
moved_to: 2026-11-13
---
```

```markdown title="notes/morgan/2026-11-13.md"
---
date: 2026-11-13
---
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core import cadence
from aquip.core.model import Meeting
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, every

_DAYS: Final = 6
_BROKEN: Final = 3


def check(context: Context) -> Iterator[Fault]:
    """Look at the newest days of each series' cadence; one that can't be read is AQ008's."""
    for series in context.ongoing:
        try:
            days = cadence.past(series, context.record.today)[-_DAYS:]
        except cadence.CadenceError:
            continue
        broken = [str(day) for day, meeting in days if not _kept(meeting)]
        if len(broken) < _BROKEN:
            continue
        where = series.note.path if series.note else "mkdocs.yml"
        message = (
            f"No meeting on {len(broken)} of the last {len(days)} days of the cadence "
            f"({every(broken)}), and no new date: keep to it, agree another one (cadence: in "
            f"{where}), or end the series (ends: there)"
        )
        yield Fault(message, series.meetings[-1].note)


def _kept(meeting: Meeting | None) -> bool:
    """Tell whether there was a meeting, or a word about what takes its place."""
    return meeting is not None and (meeting.status != "cancelled" or meeting.moved_to is not None)


RULE = record_rule(__name__, __doc__, "warning", check)
