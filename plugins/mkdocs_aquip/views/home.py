"""The home page: what comes next, what is owed, what was achieved, what matters most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from aquip.core.period import quarter_of
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.accomplishments import VIEW as ACCOMPLISHMENTS
from mkdocs_aquip.views.accomplishments import period_title
from mkdocs_aquip.views.actions import VIEW as ACTIONS
from mkdocs_aquip.views.balance import VIEW as BALANCE
from mkdocs_aquip.views.next import VIEW as NEXT
from mkdocs_aquip.views.options import Values
from mkdocs_aquip.views.page import Ui, render
from mkdocs_aquip.views.priorities import VIEW as PRIORITIES
from mkdocs_aquip.views.view import View

ROWS = 5


@dataclass(frozen=True)
class Panel:
    """A view on the home page, and the link to all it has a part of."""

    key: str
    title: str
    html: Markup
    url: str | None = None
    all: str = ""


def data(context: ViewContext, _: Values) -> dict[str, object]:
    """Return the panels, in the order they are read on a phone."""
    record, me = context.record, context.record.settings.me
    ui, page = Ui(context), context.page
    quarter = quarter_of(record.today, record.settings.fiscal_year_starts)

    def view(shown: View, **written: object) -> Markup:
        return _view(shown, context, written)

    panels = [
        Panel("next", "Next meetings", view(NEXT, limit=3), page("timeline.md"), "Timeline"),
        Panel("balance", "Open between us", view(BALANCE), page("actions.md"), "All actions"),
    ]
    if me:
        mine, url = view(ACTIONS, owner=me, limit=ROWS), ui.rows_url("actions.md", owner=me)
        panels.append(Panel("mine", "What I owe", mine, url, "All of mine"))
    late, url = view(ACTIONS, due="overdue", limit=ROWS), ui.rows_url("actions.md", due="overdue")
    panels.append(Panel("late", "What slipped", late, url, "All that is overdue"))
    order = view(PRIORITIES, chart=False, limit=3)
    panels.append(
        Panel("priorities", "Priorities now", order, page("priorities.md"), "How they moved")
    )
    won = view(ACCOMPLISHMENTS, period=quarter.label, group="none", limit=ROWS)
    url = page(f"accomplishments/{quarter.slug}.md") or page("accomplishments.md")
    panels.append(
        Panel("won", f"Achieved in {period_title(quarter)}", won, url, "The whole quarter")
    )
    return {"panels": panels}


def _view(view: View, context: ViewContext, written: Mapping[str, object]) -> Markup:
    """Render one of the other views with the options a note would write."""
    values = {
        option.name: option.read(written[option.name], context)
        if option.name in written
        else option.unset(context)
        for option in view.options
    }
    return render(view.name, context, view.data(context, values))


VIEW = View(
    "home",
    "The whole home page: next meetings, what is open and who owes it, what slipped, priorities, "
    "this quarter's accomplishments.",
    data,
)
