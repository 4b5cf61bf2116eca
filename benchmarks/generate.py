"""Makes a notes repository of any size, the same bytes for the same arguments.

python -m benchmarks.generate /tmp/notes --meetings 5000 --git
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import history
from benchmarks.items import OWNER, Ids
from benchmarks.meetings import Relationship
from benchmarks.words import GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.meetings import Draft

TODAY = date(2026, 11, 20)
KINDS_OF_SERIES = (
    ("manager", "morgan"),
    ("skip-level", "priya"),
    ("peer", "lee"),
    ("mentor", "priya"),
)

CONFIG = """\
site_name: Notes to measure with
docs_dir: notes
theme:
  name: material
  font: false
plugins:
  - search
  - aquip:
      me: sam
      people:
{people}
      today: {today}
"""


@dataclass(frozen=True)
class Shape:
    """How much to make."""

    meetings: int = 1000
    series: int | None = None
    """How many series; by default as few as weekly meetings in ``years`` allow, three at least."""
    years: int = 5
    seed: int = 1
    today: date = TODAY

    def spread(self) -> list[int]:
        """How many meetings each series has.

        Raises:
            ValueError: So many do not fit, one a week, into the years.
        """
        most = self.years * 52
        count = self.series or max(3, -(-self.meetings // most))
        count = min(count, self.meetings)
        if self.meetings > count * most:
            raise ValueError(
                f"{self.meetings} meetings do not fit: {count} series, weekly for {self.years}"
                f" years, have {count * most}"
            )
        return [len(range(index, self.meetings, count)) for index in range(count)]


def generate(root: Path, shape: Shape, *, git: bool = False) -> None:
    """Write a notes repository into ``root``, with its history where ``git`` is set."""
    first = _common(shape)
    past: list[history.Commit] = []
    ids = Ids(shape.seed)
    for index, count in enumerate(shape.spread()):
        series, counterpart = _name(index)
        index_page, drafts = _series(shape, ids, index, count)
        first[f"notes/{series}/index.md"] = index_page
        for draft in drafts:
            path = f"notes/{series}/{draft.day}.md"
            _write(root / path, draft.final or draft.reviewed or draft.agenda)
            if git:
                past += history.commits(path, draft, counterpart, shape.today)
    for path, text in first.items():
        _write(root / path, text)
    if git:
        began = shape.today - timedelta(days=366 * (shape.years + 1))
        start = datetime.combine(began, time(9), UTC)
        opening = history.Commit(start, OWNER, "A repository for 1:1 notes", first)
        history.write(root, [opening, *past])


def _name(index: int) -> tuple[str, str]:
    kind, counterpart = KINDS_OF_SERIES[index % len(KINDS_OF_SERIES)]
    turn = index // len(KINDS_OF_SERIES)
    return (f"{kind}-{turn + 1}" if turn else kind), counterpart


def _series(shape: Shape, ids: Ids, index: int, count: int) -> tuple[str, Iterator[Draft]]:
    """A series' own page, and its meetings in order."""
    series, counterpart = _name(index)
    week = 2 if count * 2 <= shape.years * 52 else 1
    weekday = index % 5
    coming = shape.today + timedelta(days=(weekday - shape.today.weekday() - 1) % 7 + 1)
    days = [coming - timedelta(weeks=week * back) for back in reversed(range(count))]
    relation = KINDS_OF_SERIES[index % len(KINDS_OF_SERIES)][0]
    page = (
        f"---\ntitle: {relation.capitalize()} {index + 1}\n"
        f'with: "@{counterpart}"\nrelation: {relation}\nowner: "@{OWNER}"\n'
        f"cadence: {('weekly', 'fortnightly')[week - 1]}\nstarts: {days[0]}\n"
        f'time: "{9 + index % 8:02}:30"\ntimezone: Europe/Berlin\nduration: 45\n---\n\n'
        f"# {relation.capitalize()} {index + 1}\n\nWhat we talk about, and how it moves.\n"
    )
    rng = random.Random(f"{shape.seed}/{index}")
    return page, Relationship(series, counterpart, ids, rng).meetings(days, shape.today)


def _common(shape: Shape) -> dict[str, str]:
    people = "\n".join(
        f"        {handle}: {{name: {name}, email: [{handle}@example.org]}}"
        for handle, name in history.PEOPLE.items()
    )
    files = {
        "mkdocs.yml": CONFIG.format(people=people, today=shape.today),
        "notes/index.md": "# 1:1s\n\nMade-up notes, to measure with.\n",
        ".gitignore": "/.cache/\n/site/\n*.private.md\n",
    }
    for slug, (title, kind) in GOALS.items():
        head = f"---\ntitle: {title}\nkind: {kind}\nperiod: {shape.today.year}\nstatus: open\n---\n"
        files[f"notes/goals/{slug}.md"] = f"{head}\n# {title}\n\nWhy it matters, in a line.\n"
    return files


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--meetings", default=Shape.meetings, show_default=True)
@click.option("--series", type=int, help="By default as few as weekly meetings allow.")
@click.option("--years", default=Shape.years, show_default=True, help="How far back, at most.")
@click.option("--seed", default=Shape.seed, show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=str(TODAY), show_default=True)
@click.option("--git", is_flag=True, help="With the history such notes would have.")
def main(  # noqa: PLR0913, PLR0917 - one parameter an option
    out: Path,
    meetings: int,
    series: int | None,
    years: int,
    seed: int,
    today: datetime,
    *,
    git: bool,
) -> None:
    """Write a made-up notes repository into OUT."""
    shape = Shape(meetings, series, years, seed, today.date())
    try:
        generate(out, shape, git=git)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{meetings} meetings in {len(shape.spread())} series: {out}")


if __name__ == "__main__":
    main()
