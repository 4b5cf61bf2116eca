"""One build that stands on the last: what is read, what is written, what is left alone.

MkDocs asks each page's file twice. To be *read* is every page but the meetings whose
content is known to be the same (`trace`): dashboards show the whole record, and pages that
Python-Markdown renders may include any file. To be *written* is each page whose content or
surroundings changed, or whose output is not as it was left. A page that has to be written
though it was not read is read then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import _populate_page
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.utils import clean_directory

from mkdocs_aquip.incremental import outputs
from mkdocs_aquip.incremental.file import TrackedFile
from mkdocs_aquip.incremental.folder import SiteFolder
from mkdocs_aquip.incremental.frame import frame_key, inner_key, navigation_key
from mkdocs_aquip.incremental.known import Keys, Known
from mkdocs_aquip.incremental.ledger import Ledger, Made
from mkdocs_aquip.incremental.safe import search_of
from mkdocs_aquip.page import NotePage

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_aquip.site import Site

_READ, _WRITE = 0, 1


@dataclass
class Work:
    """What is known of a page in this build; ``titled`` if its title is what it was last time."""

    made: Made
    read: bool = False
    titled: bool = False
    written: bool = False
    entries: int = 0
    told: list[list[Any]] = field(default_factory=lambda: [[], []])
    heard: list[bool] = field(default_factory=lambda: [False, False])


class Tracker:
    """The files of one build, and what the ledger says of them."""

    def __init__(
        self, ledger: Ledger, site: Site, files: Files, nav: Navigation, *, serving: bool
    ) -> None:
        config = site.config
        self._ledger = ledger
        self._config = config
        self._files = files
        self._nav = nav
        self._stage = _READ
        self._work: dict[str, Work] = {}
        self._changed: set[str] = set()
        self._now: Work | None = None
        # With ``--quiet`` nothing is heard, whatever there would be to say.
        self._deaf = not logging.getLogger("mkdocs").isEnabledFor(logging.INFO)
        self._nav_key = ""
        self._keys = Keys.of(site, files)
        self._known = Known(ledger.keys, self._keys, config, files)
        self._folder = SiteFolder(config.site_dir)
        self.whole = False
        """Whether there is no last build to stand on: each page is made."""
        search = search_of(config)
        self._entries: list[Any] = search.search_index.entries if search else []
        level: Callable[[InclusionLevel], bool] = (
            InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
        )
        self._dests = {file.dest_uri: file for file in files if level(file.inclusion)}
        counted = [file.dest_uri for file in files if level(file.inclusion)]
        templates = {*config.theme.static_templates, *config.extra_templates}
        self._shared = {d for d in templates if d in self._dests}
        if len(counted) > len(self._dests):
            seen: set[str] = set()
            self._shared |= {d for d in counted if d in seen or seen.add(d)}  # type: ignore[func-returns-value]
        self._listed = {id(page) for page in nav.pages}
        self._gone: list[str] = []

    # --- the beginning ----------------------------------------------------------------------

    def begin(self, key: str) -> None:
        """Take the files over; clean the site folder where the last build is none to stand on."""
        ledger, folder = self._ledger, self._folder
        stands = folder.seal() == ledger.seal and folder.has_room({*ledger.made, *self._dests})
        if ledger.key != key or not stands:
            clean_directory(folder.site_dir)
            ledger.begin(key)
        self.whole = not ledger.made
        ledger.keys = Keys()
        self._gone = [dest for dest in ledger.made if dest not in self._dests]
        for dest in self._gone:
            outputs.remove(folder.site_dir, dest)
        ledger.announce(dest for dest in self._dests if dest not in ledger.made)
        for file in list(self._files):
            self._files.remove(file)
            self._files.append(TrackedFile.of(file, self))
            if isinstance(file.page, NotePage):
                file.page.tracked = True

    # --- what MkDocs asks -------------------------------------------------------------------

    def is_modified(self, file: TrackedFile) -> bool:
        """Tell whether a file's output is to be made, or in the first stage whether to read it."""
        self._now = None
        if not file.is_documentation_page():
            return self._is_to_copy(file)
        work = self._work.get(file.src_uri)
        if work is None:
            made = self._ledger.made.get(file.dest_uri) or Made()
            work = self._work[file.src_uri] = Work(made)
        page = file.page
        if page is None:
            return True
        if self._stage == _READ:
            return self._is_to_read(work, page)
        return self._is_to_write(work, page)

    def _is_to_copy(self, file: TrackedFile) -> bool:
        made = self._ledger.made.get(file.dest_uri)
        if made is None or file.dest_uri in self._shared or file.abs_src_path is None:
            return True
        if self._folder.is_copied(file.abs_src_path, file.dest_uri, made):
            return False
        self._changed.add(file.dest_uri)
        source = outputs.signature(file.abs_src_path, follow=True)
        self._ledger.made[file.dest_uri] = Made(source=source)
        return not outputs.alike(file.abs_src_path, self._folder.path(file.dest_uri))

    def _is_to_read(self, work: Work, page: Page) -> bool:
        made = work.made
        if isinstance(page, NotePage) and made.title and self._is_silent(made, _READ):
            links = self._known.links(page, made)
            if links is not None:
                if page.kind != "meeting" or id(page) in self._listed:
                    page.read_source(self._config)  # others may show what its front matter says
                if "title" not in vars(page):
                    page.title = made.title
                    work.titled = True
                page.present_anchor_ids = set(made.anchors)
                page.links_to_anchors = links
                self._tell(made.told[_READ])
                work.told[_READ] = made.told[_READ]
                return False
        self._read(work)
        return True

    def _read(self, work: Work) -> None:
        """Have a page read: what it asks and says from now on is its own."""
        work.read = True
        work.entries = len(self._entries)
        self._now = work

    def _is_to_write(self, work: Work, page: Page) -> bool:
        made = work.made
        inner = inner_key(page) if work.read else made.inner
        frame = frame_key(page, inner, self._nav_key)
        dest = page.file.dest_uri
        if frame == made.frame and self._is_silent(made, _WRITE) and self._is_intact(dest, made):
            self._tell(made.told[_WRITE])
            work.told[_WRITE] = made.told[_WRITE]
            if work.read:
                self._note(work, page, inner, frame)
            return False
        if not work.read:
            if work.titled:
                vars(page).pop("title")
            self._read(work)
            told = len(self._entries)
            _populate_page(page, self._config, self._files)
            del self._entries[told:]
            inner = inner_key(page)
            frame = frame_key(page, inner, self._nav_key)
        work.written = True
        work.entries = len(self._entries)
        self._note(work, page, inner, frame)
        self._now = work
        return True

    def _is_silent(self, made: Made, stage: int) -> bool:
        """Tell whether there is nothing to say again."""
        return self._deaf or not made.heard[stage]

    def _is_intact(self, dest: str, made: Made) -> bool:
        """Tell whether an output is as it was written."""
        before = made.output
        intact = dest not in self._shared and self._folder.is_intact(dest, made)
        if made.output != before:
            self._changed.add(dest)
        return intact

    def _tell(self, entries: list[Any]) -> None:
        """Give the search what it would have been told."""
        self._entries.extend(entries)

    # --- what comes of it -------------------------------------------------------------------

    def was_read(self) -> None:
        """Note that the page at hand has its content."""
        if self._now:
            self._now.told[_READ] = self._entries[self._now.entries :]
            self._now = None

    def to_write(self) -> None:
        """Note that all pages are read, and that writing begins."""
        self._stage = _WRITE
        self._now = None
        self._nav_key = navigation_key(self._nav)

    def was_written(self, page: Page, output: str) -> None:
        """Note a page's output."""
        work = self._now
        if work is None:
            return
        work.told[_WRITE] = self._entries[work.entries :]
        self._now = None
        data = output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""
        made = self._ledger.made[page.file.dest_uri]
        made.content = outputs.hash_of(data) if data else ""
        if isinstance(page, NotePage):
            if page.written is not None:
                made.content = page.written
            page.made = made.content
        made.output = []

    def heard(self) -> None:
        """Note that something was said of the page at hand: it is to be said again next time."""
        if self._now:
            self._now.heard[self._stage] = True

    def _note(self, work: Work, page: Page, inner: str, frame: str) -> None:
        """Begin a page's row anew."""
        heard = [each or self._deaf for each in work.heard]
        made = Made(inner=inner, frame=frame, told=work.told, heard=heard)
        made.content, made.output = work.made.content, work.made.output
        asked = page.asked if isinstance(page, NotePage) else None
        if asked and (self._deaf or not heard[_READ]) and isinstance(page.title, str):
            if asked.inside:
                made.inside, made.elsewhere = asked.inside, asked.elsewhere
                made.asked = asked.questions
            made.title = page.title
            made.anchors = sorted(page.present_anchor_ids or ())
            links = page.links_to_anchors or {}
            made.links = {file.src_uri: anchors for file, anchors in links.items()}
        if made != work.made:
            self._changed.add(page.file.dest_uri)
        self._ledger.made[page.file.dest_uri] = work.made = made

    def end(self) -> None:
        """Note what was made."""
        for work in self._work.values():
            if work.written and work.heard[_WRITE]:
                work.made.heard = work.heard
        for dest in self._changed:
            made = self._ledger.made.get(dest)
            if made is not None and not made.output:
                made.output = outputs.signature(self._folder.path(dest))
        self._ledger.save(self._changed, self._gone, self._folder.seal(), self._keys)

    def abandon(self) -> None:
        """Forget all: the build failed somewhere between."""
        self._ledger.key, self._ledger.keys = "", Keys()
