"""Where a line of a note can be seen on the host of its repository."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from aquip.config import Config


def source_url(config: Config, path: str, uri: str, line: int) -> str | None:
    """Return the address of a line; None where mkdocs.yml names no host, or an unknown one.

    ``path`` counts from the root and ``uri`` from the notes folder. GitHub and GitLab
    show the lines of Markdown only when asked for its source.
    """
    if not config.repo_url:
        return None
    base = config.repo_url.rstrip("/").removesuffix(".git")
    host = urlsplit(base).netloc.casefold()
    folder = _folder(config, "-/blob" if "gitlab" in host else "blob")
    if "bitbucket" in host:
        return f"{base}/src/HEAD/{quote(path)}#lines-{line}"
    if "github" not in host and "gitlab" not in host and not config.edit_uri:
        return None
    where = f"{folder}/{quote(uri)}" if folder else f"blob/HEAD/{quote(path)}"
    if "gitlab" in host and not folder:
        where = f"-/{where}"
    return f"{base}/{where}?plain=1#L{line}"


def _folder(config: Config, view: str) -> str | None:
    """Turn ``edit/main/notes/`` into the folder where its files are shown."""
    parts = (config.edit_uri or "").strip("/").removeprefix("-/").split("/")
    if parts[0] not in {"edit", "blob"}:
        return None
    return "/".join((view, *parts[1:]))
