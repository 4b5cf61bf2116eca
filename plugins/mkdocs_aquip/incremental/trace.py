"""What a meeting's page asked of the rest of the record, and whether it is answered alike.

A meeting's content is made of its note, of what rendering asks `Surroundings`, and of its
header. The questions are written down while it is rendered; when a later build is about
to render it, they are asked again. Where note, header and answers are the same, so is the
content. So a link that went dead, a goal with another title or an action that was closed
two meetings on is noticed, and nothing else. A page with views shows the whole record: it
is the same only where every note is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from aquip.core.model import Item, State
from mkdocs_aquip.header import around
from mkdocs_aquip.incremental.key import digest
from mkdocs_aquip.render.surroundings import Step, Surroundings, Target

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

    from aquip.core.model import Note
    from mkdocs_aquip.page import NotePage
    from mkdocs_aquip.site import Site

A = TypeVar("A")
Question = list[Any]
"""The name of a method of `Surroundings`, and what it was asked: text, or an item's line."""


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
        """Tell whether the same questions will come again."""
        return not any(name == "view" for name, *_ in self.questions)

    def target(self, url: str, *, image: bool = False) -> Target:
        """Ask where a link leads."""
        return self._note(self.inner.target(url, image=image), "target", url, image)

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

    def view(self, source: str, line: int) -> str:
        """Ask for a view."""
        return self._note(self.inner.view(source, line), "view", line)

    def _note(self, answer: A, *question: object) -> A:
        self.questions.append(list(question))
        self.answers.append(answer)
        return answer


def reading_key(page: NotePage, answers: Sequence[object]) -> str:
    """Return the key of a meeting's content, made from ``answers`` to its questions."""
    return digest(page.note.uri, page.note.text, _header(page), list(map(_plain, answers)))


def record_key(site: Site, files: Files) -> str:
    """Return the key of all notes and of every file's place: what a view may show."""
    found = hashlib.blake2b(digest_size=16)
    for note in site.record.notes:
        found.update(repr((note.uri, len(note.text), note.text)).encode("utf-8", "replace"))
    places = [(file.src_uri, file.url, file.inclusion.name) for file in files]
    return digest(found.hexdigest(), places, sorted(site.urls.items()), sorted(site.withheld))


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
    }
    return [ways[name](*args) for name, *args in questions]


def _plain(answer: object) -> object:
    """Return an answer as a tuple, list, text, number or None."""
    if isinstance(answer, Target):
        return (answer.href, answer.external)
    if isinstance(answer, (list, tuple)):
        return [_plain(each) for each in answer]
    if isinstance(answer, Step):
        return (answer.direction, answer.date, answer.state, answer.href)
    return answer


def _header(page: NotePage) -> object:
    """Return what `mkdocs_aquip.header` shows beyond the note's own text."""
    site, uri = page.site, page.note.uri
    meeting = site.meetings[uri]
    series = site.record.series[meeting.series]
    context = site.context(uri, page.url)
    ways = [each and (each.date, context.url_of_meeting(each)) for each in around(meeting, series)]
    own = (meeting.date, meeting.status, meeting.duration, meeting.attendees, meeting.reason)
    theirs = (series.name, series.title, series.owner, series.with_, series.duration)
    where = (page.url, page.edit_url, vars(page).get("title"))
    return (own, meeting.moved_to, theirs, context.url_of_series(series.name), ways, where)
