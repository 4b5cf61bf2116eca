"""Views to try, on the example's notes: each view, and each of its options at least once.

They stand, live, in notes/views.md. A test holds that no view and no option is missing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "home": ("",),
    "next": ("series: [morgan, lee]\nlimit: 1",),
    "actions": (
        "owner: me\nstate: open\ngroup: due\nfilter: true",
        "series: morgan\ngoal: staff\nstate: all\nsort: carried\nlimit: 3",
        "due: later\nage: 10\nlimit: 3",
        "state: done\npart: 2026\nlimit: 3",
    ),
    "questions": (
        "state: all\nkind: [people, pattern]\nneed: thought-partner\ngroup: series\nlimit: 4",
        "series: morgan\ngoal: staff\nstate: done\nsort: age\nage: 14\nlimit: 3",
        "state: all\npart: 2026\nfilter: true\nlimit: 3",
    ),
    "recurring": ("series: [morgan, lee]\nstate: all\nlimit: 2",),
    "priorities": ("series: morgan\nmeetings: 8", "list: true\nchart: false\nlimit: 3"),
    "accomplishments": (
        "period: last\ngroup: goal\nkind: outcome\nlinks: with\nlimit: 4",
        "series: morgan\ngoal: latency\nhighlights: true\nlimit: 2",
        "period: 2026-Q3\ngroup: kind\npart: 1\nperiods: true\nfilter: true\nlimit: 3",
    ),
    "timeline": ("series: [morgan, priya]\nmonths: 6", "series: lee\nperiod: 2026-Q3"),
    "calendar": ("series: morgan\nmonths: 6", "period: 2026-H2"),
    "meetings": ("series: lee\nstatus: held\nperiod: 2026-Q3\nlimit: 3",),
    "flow": ("months: 6", "series: morgan\nperiod: 2026-H1"),
    "ages": ("of: actions", "series: [morgan, lee]\nof: both"),
    "lead": ("series: morgan\nmonths: 6", "period: 2026-Q3"),
    "effectiveness": ("series: [morgan, lee]",),
    "balance": ("owners: true", "series: lee\nowners: false"),
    "goals": ("goal: [latency, payments]", "kind: personal"),
    "goal": ("goal: staff",),
    "rank": ("goal: latency\nmeetings: 12",),
    "feedback": ("direction: received\nlimit: 2", "series: lee\ndirection: given\nperiod: 2026"),
    "briefing": ("series: morgan",),
    "series": ("series: [morgan, priya]",),
    "people": ("series: [morgan, lee]",),
    "person": ("person: morgan",),
    "subscribe": ("brief: true", "owner: [sam, morgan]"),
    "rules": ("section: questions",),
}
"""The options of each view's examples, as a note would have them below its ``view:``."""
