"""What a meeting's page knows of the rest of the record, as rendering asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from aquip.core.items import feedback_of
from aquip.core.model import Item, Note, Occurrence, State, Thread
from aquip.core.threads import state_in
from mkdocs_aquip.context import ViewContext, anchor_of
from mkdocs_aquip.links import LinkResolver
from mkdocs_aquip.past.section import author_name
from mkdocs_aquip.render.surroundings import Mention, Step, Surroundings, Target
from mkdocs_aquip.site import Site
from mkdocs_aquip.views import view_key
from mkdocs_aquip.views.heard import referring

_FOLLOWED: Final = frozenset({"actions", "questions"})
"""Sections whose items show where they came from and went to."""


@dataclass(frozen=True, kw_only=True)
class Neighbours(Surroundings):
    """The site around one note."""

    note: Note
    site: Site
    context: ViewContext
    links: LinkResolver

    def target(self, url: str, *, image: bool = False) -> Target:  # noqa: ARG002 - MkDocs resolves both alike
        """Resolve as MkDocs does."""
        return self.links.target(url)

    def goal(self, slug: str) -> tuple[str, str | None]:
        """Look the goal up; an unknown one keeps its slug."""
        goal = self.site.record.goals.get(slug)
        return (goal.title, self.context.url_of_goal(slug)) if goal else (slug, None)

    def item(self, item_id: str) -> tuple[str, str | None]:
        """Return an item's text, and the link to it here, or else to where it stands newest."""
        thread = self.site.record.thread_by_id.get(item_id)
        if thread is None:
            return self._told(item_id)
        here = next((o for o in thread.occurrences if o.meeting.note.uri == self.note.uri), None)
        return thread.item.text, f"#^{item_id}" if here else self.context.url_of_thread(thread)

    def _told(self, item_id: str) -> tuple[str, str | None]:
        """Return the words of an accomplishment or of feedback, and the link to it."""
        told = self.site.record.told_by_id.get(item_id)
        if told is None:
            return f"^{item_id}", None
        text = told.item.text
        if told.item.section == "feedback":
            text = feedback_of(told.item, self.settings).text
        if told.meeting.note.uri == self.note.uri:
            return text, f"#^{item_id}"
        return text, self.context.url_of_meeting(told.meeting, f"^{item_id}")

    def referring(self, item: Item) -> Sequence[Mention]:
        """Find the items that refer to one."""
        return [
            Mention(
                text=one.item.text,
                date=one.meeting.date,
                href=self.context.url_of_meeting(
                    one.meeting, anchor_of(one.item.id, one.item.line)
                ),
            )
            for one in referring(self.site.record).get(item.id or "", ())
        ]

    def steps(self, item: Item) -> Sequence[Step]:
        """Find the meetings before and after that show the item."""
        thread = self._thread(item)
        if thread is None:
            return ()
        places = [o.meeting.note.path for o in thread.occurrences]
        here = places.index(self.note.path)
        steps = []
        if here:
            steps.append(self._step("from", thread.occurrences[here - 1], item))
        if here + 1 < len(places):
            steps.append(self._step("to", thread.occurrences[here + 1], item))
        return steps

    def _step(self, direction: Literal["from", "to"], occurrence: Occurrence, here: Item) -> Step:
        item, meeting = occurrence.item, occurrence.meeting
        href = self.context.url_of_meeting(meeting, anchor_of(item.id, item.line))
        return Step(
            direction=direction,
            date=meeting.date,
            state=state_in(meeting, item),
            href=href,
            again=direction == "to" and href is not None and item.text == here.text,
        )

    def current_state(self, item: Item) -> State | None:
        """Return the state where this is the item's newest occurrence."""
        thread = self._thread(item)
        newest = thread is not None and thread.newest.meeting.note.path == self.note.path
        return thread.state if thread and newest else None

    def lost(self, item: Item) -> bool:
        """Tell whether it is lost, where it stood last."""
        thread = self._thread(item)
        return bool(thread and thread.lost and self.current_state(item))

    def brought_by(self, item: Item) -> str | None:
        """Look into the meeting's history, which is that of its note as it is in the record."""
        return self._brought.get(anchor_of(item.id, item.line)) if self._brought else None

    @cached_property
    def _brought(self) -> Mapping[str, str]:
        """Who brought what the owner of the series did not, by the item's anchor."""
        meeting = self.site.meetings.get(self.note.uri)
        if self.site.past is None or meeting is None or meeting.note is not self.note:
            return {}
        story, owner = (
            self.site.past.story(self.note),
            self.site.record.series[meeting.series].owner,
        )
        if story is None or owner is None:
            return {}
        named = {
            anchor: author_name(author, self.settings)
            for anchor, author in story.authors().items()
            if author.handle != owner
        }
        own = self.settings.name(owner)
        return {anchor: name for anchor, name in named.items() if name != own}

    def _thread(self, item: Item) -> Thread | None:
        if item.section not in _FOLLOWED:
            return None
        thread = self.site.record.thread_at.get((self.note.path, item.line))
        return thread if thread and thread.section in _FOLLOWED else None

    def view(self, source: str, line: int) -> str:
        """Render a view that stands in the note."""
        return self.site.view(self.context.src_uri, self.context.page_url, source, line)

    def view_key(self, source: str) -> str | None:
        """Return the key of what a view shows; None where only rendering tells."""
        return view_key(source, self.context)
