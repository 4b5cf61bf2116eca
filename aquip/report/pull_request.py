"""Hosts of repositories: which one a remote is at, and where a pull request is opened there.

Pure. Remotes are named in many ways (`git@host:path`, `ssh://`, `https://` with or without a
password). What comes out is for browsers, and never holds what stands before an `@`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, unquote, urlencode, urlsplit

Kind = Literal["github", "gitlab", "gitea", "bitbucket", "bitbucket-server", "azure"]

_SCP: Final = re.compile(r"(?:[^@/\s]+@)?(?P<host>[\w.-]{2,}):(?!//)(?P<path>\S.*)")
_NETWORK: Final = re.compile(r"(?:https?|ssh|git|git\+ssh)://")
_WEB_HOST: Final = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
    "ssh.dev.azure.com": "dev.azure.com",
}
"""Hosts that are called otherwise where git gets in."""

_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("github", "github"),
    ("gitlab", "gitlab"),
    ("bitbucket", "bitbucket"),
    ("dev.azure.com", "azure"),
    ("visualstudio.com", "azure"),
    ("codeberg", "gitea"),
    ("forgejo", "gitea"),
    ("gitea", "gitea"),
)
_OF_EDIT_URI: Final[tuple[tuple[str, Kind], ...]] = (
    ("-/edit/", "gitlab"),
    ("_edit/", "gitea"),
    ("edit/", "github"),
)
"""How the way to a host's editor begins, where its name does not tell which one it is."""


@dataclass(frozen=True, slots=True)
class Host:
    """A repository on the web: what runs there, and its address without a slash at the end."""

    kind: Kind
    address: str

    @property
    def name(self) -> str:
        """The host's name, with its port where it has one."""
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        """The repository's path on the host, such as ``sam/one-to-ones``."""
        return unquote(urlsplit(self.address).path.strip("/"))


def host_of(remotes: tuple[str, ...], repo_url: str | None, edit_uri: str | None) -> Host | None:
    """Return where a repository is on the web; None where nothing says so.

    ``remotes`` are the addresses that git has of it; a folder is on no host. ``repo_url`` and
    ``edit_uri`` are those of mkdocs.yml, and help where the remote's own name says nothing, as
    that of one's own host may, or a short name from ssh's configuration.
    """
    if not any(_NETWORK.match(remote) or _SCP.fullmatch(remote) for remote in remotes):
        return None
    for address in (*map(web_address, remotes), web_address(repo_url or "")):
        kind = _kind(address) if address else None
        if address and kind:
            return Host(kind, address)
    address = web_address(repo_url or "")
    way = (edit_uri or "").strip("/")
    found = next((kind for start, kind in _OF_EDIT_URI if way.startswith(start)), None)
    return Host(found, address) if address and found else None


def web_address(remote: str) -> str | None:
    """Return a remote's address for browsers; None for a path, or for what is no address."""
    scp = None if "://" in remote else _SCP.fullmatch(remote)
    try:
        parts = urlsplit(f"ssh://{scp['host']}/{scp['path']}" if scp else remote)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if not _NETWORK.match(f"{parts.scheme}://") or "." not in host:
        return None  # a name without a dot is one that only this machine knows
    path = parts.path.strip("/").removesuffix(".git").strip("/")
    web = parts.scheme in {"http", "https"}
    scheme = parts.scheme if web else "https"
    at = f":{port}" if port and web else ""
    host, path = _of_azure(_WEB_HOST.get(host, host), path)
    return f"{scheme}://{host}{at}/{quote(unquote(path))}" if path else None


def _of_azure(host: str, path: str) -> tuple[str, str]:
    """Turn the two ways that Azure names a repository for ssh into the one for browsers."""
    parts = path.split("/")
    if parts[0] != "v3" or len(parts) != len(("v3", "organisation", "project", "repository")):
        return host, path
    _, organisation, project, repository = parts
    return "dev.azure.com", f"{organisation}/{project}/_git/{repository}"


def _kind(address: str) -> Kind | None:
    parts = urlsplit(address)
    host = (parts.hostname or "").casefold()
    found = next((kind for word, kind in _KINDS if word in host), None)
    if found == "bitbucket" and host != "bitbucket.org":
        return "bitbucket-server"
    return found


def request_address(host: Host, branch: str, into: str, title: str) -> str:
    """Return the page that opens a pull request from a branch into another."""
    ways = f"{quote(into)}...{quote(branch)}"
    match host.kind:
        case "github":
            return f"{host.address}/compare/{ways}?{urlencode({'expand': 1, 'title': title})}"
        case "gitea":
            return f"{host.address}/compare/{ways}"
        case "gitlab":
            fields = {"source_branch": branch, "target_branch": into, "title": title}
            asked = urlencode({f"merge_request[{key}]": value for key, value in fields.items()})
            return f"{host.address}/-/merge_requests/new?{asked}"
        case "bitbucket":
            asked = urlencode({"source": branch, "dest": into})
            return f"{host.address}/pull-requests/new?{asked}"
        case "bitbucket-server":
            return _of_bitbucket_server(host, branch, into)
        case "azure":
            asked = urlencode({"sourceRef": branch, "targetRef": into})
            return f"{host.address}/pullrequestcreate?{asked}"


def _of_bitbucket_server(host: Host, branch: str, into: str) -> str:
    parts = [part for part in host.path.split("/") if part != "scm"]
    if len(parts) < len(("project", "repository")):
        return host.address
    *above, project, repository = parts
    scheme = urlsplit(host.address).scheme
    where = "users" if project.startswith("~") else "projects"
    base = "/".join((f"{scheme}://{host.name}", *above, where))
    asked = urlencode(
        {"create": "", "sourceBranch": f"refs/heads/{branch}", "targetBranch": f"refs/heads/{into}"}
    )
    return f"{base}/{quote(project.lstrip('~'))}/repos/{quote(repository)}/pull-requests?{asked}"
