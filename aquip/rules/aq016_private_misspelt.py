"""A private marker is misspelt or shares its line.

`<!-- private -->` counts when it stands alone on its line, spelt exactly so. Anything
close to it hides the rest of the file, so that a slip never publishes what was meant to
stay private; but it hides too much.

Bad:

```markdown
## Notes

<!-- Private -->

Morgan may leave in spring.

<!-- /private -->
```

```markdown
## Notes

Morgan may leave in spring. <!-- private -->
```

Good:

```markdown
## Notes

<!-- private -->

Morgan may leave in spring.

<!-- /private -->
```
"""

from __future__ import annotations

from aquip.core.model import Problem
from aquip.rules.base import problem_rule


def say(problem: Problem) -> str | None:
    """Pass on what looking for hidden lines found."""
    if problem.kind != "private-near-miss":
        return None
    return (
        "This hides everything to the end of the file: write <!-- private --> or "
        "<!-- /private --> exactly so, alone on its line"
    )


RULE = problem_rule(__name__, __doc__, "error", say, discreet=True)
