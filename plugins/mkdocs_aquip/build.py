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
from aquip.history.meetings import MeetingHistory, meeting_history
from aquip.history.repository import tracked
from aquip.history.versions import Versions
from aquip.rules import RULES, Facts, check, severity_of
from aquip.store import Store
from mkdocs_aquip import feeds
from mkdocs_aquip.astray import ASTRAY, take_away
from mkdocs_aquip.chores import Chore
from mkdocs_aquip.own import marked
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.pages import navigation, pages_to_make, titles
from mkdocs_aquip.past.past import Past, known_to
from mkdocs_aquip.site import Site, log
from mkdocs_aquip.theming import environment
from mkdocs_aquip.withheld import is_private, withheld_attachments

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from aquip.core.model import Meeting
    from aquip.core.settings import Settings
    from aquip.history.known import Known
    from aquip.memory import Memory
    from mkdocs_aquip.leaks.guard import Guard


_UNBUILT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


def begin(  # noqa: PLR0913 - what a build is told of, and how it is to be made
    settings: Settings,
    files: Files,
    config: MkDocsConfig,
    guard: Guard,
    memory: Memory | None = None,
    *,
    own: bool = False,
) -> Site:
    """Read the notes, but those in ``memory``, and put all pages among ``files``.

    What is wrong with the notes is told, and what other tools read is made, by the site's
    chores. ``guard`` is told what the site must not hold; in the owner's ``own`` preview, which
    shows private notes, that is nothing.

    Raises:
        AquipError: the notes folder or the surroundings can't be read.
    """
    repository = _repository(settings, config)
    fixed = fixed_today(repository)
    settings = dataclasses.replace(settings, today=fixed)
    repository = dataclasses.replace(repository, settings=settings)
    today = fixed or dt.date.today()  # noqa: DTZ011 - the reader's own calendar day
    for uri in take_away(files, repository):
        shown = uri.encode("utf-8", "backslashreplace").decode()
        log.warning("`%s` is not published: %s", shown, ASTRAY)
    reading = Store(repository, memory).load_both(today=today)
    notes = _published(reading.public.notes, files, settings)
    record = reading.public
    if set(map(id, notes.values())) != set(map(id, record.notes)):
        record = assemble(notes.values(), settings, today)
    public = record
    if own:
        notes = _published(map(marked, reading.notes), files, settings, own=True)
        record = assemble(notes.values(), settings, today)
    withheld = _withhold(files, record.notes if own else reading.notes, record, config)
    notes |= _add_pages(record, files, config)
    known = known_to(config, settings)
    past = _past(known, reading.notes, record) if known else None
    site = Site(config, record, environment(config), withheld=withheld, past=past, own=own)
    _make_pages(site, notes, files, config)
    if not own:
        guard.begin(reading.notes, record, files, withheld, config)
    site.chores.append(Chore(lambda: _errors(reading.full, repository, known), _tell))
    site.chores.append(_feeds(site, public, files, config))
    return site


def _past(known: Known, full: Iterable[Note], record: Record) -> Past:
    """Ask git for the history of the notes, and say once what of it is unknown."""
    past = Past(known, record, {n.path for n in full if not n.hidden} & record.note_at.keys())
    if past.flaw:
        log.info("%s", past.flaw)
    return past


def _errors(record: Record, repository: Config, known: Known | None) -> list[str]:
    """Say what is wrong with the notes; rules that find no errors need not look."""
    settings = repository.settings

    def history() -> MeetingHistory | None:
        if known is None:
            return None
        versions = Versions(known, settings, Store(repository).cache_folder)
        return meeting_history(record, known, versions)

    errors = [rule.code for rule in RULES.values() if severity_of(rule, settings) == "error"]
    facts = Facts(tracked=tracked(repository.root), history=history)
    found = check(record, settings, facts=facts, select=errors) if errors else ()
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


def _published(
    notes: Iterable[Note], files: Files, settings: Settings, *, own: bool = False
) -> dict[str, Note]:
    """Return the notes whose files MkDocs publishes, by uri; with ``own``, private ones too.

    MkDocs takes a few more files for pages than aquip does for notes, such as those
    behind symbolic links: they are read here, so that what they hide stays hidden.
    """
    known = {note.uri: note for note in notes}
    found: dict[str, Note] = {}
    for file in files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.generated_by is not None or (is_private(file.src_uri) and not own):
            continue
        uri = file.src_uri
        note = known.get(uri)
        if note is None and file.src_dir is not None:
            note = parse(file.content_bytes, path=uri, uri=uri, settings=settings, public=True)
        if note is not None and (note.published or own):
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


def _feeds(site: Site, public: Record, files: Files, config: MkDocsConfig) -> Chore:
    """Add what other tools read, where the user has no file of that name, and have it made."""

    def url_of(meeting: Meeting, anchor: str) -> str | None:
        page = site.urls.get(meeting.note.uri)
        if page is None or not config.site_url:
            return None
        return f"{config.site_url}{page}{f'#{anchor}' if anchor else ''}"

    name, site_url = config.site_name, config.site_url
    ways: dict[str, Callable[[], bytes]] = {
        "aquip.json": lambda: feeds.as_json(public),
        "actions.ics": lambda: feeds.as_calendar(public, url_of, name),
    }
    if site_url:
        ways["feed.xml"] = lambda: feeds.as_feed(public, url_of, name, site_url)
    absent = [uri for uri in ways if files.get_file_from_path(uri) is None]
    for uri in absent:
        files.append(File.generated(config, uri, content=b""))

    def fill(contents: Mapping[str, bytes]) -> None:
        for uri, content in contents.items():
            if file := files.get_file_from_path(uri):
                file.content_bytes = content

    return Chore(lambda: {uri: ways[uri]() for uri in absent}, fill)
