"""What a page of accomplishments has for a self-review: figures, and the text to be handed in.

The text is that of `aquip review`, in pieces: whoever groups or filters the rows of the page has
the script put the same pieces together under other headings.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from aquip.core.model import Record
from aquip.core.period import Period
from aquip.core.rollup import Accomplishment
from aquip.report.document import Entry
from aquip.report.review import WITHIN, entry, figures, grouped, heading, in_order, review
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once
from mkdocs_aquip.views.figures import Figure
from mkdocs_aquip.views.options import NONE


@dataclass(frozen=True)
class Review:
    """``places`` are the numbers of rows, by date, by their identity; ``names`` all headings.

    ``markdown`` is the text, its entries marked with those numbers; ``command`` prints the same.
    """

    who: str
    figures: tuple[Figure, ...]
    places: dict[int, int]
    names: str
    by: str
    markdown: Markup
    command: str
    goals: tuple[str, ...]


def review_of(
    context: ViewContext, rows: Sequence[Accomplishment], period: Period | None, group: str
) -> Review:
    """Lay out rows, oldest first; in the owner's preview the text is without what is private."""
    record, by = context.record, group if group in WITHIN else "goal"
    told = [row for row in rows if not row.private]
    places = {id(row): number for number, row in enumerate(rows)}
    document = review(record, _entry_of(context), told, period, by)
    order = iter(in_order(record, told, by))
    pieces = [
        f'<span data-n="{places[id(next(order))]}">{escape(text)}</span>'
        if is_entry
        else str(escape(text))
        for text, is_entry in document.pieces()
    ]
    names = {
        one: [(some.key or NONE, some.title) for some in grouped(record, rows, one)]
        for one in WITHIN
    }
    telling = {told.meeting.series for row in rows for told in row.tellings}
    names["series"] = [
        (one.name, one.title) for one in record.series.values() if one.name in telling
    ]
    said = figures(told)
    text = "".join(pieces).replace(str(escape(f": {said}")), f": <span data-said>{said}</span>", 1)
    return Review(
        heading(record, told, period),
        tuple(figures_of(rows)),
        places,
        json.dumps(names, ensure_ascii=False),
        by,
        Markup(text),  # noqa: S704 - escaped above
        " ".join(["aquip review", *([f"--period {period.label}"] if period else [])])
        + (f" --by {by}" if by != "goal" else ""),
        tuple(record.goals),
    )


def _entry_of(context: ViewContext) -> Callable[[Accomplishment], Entry]:
    """Return what lays one out, once for its quarter, its half and its year."""
    record, known = context.record, _entries(context.record)

    def of(one: Accomplishment) -> Entry:
        if id(one) not in known:
            known[id(one)] = one, entry(record, context.source_of, one)
        return known[id(one)][1]

    return of


@once
def _entries(_: Record) -> dict[int, tuple[Accomplishment, Entry]]:
    """Return entries by the identity of what they tell, which is kept with them."""
    return {}


def figures_of(rows: Sequence[Accomplishment]) -> list[Figure]:
    """Count what there is, what is remarkable, and what could be mended; each leads to its rows."""
    evident = sum(bool(row.links) for row in rows)
    aimless = sum(row.goal is None for row in rows)
    return [
        Figure("told", "Accomplishments", len(rows), "?"),
        Figure("highlights", "Highlights", sum(row.highlight for row in rows), "?highlights=yes"),
        Figure("evident", "With evidence", evident, "?links=with"),
        Figure("lacking", "No evidence yet", len(rows) - evident, "?links=without"),
        Figure("aimless", "No goal yet", aimless, f"?goal={NONE}"),
    ]
