"""GitHub, from within a workflow: the comments of pull requests, and the issues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aquip.errors import AquipError
from aquip.hosts.api import Api
from aquip.hosts.posts import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOM: Final = 65_536
_US: Final = "github-actions[bot]"
"""Who writes with the token of a workflow."""
_REMEDY: Final = (
    "The step needs `GITHUB_TOKEN: ${{ github.token }}`, and the job a permission: "
    "`pull-requests: write` for a comment, `issues: write` for an issue."
)


def api_of(environment: Mapping[str, str], remedy: str) -> Api:
    """Return the API that a workflow's variables name, and what helps when it refuses.

    Raises:
        AquipError: There is no token.
    """
    token = environment.get("GITHUB_TOKEN", "")
    if not token:
        raise AquipError("GITHUB_TOKEN is not set", remedy=remedy)
    return Api(
        "GitHub",
        environment.get("GITHUB_API_URL", "https://api.github.com"),
        {"Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"},
        remedy,
    )


class GitHub:
    """What a workflow's run knows of its repository, by the variables that GitHub sets."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._api = api_of(environment, _REMEDY)
        self._event_path = environment.get("GITHUB_EVENT_PATH", "")
        self._repository = f"/repos/{environment.get('GITHUB_REPOSITORY', '')}"

    def comments(self) -> list[Place]:
        """Return the comments of the pull request that the finished run was for.

        Which one that is, GitHub is asked, by the commit and the repository that it says itself
        the run was for; nothing that the run made is believed. There is none where the pull
        request has a newer commit, and so a newer run, or where it is closed.

        Raises:
            AquipError: This run follows no pull request's.
        """
        run = self._event().get("workflow_run")
        if not isinstance(run, dict) or run.get("event") != "pull_request":
            raise AquipError(
                "this run follows no pull request's",
                remedy="On GitHub, comments are posted by a workflow `on: workflow_run`.",
            )
        of = (run.get("head_sha"), (run.get("head_repository") or {}).get("id"))
        if None in of:
            return []
        return [
            self._comments(int(pull["number"]))
            for pull in self._api.pages(f"{self._repository}/pulls", state="open")
            if of == _head(pull)
        ]

    def _comments(self, number: int) -> Place:
        issues = f"{self._repository}/issues"
        return Place(
            name=f"comment on pull request {number}",
            api=self._api,
            address=f"{issues}/{number}/comments",
            changed=f"{issues}/comments",
            method="PATCH",
            number="id",
            room=_ROOM,
            is_ours=_is_ours,
        )

    def issues(self, title: str) -> Place:
        """Return the issues; a new one will have this title. Pull requests are none of them."""
        return Place(
            name=f"issue “{title}”",
            api=self._api,
            address=f"{self._repository}/issues",
            changed=f"{self._repository}/issues",
            method="PATCH",
            number="number",
            room=_ROOM,
            is_ours=lambda one: _is_ours(one) and "pull_request" not in one,
            asked={"state": "all", "creator": _US},
            title={"title": title},
            opened={"state": "open"},
            closed={"state": "closed"},
        )

    def _event(self) -> dict[str, Any]:
        try:
            event = json.loads(Path(self._event_path).read_text("utf-8"))
        except (OSError, ValueError):
            event = None
        if not isinstance(event, dict):
            raise AquipError("GITHUB_EVENT_PATH names no event that can be read")
        return event


def _head(pull: Mapping[str, Any]) -> tuple[str | None, int | None]:
    """Return a pull request's last commit, and the repository it is in, if that is still there."""
    head = pull.get("head") or {}
    return head.get("sha"), (head.get("repo") or {}).get("id")


def _is_ours(one: Mapping[str, Any]) -> bool:
    return (one.get("user") or {}).get("login") == _US
