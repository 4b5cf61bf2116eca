"""The table of views."""

from __future__ import annotations

from mkdocs_aquip.views.accomplishments import VIEW as ACCOMPLISHMENTS
from mkdocs_aquip.views.actions import VIEW as ACTIONS
from mkdocs_aquip.views.ages import VIEW as AGES
from mkdocs_aquip.views.balance import VIEW as BALANCE
from mkdocs_aquip.views.briefing import VIEW as BRIEFING
from mkdocs_aquip.views.calendar import VIEW as CALENDAR
from mkdocs_aquip.views.effectiveness import VIEW as EFFECTIVENESS
from mkdocs_aquip.views.feedback import VIEW as FEEDBACK
from mkdocs_aquip.views.flow import VIEW as FLOW
from mkdocs_aquip.views.goal import VIEW as GOAL
from mkdocs_aquip.views.goals import VIEW as GOALS
from mkdocs_aquip.views.home import VIEW as HOME
from mkdocs_aquip.views.lead import VIEW as LEAD
from mkdocs_aquip.views.meetings import VIEW as MEETINGS
from mkdocs_aquip.views.next import VIEW as NEXT
from mkdocs_aquip.views.people_view import VIEW as PEOPLE
from mkdocs_aquip.views.person import VIEW as PERSON
from mkdocs_aquip.views.priorities import VIEW as PRIORITIES
from mkdocs_aquip.views.questions import VIEW as QUESTIONS
from mkdocs_aquip.views.rank import VIEW as RANK
from mkdocs_aquip.views.recurring import VIEW as RECURRING
from mkdocs_aquip.views.rules import VIEW as RULES
from mkdocs_aquip.views.series import VIEW as SERIES
from mkdocs_aquip.views.subscribe import VIEW as SUBSCRIBE
from mkdocs_aquip.views.timeline import VIEW as TIMELINE
from mkdocs_aquip.views.view import View

__all__ = ["ALIASES", "VIEWS", "View"]

VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        HOME,
        NEXT,
        ACTIONS,
        QUESTIONS,
        RECURRING,
        PRIORITIES,
        ACCOMPLISHMENTS,
        TIMELINE,
        CALENDAR,
        MEETINGS,
        FLOW,
        AGES,
        LEAD,
        EFFECTIVENESS,
        BALANCE,
        GOALS,
        GOAL,
        RANK,
        FEEDBACK,
        BRIEFING,
        SERIES,
        PEOPLE,
        PERSON,
        SUBSCRIBE,
        RULES,
    )
}
"""Views by name, in the order of their documentation."""

ALIASES = {"upcoming": "next", "summary": "balance", "relationships": "series"}
"""Other names a note may use."""
