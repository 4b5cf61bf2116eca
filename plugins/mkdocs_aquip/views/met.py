"""Meetings as HTML: a function, since there are thousands of them (see `row`)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs_aquip.views.meetings import Row
    from mkdocs_aquip.views.page import Ui

BEST: Final = 5


def met_html(row: Row, ui: Ui, *, one_series: bool) -> str:
    """Return a meeting as an item of a list: when it is, what was on it, how it was found."""
    meeting = row.meeting
    what = "" if one_series else _series(meeting.series, ui)
    if meeting.status == "cancelled":
        moved = f" moved to {ui.day(meeting.moved_to)}" if meeting.moved_to else ""
        what += f"{_status('cancelled')} {escape(meeting.reason or '')}{moved}"
    else:
        what += f"{_status('planned')} " if meeting.status == "planned" else ""
        what += " · ".join(row.counts)
    return (
        f'<li class="aq-meeting-row aq-meeting-row--{meeting.status}">\n'
        f'<span class="aq-meeting-row__date">{ui.place(meeting).link}'
        f' <span class="aq-weekday">{ui.weekday(meeting.date)}</span></span>\n'
        f'<span class="aq-meeting-row__what">{what}</span>\n'
        f'<span class="aq-meeting-row__score">{_score(row.score)}</span>\n</li>\n'
    )


def _series(name: str, ui: Ui) -> str:
    return f'<span class="aq-meeting-row__series">{escape(ui.series_title(name))}</span> '


def _status(word: str) -> str:
    return f'<span class="aq-status aq-status--{word}">{word}</span>'


def _score(score: int | None) -> str:
    if not score:
        return ""
    dots = '<i class="on"></i>' * score + '<i class=""></i>' * (BEST - score)
    label = f"effective: {score} of {BEST}"
    return f'<span class="aq-score" role="img" aria-label="{label}">{dots}</span>'
