"""What ``actions`` and ``questions`` share: filters, rows, and what to say of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from aquip.cli.common import print_json, series_of, tell_private
from aquip.errors import AquipError, did_you_mean

if TYPE_CHECKING:
    from aquip.cli.common import Project
    from aquip.core.model import Record, State, Thread
    from aquip.core.query import Filter

STATES: Final = ("open", "done", "dropped", "all")


def states_of(word: str) -> frozenset[State]:
    """Return the states that ``--state`` asks for."""
    every: tuple[State, ...] = ("open", "done", "dropped")
    return frozenset(state for state in every if word in {state, "all"})


def owner_of(project: Project, owner: str | None, *, mine: bool) -> str | None:
    """Return whose items are asked for.

    Raises:
        AquipError: Nobody is called so, or nobody is known to be asking.
    """
    if not mine:
        return owner
    if owner:
        raise AquipError("--mine and --owner exclude each other")
    me = project.config.settings.me or _only_owner(project.reading.full)
    if me is None:
        raise AquipError("nobody is known to be you", remedy="Write `me: sam` in mkdocs.yml.")
    return me


def _only_owner(record: Record) -> str | None:
    owners = {series.owner for series in record.series.values() if series.owner}
    return owners.pop() if len(owners) == 1 else None


def show(
    project: Project,
    section: str,
    wanted: Filter,
    format_: str,
    *,
    private: bool,
) -> None:
    """Print the items of a section that pass, as a table or as JSON."""
    from aquip.core.query import select
    from aquip.report.data import thread_row

    if wanted.series is not None:
        series_of(project.reading.full, wanted.series)
    _known_owner(project.reading.full, wanted.owner)
    record = project.record(private=private)
    threads = select(record, section, wanted)
    if format_ == "json":
        print_json([thread_row(thread, project.today) for thread in threads])
        return
    _print(project, section, threads, wanted)
    if not private:
        tell_private(len(select(project.reading.full, section, wanted)) - len(threads))


def _known_owner(record: Record, owner: str | None) -> None:
    people = {*record.settings.people, *(o for t in record.threads for o in t.item.owners)}
    if owner is not None and owner not in people:
        names = sorted(people)
        remedy = did_you_mean(owner, names) or f"There are {', '.join(names)}."
        raise AquipError(f"nobody is called `@{owner}`", remedy=remedy)


def _print(project: Project, section: str, threads: list[Thread], wanted: Filter) -> None:
    from aquip.cli.terminal import console
    from aquip.report import tables
    from aquip.report.text import count

    today = project.today
    if not threads:
        click.echo(_nothing(section, wanted))
        return
    word = project.config.settings.word
    actions = section == "actions"
    table = tables.actions(threads, today) if actions else tables.questions(threads, today, word)
    console().print(table)
    sums = [count(len(threads), section.removesuffix("s"))]
    late = sum(thread.overdue(today) for thread in threads)
    lost = sum(thread.lost for thread in threads)
    sums += [f"{late} overdue"] if late else []
    sums += [f"{lost} lost (open, but missing from the next meeting)"] if lost else []
    click.echo(f"\n{', '.join(sums)}")


def _nothing(section: str, wanted: Filter) -> str:
    from aquip.core.query import Filter

    if wanted == Filter():
        return f"No open {section}. `aquip add SERIES TEXT --to {section}` writes one down."
    return f"No {section} like that."
