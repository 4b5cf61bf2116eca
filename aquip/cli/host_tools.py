"""The hosts' own tools, `gh` and `glab`: what opens a pull request where one is installed.

They know how the user signs in. Only their way to the host's interface is used, which takes all
that is said as JSON from standard input: no text of a note stands among a command's arguments,
which others on the machine can see.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from aquip.errors import AquipError, reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.report.pull_request import Host, Kind

_PATIENCE: Final = 60
_QUIET: Final = {
    "GH_PROMPT_DISABLED": "1",
    "GH_NO_UPDATE_NOTIFIER": "1",
    "GLAB_CHECK_UPDATE": "false",
    "NO_COLOR": "1",
    "NO_PROMPT": "1",
}


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request: from where into what, and what it says."""

    branch: str
    into: str
    title: str
    body: str


class Tool:
    """One of the tools, asked about one repository."""

    def __init__(self, program: str, host: Host) -> None:
        self.name = os.path.basename(program).removesuffix(".exe")  # noqa: PTH119 - a word
        self._program = program
        self._host = host

    def open(self, request: Request) -> str:
        """Open a pull request, or find the one that is open already; return its address.

        Raises:
            AquipError: It can't: nobody is signed in, or the host does not want it.
        """
        path, branch = self._host.path, quote(request.branch, safe="")
        if self._host.kind == "github":
            place = f"repos/{quote(path)}/pulls"
            listing = f"{place}?state=open&head={quote(path.split('/')[0])}:{branch}"
            fields = {"head": request.branch, "base": request.into, "body": request.body}
            key = "html_url"
        else:
            place = f"projects/{quote(path, safe='')}/merge_requests"
            listing = f"{place}?state=opened&source_branch={branch}"
            fields = {
                "source_branch": request.branch,
                "target_branch": request.into,
                "description": request.body,
            }
            key = "web_url"
        found = self._ask("GET", listing) or self._ask(
            "POST", place, {"title": request.title, **fields}
        )
        first = found[0] if isinstance(found, list) else found
        address = first.get(key) if isinstance(first, dict) else None
        if not isinstance(address, str) or not address.startswith(("https://", "http://")):
            raise AquipError(f"{self.name} does not say where it is")
        return address

    def _ask(self, method: str, place: str, fields: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - whatever the host says
        options = ["--hostname", self._host.name, "--method", method]
        if fields is not None:
            options += ["--header", "Content-Type: application/json", "--input", "-"]
        try:
            done = subprocess.run(
                [self._program, "api", *options, place],
                input=json.dumps(fields) if fields is not None else "",
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
                timeout=_PATIENCE,
                env={**os.environ, **_QUIET},
            )
        except subprocess.TimeoutExpired:
            raise AquipError(f"{self.name} does not answer") from None
        except OSError as error:
            raise AquipError(f"{self.name} can't be run: {reason_of(error)}") from None
        if done.returncode:
            lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
            raise AquipError(f"{self.name} says: {(lines or ['nothing'])[0]}")
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise AquipError(f"{self.name} gives no answer that can be read") from None


_TOOLS: Final[Mapping[Kind, str]] = {"github": "gh", "gitlab": "glab"}


def tool_for(host: Host | None) -> Tool | None:
    """Return the tool for a host, where it has one that is installed."""
    program = shutil.which(_TOOLS[host.kind]) if host and host.kind in _TOOLS else None
    return Tool(program, host) if program and host else None
