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

from typing import Final

from aquip.core.model import Problem
from aquip.rules.base import problem_rule

_MESSAGES: Final = {
    "private-unclosed": "This hides everything to the end of the file: "
    "close it with <!-- /private --> on a line of its own",
    "private-stray-close": "This closes nothing, so all before it is hidden: "
    "open the private part with <!-- private --> on a line of its own",
}


def say(problem: Problem) -> str | None:
    """Pass on what looking for hidden lines found."""
    return _MESSAGES.get(problem.kind)


RULE = problem_rule(__name__, __doc__, "error", say, discreet=True)
