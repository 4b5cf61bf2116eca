"""GitHub Pages: which answers let a site be published, and that all others do not."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aquip.cli import guard, main
from aquip.hosts import api, stranger
from tests.publishing.asking import verdict
from tests.publishing.world import (
    GITHUB,
    NOTHING,
    PAGE,
    PAGES,
    REPOSITORY,
    TOKEN,
    Behaviour,
    Reply,
    World,
    leads_to,
    recorded,
)

SITE = "curly-example-1a2b3c.pages.github.io"
JSON = {"Content-Type": "application/json"}


def test_private(github: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub says so, a stranger is sent to the login, and the steps that follow are told."""
    output = tmp_path / "output"
    output.write_text("before=1\n")
    monkeypatch.setenv("GITHUB_OUTPUT", str(output))
    assert verdict("github-pages")[0] == "private"
    assert output.read_text() == "before=1\nprivate=true\n"
    first, second = github.strangers()
    assert first == f"{SITE}/"
    assert second.startswith(f"{SITE}/")
    assert len(second) > len(first)


def test_a_stranger_has_no_token(github: World) -> None:
    """The interface is asked with the token, and the site with nothing that tells who asks."""
    verdict("github-pages")
    asked = {bool(host): headers for host, _, headers in github.asked}
    assert asked[False]["authorization"] == f"Bearer {TOKEN}"
    assert not {"authorization", "cookie", "private-token"} & {*asked[True]}


def test_internal(github: World) -> None:
    """An internal repository's private Pages are for those who may read it: an enterprise."""
    github.interfaces[REPOSITORY] = recorded("github-repository-internal")
    assert verdict("github-pages")[0] == "private"


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        (PAGES, recorded("github-pages-public")),
        (REPOSITORY, recorded("github-repository-public")),
    ],
    ids=["pages", "repository"],
)
def test_public(
    github: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, reply: Reply
) -> None:
    """Public Pages, and those of a public repository: nobody is told to go on."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    github.interfaces[path] = reply
    assert verdict("github-pages")[0] == "public"
    assert not (tmp_path / "output").exists()


def test_absent(github: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Pages a pipeline may end well, but it is not told to go on either."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    github.interfaces[PAGES] = recorded("github-pages-absent")
    assert verdict("github-pages")[0] == "absent"
    result = CliRunner().invoke(main, ["guard", "github-pages", "--absent-ok"])
    assert result.exit_code == 0
    assert result.stdout.startswith("::notice title=aquip guard::github-pages: absent")
    assert "Settings, Pages" in result.stdout
    assert not (tmp_path / "output").exists()
    assert github.strangers() == []


@pytest.mark.parametrize("path", [REPOSITORY, PAGES])
@pytest.mark.parametrize(
    "reply",
    [
        recorded("github-forbidden"),
        recorded("github-unauthorized"),
        recorded("github-rate-limited"),
        recorded("github-too-many-requests"),
        recorded("github-moved"),
        recorded("github-unavailable"),
        Reply(200, JSON, b""),
        Reply(200, JSON, b'{"public": false, "private": true'),
        Reply(200, JSON, b"[]"),
        Reply(200, JSON, b"null"),
        Reply(200, JSON, b"\xff\xfe"),
        Reply(200, JSON, b"[" * 100_000),
        Reply(200, JSON, b'{"public": ' + b"9" * 10_000 + b"}"),
        replace(recorded("github-pages-private", private=True), headers={}),
        replace(
            recorded("github-pages-private", private=True), headers={"Content-Type": "text/html"}
        ),
        Reply(204),
        Reply(raw=b"220 mail.example.org ready\r\n"),
        Reply(raw=b""),
    ],
    ids=[
        "forbidden",
        "unauthorized",
        "rate limited",
        "too many requests",
        "moved",
        "unavailable",
        "empty",
        "cut off",
        "a list",
        "null",
        "no text",
        "deep",
        "a huge number",
        "no content type",
        "wrong content type",
        "no content",
        "another protocol",
        "hung up",
    ],
)
def test_what_can_not_be_told(github: World, path: str, reply: Reply) -> None:
    """Whatever is no plain answer closes, and in a line, at both questions."""
    github.interfaces[path] = reply
    assert verdict("github-pages", "--absent-ok")[0] == "unknown"


@pytest.mark.parametrize("value", [None, "false", 0, [], {}, "", "private"])
@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        (PAGES, "github-pages-private", "public"),
        (REPOSITORY, "github-repository-private", "private"),
    ],
    ids=["public", "private"],
)
def test_only_a_plain_word_counts(
    github: World, path: str, name: str, key: str, value: object
) -> None:
    """What merely looks like a no, or is missing, is none."""
    github.interfaces[path] = recorded(name, **{key: value})
    assert verdict("github-pages")[0] == "unknown"


@pytest.mark.parametrize(
    "address",
    [
        None,
        7,
        "",
        "http://curly-example-1a2b3c.pages.github.io/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://[",
        "https://sam:secret@curly-example-1a2b3c.pages.github.io/",
        "https://curly example/",
    ],
)
def test_an_address_that_is_none(github: World, address: object) -> None:
    """A site that can't be asked as a stranger would is not taken for private."""
    github.interfaces[PAGES] = recorded("github-pages-private", html_url=address)
    assert verdict("github-pages")[0] == "unknown"
    assert github.strangers() == []


def but_for_one_page(path: str) -> Reply:
    """A door that only the first page has."""
    return leads_to(GITHUB) if path == "/" else PAGE


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (Reply(401), "private"),
        (Reply(403), "private"),
        (NOTHING, "private"),  # nothing is there as yet
        (leads_to("https://github.com/login?return_to=%2F"), "private"),
        (PAGE, "public"),
        (Reply(206, {}, b"<h1>"), "public"),
        (but_for_one_page, "public"),
        (leads_to("https://example.org/login"), "unknown"),
        (leads_to("http://github.com/pages/auth"), "unknown"),
        (leads_to("//github.com.example.org/"), "unknown"),
        (leads_to("https://github.com:8443/pages/auth"), "unknown"),
        (leads_to("https://github.com@example.org/"), "unknown"),
        (leads_to("/elsewhere"), "unknown"),
        (leads_to("https://["), "unknown"),
        (Reply(302), "unknown"),
        (Reply(304), "unknown"),
        (Reply(500), "unknown"),
        (Reply(503, {}, b"x" * 1_000_000), "unknown"),
        (Reply(raw=b"\x00\x01\x02"), "unknown"),
        (Reply(raw=b""), "unknown"),
    ],
)
def test_what_a_stranger_is_shown(github: World, site: Behaviour, expected: str) -> None:
    """Whatever GitHub says is set: the site itself must turn a stranger away."""
    github.sites[SITE] = site
    assert verdict("github-pages")[0] == expected


def test_a_huge_page_is_not_fetched(github: World) -> None:
    """A stranger's status tells enough; of an endless page nothing is waited for."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    github.sites[SITE] = Reply(raw=head)
    assert verdict("github-pages")[0] == "public"


def test_a_huge_answer(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an interface's answer only so much is read, and what is cut off is no answer."""
    monkeypatch.setattr(api, "_ANSWER", 1000)
    github.interfaces[PAGES] = recorded("github-pages-private", filler="x" * 10_000)
    assert verdict("github-pages")[0] == "unknown"


@pytest.mark.parametrize("part", ["interface", "site"])
def test_a_slow_host(github: World, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Nobody is waited for longer than a while."""
    monkeypatch.setattr(api, "_SECONDS", 0.2)
    monkeypatch.setattr(stranger, "_SECONDS", 0.2)
    if part == "site":
        github.sites[SITE] = replace(leads_to(GITHUB), pause=1)
    else:
        github.interfaces[PAGES] = replace(recorded("github-pages-private"), pause=1)
    what, why = verdict("github-pages")
    assert what == "unknown"
    assert "timed out" in why


def test_a_host_that_drips(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for one that sends a byte now and then, which no connection's timeout ends."""
    monkeypatch.setattr(guard, "_PATIENCE", 0.5)
    github.sites[SITE] = Reply(raw=b"HTTP/1.1 302 Found\r\n" + b"X-Long: " * 100, pause=0.05)
    assert verdict("github-pages") == ("unknown", "no answer within 0.5 seconds")


def test_a_name_that_nobody_has(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a proxy the name is looked up, and where that fails nothing is known."""
    known = socket.getaddrinfo

    def look_up(host: str, *arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever it is
        if host == "127.0.0.1":
            return known(host, *arguments, **more)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name)
    what, why = verdict("github-pages")
    assert what == "unknown"
    assert "Name or service not known" in why


def test_a_proxy_that_refuses(github: World) -> None:
    """What the way to a site says is not what the site says."""
    github.sites.clear()
    assert verdict("github-pages")[0] == "unknown"


def test_a_certificate_that_is_not_trusted(
    github: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Somebody in between could answer anything."""
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    what, why = verdict("github-pages")
    assert what == "unknown"
    assert "CERTIFICATE_VERIFY_FAILED" in why


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_without_its_variables(github: World, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Outside a workflow nothing is asked, and nothing is private."""
    monkeypatch.delenv(name)
    assert verdict("github-pages")[0] == "unknown"
    assert github.asked == []


def test_a_repository_that_leads_elsewhere(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is a path would ask about something else."""
    monkeypatch.setenv("GITHUB_REPOSITORY", "sam-example/one-to-ones/../secret")
    assert verdict("github-pages")[0] == "unknown"
    assert github.asked == []


def test_what_people_read(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line says what is so and why, the next that nothing may be published, and what helps."""
    github.sites[SITE] = PAGE
    result = CliRunner().invoke(main, ["guard", "github-pages"])
    assert result.exit_code == 1
    first, second, third = result.stdout.splitlines()
    assert first == f"github-pages: public: a stranger is shown https://{SITE}/"
    assert second == "Nothing may be published there."
    assert "Enterprise Cloud" in third
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = CliRunner().invoke(main, ["guard", "github-pages"])
    assert result.stdout.startswith("::error title=aquip guard::github-pages: public: ")


def test_a_hostile_host_steers_no_terminal(github: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a host says is one line of a log, and no command to whoever reads it."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = json.dumps({"message": "\x1b[2J\n::set-output name=private::true\r\n::error::no"})
    github.interfaces[PAGES] = Reply(403, JSON, said.encode())
    result = CliRunner().invoke(main, ["guard", "github-pages"])
    assert result.exit_code == 2
    (line,) = result.stdout.splitlines()
    assert line.startswith("::error title=aquip guard::")
    assert "\x1b" not in line


def test_a_file_that_can_not_be_written(
    github: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the steps that follow can't be told, the step fails."""
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path))
    assert CliRunner().invoke(main, ["guard", "github-pages"]).exit_code == 2
