"""The facts above a meeting: when, who, how it stands, and the way around."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from aquip.core.model import Meeting, Series
from aquip.core.readiness import missing
from mkdocs_aquip.render.parts import UNINDEXED
from mkdocs_aquip.site import Site, long_date
from mkdocs_aquip.words import day_text, in_word

if TYPE_CHECKING:
    from mkdocs_aquip.page import NotePage

_BEST = 5


def meeting_header(page: NotePage, meeting: Meeting, site: Site) -> str:
    """Return the header's HTML, from ``aquip/page/meeting.html``.

    The template knows the meeting, its series, the meetings before and after, the
    context of `mkdocs_aquip.context`, the attendees' handles, how far ``off`` it is, a ``day``
    in short, the headings of an agenda that are ``lacking``, and the stars from 1 to 5 that the
    reflection gives (None without any).
    """
    settings, today = site.record.settings, site.record.today
    series = site.record.series[meeting.series]
    before, after = around(meeting, series)
    context = site.context(meeting.note.uri, page.url)
    return site.template(
        "meeting",
        page=page,
        ctx=context,
        settings=settings,
        today=today,
        off=in_word(meeting.date, today),
        lacking=[settings.heading(key) for key in missing(meeting)],
        meeting=meeting,
        series=series,
        previous=before,
        next=after,
        date=long_date(meeting),
        # A series may have met at other times: its usual one is that of meetings to come.
        time=meeting.note.front.values.get("time")
        or (series.time if meeting.status == "planned" else None),
        duration=meeting.duration or series.duration,
        attendees=attendees(meeting, series),
        stars=stars(meeting),
        best=_BEST,
        day=lambda other: day_text(other, meeting.date),
        unindexed=UNINDEXED,
    )


def around(meeting: Meeting, series: Series) -> tuple[Meeting | None, Meeting | None]:
    """Return the meetings of the series before and after one."""
    every = series.meetings  # in this very order
    here = bisect_left(every, (meeting.date, meeting.name), key=lambda m: (m.date, m.name))
    before = every[here - 1] if here else None
    after = every[here + 1] if here + 1 < len(every) else None
    return before, after


def attendees(meeting: Meeting, series: Series) -> tuple[str, ...]:
    """Return who was there: as the meeting says, else the two the series is between."""
    pair = (handle for handle in (series.owner, series.with_) if handle)
    return meeting.attendees or tuple(dict.fromkeys(pair))


def stars(meeting: Meeting) -> int | None:
    """Return how effective the meeting was, 1 to 5, as its reflection says."""
    answer = (meeting.answer("effective") or "")[:1]
    return int(answer) if answer.isdecimal() and 1 <= int(answer) <= _BEST else None
