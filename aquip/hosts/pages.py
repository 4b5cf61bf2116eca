"""GitHub Pages, GitLab Pages and Cloudflare Pages: is the site of this repository private there?

Each is asked twice: the host, what is set, and the site itself, what a stranger gets.
"""

from __future__ import annotations

import re
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aquip.errors import AquipError
from aquip.hosts import github, gitlab
from aquip.hosts.api import Api, RefusedError
from aquip.hosts.visibility import Verdict, Visibility, object_at, text_of, to_strangers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.hosts.stranger import Answer

_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_ACCESS: Final = ".cloudflareaccess.com"
_NOT_FOUND: Final = 404

_GITHUB_REMEDY: Final = (
    "The step needs `GITHUB_TOKEN: ${{ github.token }}`, and the job the permission `pages: read`."
)
_GITHUB_PRIVATE: Final = (
    "Settings, Pages, GitHub Pages visibility: Private. That takes an organization on GitHub"
    " Enterprise Cloud and a private or internal repository; on any other plan Pages are public,"
    " and the site can only be kept as an artifact."
)
_GITHUB_ABSENT: Final = (
    "Settings, Pages, Source: GitHub Actions. Set the visibility to Private in the same place."
)
_GITLAB_PRIVATE: Final = (
    "Settings, General, Visibility, Pages: Only project members. Where there is no such setting,"
    " the instance has no access control for Pages. What is there already goes by Deploy, Pages,"
    " Remove pages."
)
_CLOUDFLARE_PRIVATE: Final = (
    "In Zero Trust, Access, Applications, protect NAME.pages.dev, *.NAME.pages.dev and every"
    " domain of your own, each with no path."
)


def github_pages(environment: Mapping[str, str]) -> Visibility:
    """Tell from a workflow whether the repository's Pages are private.

    Raises:
        AquipError: That can't be told.
    """
    api = github.api_of(environment, _GITHUB_REMEDY)
    repository = environment.get("GITHUB_REPOSITORY", "")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository, re.ASCII):
        raise AquipError("GITHUB_REPOSITORY names no repository")
    about = object_at(api, f"/repos/{repository}")
    try:
        site = object_at(api, f"/repos/{repository}/pages")
    except RefusedError as error:
        if error.status != _NOT_FOUND:
            raise
        return Visibility(Verdict.ABSENT, f"{repository} has no Pages", _GITHUB_ABSENT)
    if site.get("public") is True or about.get("private") is False:
        return Visibility(
            Verdict.PUBLIC, f"the Pages of {repository} are for everybody", _GITHUB_PRIVATE
        )
    if site.get("public") is not False or about.get("private") is not True:
        raise AquipError("GitHub does not say whether the Pages are public")
    server = urlsplit(environment.get("GITHUB_SERVER_URL", "https://github.com")).hostname

    def is_door(answer: Answer) -> bool:
        to = answer.to
        return answer.status in {401, 403, _NOT_FOUND} or (to is not None and to.hostname == server)

    return to_strangers(
        [_folder(text_of(api, site, "html_url"))],
        is_door,
        closed=f"only those who may read {repository} may read its Pages",
        remedy=_GITHUB_PRIVATE,
    )


def gitlab_pages(environment: Mapping[str, str]) -> Visibility:
    """Tell from a pipeline whether the project's Pages have access control.

    The setting of the project counts for nothing where the instance has access control off. Then
    no stranger is sent to a login, not even before there is a site, and that is what tells.

    Raises:
        AquipError: That can't be told.
    """
    api = gitlab.api_of(environment)
    number = environment.get("CI_PROJECT_ID", "")
    if not number.isdecimal():
        raise AquipError("CI_PROJECT_ID is no number")
    project = object_at(api, f"/projects/{number}")
    level = text_of(api, project, "pages_access_level")
    visibility = text_of(api, project, "visibility")
    if level == "disabled":
        return Visibility(
            Verdict.ABSENT, "the project has no Pages", "Settings, General, Visibility: Pages."
        )
    if level == "public" or (level, visibility) == ("enabled", "public"):
        return Visibility(Verdict.PUBLIC, "the project's Pages are for everybody", _GITLAB_PRIVATE)
    if level not in {"private", "enabled"} or visibility not in {"private", "internal", "public"}:
        raise AquipError("GitLab does not say who may read the Pages")
    domain = environment.get("CI_PAGES_DOMAIN", "").lower()
    if not domain:
        raise AquipError("CI_PAGES_DOMAIN is not set: the instance has no Pages")

    def is_door(answer: Answer) -> bool:
        to = answer.to
        return to is not None and to.hostname == f"projects.{domain}" and to.path == "/auth"

    return to_strangers(
        [_folder(environment.get("CI_PAGES_URL", ""))],
        is_door,
        closed="only those who may read the project may read its Pages",
        remedy=_GITLAB_PRIVATE,
    )


def cloudflare_pages(environment: Mapping[str, str]) -> Visibility:
    """Tell whether all addresses of a project on Cloudflare Pages are behind Access.

    That is the project's own, those of domains of yours, and one of the kind that each deployment
    gets for itself. Only the login of Access is a door: a firewall that turns this machine away
    says nothing about others.

    Raises:
        AquipError: That can't be told.
    """
    project = environment.get("CLOUDFLARE_PROJECT", "")
    account = environment.get("CLOUDFLARE_ACCOUNT_ID", "")
    token = environment.get("CLOUDFLARE_API_TOKEN", "")
    if not re.fullmatch(r"[a-z0-9-]+", project) or not re.fullmatch(r"[0-9a-f]+", account):
        raise AquipError("CLOUDFLARE_PROJECT and CLOUDFLARE_ACCOUNT_ID name no project")
    if not token:
        raise AquipError("CLOUDFLARE_API_TOKEN is not set")
    api = Api(
        "Cloudflare",
        environment.get("CLOUDFLARE_API_BASE_URL") or "https://api.cloudflare.com/client/v4",
        {"Authorization": f"Bearer {token}"},
        "The token needs the permission Account, Cloudflare Pages, Edit.",
    )
    try:
        said = object_at(api, f"/accounts/{account}/pages/projects/{project}")
    except RefusedError as error:
        if error.status != _NOT_FOUND:
            raise
        return Visibility(
            Verdict.ABSENT,
            f"there is no project {project}",
            f"`npx wrangler pages project create {project}` makes it. {_CLOUDFLARE_PRIVATE}",
        )
    return to_strangers(
        [f"https://{host}/" for host in _hosts(said)],
        _is_access,
        closed=f"all addresses of {project} are behind Access",
        remedy=_CLOUDFLARE_PRIVATE,
    )


def _hosts(said: Mapping[str, Any]) -> list[str]:
    """Return the hosts that a project answers at, from what Cloudflare says of it."""
    result = said.get("result")
    result = result if isinstance(result, dict) else {}
    subdomain, domains = result.get("subdomain"), result.get("domains")
    if isinstance(subdomain, str) and isinstance(domains, list):
        hosts = [subdomain, f"{token_hex(4)}.{subdomain}", *domains]
        if all(isinstance(host, str) and _HOST.fullmatch(host) for host in hosts):
            return [*dict.fromkeys(hosts)]
    raise AquipError("Cloudflare does not say what addresses the project has")


def _is_access(answer: Answer) -> bool:
    to = answer.to
    return (
        to is not None
        and (to.hostname or "").endswith(_ACCESS)
        and to.path.startswith("/cdn-cgi/access/login")
    )


def _folder(address: str) -> str:
    """Return an address that a name can be added to."""
    return f"{address.rstrip('/')}/"
