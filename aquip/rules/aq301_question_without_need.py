"""An open question does not say what it needs.

A thought partner, an action, another point of view: told beforehand which of them you
want, the other person comes prepared for it. Not told, they guess, and usually offer a
solution to someone who wanted to think aloud.

Bad:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people)
```

Good:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (kind:: people) (need:: thought-partner)
```

What is settled needs nothing any more:

```markdown
## Questions & Issues

- [x] Who tells the shops about the cut-over?
```
"""

from __future__ import annotations

from collections.abc import Iterator

from aquip.core.model import Thread
from aquip.core.vocabulary import VALUES
from aquip.rules.base import Fault, thread_rule
from aquip.rules.context import Context, either, head_of, short


def check(thread: Thread, context: Context) -> Iterator[Fault]:
    """Look at open questions, where they stand newest; a lost one is AQ509's to tell."""
    if thread.item.need is None and not thread.lost:
        settings = context.settings
        words = either(map(settings.word, VALUES["questions"]["need"]))
        field = settings.field("need", "…")
        message = f"What does {short(thread.item)} need? Add `{field}`: {words}"
        yield Fault(message, thread.newest.meeting.note, head_of(thread.item))


RULE = thread_rule(__name__, __doc__, "warning", check, section="questions", state="open")
