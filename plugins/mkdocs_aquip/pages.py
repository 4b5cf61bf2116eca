"""The record as pages to make: what each says.

Pages are Markdown with ``aquip`` blocks, made of the same views as anyone's own; a
page that someone wrote takes the place of the one made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from aquip.core.gfm import structure
from aquip.core.model import Record
from aquip.core.period import Period
from aquip.core.settings import Settings
from aquip.rules import RULES, severity_of
from aquip.rules.page import INTRODUCTION, rule_markdown
from mkdocs_aquip.context import person_uri
from mkdocs_aquip.views.accomplishments import parts
from mkdocs_aquip.views.known import everybody
from mkdocs_aquip.views.meetings import earlier_years as earlier_meetings
from mkdocs_aquip.views.parts import cut
from mkdocs_aquip.views.periods import page_of, periods
from mkdocs_aquip.views.reference import page as views_page
from mkdocs_aquip.views.spans import earlier_years

_VIEW = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*aquip(?:[ \t][^`\n]*)?\r?$", re.MULTILINE)

_FIRST = {"series": "briefing", "goal": "goals"}
"""What stands right below a page's title, above its own text: what one opens it for."""

_SECTIONS = frozenset(("h2", "h3", "h4", "h5", "h6"))

_SUBSCRIBE = (
    "Whoever may read this site can have it come to them: due dates in a calendar or a task list, "
    "and what is new in a feed reader."
)

_YEAR_OR_SO = 18
"""Months of a record of which a picture of one year shows enough."""

SERIES_PAGE = "series/index.md"

_UNSEARCHED = "search: {exclude: true}\n"


def has_view(text: str) -> bool:
    """Tell whether a page places views itself."""
    return "aquip" in text and bool(_VIEW.search(text))


def fence(view: str, **options: object) -> str:
    """Return a view as the block that a note would hold."""
    lines = [f"view: {view}", *(f"{name}: {_yaml(value)}" for name, value in options.items())]
    return "\n".join(["```aquip", *lines, "```", ""])


def _yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def usual_views(kind: str, settings: Settings) -> str:
    """Return the Markdown that follows a page's own text when it places no view itself.

    What shows a section's items is called as the repository calls the section.
    """
    parts = []
    for section, title, views in _USUAL.get(kind, ()):
        heading = f"## {_plain(settings.section_label(section, title))}\n\n" if title else ""
        parts.append(heading + "\n".join(views))
    return "".join(f"\n\n{part}" for part in parts)


_USUAL: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "home": (("", "", (fence("home"),)),),
    "series": (
        ("feedback", "Feedback", (fence("feedback"),)),
        ("priorities", "Priorities", (fence("priorities", list=False),)),
        ("", "How it goes", (fence("effectiveness"), fence("calendar"), fence("lead"))),
        ("", "Meetings", (fence("meetings"),)),
    ),
    "goal": (
        ("", "What is open", (fence("goal"),)),
        ("", "Rank over time", (fence("rank"),)),
        ("accomplishments", "Accomplishments", (fence("accomplishments"),)),
    ),
}
"""What follows a page's own text: the section that is shown, a heading, the views below it."""


def first_view(kind: str) -> str:
    """Return the view that stands above a page's own text when it places none itself."""
    return f"view: {_FIRST[kind]}\n" if kind in _FIRST else ""


def with_home(markdown: str, settings: Settings) -> str:
    """Return a home page's own text with the usual views: before its first section.

    What stands there is read first, and a long text would push it off the screen.
    """
    views = usual_views("home", settings)
    sections = (one for one in structure(markdown) if one.tag in _SECTIONS)
    position = next((one.get("data-sourcepos", "") for one in sections), "")
    if not position:
        return markdown + views
    lines = markdown.split("\n")
    line = int(position.partition(":")[0]) - 1
    return "\n".join([*lines[:line], f"{views.strip()}\n", *lines[line:]])


def home(site_name: str, settings: Settings, source: str = "") -> tuple[str, str]:
    """Return the page that leads to everything, or to all of a source."""
    uri = f"{source}/index.md" if source else "index.md"
    return uri, _page(site_name, usual_views("home", settings), wide=True)


def pages_to_make(record: Record, site_name: str) -> Iterator[tuple[str, str]]:
    """Yield each page that the site has on its own: its source's name, and its Markdown.

    None of them is in the search index: they show again what meetings say, and a
    search is for the meeting.
    """
    settings = record.settings
    yield home(site_name, settings)
    yield from _dashboards(record)
    yield from _parts(record)
    priorities = _called("priorities", settings)
    yield "priorities.md", _page(priorities, fence("priorities", chart=True), wide=True)
    cadence = f"{fence('timeline')}\n## Cadence\n\n{fence('calendar')}"
    yield "timeline.md", _page("Timeline", cadence, wide=True)
    for year in earlier_years(record):
        drawn, kept = (fence(view, period=year) for view in ("timeline", "calendar"))
        body = f"{drawn}\n## Cadence\n\n{kept}"
        yield f"timeline/{year}.md", _page(f"Timeline, {year}", body, wide=True)
    yield "trends.md", _trends(record)
    name = _called("accomplishments", settings)
    body = fence("accomplishments", group="quarter", periods=True)
    yield "accomplishments/index.md", _page(name, body, wide=True)
    for period, count in periods(record).items():
        yield from _of_period(period, count, name)
    if record.goals:
        yield "goals/index.md", _page("Goals", fence("goals"), wide=True)
    yield from _series(record)
    yield from _people(record)
    yield "subscribe.md", _page("Subscribe", f"{_SUBSCRIBE}\n\n{fence('subscribe')}")
    yield "views/index.md", f"---\n{_UNSEARCHED}---\n\n{views_page()}"
    yield "rules/index.md", _page("Rules", f"{INTRODUCTION}\n{fence('rules')}")
    for rule in RULES.values():
        text = rule_markdown(rule, level=1, severity=severity_of(rule, record.settings))
        yield f"rules/{rule.code.lower()}.md", f"---\n{_UNSEARCHED}---\n\n{text}"
    for one in record.series.values():
        if one.note is None:
            views = f"{fence('briefing')}{usual_views('series', settings)}"
            yield f"{one.name}/index.md", _page(_plain(one.title), views)
        for year in earlier_meetings(one):
            body = "\n\n".join(
                f"## {_called(view, settings)}\n\n{fence(view, series=one.name, period=year)}"
                for view in ("meetings", "feedback")
            )
            yield f"{one.name}/{year}.md", _page(f"{_plain(one.title)}, {year}", body)


def _dashboards(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the pages of all actions and of all questions."""
    body = fence("actions", state="all", filter=True)
    body += f"\n{fence('subscribe', brief=True)}"
    yield "actions.md", _page(_called("actions", record.settings), body, wide=True)
    body = fence("questions", state="all", filter=True)
    if any(thread.section == "questions" for thread in record.threads):
        again = f"## What keeps coming back\n\n{fence('recurring')}"
        body = f"{again}\n## All of them\n\n{body}"
    yield "questions.md", _page(_called("questions", record.settings), body, wide=True)


def _series(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the page of all series, unless one of them has its name."""
    if record.series and SERIES_PAGE.partition("/")[0] not in record.series:
        yield SERIES_PAGE, _page("1:1s", fence("series"), wide=True)


def _people(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the page of everybody, and everybody's own."""
    yield "people/index.md", _page("People", fence("people"), wide=True)
    for handle in everybody(record):
        if uri := person_uri(handle):
            body = fence("person", person=f'"@{handle}"')
            yield uri, _page(_plain(record.settings.name(handle)), body, wide=True)


def _of_period(period: Period, count: int, name: str) -> Iterator[tuple[str, str]]:
    """Yield a period's page of accomplishments; of a long quarter the others too."""
    title = f"{name}, {period.name}"
    shown = partial(fence, "accomplishments", period=period.label, group="goal", periods=True)
    yield page_of(period), _page(title, shown(filter=True), wide=True)
    for n in parts(count) if period.unit == "quarter" else ():
        uri = f"accomplishments/{period.slug}-{n}.md"
        yield uri, _page(f"{title}, page {n}", shown(part=n, filter=True), wide=True)


def _trends(record: Record) -> str:
    """Return the page of pictures of all series; what goes back far is shown from its beginning."""
    first = min((meeting.date for meeting in record.meetings), default=record.today)
    months = (record.today.year - first.year) * 12 + record.today.month - first.month + 1
    flow = fence("flow") + (f"\n{fence('flow', months=months)}" if months > _YEAR_OR_SO else "")
    told = {
        "Opened and closed": flow,
        "Age of what is open": fence("ages"),
        "Agendas shared ahead": fence("lead"),
        "Effectiveness": fence("effectiveness"),
    }
    return _page("Trends", "\n".join(f"## {title}\n\n{views}" for title, views in told.items()))


def _parts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the pages of what is too much for the dashboards' first ones."""
    for section in ("actions", "questions"):
        for part in cut(record, section).parts:
            body = fence(section, state="all", part=part.name, filter=True)
            title = f"{_called(section, record.settings)} {part.title}"
            yield part.uri, _page(title, body, wide=True)


def _called(section: str, settings: Settings) -> str:
    """Return what the page of a section is called, as Markdown."""
    return _plain(settings.section_label(section, section.capitalize()))


def _plain(title: str) -> str:
    """Keep a title a title, whatever signs of Markdown it has."""
    return re.sub(r"([\\`*_\[\]<>#&])", r"\\\1", title)


def _page(title: str, body: str, *, wide: bool = False) -> str:
    hide = "hide: [toc]\n" if wide else ""
    return f"---\n{_UNSEARCHED}{hide}---\n\n# {title}\n\n{body.lstrip()}"
