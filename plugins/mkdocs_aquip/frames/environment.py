"""MkDocs' templates, whose ``main.html`` fills a frame where that gives the same page."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import jinja2

from mkdocs_aquip.frames.frame import Frame, Templates, make_frame
from mkdocs_aquip.frames.slots import Values, values_of
from mkdocs_aquip.page import NotePage

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.toc import AnchorLink

_TRIES = 16
"""Frames made before it shows that they are used; then one more for each four pages served."""


def with_frames(env: jinja2.Environment) -> jinja2.Environment:
    """Return an environment like ``env`` that shares what pages of a kind have in common."""
    frames = Frames()

    class Framed(jinja2.Template):
        """A template of this environment."""

        def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as Jinja has it
            context = dict(*args, **kwargs)
            page = context.get("page")
            if not isinstance(page, NotePage):
                return super().render(context)
            if page.written is not None:
                return ""
            if self.name != "main.html":
                return super().render(context)
            item = self.environment.get_template("partials/toc-item.html")
            return frames.render(page, context, Templates(super().render, item.render))

    overlay = env.overlay()
    overlay.template_class = Framed
    return overlay


class Frames:
    """The frames of one build."""

    def __init__(self) -> None:
        self._nonce = f"aq{secrets.token_hex(16)}"
        self._frames: dict[Hashable, list[Frame]] = {}
        self._made = self._served = 0
        self._nav: Navigation | None = None
        self._targets: frozenset[str] = frozenset()

    def render(self, page: NotePage, context: Mapping[str, Any], templates: Templates) -> str:
        """Render a page: in a frame where one fits, else in full, making a frame for the next."""
        self._look_around(context["nav"])
        values = values_of(page, context["base_url"])
        kind = self._kind(page, values, context)
        if kind is None:
            return templates.page(context)
        frames = self._frames.setdefault(kind, [])
        headings = page.toc.items[0].children
        frame = next((frame for frame in frames if frame.fits(page)), None)
        if frame and (filled := frame.fill(values, headings)) is not None:
            self._served += 1
            return filled
        output = templates.page(context)
        if frame is None and self._made < _TRIES + self._served // 4:
            self._made += 1
            frame = make_frame(context, values, templates, self._nonce)
            if frame.fill(values, headings) != output:
                frame.pieces = ()
            frames.append(frame)
        return output

    def _look_around(self, nav: Navigation) -> None:
        """Note what the navigation leads to, with the folders above it."""
        if nav is not self._nav:
            self._nav = nav
            urls = {url for url in _urls(nav.items) if url}
            above = {url[: n + 1] for url in urls for n, char in enumerate(url) if char == "/"}
            self._targets = frozenset(urls | above)

    def _kind(self, page: NotePage, values: Values, context: Mapping[str, Any]) -> Hashable | None:
        """Return what pages must have in common to share a frame; None for one on its own."""
        toc = page.toc.items
        ours = page.kind == "meeting" or page.file.generated_by == "aquip"
        if not ours or page.url in self._targets or len(toc) != 1:
            return None
        if toc[0].level != 1 or not all(map(_is_plain, toc)):
            return None
        if any(value is not None and type(value) is not str for value in values.values()):
            return None
        folder = page.url.removesuffix("/").rpartition("/")[0]
        edit = values["edit_url"] or ""
        return (
            folder,
            page.url.endswith("/"),
            context["base_url"],
            tuple(map(id, page.ancestors)),
            tuple(bool(value) or value for value in values.values()),
            bool(page.meta),
            "<h1" in (values["content"] or ""),
            ("/blob/" in edit, "/edit/" in edit),
            min(len(toc[0].children), 2),
        )


def _urls(items: Any) -> Iterator[str | None]:  # noqa: ANN401 - MkDocs' own classes, unrelated
    for item in items:
        yield getattr(item, "url", None)
        yield from _urls(item.children or ())


_HEADING = {"title", "id", "level", "children", "active"}


def _is_plain(heading: AnchorLink) -> bool:
    """Tell whether a heading is MkDocs' own, to which nobody has added anything."""
    return vars(heading).keys() <= _HEADING and all(map(_is_plain, heading.children))
