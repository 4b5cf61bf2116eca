"""The record as pages to make: what each says, and where it stands in the navigation.

Pages are Markdown with ``aquip`` blocks, made of the same views as anyone's own; a
page that someone wrote takes the place of the one made here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

from aquip.core.model import Record
from aquip.core.period import Period
from aquip.core.settings import Settings
from aquip.rules import RULES, severity_of
from aquip.rules.page import INTRODUCTION, rule_markdown
from mkdocs_aquip.views.accomplishments import by_quarter, parts
from mkdocs_aquip.views.meetings import earlier_years as earlier_meetings
from mkdocs_aquip.views.parts import cut
from mkdocs_aquip.views.timeline import earlier_years

Nav = list[Any]
"""A navigation as mkdocs.yml has it: titles to sources, or to lists of more."""

_VIEW = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*aquip[ \t]*\r?$", re.MULTILINE)

_SERIES = (
    ("", "series"),
    ("Open actions", "actions"),
    ("Open questions", "questions"),
    ("Priorities", "priorities"),
    ("Effectiveness", "effectiveness"),
    ("Cadence", "calendar"),
    ("Feedback", "feedback"),
    ("Meetings", "meetings"),
)
_GOAL = (("", "goals"), ("Accomplishments", "accomplishments"), ("Open actions", "actions"))


_RECENT = 8
"""Quarters in the navigation, which stands on every page; the overview leads to all of them."""

_UNSEARCHED = "search: {exclude: true}\n"


def has_view(text: str) -> bool:
    """Tell whether a page places views itself."""
    return bool(_VIEW.search(text))


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
    if kind == "home":
        return f"\n\n{fence('home')}"
    views = {"series": _SERIES, "goal": _GOAL}.get(kind, ())
    titled = ((settings.section_label(view, title) if title else "", view) for title, view in views)
    return "".join(
        f"\n\n{f'## {_plain(title)}' if title else ''}\n\n{fence(view)}" for title, view in titled
    )


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
    for section in ("actions", "questions"):
        body = fence(section, state="all", filter=True)
        yield f"{section}.md", _page(_called(section, settings), body, wide=True)
    yield from _parts(record)
    priorities = _called("priorities", settings)
    yield "priorities.md", _page(priorities, fence("priorities", chart=True), wide=True)
    cadence = f"{fence('timeline')}\n## Cadence\n\n{fence('calendar')}"
    yield "timeline.md", _page("Timeline", cadence, wide=True)
    for year in earlier_years(record):
        drawn, kept = (fence(view, period=year) for view in ("timeline", "calendar"))
        body = f"{drawn}\n## Cadence\n\n{kept}"
        yield f"timeline/{year}.md", _page(f"Timeline, {year}", body, wide=True)
    name = _called("accomplishments", settings)
    yield "accomplishments.md", _page(name, fence("accomplishments", group="quarter"))
    for quarter, told in by_quarter(record).items():
        title, uri = f"{name}, {quarter.label}", f"accomplishments/{quarter.slug}"
        body = fence("accomplishments", period=quarter.label, group="goal")
        yield f"{uri}.md", _page(title, body)
        for n in parts(len(told)):
            body = fence("accomplishments", period=quarter.label, group="goal", part=n)
            yield f"{uri}-{n}.md", _page(f"{title}, page {n}", body)
    if record.goals:
        yield "goals/index.md", _page("Goals", fence("goals"), wide=True)
    yield "rules/index.md", _page("Rules", f"{INTRODUCTION}\n{fence('rules')}")
    for rule in RULES.values():
        text = rule_markdown(rule, level=1, severity=severity_of(rule, record.settings))
        yield f"rules/{rule.code.lower()}.md", f"---\n{_UNSEARCHED}---\n\n{text}"
    for one in record.series.values():
        if one.note is None:
            views = usual_views("series", settings)
            yield f"{one.name}/index.md", _page(_plain(one.title), views)
        for year in earlier_meetings(one):
            body = "\n\n".join(
                f"## {_called(view, settings)}\n\n{fence(view, series=one.name, period=year)}"
                for view in ("meetings", "feedback")
            )
            yield f"{one.name}/{year}.md", _page(f"{_plain(one.title)}, {year}", body)


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


def quarters(record: Record) -> tuple[Period, ...]:
    """List the quarters that have accomplishments, newest first."""
    return tuple(by_quarter(record))


def navigation(
    record: Record, pages: Collection[str], others: Mapping[str, str], sources: Nav
) -> Nav:
    """Return the navigation for a site whose mkdocs.yml has none. Meetings are not in it.

    ``pages`` are the sources of the pages there are, ``others`` those of the user's own
    further pages, by source, with the folder they stand in, and ``sources`` the navigation of
    further repositories. Titles are HTML: themes write
    them into the page as they are.
    """
    entry = partial(_entry, pages)

    def label(section: str) -> str:
        return escape(record.settings.section_label(section, section.capitalize()))

    nav = entry("Home", "index.md", "README.md")
    for name in ("actions", "questions", "priorities", "timeline"):
        nav += entry(label(name), f"{name}.md", f"{name}/index.md")
    told = entry("Overview", "accomplishments.md", "accomplishments/index.md")
    told += [
        {quarter.label: uri}
        for quarter in quarters(record)[:_RECENT]
        if (uri := f"accomplishments/{quarter.slug}.md") in pages
    ]
    nav += [{label("accomplishments"): told}] if told else []
    goals = entry("Overview", "goals/index.md", "goals.md")
    goals += [
        {escape(goal.title): goal.note.uri}
        for goal in record.goals.values()
        if goal.note.uri in pages
    ]
    nav += [{"Goals": goals}] if goals else []
    nav += [{"1:1s": series}] if (series := _series_entries(record, pages)) else []
    listed = titles(nav)
    nav += _grouped({uri: folder for uri, folder in others.items() if uri not in listed})
    return nav + sources + entry("Rules", "rules.md", "rules/index.md")


def source_navigation(
    record: Record, name: str, title: str, pages: Collection[str], others: Mapping[str, str]
) -> Nav:
    """Return the navigation of a source, which stands below its name, under one title."""
    nav = _entry(pages, "Overview", f"{name}/index.md", f"{name}/README.md")
    nav += [{escape(goal.title): goal.note.uri} for goal in record.goals.values()]
    nav += _series_entries(record, pages)
    listed = titles(nav)
    nav += _grouped({uri: folder for uri, folder in others.items() if uri not in listed})
    return [{escape(title): nav}]


def _entry(pages: Collection[str], title: str, *uris: str) -> Nav:
    """Return an entry for the first of some pages that is there."""
    found = next((uri for uri in uris if uri in pages), None)
    return [{title: found}] if found else []


def titles(nav: Any) -> dict[str, str | None]:  # noqa: ANN401 - as YAML has it
    """Return the sources that a navigation lists, with the titles it gives them."""
    return dict(_titles(nav, None))


def _titles(nav: Any, title: str | None) -> Iterator[tuple[str, str | None]]:  # noqa: ANN401
    if isinstance(nav, str):
        yield nav, title
    elif isinstance(nav, dict):
        for name, entry in nav.items():
            yield from _titles(entry, str(name))
    elif isinstance(nav, list):
        for entry in nav:
            yield from _titles(entry, None)


def _series_entries(record: Record, pages: Collection[str]) -> Nav:
    """List the series, those that go on before those that have ended."""
    every = sorted(record.series.values(), key=lambda one: one.ends is not None)
    uris = ((one.title, one.note.uri if one.note else f"{one.name}/index.md") for one in every)
    return [{escape(title): uri} for title, uri in uris if uri in pages]


def _grouped(others: Mapping[str, str]) -> Nav:
    """List the user's further pages, those of a folder together."""
    nav: Nav = [uri for uri, folder in others.items() if not folder]
    folders = dict.fromkeys(folder for folder in others.values() if folder)
    for folder in folders:
        inside: Nav = [uri for uri, place in others.items() if place == folder]
        name = folder.rpartition("/")[2].replace("-", " ").capitalize()
        nav.append({escape(name): inside})
    return nav
