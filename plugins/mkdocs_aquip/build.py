"""The beginning of a build: notes are read, and become the files and pages of the site."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from aquip.core.joined import joined
from aquip.core.model import Note, Record
from aquip.core.parse import parse
from mkdocs_aquip.chores import Chore
from mkdocs_aquip.feeds.chore import feeds
from mkdocs_aquip.nav import Nav, heads_of, navigation, source_navigation, titles
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.pages import home, pages_to_make
from mkdocs_aquip.part import Part, read_part
from mkdocs_aquip.repository import Repository, gather
from mkdocs_aquip.site import Site, log
from mkdocs_aquip.theming import environment

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_aquip.leaks.guard import Guard
    from mkdocs_aquip.part import Memories


_UNBUILT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def begin(
    repositories: Sequence[Repository],
    files: Files,
    guard: Guard,
    memories: Memories | None = None,
    *,
    own: bool = False,
) -> Site:
    """Read the notes, but those that are remembered, and put all pages among ``files``.

    The site's own repository is the first. What is wrong with the notes is told, and what other
    tools read is made, by the site's chores. ``guard`` is told what the site must not hold; in
    the owner's ``own`` preview, which shows private notes, that is nothing.

    Raises:
        AquipError: the notes folder or the surroundings can't be read.
    """
    config = repositories[0].mkdocs
    gathered = gather(repositories, files)
    fixed = repositories[0].config.settings.today
    today = fixed or dt.date.today()  # noqa: DTZ011 - the reader's own calendar day
    parts = [read_part(one, gathered[one.name], today, memories, own=own) for one in repositories]
    record = joined(parts[0].record, {p.name: p.record for p in parts[1:]})
    public = joined(parts[0].public, {p.name: p.public for p in parts[1:]}) if own else record
    withheld = _withhold(files, frozenset().union(*(part.hidden(own=own) for part in parts)))
    notes = {uri: note for part in parts for uri, note in part.notes.items()}
    notes |= _add_pages(record, parts, files, config)
    site = _site(record, parts, config, withheld, own=own)
    _make_pages(site, notes, files, config)
    if not own:
        full = [note for part in parts for note in part.full]
        also = [part.repository.config.path for part in parts[1:]]
        guard.begin(full, site, files, also)
    for part in parts:
        site.chores.append(Chore(part.errors, _tell))
    site.chores.append(feeds(site, public, parts, files, config))
    return site


def _site(
    record: Record,
    parts: Sequence[Part],
    config: MkDocsConfig,
    withheld: frozenset[str],
    *,
    own: bool,
) -> Site:
    """Return the site, with those of the sources within it."""
    env = environment(config)
    urls: dict[str, str] = {}
    sites = {
        part.name: Site(
            part.repository.mkdocs,
            part.record if part.name else record,
            env,
            urls,
            withheld,
            past=part.past(),
            own=own,
            name=part.name,
            site_name=part.repository.config.site_name,
        )
        for part in parts
    }
    return dataclasses.replace(sites.pop(""), parts=sites)


def _tell(errors: Iterable[str]) -> None:
    for error in errors:
        log.warning("%s", error)


def _withhold(files: Files, hidden: frozenset[str]) -> frozenset[str]:
    """Take files away from MkDocs."""
    for uri in hidden:
        if file := files.get_file_from_path(uri):
            files.remove(file)
    return hidden


def _add_pages(
    record: Record, parts: Sequence[Part], files: Files, config: MkDocsConfig
) -> dict[str, Note]:
    """Add the pages that nobody wrote; return them as notes, by uri."""
    taken = {file.dest_uri for file in files}
    made: dict[str, Note] = {}
    sources = (part.repository for part in parts if part.name)
    homes = (home(one.config.site_name, record.settings, one.name) for one in sources)
    for uri, text in chain(pages_to_make(record, config.site_name), homes):
        file = File.generated(config, uri, content=text)
        if file.dest_uri in taken:
            continue
        file.generated_by = "aquip"
        files.append(file)
        made[uri] = parse(text, path=uri, uri=uri, settings=record.settings)
    return made


def _make_pages(site: Site, notes: dict[str, Note], files: Files, config: MkDocsConfig) -> None:
    """Make a page of each note, and a navigation where mkdocs.yml has none."""
    pages = {uri: file for uri in notes if (file := files.get_file_from_path(uri))}
    for uri, file in pages.items():
        _address(site, uri, "./" if file.url == "." else file.url)
    heads: dict[str, bool] = {}
    if config.nav is None:
        config.nav = _navigation(site, pages, notes)
        heads = heads_of(config.nav)
    named = titles(config.nav)
    for uri, file in pages.items():
        made_here = site.of(uri).kind(uri) == "meeting" or file.generated_by is not None
        if made_here and uri not in named and file.inclusion not in _UNBUILT:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        if file.page is None:
            page = NotePage(named.get(uri), file, note=notes[uri], site=site.of(uri))
            page.heads = heads.get(uri)


def _navigation(site: Site, pages: Mapping[str, File], notes: Mapping[str, Note]) -> Nav:
    """Return the navigation of all pages: those of each source stand together."""

    def others(one: Site, uris: Iterable[str]) -> dict[str, str]:
        below = f"{one.name}/" if one.name else ""
        own = (uri for uri in uris if pages[uri].generated_by is None)
        return {
            uri: f"{notes[uri].folder}/".removeprefix(below).rstrip("/")
            for uri in own
            if one.kind(uri) == "page"
        }

    sources: Nav = []
    for name, part in site.parts.items():
        uris = [uri for uri in pages if site.of(uri) is part]
        title = part.site_name
        sources += source_navigation(part.record, name, title, uris, others(part, uris))
    uris = [uri for uri in pages if site.of(uri) is site]
    return navigation(site.record, uris, others(site, uris), sources)


def _address(site: Site, uri: str, url: str) -> None:
    """Note where a page is, by either name that its source could have: a.md or a/index.md."""
    site.urls[uri] = url
    stem = uri.removesuffix(".md")
    folder = stem.removesuffix("/index").removesuffix("/README")
    site.urls.setdefault(f"{folder}.md" if folder != stem else f"{stem}/index.md", url)
