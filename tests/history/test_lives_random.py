"""Whatever branches and merges a history has, an item's life ends where the item stands."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aquip.history.lives import Life, life_of
from tests.history.made import MKDOCS, SERIES, git
from tests.history.test_lives import note, past_of

if TYPE_CHECKING:
    from pathlib import Path

    from aquip.core.model import Item

DAYS = (6, 13, 20)


class Shown(NamedTuple):
    """The item as a meeting shows it."""

    box: str
    due: int
    owner: str

    def __str__(self) -> str:
        """Write it as a list item."""
        return f"- [{self.box}] @{self.owner} Draft the rota (due:: 2026-12-0{self.due}) ^k7f3q"


Tree = dict[int, Shown]


def edited(tree: Tree, chance: random.Random) -> Tree:
    """Do one thing to one meeting: write it, close the item, put it off, hand it on."""
    day = chance.choice(DAYS)
    now = tree.get(day) or Shown(" ", chance.randint(1, 3), "sam")
    changes = (
        now._replace(box=chance.choice(" x-")),
        now._replace(due=chance.randint(1, 5)),
        now._replace(owner=chance.choice(["sam", "lee"])),
    )
    return {**tree, day: chance.choice(changes) if day in tree else now}


def history(chance: random.Random) -> tuple[list[Tree], list[list[int]]]:
    """Make up commits and their parents; a merge takes each meeting from some parent, or edits."""
    trees: list[Tree] = [{}]
    parents: list[list[int]] = [[]]
    heads = {0}
    length = chance.randint(5, 12)
    for number in range(1, length):
        joins = number > 2 and chance.random() < 0.4
        chosen = chance.sample(range(number), 2) if joins else [chance.choice(sorted(heads))]
        chosen = sorted(heads) if number == length - 1 else chosen
        tree: Tree = {}
        for day in DAYS:
            there = [trees[one][day] for one in chosen if day in trees[one]]
            tree |= {day: chance.choice(there)} if there else {}
        alone = len(chosen) == 1 or chance.random() < 0.25
        trees.append(edited(tree, chance) if alone else tree)
        parents.append(chosen)
        heads = (heads - {*chosen}) | {number}
    return trees, parents


def imported(root: Path, trees: list[Tree], parents: list[list[int]], skew: random.Random) -> None:
    """Make a repository of them, with clocks that are hours off."""
    stream = []
    for number, (tree, below) in enumerate(zip(trees, parents, strict=True)):
        when = 1_790_000_000 + 3600 * (number + skew.randint(-5, 5))
        files = {"mkdocs.yml": MKDOCS, "notes/morgan/index.md": SERIES}
        for day, item in tree.items():
            date = f"2026-11-{day:02}"
            files[f"notes/morgan/{date}.md"] = note(date, str(item))
        stream += [
            f"commit refs/heads/b{number}\nmark :{number + 1}\n",
            f"committer Sam Reyes <sam@example.org> {when} +0000\ndata 0\n",
            *(f"{'merge' if n else 'from'} :{one + 1}\n" for n, one in enumerate(below)),
            "deleteall\n",
            *(f"M 100644 inline {p}\ndata {len(t.encode())}\n{t}\n" for p, t in files.items()),
        ]
    root.mkdir()
    git(root, "init", "-q")
    data = "".join(stream).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=data, check=True)
    git(root, "checkout", "-q", "-f", f"b{len(trees) - 1}")


def ends(life: Life) -> tuple[str, dt.date | None, tuple[str, ...]]:
    """Return how an item stands after all that is told of its newest meeting."""
    state, newest = "open", ""
    due: dt.date | None = None
    owners: tuple[str, ...] = ()
    for event in (one.event for one in life.told):
        assert event.item is not None
        if event.kind in {"raised", "carried"}:
            newest = max(newest, event.meeting.name)
        if event.kind == "raised":
            state, due, owners = "open", event.item.due, event.item.owners
        elif event.meeting.name < newest:
            continue
        elif event.kind in {"done", "dropped", "reopened"}:
            state = "open" if event.kind == "reopened" else event.kind
        elif event.kind == "due_moved":
            due = dt.date.fromisoformat(event.after or "")
        elif event.kind == "owner_changed":
            owners = tuple(one.strip("@") for one in (event.after or "").split(", "))
    return state, due, owners


def is_simple(life: Life) -> bool:
    """Tell whether it was raised once and never taken out: else it goes on from an older state."""
    kinds = [(one.event.kind, one.event.after is None) for one in life.told]
    return sum(kind == "raised" for kind, _ in kinds) == 1 and ("edited", True) not in kinds


def stands(item: Item, state: str) -> tuple[str, dt.date | None, tuple[str, ...]]:
    """Return how an item stands."""
    return state, item.due, item.owners


@pytest.mark.parametrize("seed", range(8))
def test_ends_where_it_stands(tmp_path: Path, seed: int) -> None:
    """In made-up histories every life ends as the item is, and nothing is left as uncommitted."""
    chance = random.Random(seed)
    for number in range(3):
        root = tmp_path / str(number)
        imported(root, *history(chance), chance)
        past = past_of(root)
        for thread in past.record.threads:
            life = life_of(past, thread)
            assert not any(one.pending for one in life.told)
            if is_simple(life):
                assert stands(thread.item, thread.state) == ends(life)
