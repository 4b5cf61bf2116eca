"""The ways between pages that no navigation holds."""

from __future__ import annotations

import logging
from itertools import pairwise
from typing import TYPE_CHECKING

from mkdocs_aquip.context import person_uri
from mkdocs_aquip.page import NotePage
from mkdocs_aquip.site import Site
from mkdocs_aquip.views.known import everybody

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# MkDocs says this in its own name for the pages that it makes itself.
_mkdocs_log = logging.getLogger("mkdocs.structure.nav")


def connect(site: Site, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
    """Put meetings below their series, with the ones before and after, and people below People.

    Say which pages are left out.
    """
    page_of = {uri: page for uri in site.notes if (page := _page(files, uri))}
    listed = {id(page) for page in nav.pages}
    for uri, series in site.series.items():
        home = _page(files, uri)
        pages = [page for m in series.meetings if (page := page_of.get(m.note.uri))]
        for page in pages:
            if id(page) not in listed:
                page.parent = home  # type: ignore[assignment]  # a page serves as well as a section
        for before, after in pairwise(pages):
            before.next_page, after.previous_page = after, before
    _put_below(files, "accomplishments", listed)
    for handle in everybody(site.record):
        person = _page(files, person_uri(handle) or "")
        if person and id(person) not in listed:
            person.parent = _page(files, "people/index.md")  # type: ignore[assignment]  # the same
    _report_omitted(listed, files, config)


def _put_below(files: Files, section: str, listed: set[int]) -> None:
    """Put the further pages of a dashboard where its first one stands."""
    first = _page(files, f"{section}/index.md") or _page(files, f"{section}.md")
    if first is None:
        return
    for file in files.documentation_pages():
        below = file.src_uri.startswith(f"{section}/") and file.generated_by == "aquip"
        if below and file.page and id(file.page) not in listed:
            file.page.parent = first.parent


def _page(files: Files, uri: str) -> Page | None:
    file = files.get_file_from_path(uri)
    return file.page if file else None


def _report_omitted(listed: set[int], files: Files, config: MkDocsConfig) -> None:
    """Say which of the user's pages the navigation leaves out, as MkDocs would have."""
    omitted = [
        file.src_path
        for file in files.documentation_pages()
        if isinstance(file.page, NotePage)
        and file.inclusion.is_in_nav()  # type: ignore[no-untyped-call]
        and id(file.page) not in listed
    ]
    if omitted:
        _mkdocs_log.log(
            config.validation.nav.omitted_files,
            "The following pages exist in the docs directory, but are not "
            'included in the "nav" configuration:\n  - ' + "\n  - ".join(omitted),
        )
