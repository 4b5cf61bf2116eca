"""Where a note, and a line of it, can be read: on the host of its repository."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Protocol
from urllib.parse import quote, urljoin, urlsplit

_EDIT: Final = re.compile(r"/(_?)edit/")
_GUESSES: Final = ("edit/master/docs/", "src/default/docs/")
"""What MkDocs takes for `edit_uri` where it is not set: what nobody said about the repository."""


class Hosted(Protocol):
    """A configuration that says where its notes are hosted: MkDocs' own, or aquip's."""

    @property
    def repo_url(self) -> str | None:
        """The address of the repository."""

    @property
    def edit_uri(self) -> str | None:
        """The way from there to where the notes folder is edited."""

    @property
    def edit_uri_template(self) -> str | None:
        """The same with ``{path}`` in it."""


def source_url(hosted: Hosted, path: str, uri: str, line: int | None = None) -> str | None:
    """Return the address of a note, at a line where one is given; None where it is not known.

    ``path`` counts from the root and ``uri`` from the notes folder. The address follows from
    ``edit_uri``, as MkDocs' own edit links do, and without it from what is known of the host.
    GitHub and GitLab show the lines of Markdown only when asked for plain text. Gitea and Forgejo
    ask in words of their own.
    """
    edit, template = hosted.edit_uri, hosted.edit_uri_template
    address, mark = _address(hosted.repo_url or "", edit, template, quote(path), quote(uri))
    return address if address is None or line is None else f"{address}{mark}{line}"


# A note has many lines, and is asked for each of them, on several pages.
@lru_cache(maxsize=16384)
def _address(
    repository: str, edit: str | None, template: str | None, path: str, uri: str
) -> tuple[str | None, str]:
    """Return where a note is on its host, and what goes before the number of a line."""
    base = repository.rstrip("/").removesuffix(".git")
    try:
        edited = _edited(base, edit, template, uri)
        host = urlsplit(edited or base).hostname or ""
    except ValueError:  # such as a bracket that opens no IPv6 address
        return None, ""
    if not host:
        return None, ""
    if edited is None:
        return _at_head(base, host, path)
    match = _EDIT.search(edited)
    gitea = bool(match and match[1])
    address = _EDIT.sub("/src/branch/" if gitea else "/blob/", edited, count=1)
    address = address.replace("/src/branch/branch/", "/src/branch/")
    mark = "?display=source#L" if gitea else "?plain=1#L"
    return address, "#lines-" if "bitbucket" in host else mark


def _edited(base: str, edit: str | None, template: str | None, uri: str) -> str | None:
    """Return where a note is edited; None where nobody said."""
    if template:
        edit = template.format(path=uri, path_noext=uri.removesuffix(".md"))
    elif edit and edit not in _GUESSES:
        edit = f"{edit}{'' if edit.endswith('/') else '/'}{uri}"
    else:
        return None
    if base and not edit.startswith(("?", "#")):
        base += "/"
    return urljoin(base, edit)


def _at_head(base: str, host: str, path: str) -> tuple[str | None, str]:
    """Return where a note is on a host that is known, on the branch that it shows first."""
    if "bitbucket" in host:
        return f"{base}/src/HEAD/{path}", "#lines-"
    if "gitlab" in host:
        return f"{base}/-/blob/HEAD/{path}", "?plain=1#L"
    return (f"{base}/blob/HEAD/{path}", "?plain=1#L") if "github" in host else (None, "")
