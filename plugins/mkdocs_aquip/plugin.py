"""The plugin: MkDocs' events, each handed to the module that knows what to do."""

from __future__ import annotations

import math
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File

from aquip.cache import clear_strangers
from aquip.collector import Pause
from aquip.errors import AquipError
from aquip.memory import Memory
from mkdocs_aquip import search, theming
from mkdocs_aquip.astray import refuse_folders
from mkdocs_aquip.build import begin
from mkdocs_aquip.compiled import remember
from mkdocs_aquip.config import AquipConfig
from mkdocs_aquip.frames.environment import with_frames
from mkdocs_aquip.frames.established import reason_against
from mkdocs_aquip.incremental.door import Door
from mkdocs_aquip.labels import Aside
from mkdocs_aquip.leaks.guard import Guard
from mkdocs_aquip.markdown import ViewExtension
from mkdocs_aquip.mended import mend, valid_links
from mkdocs_aquip.navigate import connect
from mkdocs_aquip.own import Own
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.pages import has_view, with_home
from mkdocs_aquip.policy import HEADERS, HEADERS_FILE, Policy, let_reload
from mkdocs_aquip.repository import Repository, repositories_of
from mkdocs_aquip.search import Search
from mkdocs_aquip.site import log
from mkdocs_aquip.watching import Watching
from mkdocs_aquip.workers.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from mkdocs_aquip.site import Site


class AquipPlugin(BasePlugin[AquipConfig]):  # type: ignore[no-untyped-call]  # MkDocs' metaclass
    """A record of 1:1 meetings as a site."""

    def __init__(self) -> None:
        super().__init__()
        self._site: Site | None = None
        self._page: Page | None = None
        self._memories: defaultdict[str, Memory] | None = None
        self._repositories: tuple[Repository, ...] = ()
        # A preview builds again and again: these outlive each build, as the plugin does.
        self._aside = Aside()
        self._door = Door()
        self._guard = Guard()
        self._own = Own()
        self._pause = Pause()
        self._policy = Policy()
        self._search = Search()
        self._shared = Shared()
        self._watching = Watching()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note how MkDocs was started; a preview reads the same notes again and again."""
        self._memories = defaultdict(Memory) if command == "serve" else None
        self._shared.startup(command)
        self._door.startup(command, dirty=dirty)
        self._search.startup(command, dirty=dirty)
        self._guard.startup(command, dirty=dirty)
        self._own.startup(command)

    def on_serve(self, server: LiveReloadServer, **_: object) -> LiveReloadServer:
        """Watch over the sources too; let the watch rest while the site is built."""
        for path in (path for each in self._repositories[1:] for path in each.inputs()):
            server.watch(path)
        self._watching.over(server)
        let_reload(server)
        return server

    def on_shutdown(self) -> None:
        """Note that MkDocs ends."""
        self._memories = None
        self._door.shutdown()

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Prepare for a build that stands on the last one."""
        self._pause.begin()
        self._watching.rest()
        settings, sources = self.config.settings(), self.config.sources
        with suppress(OSError):
            clear_strangers(
                Path(config.config_file_path or "mkdocs.yml").absolute().parent / ".cache/aquip"
            )
        with _told():
            refuse_folders(config)
            self._repositories = repositories_of(settings, sources, config)
        self._door.before(config, self._repositories)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put templates, styles and scripts in their places, and make views known."""
        theming.register(config)
        self._policy.begin(self.config.csp)
        config.markdown_extensions.append(ViewExtension(self._view, self._hides))  # type: ignore[arg-type]
        return config

    # Late, so that pages of other plugins are there; no other plugin can have read a page yet.
    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the notes; take away what is private; add the pages the record yields."""
        self._door.gathered()
        own = self._own.shows(self.config.private, config)
        with _told():
            self._site = begin(self._repositories, files, self._guard, self._memories, own=own)
        if self._policy.is_wanted and files.get_file_from_path(HEADERS_FILE) is None:
            files.append(File.generated(config, HEADERS_FILE, content=HEADERS))
        theming.join(files, config)
        return files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Connect the pages that are in no navigation: each meeting with its series."""
        if self._site:
            connect(self._site, nav, files, config)
            self._door.begin(self._site, files, nav)
            self._shared.read(self._site, files, nav, self._door.tracker)
        return nav

    def on_pre_page(self, page: Page, **_: object) -> Page:
        """Note which page is read, for the views in it."""
        self._page = page
        return page

    def on_page_markdown(self, markdown: str, *, page: Page, **_: object) -> str:
        """Put the usual views into a home page that places none itself."""
        if isinstance(page, NotePage) and page.kind == "home" and not page.gfm:
            settings = page.site.record.settings
            return markdown if has_view(markdown) else with_home(markdown, settings)
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, **_: object) -> str:
        """Note that a page is read."""
        if self._door.tracker:
            self._door.tracker.was_read()
        self._shared.page_was_read()
        return html

    # Last, so that what others make of the templates is known.
    @event_priority(-100)
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, **_: object
    ) -> jinja2.Environment:
        """Let meetings share the page around them, where nothing could tell the difference."""
        self._shared.was_read()
        if self._door.tracker:
            self._door.tracker.to_write()
        self._search.begin(config, env)
        self._aside.begin(config)
        self._policy.mark(config, env)
        mend(env)
        env = remember(env)
        reason = reason_against(config)
        if reason:
            log.debug("each page is rendered in full: %s", reason)
        else:
            env = with_frames(env)
        self._shared.write(env, alone=reason is None)
        return env

    # Before the search, which reads what is left to it.
    @event_priority(50)
    def _tell_search(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """Tell the search what a page says, in a quarter of the time that it takes itself."""
        self._shared.take(page, nav)
        if isinstance(page, NotePage) and page.gfm:
            search.index(page, config)
            self._aside.put(page)
        return context

    @event_priority(-50)
    def _search_was_told(
        self, context: TemplateContext, *, page: Page, **_: object
    ) -> TemplateContext:
        """Give the page what the search has left it."""
        self._aside.back(page)
        return context

    on_page_context = CombinedEvent(_tell_search, _search_was_told)

    @event_priority(100)
    def _before_others(self, output: str, **_: object) -> str:
        """Note what stands in a page before other plugins add to it."""
        self._policy.before_others(output)
        return output

    @event_priority(-100)
    def _was_made(self, output: str, *, page: Page, **_: object) -> str:
        """Note what a page has become."""
        output = self._policy.page(self._search.page(valid_links(output)))
        if self._door.tracker:
            self._door.tracker.was_written(page, output)
        self._shared.was_written(page)
        return output

    on_post_page = CombinedEvent(_before_others, _was_made)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Let the page of no address have the search of all others, and their policy."""
        output = self._search.page(valid_links(output_content))
        theirs = template_name in config.theme.static_templates and template_name.endswith(".html")
        return self._policy.page(output) if theirs else output

    # Before Material's search, which writes what it is left.
    @event_priority(50)
    def _write_index(self, /, **events: MkDocsConfig) -> None:
        self._search.write(events["config"])

    # After the search, which writes its index.
    @event_priority(-100)
    def _end_build(self, /, **_: object) -> None:
        """Note what was made, for the next build."""
        self._shared.end()
        self._door.end()
        for past in self._site.pasts if self._site else ():
            past.close()
        self._watching.go_on()
        self._pause.end()

    # The very last: nothing is to come to the site after it.
    @event_priority(-math.inf)
    def _look_through(self, /, **events: MkDocsConfig) -> None:
        """See that nothing hidden is in the site, whoever made it."""
        self._guard.end(events["config"])

    on_post_build = CombinedEvent(_write_index, _end_build, _look_through)

    def on_build_error(self, **_: object) -> None:
        """Note that what was made is not to be relied on, and see that it leaks nothing."""
        self._shared.end()
        self._door.failed()
        self._watching.go_on()
        self._pause.end()
        self._guard.failed()

    def _hides(self) -> bool:
        return self._site is None or not self._site.own

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


@contextmanager
def _told() -> Iterator[None]:
    """Let MkDocs tell what a user can mend, with the remedy."""
    try:
        yield
    except AquipError as error:
        message = f"aquip: {error}"
        raise PluginError(f"{message}. {error.remedy}" if error.remedy else message) from None
