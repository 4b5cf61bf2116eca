"""Answers that a record gives but once, though many pages ask: they are remembered with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from aquip.core.model import Record

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
