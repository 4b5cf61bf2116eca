"""Hosts and sites on loopback: what their interfaces answer, and what a stranger is shown.

A site has its own name and is asked over https. For that this is a proxy as well, which takes
every name for its own, with a certificate that is trusted here alone. An interface is asked by
plain HTTP, at an address that a pipeline's variables give.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import trustme

HERE = Path(__file__).parent
NAMES = (
    "*.pages.github.io",
    "*.gitlab.example",
    "one-to-ones.pages.dev",
    "*.one-to-ones.pages.dev",
    "notes.example.org",
)
"""What the sites are called."""
REPOSITORY = "/repos/sam-example/one-to-ones"
PAGES = f"{REPOSITORY}/pages"
PROJECT = "/projects/5"
CLOUDFLARE = "/accounts/0123456789abcdef0123456789abcdef/pages/projects/one-to-ones"
TOKEN = "a-token-for-tests"  # noqa: S105 - opens nothing
GITHUB = "https://github.com/pages/auth?nonce=1&page_id=2&path=Lw"
GITLAB = "https://projects.gitlab.example/auth?domain=https://sam.gitlab.example&state=1"
ACCESS = "https://sam-example.cloudflareaccess.com/cdn-cgi/access/login/one-to-ones.pages.dev?kid=1"


@dataclass(frozen=True)
class Reply:
    """What a server says; ``raw`` is sent as it is, each byte of it after ``pause`` seconds."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    raw: bytes | None = None
    pause: float = 0


Behaviour = Reply | Callable[[str], Reply]
"""A reply, or what makes one of the path that is asked for."""
PAGE = Reply(200, {"Content-Type": "text/html"}, b"<h1>My 1:1s</h1>")
NOTHING = Reply(404, {"Content-Type": "text/html"}, b"<h1>404</h1>")


def recorded(name: str, **changes: Any) -> Reply:  # noqa: ANN401 - JSON
    """Return an answer that was written down, with some of its keys changed."""
    said = json.loads((HERE / "answers" / f"{name}.json").read_text("utf-8"))
    body = {**said["body"], **changes}
    return Reply(said["status"], said["headers"], json.dumps(body).encode())


def leads_to(address: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status, {"Location": address})


@dataclass
class World:
    """Interfaces by path, sites by name, and every request: the name, the path, the headers."""

    interfaces: dict[str, Reply] = field(default_factory=dict)
    sites: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    def strangers(self) -> list[str]:
        """Return the addresses that were asked for over https, in their order."""
        return [f"{host}{path}" for host, path, _ in self.asked if host]

    def reply(self, host: str, path: str) -> Reply:
        """Return what is said; a name that nobody has is answered as a proxy does."""
        if not host:
            return self.interfaces.get(path, Reply(404, {}, b"{}"))
        site = self.sites[host] if host in self.sites else self.sites["*"]
        return site(path) if callable(site) else site


def serve(world: World, certificate: trustme.LeafCert) -> Callable[[], None]:
    """Serve a world on loopback, write where into its ``address``, and return what ends it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    class Handler(_Handler):
        """Answers for this world."""

        of = world
        tls = context

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    world.address = f"http://127.0.0.1:{server.server_port}"

    def end() -> None:
        server.shutdown()
        server.server_close()

    return end


class _Handler(BaseHTTPRequestHandler):
    """Answers; for a tunnel it becomes the server at the other end."""

    of: World
    tls: ssl.SSLContext
    host = ""

    def do_CONNECT(self) -> None:
        """Open a tunnel, where there is such a name."""
        name = self.path.partition(":")[0]
        if not {name, "*"} & {*self.of.sites}:
            self.send_error(502)
            return
        self.send_response_only(200)
        self.end_headers()
        try:
            with self.tls.wrap_socket(self.connection, server_side=True) as inner:
                self.host, self.rfile, self.wfile = name, inner.makefile("rb"), _Writer(inner)
                with self.rfile:
                    self.handle_one_request()
        except OSError:
            pass  # a client that has had enough, or does not trust us
        self.close_connection = True

    def do_GET(self) -> None:
        """Say what the world says."""
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.of.asked.append((self.host, self.path, headers))
        reply = self.of.reply(self.host, self.path)
        with suppress(OSError):  # nobody may be listening any more
            self.say(reply)

    def say(self, reply: Reply) -> None:
        """Send a reply."""
        for byte in reply.raw or b"":
            time.sleep(reply.pause)
            self.wfile.write(bytes([byte]))
        if reply.raw is not None:
            return
        time.sleep(reply.pause)
        self.send_response_only(reply.status)
        for key, value in {**reply.headers, "Content-Length": len(reply.body)}.items():
            self.send_header(key, str(value))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *args: object) -> None:
        """Say nothing: a test's output is its findings."""


class _Writer:
    """What the library writes to: all of it goes at once."""

    def __init__(self, connection: ssl.SSLSocket) -> None:
        self._connection = connection

    def write(self, text: bytes) -> int:
        """Send it."""
        self._connection.sendall(text)
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    closed = False

    def close(self) -> None:
        """The connection is closed by whoever opened it."""
