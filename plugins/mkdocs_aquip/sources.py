"""Where a note's source can be read: the repository's host, at a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_EDIT = re.compile(r"/(_?)edit/")


def source_url(config: MkDocsConfig, uri: str, line: int | None = None) -> str | None:
    """Return the address of a note's source on its host, at a line where one is given.

    It is derived from ``edit_uri``, as MkDocs' own edit links are; None without one.
    GitHub shows the lines of Markdown only when asked for plain text. Gitea and
    Forgejo ask in words of their own.
    """
    base = _edit_base(config, uri)
    if base is None:
        return None
    match = _EDIT.search(base)
    gitea = bool(match and match[1])
    address = _EDIT.sub("/src/branch/" if gitea else "/blob/", base, count=1)
    address = address.replace("/src/branch/branch/", "/src/branch/")
    if line is None:
        return address
    host = urlsplit(address).hostname or ""
    if "bitbucket" in host:
        return f"{address}#lines-{line}"
    if gitea:
        return f"{address}?display=source#L{line}"
    if "/-/" in address or "gitlab" in host:
        return f"{address}#L{line}"
    return f"{address}?plain=1#L{line}"


def _edit_base(config: MkDocsConfig, uri: str) -> str | None:
    """Return the address where MkDocs would have the note edited."""
    path = quote(uri)
    if config.edit_uri_template:
        edit = config.edit_uri_template.format(path=path, path_noext=path.removesuffix(".md"))
    elif config.edit_uri:
        edit = config.edit_uri + path
    else:
        return None
    repository = config.repo_url or ""
    if repository and not repository.endswith("/") and not edit.startswith(("?", "#")):
        repository += "/"
    address = urljoin(repository, edit)
    return address if urlsplit(address).netloc else None
