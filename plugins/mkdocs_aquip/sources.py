"""Where a note's source and its commits can be read: on the repository's host."""

from __future__ import annotations

import re
from functools import lru_cache
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
    address, line_mark = _address(
        config.edit_uri_template, config.edit_uri, config.repo_url or "", quote(uri)
    )
    return address if address is None or line is None else f"{address}{line_mark}{line}"


def commit_url(config: MkDocsConfig, sha: str) -> str | None:
    """Return the address of a commit on the repository's host; None without a ``repo_url``.

    What is no known host is taken to be one of those that follow GitHub, as most do.
    """
    base = _repository(config.repo_url or "", config.edit_uri or config.edit_uri_template or "")
    return base and f"{base}/{sha}"


@lru_cache(maxsize=16)
def _repository(url: str, edit: str) -> str | None:
    """Return what the addresses of a repository's commits begin with."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # such as a bracket that opens no IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('.git')}"
    if "bitbucket" in host:
        return f"{base}/commits"
    gitlab = "gitlab" in host or "/-/" in f"/{edit}"
    return f"{base}/-/commit" if gitlab else f"{base}/commit"


# A note has many lines, and is asked for each of them, on several pages.
@lru_cache(maxsize=16384)
def _address(
    template: str | None, edit_uri: str | None, repository: str, path: str
) -> tuple[str | None, str]:
    """Return where a note is on its host, and what goes before the number of a line."""
    base = _edit_base(template, edit_uri, repository, path)
    if base is None:
        return None, ""
    match = _EDIT.search(base)
    gitea = bool(match and match[1])
    address = _EDIT.sub("/src/branch/" if gitea else "/blob/", base, count=1)
    address = address.replace("/src/branch/branch/", "/src/branch/")
    host = urlsplit(address).hostname or ""
    if "bitbucket" in host:
        return address, "#lines-"
    if gitea:
        return address, "?display=source#L"
    if "/-/" in address or "gitlab" in host:
        return address, "#L"
    return address, "?plain=1#L"


def _edit_base(
    template: str | None, edit_uri: str | None, repository: str, path: str
) -> str | None:
    """Return the address where MkDocs would have the note edited."""
    if template:
        edit = template.format(path=path, path_noext=path.removesuffix(".md"))
    elif edit_uri:
        edit = edit_uri + path
    else:
        return None
    if repository and not repository.endswith("/") and not edit.startswith(("?", "#")):
        repository += "/"
    address = urljoin(repository, edit)
    return address if urlsplit(address).netloc else None
