"""The plugin's events as one build after the other needs them: MkDocs' own door.

Nothing here happens unless MkDocs was started with ``--dirty``, as `aquip build` and
`aquip serve` do.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.utils import clean_directory

from mkdocs_aquip.incremental.key import site_key
from mkdocs_aquip.incremental.ledger import Ledger
from mkdocs_aquip.incremental.safe import reason_to_build_whole, search_of
from mkdocs_aquip.incremental.tracker import Tracker
from mkdocs_aquip.site import log

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from mkdocs_aquip.site import Site

_LEDGER: Final = Path(".cache/aquip/site.sqlite")
_UNTRUE: Final = ("A 'dirty' build is being performed", "The directory contains stale files")
_mkdocs_log = logging.getLogger("mkdocs.commands.build")


class Door:
    """Stands between MkDocs and the `tracker` of each build; keeps the ledger in between."""

    def __init__(self) -> None:
        self._command = ""
        self._dirty = False
        self._whole = False
        self._ledger: Ledger | None = None
        self.tracker: Tracker | None = None

    def startup(self, command: str, *, dirty: bool) -> None:
        """Note how MkDocs was started."""
        self._command, self._dirty = command, dirty
        self._ledger = None

    def shutdown(self) -> None:
        """Note that it ends: the next build in this process begins anew."""
        self.startup("", dirty=False)

    def before(self, config: MkDocsConfig) -> None:
        """Prepare for a build: whole where it has to be, and without a warning that is untrue."""
        self.tracker = None
        if not self._dirty:
            return
        _mkdocs_log.addFilter(_is_true)
        if (search := search_of(config)) and hasattr(search, "is_dirty"):
            # Material's search, told that a build is dirty, takes it for one of a single page.
            search.on_startup(command=self._command, dirty=False)
        reason = reason_to_build_whole(config)
        self._whole = reason is not None
        if reason:
            log.info("the site is built whole: %s", reason)
            clean_directory(config.site_dir)

    def gathered(self) -> None:
        """Note that MkDocs has said what it says of a dirty build."""
        _mkdocs_log.removeFilter(_is_true)

    def begin(self, site: Site, files: Files, nav: Navigation) -> None:
        """Begin to track a build, where it can stand on the last one."""
        if not self._dirty or self._whole:
            return
        serving = self._command == "serve"
        if self._ledger is None:
            self._ledger = _open(site.config, in_memory=serving)
        self.tracker = Tracker(self._ledger, site, files, nav, serving=serving)
        self.tracker.begin(site_key(site.config, site.record.today))

    def end(self) -> None:
        """Note what was made."""
        tracker, self.tracker = self.tracker, None
        if tracker:
            tracker.end()
        if self._command != "serve":
            self._ledger = None

    def failed(self) -> None:
        """Note that a build failed; what it made is not to be relied on."""
        self.gathered()
        tracker, self.tracker = self.tracker, None
        if tracker:
            tracker.abandon()


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
