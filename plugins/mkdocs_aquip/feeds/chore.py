"""What other tools read, put among the files of a site, and filled while pages are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from mkdocs_aquip.chores import Chore
from mkdocs_aquip.feeds.addresses import Addresses
from mkdocs_aquip.feeds.atom import as_feed, entries_of
from mkdocs_aquip.feeds.calendar import FILES, calendars, owners
from mkdocs_aquip.feeds.changes import Origin
from mkdocs_aquip.feeds.data import as_json

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from aquip.core.model import Record
    from mkdocs_aquip.part import Part
    from mkdocs_aquip.site import Site

FEED = "feed.xml"
DATA = "aquip.json"


def feeds(
    site: Site, public: Record, parts: Sequence[Part], files: Files, config: MkDocsConfig
) -> Chore:
    """Add the files that the user has none of, and return the chore of making them.

    A feed's links are full addresses: a site that does not know its own has no feed.
    """
    where = Addresses(config.site_url, site.urls)
    wanted = [DATA, *(f"{file}.ics" for file in FILES.values())]
    wanted += [f"{file}/{owner}.ics" for file in FILES.values() for owner in owners(public)]
    wanted += [FEED] if config.site_url else []
    absent = [uri for uri in wanted if files.get_file_from_path(uri) is None]
    for uri in absent:
        files.append(File.generated(config, uri, content=b""))

    def make() -> dict[str, bytes]:
        made = {DATA: as_json(public), **calendars(public, where, config.site_name)}
        if FEED in absent:
            entries = entries_of(public, _origins(site, parts), where)
            made[FEED] = as_feed(entries, public, where, config.site_name, config.site_description)
        return {uri: made[uri] for uri in absent}

    def fill(contents: Mapping[str, bytes]) -> None:
        for uri, content in contents.items():
            if file := files.get_file_from_path(uri):
                file.content_bytes = content

    return Chore(make, fill)


def _origins(site: Site, parts: Sequence[Part]) -> dict[str, Origin]:
    """Return the repositories of which git may tell, by name: of their public records alone."""
    found = {}
    for part in parts:
        past = part.past_of(part.public) if site.own else site.parts.get(part.name, site).past
        if past:
            found[part.name] = Origin(part.repository.settings, past, part.repository.mkdocs)
    return found
