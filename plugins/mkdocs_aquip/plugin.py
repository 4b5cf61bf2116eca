"""The plugin: MkDocs' events, each handed to the module that knows what to do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from aquip.collector import Pause
from aquip.errors import AquipError
from mkdocs_aquip import search, theming
from mkdocs_aquip.build import begin
from mkdocs_aquip.config import AquipConfig
from mkdocs_aquip.frames.environment import with_frames
from mkdocs_aquip.frames.established import reason_against
from mkdocs_aquip.incremental.door import Door
from mkdocs_aquip.markdown import ViewExtension
from mkdocs_aquip.navigate import connect
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.pages import has_view, usual_views
from mkdocs_aquip.site import log

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from mkdocs_aquip.site import Site


class AquipPlugin(BasePlugin[AquipConfig]):  # type: ignore[no-untyped-call]  # MkDocs' metaclass
    """A record of 1:1 meetings as a site."""

    _site: Site | None = None
    _page: Page | None = None

    @cached_property
    def _door(self) -> Door:
        """Builds that stand on the last one pass here; it outlives them, as the plugin does."""
        return Door()

    @cached_property
    def _pause(self) -> Pause:
        """Holds the garbage collector up while a build lasts."""
        return Pause()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note how MkDocs was started."""
        self._door.startup(command, dirty=dirty)

    def on_shutdown(self) -> None:
        """Note that MkDocs ends."""
        self._door.shutdown()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Prepare for a build that stands on the last one."""
        self._pause.begin()
        self._door.before(config)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put templates, styles and scripts in their places, and make views known."""
        theming.register(config)
        config.markdown_extensions.append(ViewExtension(self._view))  # type: ignore[arg-type]
        return config

    # Late, so that pages of other plugins are there; no other plugin can have read a page yet.
    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the notes; take away what is private; add the pages the record yields."""
        self._door.gathered()
        try:
            self._site = begin(self.config.settings(), files, config)
        except AquipError as error:
            message = f"aquip: {error}"
            raise PluginError(f"{message}. {error.remedy}" if error.remedy else message) from None
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Connect the pages that are in no navigation: each meeting with its series."""
        if self._site:
            connect(self._site, nav, files, config)
            self._door.begin(self._site, files, nav)
        return nav

    def on_pre_page(self, page: Page, **_: object) -> Page:
        """Note which page is read, for the views in it."""
        self._page = page
        return page

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Let the usual views follow a home page that places none itself."""
        if isinstance(page, NotePage) and page.kind == "home" and not page.gfm:
            return markdown if has_view(markdown) else markdown + usual_views("home")
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, **_: object) -> str:
        """Note that a page is read."""
        if self._door.tracker:
            self._door.tracker.was_read()
        return html

    # Last, so that what others make of the templates is known.
    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, **_: object
    ) -> jinja2.Environment:
        """Let meetings share the page around them, where nothing could tell the difference."""
        if self._door.tracker:
            self._door.tracker.to_write()
        reason = reason_against(config)
        if reason:
            log.debug("each page is rendered in full: %s", reason)
        return env if reason else with_frames(env)

    # Before the search, which reads what is left to it.
    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
    ) -> TemplateContext:
        """Tell the search what a page says, in a quarter of the time that it takes itself."""
        if isinstance(page, NotePage) and page.gfm:
            search.index(page, config)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, **_: object) -> str:
        """Note what a page has become."""
        if self._door.tracker:
            self._door.tracker.was_written(page, output)
        return output

    # After the search, which writes its index.
    @event_priority(-100)
    def on_post_build(self, **_: object) -> None:
        """Note what was made, for the next build."""
        self._door.end()
        self._pause.end()

    def on_build_error(self, **_: object) -> None:
        """Note that what was made is not to be relied on."""
        self._door.failed()
        self._pause.end()

    def _view(self, source: str, line: int) -> str:
        """Render a view for the page that is being read."""
        page = self._page
        if self._site is None or page is None:
            return ""
        # MkDocs has cut the front matter off; its lines still count.
        offset = 0
        if isinstance(page, NotePage) and page.markdown is not None:
            offset = max(0, page.note.text.count("\n") - page.markdown.count("\n"))
        return self._site.view(page.file.src_uri, page.url, source, line + offset)
