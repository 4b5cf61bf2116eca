"""What commands share: the repository they work on, and the options that several have."""

from __future__ import annotations

import os
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from aquip.cli import Command, root_option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from aquip.change import Comparison
    from aquip.config import Config
    from aquip.core.model import Record, Series
    from aquip.excerpt import Excerpts
    from aquip.history.known import Known
    from aquip.history.meetings import MeetingHistory
    from aquip.history.past import Past
    from aquip.history.versions import Versions
    from aquip.store import Reading, Store

P = ParamSpec("P")
R = TypeVar("R")


class Project:
    """A repository of notes, read as far as a command asks for it."""

    def __init__(self, root: str | None) -> None:
        self._root = root

    @cached_property
    def config(self) -> Config:
        """What its mkdocs.yml says."""
        from aquip.config import find_root, load_config

        return load_config(find_root(_here()) if self._root is None else Path(self._root))

    @cached_property
    def store(self) -> Store:
        """Its notes on disk."""
        from aquip.store import Store

        return Store(self.config)

    @cached_property
    def today(self) -> dt.date:
        """The day to judge by."""
        from aquip.config import today

        return today(self.config)

    @cached_property
    def reading(self) -> Reading:
        """The whole record, and its public part."""
        import gc

        reading = self.store.load_both(today=self.today)
        # It stays until the command ends: the collector need not look through it any more.
        gc.freeze()
        return reading

    def record(self, *, private: bool) -> Record:
        """Return the record to print: its public part, unless private text is asked for."""
        return self.reading.full if private else self.reading.public

    def excerpts(self) -> Excerpts:
        """Return what gives parts of the record as the notes are now: for use under the lock."""
        from aquip.excerpt import Excerpts

        return Excerpts(self.store, self.today)

    def comparison(self) -> Comparison:
        """Return what compares the notes with what git has of them."""
        from aquip.change import Comparison

        return Comparison(self.store, lambda: self.reading, lambda: self.tracked, self.history)

    @cached_property
    def tracked(self) -> frozenset[str] | None:
        """The files that git tracks, as paths from the root; None where there is no git."""
        from aquip.history.repository import tracked

        return tracked(self.config.root)

    @cached_property
    def known(self) -> Known:
        """What git knows of the notes and of their old versions."""
        from aquip.history.known import Known

        known = Known(self.config.root, self.config.settings.people)
        context = click.get_current_context(silent=True)
        if context is not None:
            context.call_on_close(known.close)
        return known

    @cached_property
    def versions(self) -> Versions:
        """The notes as they were."""
        from aquip.history.versions import Versions

        return Versions(self.known, self.config.settings, self.store.cache_folder)

    def past(self, record: Record) -> Past:
        """Return the notes at any time that git knows of, for a record in full."""
        from aquip.history.past import Past

        return Past(self.known, self.versions, record, self.store.uri_of)

    def history(self, record: Record) -> MeetingHistory | None:
        """Return what git knows of a record's meetings, None where there is nothing to know."""
        from aquip.history.meetings import meeting_history

        return meeting_history(record, self.known, self.versions)

    @property
    def today_note(self) -> str:
        """Say which day it is taken to be, where that is not the clock's; else nothing."""
        from aquip.config import fixed_today

        fixed = fixed_today(self.config)
        if fixed is None:
            return ""
        source = "AQUIP_TODAY" if os.environ.get("AQUIP_TODAY", "").strip() else "mkdocs.yml"
        return f" (today is {fixed}, by {source})"

    def wrote(self, what: str, path: str, line: int | None = None, *, dated: bool = True) -> None:
        """Say in one line what was written, and where; and which today a date counts from."""
        from aquip.report.text import visible

        place = f"{path}:{line}" if line else path
        click.echo(visible(f"{place}: {what}{self.today_note if dated else ''}"))


def _here() -> Path:
    from aquip.errors import AquipError, reason_of

    try:
        return Path.cwd()
    except OSError as error:
        raise AquipError(f"the current folder is gone: {reason_of(error)}") from None


def project_of(ctx: click.Context) -> Project:
    """Return the repository that a command was called for."""
    project = ctx.meta.get("aquip.project")
    root = ctx.meta.get("aquip.root")
    if project is None or project[0] != root:
        project = ctx.meta["aquip.project"] = (root, Project(root))
    found = project[1]
    assert isinstance(found, Project)  # noqa: S101 - for the type checker
    return found


def with_project(command: Callable[Concatenate[Project, P], R]) -> Callable[P, R]:
    """Add ``-C/--root`` to a command and hand it its repository first."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(project_of(click.get_current_context()), *args, **kwargs)

    return root_option(run)


def private_option(command: Command) -> Command:
    """Add ``--private``."""
    return click.option(
        "--private", is_flag=True, help="Show private items too, which are left out otherwise."
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add ``--format``, the first being the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats, case_sensitive=False),
        default=formats[0],
        show_default=True,
        help="What to print.",
    )


def print_json(data: object) -> None:
    """Print plain data as JSON, readable and in its own letters."""
    from aquip.report.text import as_json

    click.echo(as_json(data), nl=False)


def series_of(record: Record, name: str) -> Series:
    """Return a series by name.

    Raises:
        AquipError: There is none; the nearest one is named.
    """
    from aquip.errors import AquipError, did_you_mean

    found = record.series.get(name.strip("/"))
    if found is not None:
        return found
    names = sorted(one.name for one in record.series.values() if one.published)
    known = f"There are {', '.join(names)}." if names else "`aquip series add NAME` makes one."
    raise AquipError(f"there is no series `{name}`", remedy=did_you_mean(name, names) or known)


def tell_private(hidden: int) -> None:
    """Say how many private items a listing left out."""
    from aquip.report.text import count

    if hidden:
        click.echo(f"{count(hidden, 'private item')} not shown (--private shows them)")
