"""Live views: what an ``aquip`` fence in a note becomes on the site.

A view is a module here (its options, and the data it shows) and a template,
``aquip/views/<view>.html``, which a site can replace from its ``custom_dir``.
"""

from __future__ import annotations

from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.key import digest, record_key, surroundings_key
from mkdocs_aquip.views.page import render
from mkdocs_aquip.views.registry import VIEWS
from mkdocs_aquip.views.request import Fault, read_request

__all__ = ["VIEWS", "ViewContext", "render_view", "view_key"]


def render_view(source: str, context: ViewContext) -> str:
    """Return the HTML of a fence's body, complete without JavaScript.

    What is wrong with it is told to ``context.warn``, with a line that counts
    from 1 in the body, and shown on the page in the view's place: half a
    filter would show rows that were not asked for.
    """
    request = read_request(source, context)
    if request.faults:
        for fault in request.faults:
            context.warn(f"aquip view: {_plain(fault)}", fault.line)
        help_page = context.page("views/index.md")
        about = f"{help_page}#{request.view}" if help_page and request.view else help_page
        shown = {"faults": request.faults, "source": source.strip("\n"), "about": about}
        return str(render("problem", context, shown))
    view = VIEWS[request.view]
    return str(render(view.name, context, view.data(context, request.values)))


def view_key(source: str, context: ViewContext) -> str | None:
    """Return the key of what `render_view` would show; None where it has something to warn of.

    Equal keys mean equal HTML, programs, templates and configuration being the same.
    """
    request = read_request(source, context)
    if request.faults:
        return None
    view = VIEWS[request.view]
    made = view.key(context, request.values) if view.key else record_key(context.record)
    page = (context.page_url, context.src_uri, context.series, context.goal)
    return digest(source, page, surroundings_key(context), made)


def _plain(fault: Fault) -> str:
    return fault.message.replace("`", "'")
