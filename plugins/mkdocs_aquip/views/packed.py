"""Lanes as the little text that timeline.js draws them from, for whoever zooms or moves in time.

A few bytes a day: lists that go with a lane's days, where nothing is left out at the end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from mkdocs_aquip.charts.spots import Lane, Spot

MOST: Final = 20_000
"""Days that a page holds; earlier ones have pages of their own."""

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


def packed(
    lanes: Sequence[Lane],
    whole: tuple[dt.date, dt.date],
    shown: tuple[dt.date, dt.date],
    today: dt.date,
    room: int,
) -> str:
    """Return lanes within ``whole`` as JSON, of which ``shown`` is looked at first.

    ``room`` is how many lanes are drawn at a time.
    """
    first = _first(lanes, whole[0])
    text = {
        "whole": [str(first), str(whole[1])],
        "shown": [str(day) for day in shown],
        "today": str(today),
        "room": room,
        "lanes": [_lane(lane.title, [s for s in lane.spots if s.day >= first]) for lane in lanes],
    }
    return json.dumps(text, separators=(",", ":"), ensure_ascii=False)


def _first(lanes: Iterable[Lane], start: dt.date) -> dt.date:
    """Return the day from which on there is room for all."""
    days = sorted((spot.day for lane in lanes for spot in lane.spots), reverse=True)
    return start if len(days) <= MOST else max(start, days[MOST].replace(day=1, month=1))


def _lane(title: str, spots: list[Spot]) -> dict[str, Any]:
    days = [spot.day.toordinal() - _EPOCH for spot in spots]
    around = Counter(_around(spot) for spot in spots if spot.url).most_common(1)
    usual = around[0][0] if around else ("", "")
    return {
        "name": title,
        "days": [day - before for day, before in zip(days, [0, *days], strict=False)],
        "kinds": "".join(spot.kind[0] for spot in spots),
        "late": _sparse([int(spot.late) for spot in spots]),
        "won": _sparse([len(spot.won) for spot in spots]),
        "opened": _sparse([spot.doing.opened for spot in spots]),
        "closed": _sparse([spot.doing.closed for spot in spots]),
        "effective": _sparse([spot.effective or 0 for spot in spots]),
        "around": usual,
        "urls": {n: s.url or "" for n, s in enumerate(spots) if not _is_usual(s, usual)},
    }


def _around(spot: Spot) -> tuple[str, str]:
    """Return what of an address stands before and after the date."""
    before, _, after = (spot.url or "").rpartition(str(spot.day))
    return before, after


def _is_usual(spot: Spot, usual: tuple[str, str]) -> bool:
    if spot.kind in ("missed", "expected"):
        return True
    return spot.url == f"{usual[0]}{spot.day}{usual[1]}"


def _sparse(numbers: list[int]) -> list[int]:
    """Leave out the zeros at the end."""
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers
