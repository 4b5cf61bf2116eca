"""One of the repositories that a site is made of, as a build reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from aquip.core.model import Note, Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.errors import AquipError
from aquip.history.meetings import MeetingHistory, meeting_history
from aquip.history.repository import tracked
from aquip.history.versions import Versions
from aquip.rules import RULES, Facts, check, severity_of
from aquip.sources import told_by
from aquip.store import Reading, Store
from mkdocs_aquip.own import marked
from mkdocs_aquip.past.past import Past, known_to
from mkdocs_aquip.repository import Repository
from mkdocs_aquip.site import log
from mkdocs_aquip.withheld import is_private, withheld_attachments

if TYPE_CHECKING:
    from aquip.core.settings import Settings
    from aquip.history.known import Known
    from aquip.memory import Memory

    Memories = Mapping[str, Memory]
    """What a preview remembers, by the name of a repository."""


@dataclass(frozen=True)
class Part:
    """What was read of one repository, which has these ``files``.

    ``notes`` are those that MkDocs publishes, by uri, and ``record`` is made of them; ``public``
    is less all that is private, and ``full``, like ``reading``, all that there is. But for
    ``reading`` all have the places that they have on the site.
    """

    repository: Repository
    files: Sequence[File]
    reading: Reading
    full: Sequence[Note]
    notes: dict[str, Note]
    record: Record
    public: Record

    @property
    def name(self) -> str:
        """The folder that its pages stand in; empty for the site's own."""
        return self.repository.name

    @cached_property
    def known(self) -> Known | None:
        """What git knows of it."""
        config = self.repository.config
        return known_to(config.root, config.settings)

    def past(self) -> Past | None:
        """Ask git for the history of the notes, and say once what of it is unknown."""
        past = self.past_of(self.record)
        if past and past.flaw:
            log.info("%s%s", f"{self.name}: " if self.name else "", past.flaw)
        return past

    def past_of(self, record: Record) -> Past | None:
        """Return what git may tell of one of the records; None where it is not asked."""
        if self.known is None:
            return None
        plain = {note.path for note in self.full if not note.hidden} & record.note_at.keys()
        return Past(self.known, record, plain, self.name)

    def hidden(self, *, own: bool) -> frozenset[str]:
        """Return the private notes, and the attachments that only hidden text shows, by uri."""
        shown = {note.uri for note in self.record.notes}
        docs_dir = self.repository.mkdocs.docs_dir
        ours = [file for file in self.files if file.src_dir == docs_dir]
        attachments = [file.src_uri for file in ours if not file.is_documentation_page()]
        hidden = {f.src_uri for f in ours if f.is_documentation_page() and f.src_uri not in shown}
        full = self.record.notes if own else self.full
        return withheld_attachments(attachments, full, self.record.notes) | hidden

    def errors(self) -> list[str]:
        """Say what is wrong with the notes, judged by themselves and their own settings.

        Rules that find no errors need not look.
        """
        repository, known = self.repository, self.known
        record, settings = self.reading.full, repository.config.settings

        def history() -> MeetingHistory | None:
            if known is None:
                return None
            versions = Versions(known, settings, Store(repository.config).cache_folder)
            return meeting_history(record, known, versions)

        errors = [rule.code for rule in RULES.values() if severity_of(rule, settings) == "error"]
        facts = Facts(tracked=tracked(repository.config.root), history=history)
        found = check(record, settings, facts=facts, select=errors) if errors else ()
        told = repository.told
        return [f"{told(f.path)}:{f.line}:{f.column}: {f.code} {f.message}" for f in found]


def read_part(
    repository: Repository,
    files: Sequence[File],
    today: dt.date,
    memories: Memories | None,
    *,
    own: bool,
) -> Part:
    """Read one repository; in the owner's ``own`` preview the record shows what is private.

    Raises:
        AquipError: the notes folder can't be read.
    """
    settings, config = repository.settings, repository.config
    memory = None if memories is None else memories[repository.name]
    try:
        reading = Store(config, memory).load_both(today=today)
    except AquipError as error:
        raise told_by(error, repository.where) if repository.where else error from None
    notes = _published(map(repository.note, reading.shown), files, settings)
    public = reading.public
    if repository.name or set(map(id, notes.values())) != set(map(id, public.notes)):
        public = assemble(notes.values(), settings, today, root=repository.name)
    record, full = public, [*map(repository.note, reading.notes)]
    if own:
        notes = _published(map(marked, full), files, settings, own=True)
        record = assemble(notes.values(), settings, today, root=repository.name)
    return Part(repository, files, reading, full, notes, record, public)


def _published(
    notes: Iterable[Note], files: Iterable[File], settings: Settings, *, own: bool = False
) -> dict[str, Note]:
    """Return the notes whose files MkDocs publishes, by uri; with ``own``, private ones too.

    MkDocs takes a few more files for pages than aquip does for notes, such as those
    behind symbolic links: they are read here, so that what they hide stays hidden.
    """
    known = {note.uri: note for note in notes}
    found: dict[str, Note] = {}
    for file in Files(files).documentation_pages(inclusion=InclusionLevel.is_in_serve):
        if file.generated_by is not None or (is_private(file.src_uri) and not own):
            continue
        uri = file.src_uri
        note = known.get(uri)
        if note is None and file.src_dir is not None:
            note = parse(file.content_bytes, path=uri, uri=uri, settings=settings, public=True)
        if note is not None and (note.published or own):
            found[uri] = note
    return found
