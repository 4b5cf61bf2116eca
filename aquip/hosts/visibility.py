"""Whether a site is private: what is known of it, said in one of four words.

Only one of them lets anything be published. Whatever goes wrong on the way to an answer is an
AquipError, and the answer is then that it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from aquip.errors import AquipError
from aquip.hosts.stranger import Answer, ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aquip.hosts.api import Api


class Verdict(StrEnum):
    """``private``: no stranger reads it. ``public``: one does. ``absent``: there is no site."""

    PRIVATE = "private"
    PUBLIC = "public"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Visibility:
    """A verdict, why it is so, and what would help; sentences without and with a full stop."""

    verdict: Verdict
    why: str
    remedy: str | None = None


def to_strangers(
    addresses: Iterable[str],
    is_door: Callable[[Answer], bool],
    *,
    closed: str,
    remedy: str,
) -> Visibility:
    """Ask for each address as a stranger: all must be shown the door, and nothing else.

    Beside the address itself, one is asked for that nobody has thought of: a door that only some
    pages have would let a stranger by, and no cache knows that answer.

    Raises:
        AquipError: An address can't be asked, or answers with what is neither door nor page.
    """
    for address in addresses:
        for asked in (address, f"{address}{token_hex(8)}.html"):
            answer = ask(asked)
            if is_door(answer):
                continue
            if 200 <= answer.status < 300:  # noqa: PLR2004 - what HTTP calls successful
                return Visibility(Verdict.PUBLIC, f"a stranger is shown {asked}", remedy)
            raise AquipError(
                f"{asked} answers a stranger with {answer}, not with a login", remedy=remedy
            )
    return Visibility(Verdict.PRIVATE, closed)


def object_at(api: Api, path: str) -> Mapping[str, Any]:
    """Return the object that an API has at a path.

    Raises:
        AquipError: The host refuses, can't be reached, or answers with something else.
    """
    said = api.call("GET", path)
    if not isinstance(said, dict):
        raise AquipError(f"{api.name} answers GET {path} with something else than an object")
    return said


def text_of(api: Api, said: Mapping[str, Any], key: str) -> str:
    """Return a text that an answer must have.

    Raises:
        AquipError: It has none.
    """
    value = said.get(key)
    if not isinstance(value, str) or not value:
        raise AquipError(f"{api.name}'s answer has no `{key}`")
    return value
