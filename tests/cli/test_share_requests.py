"""``aquip share`` and the hosts: where a pull request is opened, and who opens it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from aquip.report.pull_request import Host, host_of, request_address
from tests.cli.sharing import BRANCH, NEXT, Shared, git

if TYPE_CHECKING:
    from conftest import Repository

ADDRESS = "https://github.com/sam/one-to-ones"
ASKED = f"{ADDRESS}/compare/main...{BRANCH}?expand=1&title=Agenda%3A+Morgan%2C+27+Nov+2026"
TOOL = """\
#!{python}
import json, os, sys
log = {log!r}
asked = {{"arguments": sys.argv[1:], "input": sys.stdin.read()}}
with open(log, "a") as file:
    file.write(json.dumps(asked) + "\\n")
answers = json.load(open({answers!r}))
answer = answers["POST" if "POST" in sys.argv else "GET"]
if answer is None:
    sys.exit("not signed in: run the login command\\nmore of it")
print(json.dumps(answer) if not isinstance(answer, str) else answer)
"""


@pytest.fixture
def shared(repo: Repository) -> Shared:
    """Notes on a host that is a folder here, which git alone knows; no tool is installed."""
    shared = Shared(repo)
    at(shared, f"{ADDRESS}.git")
    return shared


def at(shared: Shared, address: str) -> None:
    """Have the remote at an address of the web, which git looks for in a folder."""
    git(shared.top, "remote", "set-url", "origin", address)
    git(shared.top, "config", f"url.{shared.remote}.insteadOf", address)


class Fake:
    """A tool that writes down how it is called, and answers as it is told."""

    def __init__(self, shared: Shared, name: str, **answers: Any) -> None:  # noqa: ANN401 - JSON
        folder = shared.top.parent / "bin"
        folder.mkdir(exist_ok=True)
        self._log = folder / "log"
        said = folder / "answers"
        said.write_text(json.dumps({"GET": [], **answers}), "utf-8")
        program = folder / name
        program.write_text(
            TOOL.format(python=sys.executable, log=str(self._log), answers=str(said)), "utf-8"
        )
        program.chmod(0o755)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """How it was called."""
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text("utf-8").splitlines()]


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let no tool of the machine's be found but git."""
    import os
    import shutil
    from pathlib import Path

    folder = tmp_path_factory.getbasetemp() / "only-git"
    folder.mkdir(exist_ok=True)
    found = shutil.which("git")
    assert found is not None
    if not (folder / "git").exists():
        (folder / "git").symlink_to(Path(found).resolve())
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), "/usr/bin/.none")))


@pytest.fixture
def tools(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> Shared:
    """The same notes, with room for tools on the path."""
    import os

    monkeypatch.setenv("PATH", f"{shared.top.parent / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return shared


def test_the_page_that_opens_one(shared: Shared) -> None:
    """Without a tool the page is named that opens the pull request, title and all."""
    assert f"{NEXT}: pushed to origin/{BRANCH}\nOpen the pull request at {ASKED}\n" == (
        shared.repo.out("share", "morgan")
    )


def test_no_password_is_told(shared: Shared) -> None:
    """What stands before the host in an address stays there."""
    at(shared, "https://sam:s3cret@github.com/sam/one-to-ones.git")
    result = shared.repo.run("share", "morgan", "--format", "json")
    assert ASKED in result.stdout
    assert "s3cret" not in result.output


def test_gh_opens_it(tools: Shared) -> None:
    """It is asked whether one is open, then to open one: public text alone, by standard input."""
    gh = Fake(tools, "gh", POST={"html_url": f"{ADDRESS}/pull/7"})
    tools.edit("Who takes the pager?", "Who takes the pager, @lee? See #12")
    tools.edit(
        "## Priorities", "<!-- private -->\n- [ ] The raise\n<!-- /private -->\n\n## Priorities"
    )

    out = tools.repo.out("share", "morgan", "--private")

    assert f"The pull request: {ADDRESS}/pull/7\n" in out
    listing, made = gh.calls
    ways = ["api", "--hostname", "github.com", "--method"]
    branch = BRANCH.replace("/", "%2F")
    place = "repos/sam/one-to-ones/pulls"
    assert [*ways, "GET", f"{place}?state=open&head=sam:{branch}"] == listing["arguments"]
    sends = ["--header", "Content-Type: application/json", "--input", "-"]
    assert [*ways, "POST", *sends, place] == made["arguments"]
    sent = json.loads(made["input"])
    body = sent.pop("body")
    assert sent == {"title": "Agenda: Morgan, 27 Nov 2026", "head": BRANCH, "base": "main"}
    assert "# Morgan, 27 Nov 2026\n" in body
    assert "Who takes the pager" in body
    assert "raise" not in body
    assert "@lee" not in body
    assert "#12" not in body


def test_gh_finds_it(tools: Shared) -> None:
    """Shared again, the pull request that is open is named, and none is made."""
    gh = Fake(tools, "gh", GET=[{"html_url": f"{ADDRESS}/pull/7"}], POST=None)
    printed = tools.repo.json("share", "morgan")
    again = tools.repo.json("share", "morgan")
    assert [(p["state"], p["opened"]) for p in (printed, again)] == [("new", True), ("same", True)]
    assert f"{ADDRESS}/pull/7" == again["url"]
    assert len(gh.calls) == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"GET": None, "POST": None}, "gh says: not signed in: run the login command\n"),
        ({"POST": "no JSON"}, "gh gives no answer that can be read\n"),
        ({"POST": {"html_url": "javascript:alert(1)"}}, "gh does not say where it is\n"),
    ],
)
def test_gh_fails(tools: Shared, answers: dict[str, Any], said: str) -> None:
    """Where the tool does not get there, the note is shared, and the page is named instead."""
    Fake(tools, "gh", **answers)
    result = tools.repo.run("share", "morgan")
    assert f"No pull request was opened: {said}" == result.stderr
    assert f"Open the pull request at {ASKED}\n" in result.stdout
    assert tools.files() == [NEXT]


def test_a_dry_run_asks_nobody(tools: Shared) -> None:
    """A dry run does not ask the host for anything."""
    gh = Fake(tools, "gh", POST=None)
    tools.repo.run("share", "morgan", "--dry-run")
    assert gh.calls == []


def test_glab_opens_it(tools: Shared) -> None:
    """It opens a merge request, be the project in groups on a host of one's own."""
    at(tools, "git@gitlab.example.org:team/sub group/notes.git")
    address = "https://gitlab.example.org/team/sub%20group/notes/-/merge_requests/5"
    glab = Fake(tools, "glab", POST={"web_url": address})

    assert f"The merge request: {address}\n" in tools.repo.out("share", "morgan")

    listing, made = glab.calls
    place = "projects/team%2Fsub%20group%2Fnotes/merge_requests"
    branch = BRANCH.replace("/", "%2F")
    assert f"{place}?state=opened&source_branch={branch}" == listing["arguments"][-1]
    assert listing["arguments"][2] == "gitlab.example.org"
    sent = json.loads(made["input"])
    assert (sent["source_branch"], sent["target_branch"]) == (BRANCH, "main")
    assert "Who takes the pager" in sent["description"]


def test_what_the_host_says_itself(shared: Shared) -> None:
    """A host that nobody knows by its name tells in its answer to the push where to go."""
    at(shared, "git@code.example.org:sam/notes.git")
    shared.repo.write(
        "mkdocs.yml",
        shared.repo.read("mkdocs.yml").replace(
            "repo_url: https://github.com/sam/one-to-ones\n", ""
        ),
    )
    page = f"https://code.example.org/sam/notes/compare/main...{BRANCH}"
    shared.install(
        "post-receive", f"echo 'Create a new pull request:'; echo '  {page}'", there=True
    )
    assert f"Open the pull request at {page}\n" in shared.repo.out("share", "morgan")


def test_what_the_host_says_is_open(tools: Shared) -> None:
    """A request that the host names after the push is the one: no tool is asked."""
    gh = Fake(tools, "gh", POST=None)
    tools.install("post-receive", f"echo 'View it: {ADDRESS}/pull/9'", there=True)
    assert f"The pull request: {ADDRESS}/pull/9\n" in tools.repo.out("share", "morgan")
    assert gh.calls == []


@pytest.mark.parametrize(
    ("remote", "kind", "address"),
    [
        ("https://github.com/sam/notes.git", "github", "https://github.com/sam/notes"),
        ("https://sam:s3cret@github.com/sam/notes/", "github", "https://github.com/sam/notes"),
        ("git@github.com:sam/notes.git", "github", "https://github.com/sam/notes"),
        ("github.com:sam/notes", "github", "https://github.com/sam/notes"),
        ("ssh://git@ssh.github.com:443/sam/notes.git", "github", "https://github.com/sam/notes"),
        ("git://github.com/sam/notes", "github", "https://github.com/sam/notes"),
        ("https://gitlab.x.org:8443/a/b/c.git", "gitlab", "https://gitlab.x.org:8443/a/b/c"),
        ("ssh://git@gitlab.x.org:2222/a/b c.git", "gitlab", "https://gitlab.x.org/a/b%20c"),
        ("git@codeberg.org:sam/notes.git", "gitea", "https://codeberg.org/sam/notes"),
        ("https://git.forgejo.example/s/n", "gitea", "https://git.forgejo.example/s/n"),
        ("git@bitbucket.org:sam/notes.git", "bitbucket", "https://bitbucket.org/sam/notes"),
        (
            "https://bitbucket.x.org/scm/TEAM/notes.git",
            "bitbucket-server",
            "https://bitbucket.x.org/scm/TEAM/notes",
        ),
        ("git@ssh.dev.azure.com:v3/o/p/r", "azure", "https://dev.azure.com/o/p/_git/r"),
        ("https://sam@dev.azure.com/o/p/_git/r", "azure", "https://dev.azure.com/o/p/_git/r"),
        ("https://o.visualstudio.com/p/_git/r", "azure", "https://o.visualstudio.com/p/_git/r"),
    ],
)
def test_remotes(remote: str, kind: str, address: str) -> None:
    """A remote's address, however it is written, is one of the web, and nothing secret is in it."""
    assert Host(kind, address) == host_of((remote,), None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "remote",
    ["/srv/git/notes.git", "../notes", "C:\\notes", "file:///srv/notes", ""],
)
def test_remotes_that_are_no_hosts(remote: str) -> None:
    """A folder is on no host, whatever mkdocs.yml names."""
    assert host_of((remote,), "https://github.com/sam/notes", None) is None


def test_hosts_of_ones_own() -> None:
    """Where a name tells nothing, mkdocs.yml does: by the repository's address, or the editor's."""
    short = ("work:sam/notes.git",)
    own = ("git@code.example.org:sam/notes.git",)
    address = "https://code.example.org/sam/notes"
    assert Host("github", "https://github.com/s/n") == host_of(
        short, "https://github.com/s/n", None
    )
    assert Host("gitlab", address) == host_of(own, f"{address}/", "-/edit/main/notes/")
    assert Host("gitea", address) == host_of(own, address, "_edit/main/notes/")
    assert Host("github", address) == host_of(own, address, "edit/main/notes/")
    assert host_of(own, address, None) is None
    assert host_of(own, None, "edit/main/") is None


@pytest.mark.parametrize(
    ("kind", "address", "page"),
    [
        ("github", "https://h/s/n", "/compare/main...agenda/m%C3%B6?expand=1&title=A+%26+b"),
        (
            "gitlab",
            "https://h/s/n",
            (
                "/-/merge_requests/new?merge_request%5Bsource_branch%5D=agenda%2Fm%C3%B6&"
                "merge_request%5Btarget_branch%5D=main&merge_request%5Btitle%5D=A+%26+b"
            ),
        ),
        ("gitea", "https://h/s/n", "/compare/main...agenda/m%C3%B6"),
        ("bitbucket", "https://h/s/n", "/pull-requests/new?source=agenda%2Fm%C3%B6&dest=main"),
        ("azure", "https://h/s/n", "/pullrequestcreate?sourceRef=agenda%2Fm%C3%B6&targetRef=main"),
    ],
)
def test_pages(kind: str, address: str, page: str) -> None:
    """Each host has a page that opens a request from the branch, its name escaped."""
    host = Host(kind, address)  # type: ignore[arg-type]
    assert address + page == request_address(host, "agenda/mö", "main", "A & b")


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("scm/TEAM/notes", "projects/TEAM/repos/notes"),
        ("at/scm/~sam/notes", "at/users/sam/repos/notes"),
        ("TEAM/notes", "projects/TEAM/repos/notes"),
    ],
)
def test_bitbucket_of_ones_own(path: str, where: str) -> None:
    """Bitbucket's server has its pages elsewhere than its repositories."""
    page = request_address(Host("bitbucket-server", f"https://h/{path}"), "a", "main", "")
    asked = "create=&sourceBranch=refs%2Fheads%2Fa&targetBranch=refs%2Fheads%2Fmain"
    assert f"https://h/{where}/pull-requests?{asked}" == page
