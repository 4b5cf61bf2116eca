"""Every writing command, ended at every one of its moments, or told that the disk is full."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aquip.config import load_config
from aquip.store import Store
from tests.cli.conftest import Repository
from tests.crash.conftest import COMMANDS, MakeRepository, works_on
from tests.crash.faults import Kind, Outcome, run

SEVERAL = ("add", "cancel, earlier", "done", "import")
"""Commands that write one file, two, or many: the ways that a fault can come in between."""
ALIKE = frozenset(COMMANDS) - {"add", "new", "done", "cancel, earlier"}
"""Commands that write as others do: each third moment of theirs is enough."""


def before_and_after(make: MakeRepository, name: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return what is there before a command, and after it where nothing is in its way."""
    repo = make()
    before = repo.files()
    done = run(COMMANDS[name])
    assert done.status in {0, 1}, done.output
    assert before != repo.files()
    return before, repo.files()


def every_moment(
    make: MakeRepository, name: str, kind: Kind, *, exchange: bool = True
) -> Iterator[tuple[Repository, Outcome]]:
    """Run a command again and again, and each time let it meet a fault one step later."""
    make()
    steps = run(COMMANDS[name], "none", exchange=exchange).steps
    assert steps > 5
    for at in range(1, steps + 1, 3 if name in ALIKE else 1):
        yield make(), run(COMMANDS[name], kind, at, exchange=exchange)


def hidden(path: str) -> bool:
    """Tell whether a file is one that a command left beside a note."""
    return Path(path).name.startswith(".aquip-")


def die(make: MakeRepository, name: str, *, exchange: bool) -> None:
    """Hold what is left of a command that is killed to what was before, and would be after."""
    before, after = before_and_after(make, name)
    seen = set()
    for repo, outcome in every_moment(make, name, "kill", exchange=exchange):
        assert outcome.status is None
        for path, data in repo.files().items():
            assert hidden(path) or data in {before.get(path), after.get(path)}
        assert before.keys() <= repo.files().keys()
        assert not any(map(hidden, Store(load_config(repo.root)).paths()))
        left = works_on(repo)
        assert left in (before, after)
        seen.add(left == after)
    assert seen == {True, False}


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_every_moment(make: MakeRepository, name: str) -> None:
    """All is as before or as after; what is left is no note, and the next command sweeps it."""
    die(make, name, exchange=True)


def test_killed_where_files_can_not_change_places(make: MakeRepository) -> None:
    """The same holds on a system that can only replace files."""
    die(make, "cancel, earlier", exchange=False)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("add", "full"),
        ("cancel, earlier", "full"),
        ("done", "once"),
        ("done", "flaky"),
        ("import", "readonly"),
    ],
)
def test_an_error_at_every_moment(make: MakeRepository, name: str, kind: Kind) -> None:
    """What was refused is not there, what was accepted is, and the next command works."""
    before, after = before_and_after(make, name)
    refused = 0
    for repo, outcome in every_moment(make, name, kind):
        assert outcome.status in {0, 1, 2}, outcome.output
        left = works_on(repo)
        if outcome.status == 2:
            refused += 1
            assert left in (before, after)
            assert "this can't be written: " in outcome.output
        else:
            assert after == left
    assert refused


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("size", [0, 50])
def test_no_file_grows(make: MakeRepository, name: str, size: int) -> None:
    """Where the system stops amid a file, as on a full disk, none is changed, cut or left over."""
    before, _ = before_and_after(make, name)
    repo = make()
    outcome = run(COMMANDS[name], "limit", size)
    assert outcome.status == 2, outcome.output
    assert "this can't be written: File too large; nothing was changed" in outcome.output
    assert before == repo.files()
    assert before == works_on(repo)
