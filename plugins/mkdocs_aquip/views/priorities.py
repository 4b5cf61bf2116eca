"""Priorities: their order now, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from aquip.core.gfm import plain
from aquip.core.model import Meeting, Series
from aquip.core.timeline import Line, Movement, movement
from mkdocs_aquip.charts import bump
from mkdocs_aquip.charts.svg import Chart
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.key import of_series
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.spans import shown_series
from mkdocs_aquip.views.view import LIMIT, SERIES, View
from mkdocs_aquip.words import day_text, plural

PICTURES: Final = 24
"""Pictures that a page has room for; each series' own page has its own."""


@dataclass(frozen=True)
class Block:
    """A series' priorities."""

    series: Series
    newest: Meeting
    now: tuple[Line, ...]
    chart: Chart | None


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return a block for each series that lists priorities, the one with most meetings first."""
    record = context.record
    shown = shown_series(context, values)
    blocks: list[Block] = []
    for series in shown:
        threads = threads_in(record, "priorities", (series.name,))
        moved = movement(threads, series, values["meetings"])
        pictured = values["chart"] and len(blocks) < PICTURES
        chart = _chart(series, moved, context) if moved.lines and pictured else None
        if chart or (moved.lines and values["list"]):
            now = tuple(line for line in moved.lines if line.ranks[-1])[: values["limit"]]
            listed = now if values["list"] else ()
            blocks.append(Block(series, moved.meetings[-1], listed, chart))
    return {"blocks": blocks, "titled": len(shown) > 1, "listed": values["list"]}


def _chart(series: Series, moved: Movement, context: ViewContext) -> Chart | None:
    """Draw the movement; a single meeting has none."""
    if len(moved.meetings) < 2:  # noqa: PLR2004 - two points make a line
        return None
    title = f"Priorities of {series.title}, meeting by meeting"
    sentence = _sentence(moved)
    ui = Ui(context)
    rows = []
    for index, line in enumerate(moved.lines):
        item = line.thread.item
        name = Markup("<b>{}</b> {}").format(
            bump.letter(index), ui.inline(item.text, line.thread.newest.meeting.note)
        )
        state = line.thread.state if line.thread.state != "open" or line.ranks[-1] else "left off"
        rows.append((name, *(rank or "–" for rank in line.ranks), state))
    days = (day_text(m.date, context.record.today) for m in moved.meetings)
    return Chart(
        name="bump",
        title=title,
        sentence=sentence,
        svg=bump.draw(moved, (title, sentence)),
        head=("Priority", *days, "Now"),
        rows=tuple(rows),
        legend=tuple(
            (bump.mark(index), _gone(line, moved, context))
            for index, line in enumerate(moved.lines)
            if not line.ranks[-1]
        ),
        series=series.name,
        heading="The order of priorities, meeting by meeting",
    )


def _gone(line: Line, moved: Movement, context: ViewContext) -> str:
    """Name a priority that is off the list, and when it was last on it."""
    last = max(index for index, rank in enumerate(line.ranks) if rank)
    day = day_text(moved.meetings[last].date, context.record.today)
    item = line.thread.item
    word = "last listed" if line.thread.state == "open" else line.thread.state
    return f"{plain(item.text)} ({word} {day})"


def _sentence(moved: Movement) -> str:
    """Say what stands first and for how long, and how much came and went."""
    top = moved.lines[0]
    first = shown = 0
    for rank in reversed(top.ranks):
        if rank != 1:
            break
        first += 1
    words = f"“{plain(top.thread.item.text)}” is first"
    words += f", as in the last {plural(first, 'meeting')}" if first > 1 else ""
    shown = len(moved.meetings)
    came = sum(line.ranks[0] is None for line in moved.lines)
    went = sum(line.ranks[-1] is None or line.thread.state != "open" for line in moved.lines)
    return f"{words}; over {plural(shown, 'meeting')} {came} came in and {went} went."


VIEW = View(
    "priorities",
    "The order of priorities now, what moved since the meeting before, and a picture of how they "
    "moved over the last meetings.",
    data,
    (
        SERIES,
        Option("list", "flag", "With the order now as a list", default=True),
        Option("chart", "flag", "With the picture", default=True),
        Option("meetings", "number", "The picture goes back this many meetings", default=12),
        LIMIT,
    ),
    "meetings: 20",
    key=of_series,
)
