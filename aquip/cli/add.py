"""``aquip add``: a thought is caught between meetings, in the next one's note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, series_of, with_project
from aquip.cli.params import DATE, GOAL, HANDLE, SECTION, SERIES
from aquip.errors import AquipError, did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from aquip.core.model import Item, Note, Record, Series
    from aquip.core.settings import Settings

# What would begin a block of its own, or a box, where an item's text should begin.
_BLOCK = re.compile(r"(?:[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|`{3}|~{3}|\||\[[ xX-]\]|<(?!https?:)|\[\^)")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_RULE = re.compile(r"(?:[-_*=]\s*){3,}$")


@click.command()
@click.argument("series", type=SERIES)
@click.argument("text")
@click.option(
    "--to",
    metavar="SECTION",
    type=SECTION,
    default="questions",
    show_default=True,
    help="Its section, by key, heading or alias.",
)
@click.option("--owner", "owners", type=HANDLE, multiple=True, help="Who owes it; may be repeated.")
@click.option("--due", type=DATE, help="When it is due: a date, friday, +7d.")
@click.option("--kind", metavar="WORD", help="Its kind, such as outcome, or people.")
@click.option("--need", metavar="WORD", help="What a question needs: action, viewpoint, …")
@click.option("--goal", type=GOAL, help="The goal it serves.")
@click.option("--min", "minutes", type=click.IntRange(1), help="Minutes it asks of the meeting.")
@click.option("--private", is_flag=True, help="Keep it off the site, between private markers.")
@with_project
def add(
    project: Project,
    series: str,
    text: str,
    to: str,
    owners: tuple[str, ...],
    due: dt.date | None,
    kind: str | None,
    need: str | None,
    goal: str | None,
    minutes: int | None,
    private: bool,
) -> None:
    """Add TEXT to SERIES' next planned meeting.

    The meeting's note is made when there is none. An action without an owner is yours.

    \b
    Examples:
      aquip add morgan "Reviews take a week" --kind people --need thought-partner
      aquip add morgan "Draft the rota" --to actions --owner @sam --due friday
    """
    from aquip.files.atomic import Change
    from aquip.report.text import PRIVATE_ITEM, count, long_day

    settings = project.config.settings
    key = _section(settings, to)
    fields: dict[str, object] = {"kind": kind, "need": need, "goal": goal, "min": minutes}
    fields["due"] = due
    fields |= _known(settings, key, fields)
    with project.store.lock():
        excerpts = project.excerpts()
        record = excerpts.around([series])
        chosen = series_of(record, series)
        _goal(record, goal)
        note, expected, carried = _next_note(project, record, chosen)
        source, identity = _source(record, chosen, key, text, owners, fields, excerpts.has_item)
        changed, item = _added(project, note, key, source, identity, private=private)
        project.store.apply([Change(note.path, changed.text, expected)])
    if expected is None:
        when = long_day(record_date(note))
        along = f", with {count(carried, 'item')} carried over" if carried else ""
        project.wrote(f"the meeting of {when}{along}", note.path)
    added = f"{PRIVATE_ITEM} ^{identity}" if identity else PRIVATE_ITEM
    if not private:
        added = changed.lines.line_text(item.line).strip()
    project.wrote(f"added to {settings.heading(key)}: {added}", note.path, item.line)


def record_date(note: Note) -> dt.date:
    """Return the date of a meeting's note that has one."""
    from aquip.core.record import meeting_date

    date = meeting_date(note)
    assert date is not None  # noqa: S101 - it was made with one
    return date


def _section(settings: Settings, words: str) -> str:
    from aquip.core.grammar import fold_title

    keys = {spec.key for spec in settings.sections}
    if words.casefold() in keys:
        return words.casefold()
    found = settings.section_by_title.get(fold_title(words))
    if found is None:
        remedy = did_you_mean(words, [*keys, *settings.section_by_title])
        known = f"Sections are {', '.join(spec.key for spec in settings.sections)}."
        raise AquipError(f"there is no section `{words}`", remedy=remedy or known)
    return found


def _known(settings: Settings, key: str, fields: Mapping[str, object]) -> dict[str, object]:
    """Return aquip's own words for those of the section's vocabulary; refuse all others."""
    from aquip.core.vocabulary import VALUES

    meant: dict[str, object] = {}
    for name, words in VALUES.get(key, {}).items():
        value = fields[name]
        if value is None:
            continue
        meant[name] = settings.meaning(str(value))
        if meant[name] not in words:
            own = [settings.word(word) for word in words]
            remedy = did_you_mean(str(value), own) or f"It can be {', '.join(own)}."
            raise AquipError(f"`{value}` is no {name} of {key}", remedy=remedy)
    return meant


def _goal(record: Record, goal: str | None) -> None:
    if goal is not None and goal not in record.goals:
        names = sorted(record.goals)
        remedy = did_you_mean(goal, names) or (f"Goals are {', '.join(names)}." if names else None)
        raise AquipError(f"there is no goal `{goal}`", remedy=remedy)


def _next_note(project: Project, record: Record, series: Series) -> tuple[Note, str | None, int]:
    """Return the next planned meeting's note and what it says on disk, None where it is new."""
    from aquip.cli.meetings import mendable, note_of, scaffolded, target_for
    from aquip.core.readiness import next_meeting

    planned = next_meeting(series, project.today)
    if planned is not None:
        return mendable(planned).note, planned.note.text, 0
    made = scaffolded(project, record, target_for(project, series))
    note = note_of(project, made.target.path, made.text)
    return note, None, len(made.carried.items)


def _source(
    record: Record,
    series: Series,
    key: str,
    text: str,
    owners: tuple[str, ...],
    fields: Mapping[str, object],
    taken: Callable[[str], bool],
) -> tuple[str, str | None]:
    """Write the item as a line of Markdown, with a new id where its section tracks items."""
    from aquip.core import grammar
    from aquip.core.edit import identity_for
    from aquip.core.threads import TRACKED

    words = " ".join(text.split())
    if not words:
        raise AquipError("there is no text to add")
    try:
        words.encode()
    except UnicodeEncodeError:
        raise AquipError("the text is no valid Unicode") from None
    own = grammar.TRAILING_ID.search(words)
    if own:
        words = words[: own.start()].rstrip()
    led = grammar.LEADING_OWNERS.match(words)
    me = record.settings.me or series.owner
    if key == "actions" and not owners and not led and me:
        owners = (me,)
    parts = [*(f"@{owner}" for owner in owners), words if owners else _escaped(words)]
    settings = record.settings
    parts += [settings.field(name, value) for name, value in fields.items() if value is not None]
    identity = None
    if key in TRACKED:
        identity = (
            own[1] if own else identity_for(f"{series.name} {key} {words} {record.today}", taken)
        )
        if own and taken(own[1]):
            raise AquipError(f"the id ^{identity} is taken", remedy="Leave it out for a new one.")
        parts.append(f"^{identity}")
    box = "[ ] " if key in {"questions", "actions"} else ""
    return f"- {box}{' '.join(parts)}", identity


def _escaped(words: str) -> str:
    """Keep a text a text, where Markdown would see a heading, a quote or a list."""
    ordered = _ORDERED.match(words)
    if ordered:
        return f"{ordered[1]}\\{words[ordered.end(1) :]}"
    return f"\\{words}" if _BLOCK.match(words) or _RULE.match(words) else words


def _added(
    project: Project, note: Note, key: str, source: str, identity: str | None, *, private: bool
) -> tuple[Note, Item]:
    """Return the note with the item in it, and the item."""
    from aquip.cli.meetings import appended
    from aquip.core.carry import CLOSE_MARK, OPEN_MARK

    block = f"{OPEN_MARK}\n{source}\n{CLOSE_MARK}" if private else source
    changed = appended(project, note, key, block)
    before = len([*note.items()])
    after = [*changed.items()]
    added = [i for i in after if i.section == key and (identity is None or i.id == identity)]
    sound = len(changed.problems) == len(note.problems) and len(after) == before + 1
    if not added or not sound or added[-1].private != private:
        raise AquipError(
            "this text can't stand as one item in Markdown", remedy="Write it in other words."
        )
    return changed, added[-1]
