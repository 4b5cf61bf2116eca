"""Types of arguments: what they accept, and what a shell may offer to complete them with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from aquip.cli.common import project_of
from aquip.cli.dates import FORMS, read_date
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aquip.core.model import Record

_HELP_WIDTH: Final = 60


class _Completing(click.ParamType):  # type: ignore[type-arg]  # generic since Click 8.4 alone
    """A text that a shell completes from the repository; a broken one completes nothing."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer what begins as typed."""
        try:
            record = project_of(ctx).reading.full
        except (AquipError, OSError):
            return []
        given = {str(v) for v in _flat(ctx.params.get(param.name or ""))}
        return [
            CompletionItem(value, help=text[:_HELP_WIDTH])
            for value, text in self.choices(record, ctx, incomplete)
            if value.startswith(incomplete) and value not in given
        ]

    def choices(
        self, record: Record, ctx: click.Context, incomplete: str
    ) -> Iterable[tuple[str, str]]:
        """Yield values with a word about each."""
        raise NotImplementedError


def _flat(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else () if value is None else (value,)


class SeriesType(_Completing):
    """The name of a series, as its folder is called."""

    name = "series"

    def choices(
        self,
        record: Record,
        ctx: click.Context,  # noqa: ARG002 - shared signature
        incomplete: str,  # noqa: ARG002 - shared signature
    ) -> Iterable[tuple[str, str]]:
        """Yield every series with its title."""
        return ((name, series.title) for name, series in record.series.items())


class HandleType(_Completing):
    """A person's handle, with or without ``@``."""

    name = "handle"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the handle without ``@``."""
        from aquip.core.grammar import handle_of

        handle = handle_of(str(value))
        if handle is None:
            self.fail(f"`{value}` is no handle; write a word such as sam or @sam.", param, ctx)
        return handle

    def choices(
        self,
        record: Record,
        ctx: click.Context,  # noqa: ARG002 - shared signature
        incomplete: str,
    ) -> Iterable[tuple[str, str]]:
        """Yield the people of mkdocs.yml and every owner of an item."""
        at = "@" if incomplete.startswith("@") else ""
        names = {p.handle: p.name for p in record.settings.people.values()}
        owners = {owner for thread in record.threads for owner in thread.item.owners}
        return ((f"{at}{h}", names.get(h, "")) for h in sorted({*names, *owners}))


class RefType(_Completing):
    """An item: its id, with or without ``^``, or the start of its text."""

    name = "ref"

    def choices(
        self, record: Record, ctx: click.Context, incomplete: str
    ) -> Iterable[tuple[str, str]]:
        """Yield the ids of open items, or of closed ones for ``reopen``."""
        from aquip.cli.refs import is_past, label

        caret = "^" if incomplete.startswith("^") else ""
        closed = ctx.info_name == "reopen"
        for thread in record.threads:
            meant = (thread.state != "open") == closed and not is_past(record, thread)
            if thread.item.id and meant:
                yield f"{caret}{thread.item.id}", label(thread)


class GoalType(_Completing):
    """The slug of a goal."""

    name = "goal"

    def choices(
        self,
        record: Record,
        ctx: click.Context,  # noqa: ARG002 - shared signature
        incomplete: str,  # noqa: ARG002 - shared signature
    ) -> Iterable[tuple[str, str]]:
        """Yield every goal with its title."""
        return ((slug, goal.title) for slug, goal in record.goals.items())


class SectionType(_Completing):
    """A section, by its key, its heading or one of its aliases."""

    name = "section"

    def choices(
        self,
        record: Record,
        ctx: click.Context,  # noqa: ARG002 - shared signature
        incomplete: str,  # noqa: ARG002 - shared signature
    ) -> Iterable[tuple[str, str]]:
        """Yield every section's key and heading."""
        return ((spec.key, spec.heading) for spec in record.settings.sections)


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


SERIES: Final = SeriesType()
HANDLE: Final = HandleType()
REF: Final = RefType()
GOAL: Final = GoalType()
SECTION: Final = SectionType()
DATE: Final = DateType()
