"""What a note's page asked of the rest of the site, and whether it is answered alike.

A page's content is made of its note, of what rendering asks `Surroundings`, and of a
meeting's header and history. The questions are written down while it is rendered; when a later
build is about to render it, they are asked again. Where all of these are the same, so is the
content. So a link that went dead, a goal with another title or an action that was closed two
meetings on is noticed, and nothing else. Of a view the answer is the key of what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct, msgpack

from aquip.core.model import Item, State
from mkdocs_aquip.header import around, attendees
from mkdocs_aquip.incremental.key import digest
from mkdocs_aquip.render.surroundings import Mention, Step, Surroundings, Target

if TYPE_CHECKING:
    from aquip.core.model import Note
    from mkdocs_aquip.page import NotePage

A = TypeVar("A")
Question = list[Any]
"""The name of a method of `Surroundings`, and what it was asked: text, or an item's line."""

OF_GROUP: Final = frozenset({"steps", "current_state", "lost", "goal"})
"""Questions about goals, and about a meeting's own items: where they came from and went to."""


class Asked(Struct, frozen=True):
    """What a page asked, and the keys of its content.

    ``inside`` is None where the same questions may not come again.
    """

    questions: list[Question]
    inside: str | None
    elsewhere: str


@dataclass(frozen=True, kw_only=True)
class Asking(Surroundings):
    """Passes questions on, and writes them down. A view may ask anything."""

    inner: Surroundings
    questions: list[Question] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)

    @classmethod
    def of(cls, inner: Surroundings) -> Asking:
        """Stand between a page and its surroundings."""
        return cls(settings=inner.settings, day=inner.day, today=inner.today, inner=inner)

    @property
    def foreseeable(self) -> bool:
        """Tell whether the same questions will come again, and each has an answer to keep."""
        pairs = _pairs(self.questions, self.answers)
        return not any(each[0] == "view" and answer is None for each, answer in pairs)

    def asked(self, page: NotePage) -> Asked:
        """Return what was asked while a page was made."""
        known = self.foreseeable and page.gfm
        return Asked(
            self.questions,
            inside_key(page, self.questions, self.answers) if known else None,
            elsewhere_key(page, self.questions, self.answers),
        )

    def target(self, url: str, *, image: bool = False) -> Target:
        """Ask where a link leads; one out of the site always leads there."""
        found = self.inner.target(url, image=image)
        return found if found.external else self._note(found, "target", url, image)

    def goal(self, slug: str) -> tuple[str, str | None]:
        """Ask for a goal."""
        return self._note(self.inner.goal(slug), "goal", slug)

    def item(self, item_id: str) -> tuple[str, str | None]:
        """Ask for an item."""
        return self._note(self.inner.item(item_id), "item", item_id)

    def steps(self, item: Item) -> Sequence[Step]:
        """Ask for an item's way."""
        return self._note(self.inner.steps(item), "steps", item.line)

    def current_state(self, item: Item) -> State | None:
        """Ask for an item's state."""
        return self._note(self.inner.current_state(item), "current_state", item.line)

    def lost(self, item: Item) -> bool:
        """Ask whether an item was lost."""
        return self._note(self.inner.lost(item), "lost", item.line)

    def referring(self, item: Item) -> Sequence[Mention]:
        """Ask what refers to an item, in whichever series."""
        return self._note(self.inner.referring(item), "referring", item.line)

    def brought_by(self, item: Item) -> str | None:
        """Ask who brought an item: a part of the meeting's history, which is asked for itself."""
        return self.inner.brought_by(item)

    def view(self, source: str, line: int) -> str:
        """Ask for a view."""
        self._note(self.inner.view_key(source), "view", source)
        return self.inner.view(source, line)

    def _note(self, answer: A, *question: object) -> A:
        self.questions.append(list(question))
        self.answers.append(answer)
        return answer


def inside_key(page: NotePage, asked: Sequence[Question], answers: Sequence[object]) -> str:
    """Return the key of what a page shows of its note and of what `OF_GROUP` asks for."""
    told = [_plain(answer) for each, answer in _pairs(asked, answers) if each[0] in OF_GROUP]
    return digest(page.note.uri, page.note.text, _header(page), _story(page), told)


def elsewhere_key(page: NotePage, asked: Sequence[Question], answers: Sequence[object]) -> str:
    """Return the key of what a page shows of all others, and of its own place among them."""
    told = [_plain(answer) for each, answer in _pairs(asked, answers) if each[0] not in OF_GROUP]
    where = (page.url, page.edit_url, vars(page).get("title"), page.is_homepage)
    return digest(where, told)


def _pairs(
    asked: Sequence[Question], answers: Sequence[object]
) -> Iterator[tuple[Question, object]]:
    return zip(asked, answers, strict=True)


def ask_again(questions: Sequence[Question], note: Note, inner: Surroundings) -> list[object]:
    """Answer what was asked when the page was last rendered.

    Raises:
        LookupError, TypeError: these are no questions that this note can ask.
    """
    items: dict[int, Item] = {}
    if any(isinstance(args[0], int) for _, *args in questions):
        items = {item.line: item for item in note.items()}
        if note.confirmation:
            items[note.confirmation.line] = note.confirmation
    ways: dict[str, Callable[..., object]] = {
        "target": lambda url, image: inner.target(url, image=image),
        "goal": inner.goal,
        "item": inner.item,
        "steps": lambda line: inner.steps(items[line]),
        "current_state": lambda line: inner.current_state(items[line]),
        "lost": lambda line: inner.lost(items[line]),
        "referring": lambda line: inner.referring(items[line]),
        "view": inner.view_key,
    }
    return [ways[name](*args) for name, *args in questions]


def _plain(answer: object) -> object:
    """Return an answer as a tuple, list, text, number or None."""
    if isinstance(answer, Target):
        return (answer.href, answer.external)
    if isinstance(answer, (list, tuple)):
        return [_plain(each) for each in answer]
    if isinstance(answer, Step):
        return (answer.direction, answer.date, answer.state, answer.href, answer.again)
    if isinstance(answer, Mention):
        return (answer.text, answer.date, answer.href)
    return answer


def _story(page: NotePage) -> bytes:
    """Return what git tells of a meeting's note."""
    return msgpack.encode(page.site.past.story(page.note)) if page.site.past else b""


def _header(page: NotePage) -> object:
    """Return what `mkdocs_aquip.header` shows beyond a meeting's own text; None for other pages."""
    site, uri = page.site, page.note.uri
    meeting = site.meetings.get(uri)
    if meeting is None:
        return None
    series = site.record.series[meeting.series]
    context = site.context(uri, page.url)
    ways = [each and (each.date, context.url_of_meeting(each)) for each in around(meeting, series)]
    own = (meeting.date, meeting.status, meeting.duration, meeting.attendees, meeting.reason)
    theirs = (series.name, series.title, series.owner, series.with_, series.duration, series.time)
    people = [context.url_of_person(handle) for handle in attendees(meeting, series)]
    return (own, meeting.moved_to, theirs, context.url_of_series(series.name), ways, people)
