"""``aquip log``: the audit trail of an item or of a meeting, from git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, print_json, private_option, with_project
from aquip.cli.params import TRAIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aquip.core.model import Record
    from aquip.history.lives import Life, Told
    from aquip.history.past import Past
    from aquip.history.trails import Commit, History
    from aquip.report.log import Entry, Made


@click.command()
@click.argument("what", metavar="REF|PATH", type=TRAIL)
@click.option("--reverse", is_flag=True, help="Tell the newest first.")
@private_option
@format_option("text", "json")
@with_project
def log(project: Project, what: str, reverse: bool, private: bool, format_: str) -> None:
    """Tell the life of an item, or the commits of a meeting and what each meant.

    REF is an item's id, or the start of its text as far as it is unambiguous. Its life goes
    through all meetings: raised, carried, due moved, handed on, done. An id is found even where
    no note has it any more. PATH is a meeting's note, or its series and date.

    \b
    Examples:
      aquip log a81kd
      aquip log "Draft the rota"
      aquip log morgan/2026-11-20
    """
    from aquip.cli import log_meeting

    path = log_meeting.path_of(project, what)
    if path is None:
        _item(project, what, reverse=reverse, private=private, format_=format_)
    else:
        log_meeting.show(project, path, reverse=reverse, private=private, format_=format_)


def _item(project: Project, reference: str, *, reverse: bool, private: bool, format_: str) -> None:
    from aquip.cli.terminal import console
    from aquip.errors import AquipError
    from aquip.history.secrets import Secrets
    from aquip.report import log as report
    from aquip.report.text import PRIVATE_ITEM

    past, life, state = _life(project, reference)
    if life.private and not private:
        raise AquipError(f"`{reference}` is {PRIVATE_ITEM}", remedy="--private shows its life.")
    keeps = None if private else Secrets(past, life.paths).keeps
    told = [one for one in life.told if keeps is None or not keeps(one.event)]
    entries = [*_entries(past, told, private=private)]
    unknown = any(entry.made is None and not entry.pending for entry in entries)
    if reverse:
        entries.reverse()
    if format_ == "json":
        print_json(report.rows(entries))
    else:
        console().print(report.life(entries, life.last, state, project.today))
    tell_unknown(past.history, missing=unknown)


def _life(project: Project, reference: str) -> tuple[Past, Life, str]:
    """Find an item, if need be in old versions alone, and tell its life and how it stands now."""
    from aquip.cli.changes import around
    from aquip.cli.elsewhere import find_here
    from aquip.core.query import id_in
    from aquip.errors import AquipError
    from aquip.history.lives import life_of, life_of_id

    record = around(project, [reference])
    past = project.past(record)
    try:
        thread = find_here(project, record, reference, ["open"])
    except AquipError:
        life = None if _is_known(record, reference) else life_of_id(past, id_in(reference))
        if life is None:
            raise
        return past, life, "in no note any more"
    life = life_of(past, thread)
    lost = thread.lost or (life.told and life.told[-1].event.kind == "lost")
    return past, life, f"{thread.state}, lost" if lost else thread.state


def _is_known(record: Record, reference: str) -> bool:
    """Tell whether a reference may mean something that notes show today, or can be no id."""
    from aquip.core.grammar import ID
    from aquip.core.query import id_in, matching

    return bool(matching(record.threads, reference)) or not ID.fullmatch(id_in(reference))


def _entries(past: Past, told: Iterable[Told], *, private: bool) -> Iterator[Entry]:
    from aquip.report.log import Entry

    for one in told:
        made = made_by(past, one.commit, private=private) if one.commit else None
        yield Entry([one.event], made, one.pending)


def made_by(past: Past, commit: Commit, *, private: bool) -> Made:
    """Return a commit as it may be shown."""
    from aquip.report.log import Made

    author = f"@{commit.author.handle}" if commit.author.handle else commit.author.name
    subject = commit.subject if private or past.is_discreet(commit) else None
    return Made(commit.sha, author, commit.authored, subject)


def tell_unknown(history: History, *, missing: bool) -> None:
    """Say on stderr what git could not tell, and what helps; nothing where it told all."""
    from aquip.report.text import visible

    if not history.known:
        click.echo(visible(f"git tells nothing here: {history.why}."), err=True)
    elif missing:
        click.echo("? is older than what this clone has.", err=True)
    if (missing or not history.known) and history.remedy:
        click.echo(visible(history.remedy), err=True)
