"""Where a note's commits can be read: on the repository's host."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


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
