"""One post kept up to date: found again by a mark that nobody sees, and by who wrote it.

Whoever may comment can write the mark too: a post by somebody else is never taken for ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aquip.hosts.api import Api
from aquip.report.cut import cut
from aquip.report.mentions import quiet

_ALL_WELL: Final = "All is well."


@dataclass(frozen=True)
class Place:
    """Where posts stand, as a host's API has it: the comments of a pull request, or the issues.

    ``address`` lists the posts, with ``asked`` as parameters, and takes new ones; a post is
    changed by ``method`` at ``changed`` and its ``number``. ``body`` is the key of its text,
    ``title`` what a new one has beside it. ``opened`` and ``closed`` are what to send for either
    state; ``room`` is how many bytes a text may have.
    """

    name: str
    api: Api
    address: str
    changed: str
    method: str
    number: str
    room: int
    is_ours: Callable[[Mapping[str, Any]], bool]
    body: str = "body"
    asked: Mapping[str, str] = field(default_factory=dict)
    title: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def keep(place: Place, mark: str, text: str) -> str:
    """Make the one post with this mark say ``text``; tell in a few words what that took.

    No text means that all is well: nothing new is written then, and an issue is closed. One that
    somebody closed is opened again when there is something else to say.

    Raises:
        AquipError: The host refuses, or does not answer as it should.
    """
    lead = f"<!-- aquip: {mark} -->\n"
    well = not text.strip()
    wanted = lead + cut(quiet(text).strip() or _ALL_WELL, place.room - len(lead))
    found = next((post for post in _ours(place) if _text(place, post).startswith(lead)), None)
    if found is None:
        if not well:
            place.api.call("POST", place.address, {**place.title, place.body: wanted})
        return "nothing to say" if well else "written"
    if _text(place, found).split() == wanted.split():
        return "as it was"  # also where somebody has closed it: they know
    state = place.closed if well else place.opened
    path = f"{place.changed}/{int(found[place.number])}"
    place.api.call(place.method, path, {place.body: wanted, **state})
    return "closed" if well and place.closed else "brought up to date"


def _ours(place: Place) -> Iterator[Mapping[str, Any]]:
    return filter(place.is_ours, place.api.pages(place.address, **place.asked))


def _text(place: Place, post: Mapping[str, Any]) -> str:
    """Return what a post says; hosts may have other line ends than we sent."""
    return str(post.get(place.body) or "").replace("\r\n", "\n")
