"""The navigation, for a site whose mkdocs.yml has none.

Meetings are not in it: it stands on every page, and thousands of them would be in each. A
section's first page is the one that its title leads to, which `theming` asks Material for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

from aquip.core.model import Record
from mkdocs_aquip.views.periods import page_of, quarters

Nav = list[Any]
"""A navigation as mkdocs.yml has it: titles to sources, or to lists of more."""

_RECENT = 8
"""Quarters in the navigation, which stands on every page; the overview leads to all of them."""


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
    for name in ("actions", "questions", "priorities", "timeline", "trends"):
        nav += entry(label(name), f"{name}.md", f"{name}/index.md")
    told = [
        {quarter.name: uri}
        for quarter in quarters(record)[:_RECENT]
        if (uri := page_of(quarter)) in pages
    ]
    goals = [
        {escape(goal.title): goal.note.uri}
        for goal in record.goals.values()
        if goal.note.uri in pages
    ]
    name = "accomplishments"
    nav += _headed(label(name), entry(label(name), f"{name}/index.md", f"{name}.md"), told)
    nav += _headed("Goals", entry("Goals", "goals/index.md", "goals.md"), goals)
    # A series of this name is in its own place, and there is no page of all.
    every = [] if "series" in record.series else entry("1:1s", "series/index.md", "series.md")
    nav += _headed("1:1s", every, _series_entries(record, pages))
    nav += entry("People", "people/index.md", "people.md")
    last = entry("Views", "views.md", "views/index.md") + entry(
        "Rules", "rules.md", "rules/index.md"
    )
    listed = titles([nav, last])
    nav += _grouped({uri: folder for uri, folder in others.items() if uri not in listed})
    return nav + sources + last


def source_navigation(
    record: Record, name: str, title: str, pages: Collection[str], others: Mapping[str, str]
) -> Nav:
    """Return the navigation of a source, which stands below its name, under one title."""
    nav = _entry(pages, escape(title), f"{name}/index.md", f"{name}/README.md")
    nav += [{escape(goal.title): goal.note.uri} for goal in record.goals.values()]
    nav += _series_entries(record, pages)
    listed = titles(nav)
    nav += _grouped({uri: folder for uri, folder in others.items() if uri not in listed})
    return [{escape(title): nav}]


def _headed(title: str, first: Nav, below: Nav) -> Nav:
    """Return pages below a title, with the page that leads to them all, or that page alone."""
    return [{title: first + below}] if below else first


def _entry(pages: Collection[str], title: str, *uris: str) -> Nav:
    """Return an entry for the first of some pages that is there."""
    found = next((uri for uri in uris if uri in pages), None)
    return [{title: found}] if found else []


def titles(nav: Any) -> dict[str, str | None]:  # noqa: ANN401 - as YAML has it
    """Return the sources that a navigation lists, with the titles it gives them."""
    return dict(_titles(nav, None))


def heads_of(nav: Nav) -> dict[str, bool]:
    """Tell of the pages in sections whether they are their section's own: called as it is.

    Of those without a name here, their place in a folder tells.
    """
    sections = (pair for one in nav if isinstance(one, dict) for pair in one.items())
    return {
        uri: name == title
        for title, entries in sections
        if isinstance(entries, list)
        for uri, name in titles(entries).items()
        if name is not None
    }


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
