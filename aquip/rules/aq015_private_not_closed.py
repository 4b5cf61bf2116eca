"""A private marker has no counterpart.

What stands between `<!-- private -->` and `<!-- /private -->` stays off the site. When
one of the two is missing, aquip hides everything after the first, or before the second,
rather than guess where the private part ends.

Bad:

```markdown
## Notes

<!-- private -->

Morgan may leave in spring.

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```

```markdown
## Notes

Morgan may leave in spring.

<!-- /private -->
```

Good:

```markdown
## Notes

<!-- private -->

Morgan may leave in spring.

<!-- /private -->

## Actions

- [ ] @sam Draft the rota proposal (due:: 2026-11-27)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aquip.core.model import Note
from aquip.rules.base import Fault, note_rule
from aquip.rules.context import Context

_MESSAGES: Final = {
    "private-unclosed": "This hides everything to the end of the file: "
    "close it with <!-- /private --> on a line of its own",
    "private-stray-close": "This closes nothing, so all before it is hidden: "
    "open the private part with <!-- private --> on a line of its own",
}


def check(note: Note, _: Context) -> Iterator[Fault]:
    """Pass on what looking for hidden lines found."""
    for problem in note.problems:
        if problem.kind in _MESSAGES:
            yield Fault(_MESSAGES[problem.kind], note, problem.span)


RULE = note_rule(__name__, __doc__, "error", check)
