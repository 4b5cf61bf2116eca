"""Answers that a record gives but once, though many pages ask: they are remembered with it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary, ref

from aquip.core.model import Record, Thread

if TYPE_CHECKING:
    from mkdocs_aquip.context import ViewContext
    from mkdocs_aquip.views.options import Values

Answer = TypeVar("Answer")


def once(ask: Callable[[Record], Answer]) -> Callable[[Record], Answer]:
    """Remember what ``ask`` says of a record as long as there is that record.

    A record never changes. The answer must not hold the record itself.
    """
    known: WeakKeyDictionary[Record, Answer] = WeakKeyDictionary()

    @functools.wraps(ask)
    def answer(record: Record) -> Answer:
        if record not in known:
            known[record] = ask(record)
        return known[record]

    return answer


def asked_last(
    ask: Callable[[ViewContext, Values], Answer],
) -> Callable[[ViewContext, Values], Answer]:
    """Remember what ``ask`` said last: a view's key asks it, and right after it the view itself.

    All that a context has is of one record, but for what git knows, which may be new for the same.
    """
    known: tuple[Callable[[], object], Callable[[], object], dict[str, str], object, Answer] | None
    known = None

    @functools.wraps(ask)
    def answer(context: ViewContext, values: Values) -> Answer:
        nonlocal known
        git, place = getattr(context.ahead, "__self__", context.ahead), (context.page_url, values)
        if known is not None:
            record, told_by, urls, asked, found = known
            same = record() is context.record and told_by() is git and urls is context.urls
            if same and asked == place:
                return found
        found = ask(context, values)
        known = (ref(context.record), ref(git), context.urls, place, found)
        return found

    return answer


def of_threads(ask: Callable[[Thread, Record], Answer]) -> Callable[[Record], Mapping[int, Answer]]:
    """Remember what ``ask`` says of each thread of a record, by the thread's identity.

    A record that has threads of the one before, as in a preview, asks of the others alone.
    So of the record nothing may be asked but what both have in common, day and settings.
    """
    last: dict[int, tuple[Thread, Answer]] = {}
    shared: tuple[object, object] | None = None

    @once
    def answers(record: Record) -> Mapping[int, Answer]:
        nonlocal last, shared
        if shared != (record.today, record.settings):
            last, shared = {}, (record.today, record.settings)
        # Each is kept with its thread, so that no other can have its identity.
        last = {
            id(thread): last.get(id(thread)) or (thread, ask(thread, record))
            for thread in record.threads
        }
        return {number: answer for number, (_, answer) in last.items()}

    return answers
