"""The plugin's events as one build after the other needs them: MkDocs' own door.

Nothing here happens unless MkDocs was started with ``--dirty``, as `aquip build` and
`aquip serve` do.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.utils import clean_directory

from aquip import early
from mkdocs_aquip.incremental.finished import Beginning, Said, say_again
from mkdocs_aquip.incremental.hearing import Listener
from mkdocs_aquip.incremental.key import site_key
from mkdocs_aquip.incremental.ledger import Ledger
from mkdocs_aquip.incremental.safe import reads_only_notes, reason_to_build_whole, search_of
from mkdocs_aquip.incremental.tracker import Tracker
from mkdocs_aquip.site import log

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from mkdocs_aquip.repository import Repository
    from mkdocs_aquip.site import Site

_LEDGER: Final = Path(".cache/aquip/site.sqlite")
_UNTRUE: Final = ("A 'dirty' build is being performed", "The directory contains stale files")
_all_log: Final = logging.getLogger("mkdocs")
_mkdocs_log: Final = logging.getLogger("mkdocs.commands.build")


class Door:
    """Stands between MkDocs and the `tracker` of each build; keeps the ledger in between."""

    def __init__(self) -> None:
        self._command = ""
        self._dirty = False
        self._ledger: Ledger | None = None
        self._beginning: Beginning | None = None
        self._said: list[Said] = []
        self._listener = Listener(self._hear)
        self._repositories: Sequence[Repository] = ()
        self.tracker: Tracker | None = None

    def startup(self, command: str, *, dirty: bool) -> None:
        """Note how MkDocs was started."""
        self._command, self._dirty = command, dirty
        self._ledger = None

    def shutdown(self) -> None:
        """Note that it ends: the next build in this process begins anew."""
        self.startup("", dirty=False)
        self._stop()

    def before(self, config: MkDocsConfig, repositories: Sequence[Repository]) -> None:
        """Prepare for a build: whole where it has to be, none where there is nothing to do."""
        self._stop()
        self._repositories = repositories
        if not self._dirty:
            return
        serving = self._command == "serve"
        reason = reason_to_build_whole(config)
        if reason:
            log.info("the site is built whole: %s", reason)
            clean_directory(config.site_dir)
            self._ledger = None
        elif self._ledger is None:
            self._ledger = _open(config, in_memory=serving)
        if self._ledger and not serving and reads_only_notes(config):
            self._beginning = Beginning(config, repositories)
            self._leave_if_finished(self._ledger)
        _mkdocs_log.addFilter(_is_true)
        if (search := search_of(config)) and hasattr(search, "is_dirty"):
            # Material's search, told that a build is dirty, takes it for one of a single page.
            search.on_startup(command=self._command, dirty=False)
        _all_log.addHandler(self._listener)

    def _leave_if_finished(self, ledger: Ledger) -> None:
        """End the build here, if the last one need not be made again."""
        last = ledger.finished
        if last and self._beginning and self._beginning.is_finished(last):
            say_again(last.said)
            log.info("the site is left as it is: nothing has changed")
            early.leave()

    def gathered(self) -> None:
        """Note that MkDocs has said what it says of a dirty build."""
        _mkdocs_log.removeFilter(_is_true)

    def begin(self, site: Site, files: Files, nav: Navigation) -> None:
        """Begin to track a build, where it can stand on the last one."""
        if not all(past.settled for past in site.pasts):
            self._beginning = None
        if self._ledger:
            serving = self._command == "serve"
            self.tracker = Tracker(self._ledger, site, files, nav, serving=serving)
            self.tracker.begin(site_key(site.config, site.record.today, self._repositories))

    def end(self) -> None:
        """Note what was made."""
        if self.tracker and self._ledger:
            self.tracker.end()
            if self._beginning and _all_log.isEnabledFor(logging.INFO):
                self._ledger.finish(self._beginning.finished(self._ledger, self._said))
        self._stop()
        if self._command != "serve":
            self._ledger = None

    def failed(self) -> None:
        """Note that a build failed; what it made is not to be relied on."""
        if self.tracker:
            self.tracker.abandon()
        self._stop()

    def _stop(self) -> None:
        """Leave no trace of a build in MkDocs' log, nor here."""
        self.gathered()
        _all_log.removeHandler(self._listener)
        self.tracker = self._beginning = None
        self._said = []

    def _hear(self, record: logging.LogRecord) -> None:
        self._said.append((record.name, record.levelno, record.getMessage()))
        if self.tracker:
            self.tracker.heard()


def _open(config: MkDocsConfig, *, in_memory: bool) -> Ledger:
    """Open the ledger beside the configuration; a preview's folder is gone when it ends."""
    path = Path(config.config_file_path or "mkdocs.yml").absolute().parent / _LEDGER
    ledger = Ledger(None if in_memory else path)
    if ledger.fault:
        log.info("the site is built whole: %s can't be used: %s", _LEDGER, ledger.fault)
    return ledger


def _is_true(record: logging.LogRecord) -> bool:
    """Tell MkDocs' warnings of dirty builds from what is so here."""
    return not record.getMessage().startswith(_UNTRUE)
