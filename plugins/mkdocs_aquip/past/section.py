"""A meeting's history at the end of its page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from aquip.core.grammar import iso_date
from aquip.report.text import flat
from mkdocs_aquip.render.parts import UNINDEXED, person, time_tag
from mkdocs_aquip.sources import commit_url
from mkdocs_aquip.words import MONTHS, plural

if TYPE_CHECKING:
    from aquip.core.model import Meeting
    from aquip.core.settings import Settings
    from aquip.history.trails import Author
    from mkdocs_aquip.past.story import Named, Story
    from mkdocs_aquip.site import Site

OF_MEETING: Final = {
    "shared": "agenda shared",
    "held": "held",
    "cancelled": "cancelled",
    "confirmed": "order of priorities confirmed",
    "moved": "moved to another day",
    "raised": "note begun",
    "edited": "text edited",
}
"""What can happen to a meeting as a whole, in the order in which it is told."""

OF_ITEMS: Final = {
    "told": "accomplishments",
    "raised": "added",
    "done": "done",
    "dropped": "dropped",
    "reopened": "reopened",
    "due_moved": "due moved",
    "owner_changed": "handed on",
    "reranked": "moved in rank",
    "edited": "edited",
}
"""What can happen to items, in the order in which it is told."""

_NAMED: Final = 8
"""Items that are named for one thing that happened in a commit; more are counted."""

_DAY: Final = dt.timedelta(days=1)
_HOUR: Final = dt.timedelta(hours=1)


def history_section(site: Site, meeting: Meeting) -> str:
    """Return the section's HTML, from ``aquip/page/history.html``; empty where there is none.

    The template knows the meeting, its `story` and, as functions, the words for what is in it.
    """
    story = site.past.story(meeting.note) if site.past else None
    if story is None:
        return ""
    settings = site.record.settings
    return site.template(
        "history",
        meeting=meeting,
        story=story,
        summary=_summary(story),
        url=lambda sha: commit_url(site.config, sha),
        who=lambda author: author_html(author, settings),
        when=lambda moment: _when(moment, meeting.date),
        text=flat,
        whole=lambda entry: [said for kind, said in OF_MEETING.items() if entry.about(kind) == ()],
        items=lambda entry: [(kind, found) for kind in OF_ITEMS if (found := entry.about(kind))],
        word=lambda kind: settings.label(kind, OF_ITEMS[kind]),
        change=lambda kind, item: _change(kind, item, settings, meeting.date),
        most=_NAMED,
        plural=plural,
        unindexed=UNINDEXED,
    )


def author_name(author: Author, settings: Settings) -> str:
    """Return an author's name as text: that of the settings, else what git has."""
    if author.handle:
        return settings.name(author.handle)
    return flat(author.name) or "somebody"


def author_html(author: Author, settings: Settings) -> Markup:
    """Return an author as HTML, like anybody else on the site."""
    if author.handle:
        return Markup(person(author.handle, settings))  # noqa: S704 - it escapes what it is given
    return Markup("<bdi>{}</bdi>").format(author_name(author, settings))


def _summary(story: Story) -> list[str]:
    """Say the most important in a few words."""
    said = [plural(len(story.entries) + story.earlier, "commit")] if story.entries else []
    if not story.whole:
        said.append("earlier history is not in this clone")
    if story.ahead is not None:
        said.append(_ahead(story.ahead))
    late = sum(entry.late for entry in story.entries)
    if late:
        said.append("edited after the meeting")
    return said


def _ahead(span: dt.timedelta) -> str:
    """Say how long before the meeting its agenda was shared."""
    if span < dt.timedelta():
        return "no agenda shared ahead"
    days, hours = span // _DAY, span // _HOUR
    word = plural(days, "day") if days else plural(hours, "hour") if hours else "minutes"
    return f"agenda shared {word} ahead"


def _when(moment: dt.datetime, day: dt.date) -> Markup:
    date = moment.date()
    year = "" if date.year == day.year else f" {date.year}"
    shown = f"{date.day} {MONTHS[date.month - 1]}{year}, {moment.hour:02}:{moment.minute:02}"
    html = f'<time datetime="{moment.isoformat()}">{shown}</time>'
    return Markup(html)  # noqa: S704 - made of a date


def _change(kind: str, item: Named, settings: Settings, day: dt.date) -> Markup:
    """Say what is other than it was."""
    if kind == "due_moved":
        sides = [(d := iso_date(each)) and time_tag(d, day) for each in (item.before, item.after)]
        old, new = (Markup(each) if each else None for each in sides)  # noqa: S704 - made of dates
        if old and new:
            return Markup("{} \u2192 {}").format(old, new)
        return Markup("to {}").format(new) if new else Markup("to no day")
    if kind == "reranked":
        return Markup("from {} to {}").format(item.before, item.after)
    if kind == "owner_changed":
        handles = [handle.lstrip("@") for handle in (item.after or "").split(", ") if handle]
        names = ", ".join(settings.name(handle) for handle in handles)
        return Markup("to {}").format(names or "nobody")
    return Markup("")
