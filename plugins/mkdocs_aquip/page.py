"""A page made of a note: read without what is hidden, rendered as GitHub would."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta
from msgspec import Struct

from aquip.core import front_matter
from aquip.core.parse import parse
from aquip.core.privacy import redact
from mkdocs_aquip.header import meeting_header
from mkdocs_aquip.held import Held
from mkdocs_aquip.incremental.trace import Asked, Asking
from mkdocs_aquip.links import LinkResolver
from mkdocs_aquip.neighbours import Neighbours
from mkdocs_aquip.own import bannered, is_own, labelled
from mkdocs_aquip.pages import first_view, has_view, usual_views
from mkdocs_aquip.past.section import history_section
from mkdocs_aquip.render.headings import Heading
from mkdocs_aquip.render.page import Rendered, render
from mkdocs_aquip.site import Site, log, meeting_title

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from aquip.core.model import Note

_NAMED: Final = {"icon": ".icons/{}.svg", "template": "{}"}
"""What front matter can have a theme load, and where it is."""
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("search", "social"), (dict,)),
    **dict.fromkeys(("hide", "tags"), (list, str)),
    **dict.fromkeys(("description", "author", "subtitle"), (str,)),
}
"""What Material takes front matter to be, without a look."""
_LARGE: Final = 1_000_000
"""Characters from which on MkDocs does not look for keys in a text without YAML, line by line."""


_CONTENT: Final = Held()


class Content(Struct, frozen=True):
    """What a note becomes: plain data, so that another process can make it.

    ``links`` are the anchors that it links to, by the source of their page. ``asked`` is
    what it asked of the site, where a build keeps track of that (`incremental.trace`).
    """

    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    links: dict[str, dict[str, str]]
    asked: Asked | None = None


class NotePage(Page):
    """A page of the site whose source is a note.

    Meetings, series, goals and the plugin's own pages are rendered here. Others are
    MkDocs' own, unless their front matter says ``renderer: gfm``; what is hidden is
    taken out of them all the same.
    """

    content = _CONTENT
    heads: bool | None = None
    """Whether it opens its section, where that is known: one of many series is no overview."""

    def __init__(self, title: str | None, file: File, *, note: Note, site: Site) -> None:
        super().__init__(title, file, site.config)
        self.note = note
        self.site = site
        self.kind = site.kind(note.uri)
        self.tracked = False
        """Whether the build keeps track of what the page asks of the site around it."""
        self.asked: Asked | None = None
        self.elsewhere: Callable[[], Content | None] | None = None
        """Returns what another process has made of the note; None where none has."""
        self.made = ""
        """The hash of the page's output, once it is made in a build that keeps track of it."""
        self.written: str | None = None
        """The hash of the page's output, where another process has written that."""
        self._as_read: str | None = None
        self._own = site.own and is_own(note)
        if self._own:
            self.canonical_url = None  # it is in the owner's preview alone, and in no sitemap

    @property
    def is_index(self) -> bool:
        """Tell themes whether it is the page of its folder, and of its section."""
        return super().is_index if self.heads is None else self.heads

    @property
    def gfm(self) -> bool:
        """Tell whether the page is rendered as GitHub would."""
        if self.kind in ("meeting", "series", "goal") or self.file.generated_by == "aquip":
            return True
        if self.site.name:  # what the source's own site would make of it is not known
            return True
        # A note among meetings that has no date yet is as trustworthy as they are.
        undated = self.note.path in self.site.record.unsorted
        return undated or self.meta.get("renderer") == "gfm"

    def read_source(self, config: MkDocsConfig) -> None:
        """Read the note's public text, or what another plugin has in its stead."""
        source = config.plugins.on_page_read_source(page=self, config=config)
        if source is not None:
            self.elsewhere = None
        self.read(self.note.text if source is None else redact(source))
        if self.gfm:
            _drop_unusable(self.meta, config.theme.dirs)

    def read(self, text: str) -> None:
        """Take a text as the page's source."""
        text = text.removeprefix("\ufeff")
        self.markdown, self.meta = (text, {}) if self._is_refused(text) else meta.get_data(text)
        if self.gfm:
            # Themes write what front matter says into the page as it is.
            self.meta = _escaped(self.meta)
        if self.kind in ("meeting", "goal"):
            # The status of a 1:1 or a goal: Material would mark the page with it in the nav.
            self.meta.pop("status", None)
        if self._own:
            self.meta["search"] = {"exclude": True}
            if not self.note.published:
                self.meta["title"] = self.note.title
        self._as_read = self.markdown

    def _is_refused(self, text: str) -> bool:
        """Tell whether a text's front matter is none for MkDocs either, which knows no limits."""
        if not text.startswith("---"):
            return len(text) > _LARGE
        problems = self.note.problems if text == self.note.text else front_matter.read(text)[1]
        return any(problem.kind == "front-matter-broken" for problem in problems)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Turn the Markdown into the page's content."""
        if self.markdown is None:
            message = "the page's source has not been read"
            raise RuntimeError(message)
        if self.markdown != self._as_read:
            # What another plugin has put in may be hidden in the page that it comes from.
            self.markdown = redact(self.markdown)
        if not self.gfm:
            super().render(config, files)
            if self._own:
                self.content = bannered(labelled(self.content or ""), self.note)
            return
        if self.kind != "page" and self.meta.get("renderer") == "mkdocs":
            log.info("%s: `renderer: mkdocs` is for pages that are no 1:1 notes", self.note.uri)
        # Another plugin's page event may have changed the text; then its items stand elsewhere.
        note = self.note if self.markdown == self._as_read else self._parsed(self.markdown)
        elsewhere = self.elsewhere if note is self.note else None
        content = elsewhere() if elsewhere else None
        self._take(content or self.make(note, config, files), files)

    def make(self, note: Note, config: MkDocsConfig, files: Files) -> Content:
        """Make the page's content of a note."""
        resolver = self.resolver(config, files)
        around = self.around(note, resolver)
        asking = Asking.of(around) if self.tracked else None
        first, usual = first_view(self.kind), usual_views(self.kind, around.settings)
        if has_view(note.text):
            first = usual = ""
        link = _permalink(config)
        rendered = render(note, asking or around, appended=usual, permalink=link, own=self._own)
        above = (asking or around).view(first, 0) if first else ""
        self._name(rendered.headings)
        links = resolver.links_to_anchors()
        return Content(
            html=self._completed(rendered, above),
            headings=rendered.headings,
            anchors=rendered.anchors,
            links={file.src_uri: anchors for file, anchors in links.items()},
            asked=asking.asked(self) if asking else None,
        )

    def let_go(self) -> None:
        """Forget the content, which is written: MkDocs keeps its pages to the end."""
        self.content = self.markdown = ""  # None would make MkDocs look for its title again
        self._as_read = None

    def resolver(self, config: MkDocsConfig, files: Files) -> LinkResolver:
        """Return what resolves the page's links."""
        return LinkResolver(self.file, files, config, self.site)

    def around(self, note: Note, links: LinkResolver) -> Neighbours:
        """Return the site around the page's note."""
        meeting = self.site.meetings.get(note.uri)
        return Neighbours(
            settings=self.site.record.settings,
            today=self.site.record.today,
            day=meeting.date if meeting else None,
            note=note,
            site=self.site,
            context=self.site.context(note.uri, self.url),
            links=links,
        )

    def _parsed(self, markdown: str) -> Note:
        settings = self.site.record.settings
        return parse(markdown, path=self.note.path, uri=self.note.uri, settings=settings)

    def _name(self, headings: Sequence[Heading]) -> None:
        """Give the page the title of its content, or of its meeting."""
        meeting = self.site.meetings.get(self.note.uri)
        if headings and headings[0].level == 1:
            self._title_from_render = headings[0].text
        elif meeting:
            series = self.site.record.series[meeting.series]
            self._title_from_render = html.escape(meeting_title(meeting, series), quote=False)

    def _completed(self, rendered: Rendered, above: str) -> str:
        """Return the content with a heading, and what stands ``above`` its text.

        That is a meeting's header; its history is at the end.
        """
        content, headings = rendered.html, rendered.headings
        meeting = self.site.meetings.get(self.note.uri)
        if not headings or headings[0].level > 1:
            content = f"<h1>{self.title}</h1>\n{content}"
        if above:
            before, end, after = content.partition("</h1>")
            content = f"{before}{end}\n{above}{after}"
        if meeting:
            before, end, after = content.partition("</h1>")
            header = meeting_header(self, meeting, self.site)
            content = f"{before}{end}\n{header}{after}{history_section(self.site, meeting)}"
        return content

    def _take(self, content: Content, files: Files) -> None:
        """Hand over what MkDocs expects of a rendered page."""
        self._name(content.headings)
        text = bannered(content.html, self.note) if self._own else content.html
        _CONTENT.hold(self, text)
        self.toc = _toc(content.headings)
        self.present_anchor_ids = set(content.anchors)
        links = ((files.get_file_from_path(uri), each) for uri, each in content.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in links if file}
        self.asked = content.asked


def _permalink(config: MkDocsConfig) -> str | None:
    """Return what the toc extension is told to link headings with."""
    permalink = config.mdx_configs.get("toc", {}).get("permalink")
    return html.escape(permalink) if isinstance(permalink, str) else "&para;" if permalink else None


def _toc(headings: Iterable[Heading]) -> TableOfContents:
    """Nest headings by their levels."""
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.text, heading.anchor, heading.level)
        while open_links and open_links[-1].level >= heading.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    if top:
        top[0].active = True  # type: ignore[attr-defined]  # as MkDocs' own get_toc does
    return TableOfContents(top)


def _drop_unusable(meta: MutableMapping[str, Any], folders: Iterable[str]) -> None:
    """Drop what themes fall over, and a template that would lead the reader away."""
    for key, kinds in _KINDS.items():
        if not isinstance(meta.get(key, kinds[0]()), kinds):
            meta.pop(key)
    for key, place in _NAMED.items():
        name = meta.get(key)
        known = isinstance(name, str) and ".." not in name and "\0" not in name
        files = (Path(folder, place.format(name)) for folder in folders) if known else ()
        if name == "redirect.html" or not any(map(Path.is_file, files)):
            meta.pop(key, None)


def _escaped(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, Mapping):
        return {key: _escaped(entry) for key, entry in value.items()}
    return [_escaped(entry) for entry in value] if isinstance(value, list) else value
