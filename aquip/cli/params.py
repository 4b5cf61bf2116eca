"""Types of arguments: what they accept, and what a shell may offer to complete them with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, get_args

import click
from click.shell_completion import CompletionItem

from aquip.cli.common import Project, project_of
from aquip.cli.dates import FORMS, read_date
from aquip.core.model import State
from aquip.errors import AquipError

_HELP_WIDTH: Final = 60


class Asked(NamedTuple):
    """What a shell wants completed, and among what."""

    project: Project
    command: str | None
    incomplete: str


Choices = Callable[[Asked], Iterable[tuple[str, str]]]
"""Yields values, each with a word about it."""


class Completing(click.ParamType):  # type: ignore[type-arg]  # generic since Click 8.4 alone
    """A text that a shell completes from the repository; a broken one completes nothing."""

    def __init__(self, name: str, choices: Choices) -> None:
        self.name = name
        self._choices = choices

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer what begins as typed."""
        given = {str(v) for v in _flat(ctx.params.get(param.name or ""))}
        try:
            return [
                CompletionItem(value, help=text[:_HELP_WIDTH])
                for value, text in self._choices(Asked(project_of(ctx), ctx.info_name, incomplete))
                if value.startswith(incomplete) and value not in given
            ]
        except (AquipError, OSError):
            return []


def _flat(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


class HandleType(Completing):
    """A person's handle, with or without ``@``."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the handle without ``@``."""
        from aquip.core.grammar import handle_of

        handle = handle_of(str(value))
        if handle is None:
            self.fail(f"`{value}` is no handle; write a word such as sam or @sam.", param, ctx)
        return handle


def _series(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield every series with its title."""
    record = asked.project.excerpts().outline()
    return ((name, series.title) for name, series in record.series.items())


def _handles(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield the people of mkdocs.yml and every owner of an item."""
    at = "@" if asked.incomplete.startswith("@") else ""
    record = asked.project.reading.full
    names = {p.handle: p.name for p in record.settings.people.values()}
    owners = {owner for thread in record.threads for owner in thread.item.owners}
    return ((f"{at}{h}", names.get(h, "")) for h in sorted({*names, *owners}))


def _refs(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield the ids of open items, of closed ones for ``reopen``, of all for ``log``."""
    from aquip.cli.refs import is_past, label

    caret = "^" if asked.incomplete.startswith("^") else ""
    wanted = {"reopen": ("done", "dropped"), "log": get_args(State)}.get(
        asked.command or "", ("open",)
    )
    excerpts = asked.project.excerpts()
    record = excerpts.around(ids=excerpts.ids(asked.incomplete.removeprefix("^")))
    for thread in record.threads:
        past = is_past(record, thread) and asked.command != "log"
        if thread.item.id and thread.state in wanted and not past:
            yield f"{caret}{thread.item.id}", label(thread)


def _trails(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield the ids of all items, and once a series is typed its meetings."""
    folder, slash, _ = asked.incomplete.rpartition("/")
    if not slash:
        yield from _refs(asked)
        return
    series = asked.project.excerpts().around(series=[folder]).series.get(folder)
    for meeting in reversed(series.meetings if series else ()):
        if meeting.note.published:
            yield f"{folder}/{meeting.name}", meeting.status


def _goals(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield every goal's slug with its title."""
    record = asked.project.excerpts().outline()
    return ((slug, goal.title) for slug, goal in record.goals.items())


def _sections(asked: Asked) -> Iterable[tuple[str, str]]:
    """Yield every section's key and heading."""
    return ((spec.key, spec.heading) for spec in asked.project.config.settings.sections)


class DateType(click.ParamType):  # type: ignore[type-arg]  # as above
    """A date, as people type them."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the date, judged from the repository's today."""
        if isinstance(value, dt.date):
            return value
        context = ctx or click.get_current_context()
        date = read_date(str(value), project_of(context).today)
        if date is None:
            self.fail(f"`{value}` is no date; write one as {FORMS}.", param, ctx)
        return date


class OwnWord(click.Choice):  # type: ignore[type-arg]  # as above
    """One of aquip's words, or the repository's for it."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return aquip's own word."""
        settings = project_of(ctx or click.get_current_context()).config.settings
        return str(super().convert(settings.meaning(str(value)), param, ctx))


SERIES: Final = Completing("series", _series)
HANDLE: Final = HandleType("handle", _handles)
REF: Final = Completing("ref", _refs)
TRAIL: Final = Completing("ref", _trails)
GOAL: Final = Completing("goal", _goals)
SECTION: Final = Completing("section", _sections)
DATE: Final = DateType()
