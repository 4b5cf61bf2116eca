"""Whether a page's content is as it was when the page was last rendered.

Where nothing changed in any note, every page is as it was. Where nothing changed in a group
of series that show each other's items, nor in a goal, the ways of a meeting's own items are
as they were, and only what it asks of other pages is asked again. Else all is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from mkdocs_aquip.incremental.hearing import aside
from mkdocs_aquip.incremental.key import digest
from mkdocs_aquip.incremental.trace import OF_GROUP, ask_again, elsewhere_key, inside_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from aquip.core.model import Note, Record
    from mkdocs_aquip.incremental.ledger import Made
    from mkdocs_aquip.page import NotePage
    from mkdocs_aquip.site import Site

Links = dict["File", dict[str, str]]
"""Anchors that a page links to, by the file they are in."""


class Keys(Struct, frozen=True):
    """What a build is made of: ``all`` its notes and files, ``groups`` the notes by series.

    What git knows of a note counts as its text does.
    """

    all: str = ""
    groups: dict[str, str] = {}

    @classmethod
    def of(cls, site: Site, files: Files) -> Keys:
        """Return the keys of a site."""
        texts = {note.uri: f"{note.key} {_past_key(site, note)}" for note in site.record.notes}
        places = [(file.src_uri, file.url, file.inclusion.name) for file in files]
        urls = sorted(site.urls.items())
        everything = digest(sorted(texts.items()), places, urls, sorted(site.withheld))
        return cls(everything, _groups(site, texts))


class Known:
    """What a build has in common with the last one, by the keys of ``then`` and ``now``."""

    def __init__(self, then: Keys, now: Keys, config: MkDocsConfig, files: Files) -> None:
        self._same = then.all == now.all
        self._groups = {name for name, key in now.groups.items() if then.groups.get(name) == key}
        self._config = config
        self._files = files

    def links(self, page: NotePage, made: Made) -> Links | None:
        """Return what a page links to; None where its content may be another now."""
        if self._same:
            targets = ((self._files.get_file_from_path(uri), a) for uri, a in made.links.items())
            return {file: anchors for file, anchors in targets if file}
        if made.inside is None:
            return None
        meeting = page.site.meetings.get(page.note.uri)
        grouped = meeting is not None and meeting.series in self._groups
        asked = [q for q in made.asked if q[0] not in OF_GROUP] if grouped else made.asked
        if grouped and not asked:
            return {} if elsewhere_key(page, (), ()) == made.elsewhere else None
        resolver = page.resolver(self._config, self._files)
        with aside() as heard:
            try:
                answers = ask_again(asked, page.note, page.around(page.note, resolver))
            except (LookupError, TypeError, ValueError):
                return None
        same = elsewhere_key(page, asked, answers) == made.elsewhere and (
            grouped or inside_key(page, asked, answers) == made.inside
        )
        return resolver.links_to_anchors() if same and not heard else None


def _past_key(site: Site, note: Note) -> str:
    past = site.of(note.uri).past
    return past.key(note) if past else ""


def _groups(site: Site, texts: Mapping[str, str]) -> dict[str, str]:
    """Return by series the key of the goals and its notes, and of those of its whole group."""
    found: dict[str, str] = {}
    goals = [(g.slug, g.title, site.urls.get(g.note.uri)) for g in site.record.goals.values()]
    for group in _connected(site.record):
        series = [site.record.series[name] for name in sorted(group)]
        notes = [note for one in series for note in (one.note, *(m.note for m in one.meetings))]
        told = [(n.path, n.uri, site.urls.get(n.uri), texts[n.uri]) for n in notes if n]
        pages = [(one.name, site.urls.get(f"{one.name}/index.md")) for one in series]
        found |= dict.fromkeys(group, digest(told, pages, goals))
    return found


def _connected(record: Record) -> list[set[str]]:
    """Return the series in groups: those where an item stands in more than one of them."""
    groups = {name: {name} for name in record.series}
    for thread in record.threads:
        one, *others = {occurrence.meeting.series for occurrence in thread.occurrences}
        for other in others:
            if groups[other] is not groups[one]:
                groups[one] |= groups[other]
                groups |= dict.fromkeys(groups[one], groups[one])
    return list({id(group): group for group in groups.values()}.values())
