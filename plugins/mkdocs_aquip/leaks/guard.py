"""The end of a build: the site is looked through, and one that leaks is not left in place."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File
from mkdocs.utils import clean_directory, write_file

import aquip
from aquip.core.parse import parse
from aquip.errors import reason_of
from mkdocs_aquip import theming
from mkdocs_aquip.leaks.folder import Leak, Looked, Search, load, save
from mkdocs_aquip.leaks.hidden import Hidden, Place, common_words, hidden_text
from mkdocs_aquip.site import log

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from aquip.core.model import Note, Record
    from mkdocs_aquip.site import Site

_LOOKED: Final = Path(".cache/aquip/leaks.json")
_NAMED: Final = 20
"""How many files a message names."""
_REMEDY: Final = (
    "Another plugin, a hook, a template or an extension put it there: leave that out, or say in "
    "public what may be read."
)
_PAGE: Final = """\
<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Not shown</title>
<h1>This site is not shown: it holds what is hidden</h1>
<ul>{leaks}</ul>
<p>{remedy}</p>
</html>
"""


class Guard:
    """Looks through each site that is built; remembers what it has looked at."""

    def __init__(self) -> None:
        self._serving = self._keep = False
        self._search: Search | None = None
        self._looked = Looked()

    def startup(self, command: str, *, dirty: bool) -> None:
        """Note how MkDocs was started: builds that stand on the last one remember it."""
        self._serving, self._keep = command == "serve", dirty
        self._looked = Looked()

    def begin(
        self,
        full: Sequence[Note],
        site: Site,
        files: Files,
        also: Iterable[Path],
    ) -> None:
        """Note what is hidden: in ``full``, all notes, and in what else MkDocs has for pages.

        ``also`` are further files that say in public what stands on pages.
        """
        record, config = site.record, site.config
        known = {note.uri for note in full}
        notes = [*full, *_others(files, known, record)]
        texts = [text for note in notes if (text := hidden_text(note))]
        titles = [series.title for series in record.series.values()]
        hidden = Hidden(
            texts,
            _dests(notes, site.withheld, files, config),
            common_words(record.settings, titles),
        )
        public = [note for note in record.notes if note.published]
        self._search = Search(hidden, config, public, chain(also, _programs(config)))

    def end(self, config: MkDocsConfig) -> None:
        """Look through the site.

        Raises:
            PluginError: it leaks, and is there no more. A preview shows what is amiss instead.
        """
        search, self._search = self._search, None
        if search is None or not search.hidden:
            return
        kept = Path(config.config_file_path or "mkdocs.yml").absolute().parent / _LOOKED
        keep = self._keep and not self._serving
        looked = load(kept) if keep else self._looked
        leaks = self._found(search, looked, config)
        if leaks:
            self._looked = Looked()
            self._refuse(leaks, config)
        elif keep:
            save(looked, kept)

    def failed(self) -> None:
        """Look through what a build has made that did not come to its end."""
        search, self._search = self._search, None
        if search is None or not search.hidden:
            return
        if leaks := self._found(search, Looked(), search.config):
            for leak in _first(leaks):
                log.error("%s", leak)
            _remove(leaks, search.config)

    @staticmethod
    def _found(search: Search, looked: Looked, config: MkDocsConfig) -> list[Leak]:
        """Return what leaks; what can't be looked through is no site to show either."""
        try:
            return search.leaks(looked)
        except OSError as error:
            clean_directory(config.site_dir)
            raise PluginError(
                f"aquip: the site can't be looked through for what is hidden: {reason_of(error)}"
            ) from None

    def _refuse(self, leaks: Sequence[Leak], config: MkDocsConfig) -> None:
        """Take the site away, and say why."""
        _remove(leaks, config)
        said = [*map(str, _first(leaks))]
        if not self._serving:
            told = "\n  ".join(said)
            raise PluginError(f"aquip: the site leaked, and was removed.\n  {told}\n{_REMEDY}")
        for each in said:
            log.error("%s", each)
        items = "".join(f"<li>{html.escape(each)}</li>" for each in said)
        page = _PAGE.format(leaks=items, remedy=_REMEDY).encode()
        for name in ("index.html", "404.html"):
            write_file(page, str(Path(config.site_dir, name)))


def _remove(leaks: Iterable[Leak], config: MkDocsConfig) -> None:
    """Empty the site folder; hidden files, which MkDocs leaves there, go where they leak."""
    for leak in leaks:
        Path(config.site_dir, leak.dest).unlink(missing_ok=True)
    clean_directory(config.site_dir)


def _first(leaks: Iterable[Leak]) -> list[Leak]:
    """Return the first leak of each file, as many as a message can name."""
    return [*{leak.dest: leak for leak in reversed([*leaks])}.values()][::-1][:_NAMED]


def _others(files: Files, known: Collection[str], record: Record) -> Iterator[Note]:
    """Yield what MkDocs has for pages beside the notes, such as those behind links."""
    for file in files.documentation_pages():
        uri = file.src_uri
        if uri not in known and file.generated_by is None and file.src_dir is not None:
            yield parse(file.content_bytes, path=uri, uri=uri, settings=record.settings)


def _dests(
    notes: Iterable[Note], withheld: Iterable[str], files: Files, config: MkDocsConfig
) -> dict[str, Place]:
    """Return where hidden files would stand in the site, less where public ones do."""
    hidden = {uri: Place(uri, 0) for uri in withheld}
    hidden |= {note.uri: Place(note.path, 0) for note in notes if not note.published}
    found: dict[str, Place] = {}
    for uri, place in hidden.items():
        file = File(uri, None, config.site_dir, config.use_directory_urls)
        found |= {uri: place, file.dest_uri: place}
    taken = {file.dest_uri for file in files}
    return {dest: place for dest, place in found.items() if dest not in taken}


def _programs(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the files whose words are on pages because a program or the theme says them."""
    if config.config_file_path:
        yield Path(config.config_file_path)
    for folder in (Path(aquip.__file__).parent, theming.FOLDER.parent):
        yield from sorted(folder.rglob("*.py"))
    for name in config.theme.dirs:
        yield from sorted(Path(name).rglob("*.html"))
        yield from sorted(Path(name).rglob("*.js"))
