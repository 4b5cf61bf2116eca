"""What a view can be told, and how what a note says is read and refused."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from aquip.core import grammar
from aquip.core.model import Record
from aquip.core.period import Period, PeriodError, parse_period, quarter_of
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.once import once

Kind = Literal["word", "flag", "number", "person", "series", "goal", "period", "part"]
Values = dict[str, Any]

ALL: Final = "all"
NONE: Final = "none"
OTHERS: Final = "others"
CURRENT: Final = "current"
_PART: Final = re.compile(r"(?:\d{4}|open)(?:-\d{1,4})?")


class OptionError(ValueError):
    """A value that an option does not take; its message is for the note's author."""


@dataclass(frozen=True)
class Option:
    """One option of a view. ``words`` are what it takes, ``many`` allows a list of them.

    ``default`` is what a note would write; series and goal default to what the
    page is about.
    """

    name: str
    kind: Kind
    summary: str
    words: tuple[str, ...] = ()
    default: str | int | bool | None = None
    many: bool = field(default=False, kw_only=True)

    @property
    def takes(self) -> str:
        """What may be written, for people: the words, or the kind of thing."""
        if self.words:
            return ", ".join(self.words)
        return _TAKES[self.kind]

    def read(self, written: object, context: ViewContext) -> Any:  # noqa: ANN401 - by kind
        """Return the value of what a note says; of an option that takes many a tuple, () for all.

        Raises:
            OptionError: it is none of what the option takes.
        """
        if not self.many:
            if isinstance(written, list | dict):
                raise OptionError(f"`{self.name}` takes one value: {self.takes}")
            return _READ[self.kind](self, written, context)
        every = written if isinstance(written, list) else [written]
        if any(isinstance(one, list | dict) for one in every):
            raise OptionError(f"`{self.name}` takes {self.takes}; or a list of them")
        values = tuple(_READ[self.kind](self, one, context) for one in every)
        return () if None in values else values

    def unset(self, context: ViewContext) -> Any:  # noqa: ANN401 - by kind
        """Return the value where a note says nothing."""
        if self.kind == "series" and context.series and self.default is None:
            return (context.series,) if self.many else context.series
        if self.kind == "goal" and context.goal and self.default is None:
            return (context.goal,) if self.many else context.goal
        if self.default is None:
            return () if self.many else None
        return self.read(self.default, context)


def nearest(written: str, known: Iterable[str]) -> str:
    """Say which known word was likely meant, or which there are."""
    words = list(known)
    close = difflib.get_close_matches(written.casefold(), words, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(words)}" if words else "there is none"


def _text(written: object) -> str:
    # YAML reads no and off as False, a year as a number and a date as a date.
    if isinstance(written, bool):
        return "yes" if written else "no"
    return "" if written is None else str(written).strip()


def _word(option: Option, written: object, context: ViewContext) -> str:
    word = context.record.settings.meaning(_text(written)).casefold()
    if word not in option.words:
        raise OptionError(f"`{option.name}: {_text(written)}`: {nearest(word, option.words)}")
    return word


def _flag(option: Option, written: object, _: ViewContext) -> bool:
    if not isinstance(written, bool):
        raise OptionError(f"`{option.name}` is true or false, not `{_text(written)}`")
    return written


def _number(option: Option, written: object, _: ViewContext) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 1:
        raise OptionError(f"`{option.name}` is a number from 1, not `{_text(written)}`")
    return written


def _person(option: Option, written: object, context: ViewContext) -> str:
    settings = context.record.settings
    text = _text(written)
    handle = grammar.handle_of(text) or ""
    if text == NONE or (text == OTHERS and settings.me):
        return text
    if text == "me" and settings.me:
        return settings.me
    handle = settings.handle_by_name.get(text.casefold(), handle)
    known = _handles(context.record)
    if handle not in known:
        known_at = (f"@{one}" for one in sorted(known))
        raise OptionError(f"`{option.name}`: nobody is called `{text}`; {nearest(text, known_at)}")
    return handle


@once
def _handles(record: Record) -> frozenset[str]:
    """Return everybody's handle: of settings, of series, and of whoever owns something."""
    pairs = (h for series in record.series.values() for h in (series.with_, series.owner) if h)
    owners = (owner for thread in record.threads for owner in thread.item.owners)
    return frozenset((*record.settings.people, *pairs, *owners))


def _series(option: Option, written: object, context: ViewContext) -> str | None:
    name = _text(written)
    if name == ALL:
        return None
    if context.name and name not in context.record.series:
        name = f"{context.name}/{name}"
    if name not in context.record.series:
        known = nearest(name, context.record.series)
        raise OptionError(f"`{option.name}`: there is no series `{name}`; {known}")
    return name


def _goal(option: Option, written: object, context: ViewContext) -> str | None:
    slug = _text(written)
    if slug == ALL:
        return None
    if slug != NONE and slug not in context.record.goals:
        known = nearest(slug, context.record.goals)
        raise OptionError(f"`{option.name}`: there is no goal `{slug}`; {known}")
    return slug


def _period(option: Option, written: object, context: ViewContext) -> Period | None:
    text = _text(written)
    starts = context.record.settings.fiscal_year_starts
    today = context.record.today
    if text == ALL:
        return None
    if text == CURRENT:
        return quarter_of(today, starts)
    if text == "last":
        return quarter_of(quarter_of(today, starts).start - dt.timedelta(days=1), starts)
    try:
        return parse_period(text, starts)
    except PeriodError as error:
        raise OptionError(f"`{option.name}`: {error}; or current, last, all") from error


def _part(option: Option, written: object, _: ViewContext) -> str:
    name = _text(written).casefold()
    if not _PART.fullmatch(name):
        raise OptionError(f"`{option.name}` is {_TAKES['part']}, not `{name}`")
    return name


_READ: Final[dict[Kind, Callable[[Option, object, ViewContext], Any]]] = {
    "word": _word,
    "flag": _flag,
    "number": _number,
    "person": _person,
    "series": _series,
    "goal": _goal,
    "period": _period,
    "part": _part,
}
_TAKES: Final[dict[Kind, str]] = {
    "word": "",
    "flag": "true, false",
    "number": "a number",
    "person": "a handle, me, others, none",
    "series": "a series' folder, all",
    "goal": "a goal's file name, none, all",
    "period": "2026-Q4, 2026-H2, 2026, FY2026, 2026-01-01..2026-03-31, current, last, all",
    "part": "a year such as 2024, or 2024-2 for its second page",
}
