"""GitLab, from within a pipeline: the comments of a merge request, and the issues.

GitLab gives a job no token that may write them, so that the project has to have one.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from aquip.errors import AquipError
from aquip.hosts.api import Api
from aquip.hosts.posts import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

_ROOM: Final = 1_000_000
_REMEDY: Final = (
    "Make a project access token (Settings, Access tokens) with the role Reporter and the scope "
    "`api`, and put it into a masked variable AQUIP_TOKEN (Settings, CI/CD, Variables)."
)


def api_of(environment: Mapping[str, str]) -> Api:
    """Return the API that a pipeline's variables name.

    Raises:
        AquipError: There is no token.
    """
    token = environment.get("AQUIP_TOKEN", "")
    if not token:
        raise AquipError(
            "AQUIP_TOKEN is not set, and a job's own token may not ask for this", remedy=_REMEDY
        )
    return Api(
        "GitLab",
        environment.get("CI_API_V4_URL", "https://gitlab.com/api/v4"),
        {"PRIVATE-TOKEN": token},
        _REMEDY,
    )


class GitLab:
    """What a pipeline knows of its project, by the variables that GitLab sets."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._api = api_of(environment)
        self._merge_request = environment.get("CI_MERGE_REQUEST_IID", "")
        self._project = f"/projects/{environment.get('CI_PROJECT_ID', '')}"

    def comments(self) -> list[Place]:
        """Return the comments of the merge request that the pipeline is for.

        Raises:
            AquipError: It is for none.
        """
        if not self._merge_request.isdecimal():
            raise AquipError(
                "this pipeline is for no merge request",
                remedy='The job needs the rule `if: $CI_PIPELINE_SOURCE == "merge_request_event"`.',
            )
        address = f"{self._project}/merge_requests/{self._merge_request}/notes"
        return [
            Place(
                name=f"comment on merge request {self._merge_request}",
                api=self._api,
                address=address,
                changed=address,
                method="PUT",
                number="id",
                room=_ROOM,
                is_ours=self._is_ours,
            )
        ]

    def issues(self, title: str) -> Place:
        """Return the issues; a new one will have this title."""
        return Place(
            name=f"issue “{title}”",
            api=self._api,
            address=f"{self._project}/issues",
            changed=f"{self._project}/issues",
            method="PUT",
            number="iid",
            room=_ROOM,
            is_ours=self._is_ours,
            body="description",
            asked={"state": "all", "author_id": str(self._own_id)},
            title={"title": title},
            opened={"state_event": "reopen"},
            closed={"state_event": "close"},
        )

    def _is_ours(self, one: Mapping[str, Any]) -> bool:
        return (one.get("author") or {}).get("id") == self._own_id

    @cached_property
    def _own_id(self) -> int:
        """Whom the token belongs to: each project access token is a user of its own."""
        return int(self._api.call("GET", "/user")["id"])
