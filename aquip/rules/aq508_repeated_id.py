"""Two items have the same id.

An id is what an item is known by: its state, its age and its history hang on it. The
same item may stand in meeting after meeting of its series under one id. Two items under
one id, copied by hand most often, become one: dashboards list the first alone, and closing it
closes the second.

Bad:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^a81kd
```

Good:

```markdown
## Actions

- [ ] @morgan Talk to the data team's lead (due:: 2026-11-27) ^a81kd
- [ ] @sam Draft the rota proposal (due:: 2026-11-27) ^k7f3q
```
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from aquip.core.model import Occurrence
from aquip.rules.base import Fault, record_rule
from aquip.rules.context import Context, head_of


def check(context: Context) -> Iterator[Fault]:
    """Compare each place of an id with those before; name the one it clashes with."""
    for id_, places in _places(context).items():
        firsts: dict[tuple[int, str | None], Occurrence] = {}
        for place in places:
            clash = next((p for p in firsts.values() if not _same(p, place, context)), None)
            # Of those in one meeting's section, the first stands for all.
            firsts.setdefault((id(place.meeting), place.item.section), place)
            if clash:
                path, line = clash.meeting.note.path, clash.item.line
                message = (
                    f"^{id_} is another item's, in {path}:{line}: "
                    "give this one an id of its own, or none"
                )
                span = place.item.id_span or head_of(place.item)
                yield Fault(message, place.meeting.note, span)


def _places(context: Context) -> dict[str, list[Occurrence]]:
    """Return where ids stand, in order of date: those that may be more than one item's."""
    doubtful = _doubtful(context)
    places: dict[str, list[Occurrence]] = defaultdict(list)
    for meeting in context.record.meetings if doubtful else ():
        for item in meeting.note.items():
            if item.id and item.id in doubtful:
                places[item.id].append(Occurrence(meeting, item))
    return places


def _doubtful(context: Context) -> set[str]:
    """Collect the ids that are in several series or sections, or twice in one meeting.

    Any other is an item that was carried from meeting to meeting, as nearly all are.
    """
    doubtful: set[str] = set()
    first: dict[str, tuple[str, str | None]] = {}
    for meeting in context.record.meetings:
        here: list[str] = []
        for section in meeting.note.sections:
            ids = [item.id for item in section.items if item.id]
            place = (meeting.series, section.key)
            doubtful.update(id_ for id_ in ids if first.setdefault(id_, place) != place)
            here += ids
        if len(set(here)) < len(here):
            doubtful.update(id_ for id_, count in Counter(here).items() if count > 1)
    return doubtful


def _same(earlier: Occurrence, later: Occurrence, context: Context) -> bool:
    """Tell whether two places can be one item: told again, carried on, or taken along."""
    if earlier.item.section != later.item.section or earlier.meeting is later.meeting:
        return False
    if earlier.meeting.series == later.meeting.series or later.item.section == "accomplishments":
        return True
    # A series that came to its end may leave its items to another.
    series = context.record.series[earlier.meeting.series]
    return series.ends is not None or all(m.date <= later.meeting.date for m in series.meetings)


RULE = record_rule(__name__, __doc__, "error", check)
