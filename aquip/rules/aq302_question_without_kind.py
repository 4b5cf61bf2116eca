"""An open question does not say what kind it is.

Projects, people, patterns, personal growth: the kinds show what your meetings are
about. Where everything is a project for months, the rest is being left out, and it is
the rest that nobody else asks you about.

Bad:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (need:: thought-partner)
```

Good:

```markdown
## Questions & Issues

- [ ] Reviews from the data team take a week (need:: thought-partner) (kind:: people)
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
    if thread.item.kind is None and not thread.lost:
        settings = context.settings
        words = either(map(settings.word, VALUES["questions"]["kind"]))
        field = settings.field("kind", "…")
        message = f"What kind of question is {short(thread.item)}? Add `{field}`: {words}"
        yield Fault(message, thread.newest.meeting.note, head_of(thread.item))


RULE = thread_rule(__name__, __doc__, "warning", check, section="questions", state="open")
