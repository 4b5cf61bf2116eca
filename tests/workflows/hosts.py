"""GitHub and GitLab on loopback, as far as a comment and an issue need them.

They answer as the documentation of either says: in pages, with refusals for a wrong token, with
more keys than anybody reads. Each request is written down.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TOKEN = "a-token-for-tests"  # noqa: S105 - opens nothing
ROBOT = "github-actions[bot]"


@dataclass
class Host:
    """A host that keeps posts by number, and every request that it was sent.

    ``refuses`` maps a method to the status and the text to answer it with instead.
    """

    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    refuses: dict[str, tuple[int, str]] = field(default_factory=dict)
    next_number: int = 1000
    address: str = ""

    def writes(self) -> list[tuple[str, str, Any]]:
        """Return the requests that changed something, or would have."""
        return [one for one in self.requests if one[0] != "GET"]

    def allows(self, headers: dict[str, str]) -> bool:
        """Tell whether a request carries the token."""
        raise NotImplementedError

    def answer(self, method: str, path: str, query: dict[str, str], data: Any) -> Any:  # noqa: ANN401 - JSON
        """Return what a request gets; None is 404."""
        raise NotImplementedError

    def number(self) -> int:
        """Return a number that no post has yet."""
        self.next_number += 1
        return self.next_number


def page(posts: Iterable[Any], query: dict[str, str]) -> list[Any]:
    """Return one page of a list; both hosts give 30 or 20 where nothing is asked for."""
    size = min(int(query.get("per_page", "20")), 100)
    first = (int(query.get("page", "1")) - 1) * size
    return [*posts][first : first + size]


@dataclass
class FakeGitHub(Host):
    """A repository with pull requests, comments by their pull request, and issues."""

    pulls: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)

    def allows(self, headers: dict[str, str]) -> bool:
        """Expect the token as GitHub does."""
        return headers.get("authorization") == f"Bearer {TOKEN}"

    def pull(self, number: int, sha: str, repository: int | None) -> None:
        """Open a pull request; ``repository`` is None where the fork is gone."""
        head = {"sha": sha, "repo": None if repository is None else {"id": repository}}
        self.pulls.append({"number": number, "state": "open", "head": head})

    def comment(self, number: int, text: str, login: str = ROBOT) -> dict[str, Any]:
        """Write a comment on a pull request."""
        one = {"id": self.number(), "body": text, "user": {"login": login, "type": "Bot"}}
        self.comments.setdefault(number, []).append(one)
        return one

    def issue(
        self, title: str, text: str | None, login: str = ROBOT, *, pull: bool = False
    ) -> dict[str, Any]:
        """Open an issue, or what is to be listed among them as a pull request."""
        one = {"number": self.number(), "title": title, "body": text, "state": "open"}
        more = {"pull_request": {"url": "https://api.github.com/pulls/3"}} if pull else {}
        self.issues.insert(0, {**one, "user": {"login": login}, **more})
        return self.issues[0]

    def answer(self, method: str, path: str, query: dict[str, str], data: Any) -> Any:  # noqa: ANN401, PLR0911 - a route a line
        """Answer as GitHub's REST API does."""
        path = path.removeprefix("/repos/sam/one-to-ones")
        if data is not None and len(data.get("body") or "") > 65_536:
            return 422, {"message": "Validation Failed: body is too long"}
        if (method, path) == ("GET", "/pulls"):
            return 200, page(self.pulls, query)
        if of := re.fullmatch(r"/issues/(\d+)/comments", path):
            if method == "POST":
                return 201, self.comment(int(of[1]), data["body"])
            return 200, page(self.comments.get(int(of[1]), ()), query)
        if (of := re.fullmatch(r"/issues/comments/(\d+)", path)) and method == "PATCH":
            every = [one for comments in self.comments.values() for one in comments]
            return 200, changed(every, "id", of[1], data)
        if (method, path) == ("POST", "/issues"):
            return 201, self.issue(data["title"], data["body"])
        if (method, path) == ("GET", "/issues"):
            states = {"open", "closed"} if query.get("state") == "all" else {"open"}
            asked = [one for one in self.issues if one["state"] in states]
            if "creator" in query:
                asked = [one for one in asked if one["user"]["login"] == query["creator"]]
            return 200, page(asked, query)
        if (of := re.fullmatch(r"/issues/(\d+)", path)) and method == "PATCH":
            return 200, changed(self.issues, "number", of[1], data)
        return None


@dataclass
class FakeGitLab(Host):
    """A project with one merge request, its notes, and issues; the token's user has the id 99."""

    notes: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)

    def allows(self, headers: dict[str, str]) -> bool:
        """Expect the token as GitLab does."""
        return headers.get("private-token") == TOKEN

    def note(self, text: str, author: int = 99) -> dict[str, Any]:
        """Write a comment on the merge request."""
        self.notes.append({"id": self.number(), "body": text, "author": {"id": author}})
        return self.notes[-1]

    def issue(self, title: str, text: str, author: int = 99) -> dict[str, Any]:
        """Open an issue."""
        one = {"iid": self.number(), "title": title, "description": text, "state": "opened"}
        self.issues.insert(0, {**one, "author": {"id": author}})
        return self.issues[0]

    def answer(self, method: str, path: str, query: dict[str, str], data: Any) -> Any:  # noqa: ANN401, PLR0911 - a route a line
        """Answer as GitLab's REST API does."""
        if (method, path) == ("GET", "/api/v4/user"):
            return 200, {"id": 99, "username": "project_5_bot"}
        path = path.removeprefix("/api/v4/projects/5")
        if (method, path) == ("GET", "/merge_requests/7/notes"):
            return 200, page(self.notes, query)
        if (method, path) == ("POST", "/merge_requests/7/notes"):
            return 201, self.note(data["body"])
        if (of := re.fullmatch(r"/merge_requests/7/notes/(\d+)", path)) and method == "PUT":
            return 200, changed(self.notes, "id", of[1], data)
        if (method, path) == ("GET", "/issues"):
            author = int(query["author_id"])
            return 200, page((one for one in self.issues if one["author"]["id"] == author), query)
        if (method, path) == ("POST", "/issues"):
            return 201, self.issue(data["title"], data["description"])
        if (of := re.fullmatch(r"/issues/(\d+)", path)) and method == "PUT":
            event = data.pop("state_event", None)
            state = {"close": "closed", "reopen": "opened", None: None}[event]
            return 200, changed(
                self.issues, "iid", of[1], data | ({"state": state} if state else {})
            )
        return None


def changed(posts: Iterable[dict[str, Any]], key: str, number: str, data: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Change the post with a number."""
    (one,) = (post for post in posts if post[key] == int(number))
    one.update(data)
    return one


def serve(host: Host) -> Callable[[], None]:
    """Serve a host on loopback, write where into ``host.address``, and return what ends it."""

    class Handler(BaseHTTPRequestHandler):
        """Hands each request to the host."""

        def respond(self) -> None:
            """Answer any method."""
            asked = urlsplit(self.path)
            query = {key: values[-1] for key, values in parse_qs(asked.query).items()}
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            data = json.loads(text) if text else None
            host.requests.append((self.command, asked.path, data))
            headers = {key.lower(): value for key, value in self.headers.items()}
            if self.command in host.refuses:
                self.send(*host.refuses[self.command])
            elif not host.allows(headers):
                self.send(401, json.dumps({"message": "Bad credentials"}))
            else:
                found = host.answer(self.command, asked.path, query, data)
                status, said = found or (404, {"message": "Not Found"})
                self.send(status, json.dumps(said))

        def send(self, status: int, text: str) -> None:
            """Send an answer; what looks like an address is where a redirect leads."""
            self.send_response(status)
            if text.startswith("http"):
                self.send_header("Location", text)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = do_PATCH = respond  # noqa: N815 - the library's names

        def log_message(self, *args: object) -> None:
            """Say nothing: a test's output is its findings."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}"

    def end() -> None:
        server.shutdown()
        server.server_close()

    return end
