"""Tables for the terminal, made to be read in 80 columns, with or without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from aquip.report.text import day, due_word, from_today, one_line, times, visible

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from aquip.core.model import Series, Thread
    from aquip.core.readiness import Upcoming


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)


def actions(threads: Sequence[Thread], today: dt.date) -> Table:
    """Lay out actions: who owes what, until when, since when."""
    table = _table()
    table.add_column("id", no_wrap=True)
    table.add_column("owner", max_width=12, overflow="fold")
    table.add_column("action", ratio=1, overflow="fold", min_width=24)
    table.add_column("due", no_wrap=True)
    table.add_column("age", no_wrap=True, justify="right")
    table.add_column("in", max_width=12, overflow="fold")
    for thread in threads:
        item = thread.item
        table.add_row(
            _id(thread),
            Text(visible("\n".join(f"@{owner}" for owner in item.owners)) or "nobody"),
            _what(thread),
            _due(thread, today),
            Text(_age(thread, today), style="dim"),
            Text(thread.newest.meeting.series, style="dim"),
        )
    return table


def questions(threads: Sequence[Thread], today: dt.date, word: Callable[[str], str]) -> Table:
    """Lay out questions: what of which kind, and what is needed, each as ``word`` has it."""
    table = _table()
    table.add_column("id", no_wrap=True)
    table.add_column("question", ratio=1, overflow="fold", min_width=24)
    table.add_column("kind", max_width=10, overflow="fold")
    table.add_column("need", max_width=15, overflow="fold")
    table.add_column("age", no_wrap=True, justify="right")
    table.add_column("in", max_width=12, overflow="fold")
    for thread in threads:
        table.add_row(
            _id(thread),
            _what(thread),
            Text(visible(word(thread.item.kind or ""))),
            Text(visible(word(thread.item.need or ""))),
            Text(_age(thread, today), style="dim"),
            Text(thread.newest.meeting.series, style="dim"),
        )
    return table


def _id(thread: Thread) -> Text:
    identity = thread.item.id
    return Text(identity, style="cyan") if identity else Text("-", style="dim")


def _what(thread: Thread) -> Text:
    """Say what it is, and on a line of its own what became of it so far."""
    text = Text(one_line(thread.item.text))
    if thread.state != "open":
        text.stylize("dim")
    marks = [*_marks(thread)]
    if marks:
        text.append("\n" + ", ".join(marks), style="dim")
    if thread.lost:
        text.append(", lost" if marks else "\nlost", style="yellow")
    return text


def _marks(thread: Thread) -> Iterable[str]:
    if thread.state == "done" and thread.done:
        yield f"done {day(thread.done)}"
    elif thread.state != "open":
        yield thread.state
    if thread.private:
        yield "private"
    if thread.carries:
        yield times("carried", thread.carries)


def _due(thread: Thread, today: dt.date) -> Text:
    date = thread.item.due
    if date is None:
        return Text("")
    text = Text(day(date, today))
    if thread.state == "open":
        style = "red" if thread.overdue(today) else "dim"
        text.append(f"\n{due_word(date, today)}", style=style)
    if thread.due_moves:
        text.append(f"\n{times('moved', thread.due_moves)}", style="dim")
    return text


def _age(thread: Thread, today: dt.date) -> str:
    if thread.since > today:
        return "to come"  # written down ahead
    return f"{thread.age_days(today):,} d"


def upcoming(rows: Iterable[Upcoming], today: dt.date) -> Table:
    """Lay out the coming meetings and what their agendas lack."""
    table = _table()
    table.add_column("when", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("series", overflow="fold")
    table.add_column("agenda", ratio=1, overflow="fold")
    for row in rows:
        soon = (row.date - today).days <= 1 and not row.ready
        table.add_row(
            Text(f"{row.date:%a} {day(row.date, today)}"),
            Text(from_today(row.date, today), style="dim"),
            Text(visible(row.series.name)),
            Text(readiness(row), style="green" if row.ready else "red" if soon else ""),
        )
    return table


def readiness(row: Upcoming) -> str:
    """Say how far an agenda is."""
    if row.meeting is None:
        return "no agenda yet"
    if row.ready:
        return "ready"
    *most, last = row.missing
    return f"no {', '.join(most)} or {last} yet" if most else f"no {last} yet"


def series(rows: Iterable[tuple[Series, dt.date | None, int]], today: dt.date) -> Table:
    """Lay out the relationships; each row has its next date and what is open."""
    table = _table()
    table.add_column("series", overflow="fold")
    table.add_column("with", overflow="fold")
    table.add_column("cadence", overflow="fold")
    table.add_column("last", no_wrap=True)
    table.add_column("next", no_wrap=True)
    table.add_column("open", justify="right")
    for one, following, open_ in rows:
        last = next((m.date for m in reversed(one.meetings) if m.status == "held"), None)
        handle = f"@{one.with_}" if one.with_ else "-"
        table.add_row(
            Text(visible(one.name)),
            Text(visible(f"{handle}\n{one.relation}" if one.relation else handle)),
            Text(visible(f"{one.cadence or '-'}\n{one.time or ''}".rstrip())),
            Text(day(last, today) if last else "-"),
            Text(day(following, today) if following else "-"),
            Text(str(open_)),
        )
    return table
