"""A world in which sites are private, and the variables that a pipeline in it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import trustme

from tests.publishing.world import (
    ACCESS,
    CLOUDFLARE,
    GITHUB,
    GITLAB,
    NAMES,
    PAGES,
    PROJECT,
    REPOSITORY,
    TOKEN,
    World,
    leads_to,
    recorded,
    serve,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who vouches for the sites; trusted nowhere else, and forgotten afterwards."""
    return trustme.CA()


@pytest.fixture(scope="session")
def certificate(authority: trustme.CA) -> trustme.LeafCert:
    """What the sites show."""
    return authority.issue_cert(*NAMES)


@pytest.fixture
def world(
    authority: trustme.CA,
    certificate: trustme.LeafCert,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:
    """Hosts and sites on loopback; nothing else can be reached."""
    world = World()
    end = serve(world, certificate)
    trusted = tmp_path_factory.mktemp("trusted") / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITLAB_CI", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, world.address)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    yield world
    end()


@pytest.fixture
def github(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A private repository on GitHub, whose Pages are private too."""
    world.interfaces = {
        REPOSITORY: recorded("github-repository-private"),
        PAGES: recorded("github-pages-private"),
    }
    world.sites = {"curly-example-1a2b3c.pages.github.io": leads_to(GITHUB)}
    for name, value in {
        "GITHUB_API_URL": world.address,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "sam-example/one-to-ones",
        "GITHUB_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return world


@pytest.fixture
def gitlab(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A private project on a GitLab that has access control for Pages."""
    world.interfaces = {PROJECT: recorded("gitlab-project-private")}
    world.sites = {"sam.gitlab.example": leads_to(GITLAB)}
    for name, value in {
        "CI_API_V4_URL": world.address,
        "CI_PROJECT_ID": "5",
        "CI_PAGES_DOMAIN": "gitlab.example",
        "CI_PAGES_URL": "https://sam.gitlab.example/one-to-ones",
        "AQUIP_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return world


@pytest.fixture
def cloudflare(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """A project on Cloudflare Pages, with a domain of its own, behind Access."""
    world.interfaces = {CLOUDFLARE: recorded("cloudflare-project")}
    world.sites = {"*": leads_to(ACCESS)}
    for name, value in {
        "CLOUDFLARE_API_BASE_URL": world.address,
        "CLOUDFLARE_ACCOUNT_ID": "0123456789abcdef0123456789abcdef",
        "CLOUDFLARE_PROJECT": "one-to-ones",
        "CLOUDFLARE_API_TOKEN": TOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    return world
