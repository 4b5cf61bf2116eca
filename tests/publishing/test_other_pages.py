"""GitLab Pages and Cloudflare Pages: which answers let a site be published."""

from __future__ import annotations

import pytest

from tests.publishing.asking import verdict
from tests.publishing.world import (
    ACCESS,
    CLOUDFLARE,
    GITLAB,
    NOTHING,
    PAGE,
    PROJECT,
    Behaviour,
    Reply,
    World,
    leads_to,
    recorded,
)

# --- GitLab -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gitlab-project-private", "private"),
        ("gitlab-project-enabled", "private"),
        ("gitlab-project-internal", "private"),
        ("gitlab-project-public", "public"),
        ("gitlab-pages-public", "public"),
        ("gitlab-pages-disabled", "absent"),
        ("gitlab-not-found", "unknown"),
        ("gitlab-forbidden", "unknown"),
        ("gitlab-unauthorized", "unknown"),
    ],
)
def test_what_the_project_has_set(gitlab: World, name: str, expected: str) -> None:
    """Pages for members, and for everybody with access where that is not everybody at all."""
    gitlab.interfaces[PROJECT] = recorded(name)
    assert verdict("gitlab-pages")[0] == expected


@pytest.mark.parametrize("value", [None, 10, "PRIVATE", "members", ""])
@pytest.mark.parametrize("key", ["pages_access_level", "visibility"])
def test_a_setting_that_nobody_knows(gitlab: World, key: str, value: object) -> None:
    """A word that GitLab may come to use one day, or none, is not taken for private."""
    gitlab.interfaces[PROJECT] = recorded("gitlab-project-private", **{key: value})
    assert verdict("gitlab-pages")[0] == "unknown"


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (leads_to(GITLAB), "private"),
        (PAGE, "public"),
        # An instance without access control has no door, even before there is a site.
        (NOTHING, "unknown"),
        (Reply(401), "unknown"),
        (leads_to("https://one-to-ones-1a2b3c.gitlab.example/"), "unknown"),
        (leads_to("https://projects.gitlab.example/one-to-ones"), "unknown"),
        (leads_to("https://projects.gitlab.example.org/auth"), "unknown"),
        (leads_to("http://projects.gitlab.example/auth"), "unknown"),
        (Reply(503), "unknown"),
    ],
)
def test_what_gitlab_shows_a_stranger(gitlab: World, site: Behaviour, expected: str) -> None:
    """Only the way to GitLab's own login is a door; the project's setting alone is none."""
    gitlab.sites["sam.gitlab.example"] = site
    assert verdict("gitlab-pages")[0] == expected


def test_the_page_of_the_project_is_asked_for(gitlab: World) -> None:
    """Where the address has a path, the site is below it."""
    verdict("gitlab-pages")
    first, second = gitlab.strangers()
    assert first == "sam.gitlab.example/one-to-ones/"
    assert second.startswith(first)


@pytest.mark.parametrize(
    "name", ["AQUIP_TOKEN", "CI_PROJECT_ID", "CI_PAGES_DOMAIN", "CI_PAGES_URL"]
)
def test_gitlab_without_its_variables(
    gitlab: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Outside a pipeline, or where the instance has no Pages, nothing is private."""
    monkeypatch.delenv(name)
    assert verdict("gitlab-pages")[0] == "unknown"
    assert gitlab.strangers() == []


# --- Cloudflare -------------------------------------------------------------------------------


def test_every_address_of_the_project_is_asked(cloudflare: World) -> None:
    """Its own, a domain of the user's, and one as each deployment gets."""
    assert verdict("cloudflare-pages")[0] == "private"
    hosts = [*dict.fromkeys(one.partition("/")[0] for one in cloudflare.strangers())]
    assert {"one-to-ones.pages.dev", "notes.example.org"} < {*hosts}
    (deployment,) = {*hosts} - {"one-to-ones.pages.dev", "notes.example.org"}
    assert deployment.endswith(".one-to-ones.pages.dev")


@pytest.mark.parametrize("open_", ["one-to-ones.pages.dev", "notes.example.org", "*"])
def test_one_open_address_is_enough(cloudflare: World, open_: str) -> None:
    """Access that was set up for some of the addresses only, as is easily done."""
    closed = {"one-to-ones.pages.dev": leads_to(ACCESS), "notes.example.org": leads_to(ACCESS)}
    cloudflare.sites = {**closed, "*": leads_to(ACCESS), open_: PAGE}
    assert verdict("cloudflare-pages")[0] == "public"


@pytest.mark.parametrize(
    "site",
    [
        Reply(401),
        Reply(403),  # a firewall may turn away this machine alone
        NOTHING,
        Reply(522),
        leads_to("https://example.org/cdn-cgi/access/login"),
        leads_to("https://sam-example.cloudflareaccess.com.example.org/cdn-cgi/access/login"),
        leads_to("https://notcloudflareaccess.com/cdn-cgi/access/login"),
        leads_to("https://sam-example.cloudflareaccess.com/"),
        leads_to(ACCESS.replace("https", "http")),
    ],
)
def test_only_access_is_a_door(cloudflare: World, site: Reply) -> None:
    """Whatever else turns a stranger away today may let another one in."""
    cloudflare.sites["*"] = site
    assert verdict("cloudflare-pages")[0] == "unknown"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (recorded("cloudflare-absent"), "absent"),
        (recorded("cloudflare-forbidden"), "unknown"),
        (recorded("cloudflare-project", result=None), "unknown"),
        (recorded("cloudflare-project", result={"subdomain": "one-to-ones.pages.dev"}), "unknown"),
        (recorded("cloudflare-project", result={"subdomain": 1, "domains": []}), "unknown"),
        (
            recorded(
                "cloudflare-project",
                result={"subdomain": "one-to-ones.pages.dev", "domains": ["a@example.org"]},
            ),
            "unknown",
        ),
        (
            recorded(
                "cloudflare-project",
                result={"subdomain": "one-to-ones.pages.dev", "domains": ["example.org/x"]},
            ),
            "unknown",
        ),
    ],
)
def test_what_cloudflare_says(cloudflare: World, reply: Reply, expected: str) -> None:
    """Where it does not say all of the addresses, none can be vouched for."""
    cloudflare.interfaces[CLOUDFLARE] = reply
    assert verdict("cloudflare-pages")[0] == expected
    assert cloudflare.strangers() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDFLARE_API_TOKEN", ""),
        ("CLOUDFLARE_ACCOUNT_ID", ""),
        ("CLOUDFLARE_PROJECT", ""),
        ("CLOUDFLARE_PROJECT", "../../x"),
        ("CLOUDFLARE_ACCOUNT_ID", "0/../1"),
    ],
)
def test_cloudflare_without_its_variables(
    cloudflare: World, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Without a project, or with what is a path, nothing is asked and nothing is private."""
    monkeypatch.setenv(name, value)
    assert verdict("cloudflare-pages")[0] == "unknown"
    assert cloudflare.asked == []
