"""The beginning of a build: notes are read, and become the files and pages of the site."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from aquip.config import Config, fixed_today
from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.rules import RULES, check, severity_of
from aquip.store import Store
from mkdocs_aquip import feeds
from mkdocs_aquip.chores import Chore
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.pages import navigation, pages_to_make, titles
from mkdocs_aquip.site import Site, log
from mkdocs_aquip.theming import environment
from mkdocs_aquip.withheld import is_private, withheld_attachments

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from aquip.core.model import Meeting
    from aquip.core.settings import Settings
    from aquip.memory import Memory


_UNBUILT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def begin(
    settings: Settings, files: Files, config: MkDocsConfig, memory: Memory | None = None
) -> Site:
    """Read the notes, but those in ``memory``, and put all pages among ``files``.

    What is wrong with the notes is told, and what other tools read is made, by the site's
    chores.

    Raises:
        AquipError: the notes folder or the surroundings can't be read.
    """
    repository = _repository(settings, config)
    fixed = fixed_today(repository)
    settings = dataclasses.replace(settings, today=fixed)
    repository = dataclasses.replace(repository, settings=settings)
    today = fixed or dt.date.today()  # noqa: DTZ011 - the reader's own calendar day
    reading = Store(repository, memory).load_both(today=today)
    notes = _published(reading.public.notes, files, settings)
    record = reading.public
    if set(map(id, notes.values())) != set(map(id, record.notes)):
        record = assemble(notes.values(), settings, today)
    withheld = _withhold(files, reading.notes, record, config)
    notes |= _add_pages(record, files, config)
    site = Site(config, record, environment(config), withheld=withheld)
    _make_pages(site, notes, files, config)
    site.chores.append(Chore(lambda: _errors(reading.full, settings), _tell))
    site.chores.append(_feeds(site, files, config))
    return site


def _errors(record: Record, settings: Settings) -> list[str]:
    """Say what is wrong with the notes; rules that find no errors need not look."""
    errors = [rule.code for rule in RULES.values() if severity_of(rule, settings) == "error"]
    found = check(record, settings, select=errors) if errors else ()
    return [f"{f.path}:{f.line}:{f.column}: {f.code} {f.message}" for f in found]


def _tell(errors: Iterable[str]) -> None:
    for error in errors:
        log.warning("%s", error)


def _repository(settings: Settings, config: MkDocsConfig) -> Config:
    """Return the repository as the rest of aquip knows it."""
    docs_dir = Path(config.docs_dir)
    path = Path(config.config_file_path or docs_dir.parent / "mkdocs.yml").absolute()
    return Config(
        root=path.parent,
        path=path,
        docs_dir=docs_dir,
        site_name=config.site_name,
        repo_url=config.repo_url,
        edit_uri=config.edit_uri,
        settings=settings,
    )


def _published(notes: Iterable[Note], files: Files, settings: Settings) -> dict[str, Note]:
    """Return the notes whose files MkDocs publishes, by uri.

    MkDocs takes a few more files for pages than aquip does for notes, such as those
    behind symbolic links: they are read here, so that what they hide stays hidden.
    """
    known = {note.uri: note for note in notes}
    found: dict[str, Note] = {}
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.generated_by is not None or is_private(file.src_uri):
            continue
        uri = file.src_uri
        note = known.get(uri)
        if note is None and file.src_dir is not None:
            note = parse(file.content_bytes, path=uri, uri=uri, settings=settings, public=True)
        if note is not None and note.published:
            found[uri] = note
    return found


def _withhold(
    files: Files, full: Collection[Note], record: Record, config: MkDocsConfig
) -> frozenset[str]:
    """Take private notes, and attachments that only hidden text shows, away from MkDocs."""
    shown = {note.uri for note in record.notes}
    own = [file for file in files if file.src_dir == config.docs_dir]
    attachments = [file.src_uri for file in own if not file.is_documentation_page()]
    hidden = {f.src_uri for f in own if f.is_documentation_page() and f.src_uri not in shown}
    hidden |= withheld_attachments(attachments, full, record.notes)
    for uri in hidden:
        if file := files.get_file_from_path(uri):
            files.remove(file)
    return frozenset(hidden)


def _add_pages(record: Record, files: Files, config: MkDocsConfig) -> dict[str, Note]:
    """Add the pages that nobody wrote; return them as notes, by uri."""
    taken = {file.dest_uri for file in files}
    made: dict[str, Note] = {}
    for uri, text in pages_to_make(record, config.site_name):
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
    own = [uri for uri, file in pages.items() if file.generated_by is None]
    if config.nav is None:
        others = {uri: notes[uri].folder for uri in own if site.kind(uri) == "page"}
        config.nav = navigation(site.record, pages, others)
    named = titles(config.nav)
    for uri, file in pages.items():
        made_here = site.kind(uri) == "meeting" or file.generated_by is not None
        if made_here and uri not in named and file.inclusion not in _UNBUILT:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        if file.page is None:
            NotePage(named.get(uri), file, config, note=notes[uri], site=site)


def _address(site: Site, uri: str, url: str) -> None:
    """Note where a page is, by either name that its source could have: a.md or a/index.md."""
    site.urls[uri] = url
    stem = uri.removesuffix(".md")
    folder = stem.removesuffix("/index").removesuffix("/README")
    site.urls.setdefault(f"{folder}.md" if folder != stem else f"{stem}/index.md", url)


def _feeds(site: Site, files: Files, config: MkDocsConfig) -> Chore:
    """Add what other tools read, where the user has no file of that name, and have it made."""

    def url_of(meeting: Meeting, anchor: str) -> str | None:
        page = site.urls.get(meeting.note.uri)
        if page is None or not config.site_url:
            return None
        return f"{config.site_url}{page}{f'#{anchor}' if anchor else ''}"

    name, site_url = config.site_name, config.site_url
    ways: dict[str, Callable[[], bytes]] = {
        "aquip.json": lambda: feeds.as_json(site.record),
        "actions.ics": lambda: feeds.as_calendar(site.record, url_of, name),
    }
    if site_url:
        ways["feed.xml"] = lambda: feeds.as_feed(site.record, url_of, name, site_url)
    absent = [uri for uri in ways if files.get_file_from_path(uri) is None]
    for uri in absent:
        files.append(File.generated(config, uri, content=b""))

    def fill(contents: Mapping[str, bytes]) -> None:
        for uri, content in contents.items():
            if file := files.get_file_from_path(uri):
                file.content_bytes = content

    return Chore(lambda: {uri: ways[uri]() for uri in absent}, fill)
