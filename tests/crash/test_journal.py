"""A journal is believed as far as the files bear it out, whoever wrote it."""

from __future__ import annotations

import pytest
from msgspec import msgpack

from aquip.files.journal import Entry, digest
from tests.crash.conftest import MakeRepository, works_on

NOTE = "notes/morgan/2026-11-20.md"
BESIDE = ".aquip-0123456789abcdef.tmp"
FORGED = b"Forged\n"


@pytest.mark.parametrize("state", ["begun", "ready"])
@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff" * 99, b"{}", msgpack.encode([[1, 2]])])
def test_what_is_no_journal(make: MakeRepository, state: str, data: bytes) -> None:
    """One that was cut off, or never was one, is taken away."""
    repo = make()
    before = repo.files()
    repo.write(f".cache/aquip/changes.{state}", data)
    assert before == works_on(repo)
    assert not [*repo.root.glob(".cache/aquip/changes.*")]


@pytest.mark.parametrize("state", ["begun", "ready"])
@pytest.mark.parametrize(
    ("path", "temporary", "old"),
    [
        (NOTE, BESIDE, digest(b"something else")),
        (NOTE, BESIDE, None),
        (NOTE, "../../mkdocs.yml", None),
        (NOTE, "2026-11-27.md", None),
        ("../outside.md", BESIDE, None),
        ("notes", BESIDE, None),
        ("notes/nowhere/2026-11-20.md", BESIDE, None),
        ("/", BESIDE, None),
        ("notes/a\0b.md", BESIDE, None),
    ],
)
def test_what_the_files_do_not_bear_out(
    make: MakeRepository, state: str, path: str, temporary: str, old: str | None
) -> None:
    """No note is changed that says anything else, none is removed, and nothing outside is made."""
    repo = make()
    entry = Entry(path.encode(), temporary, old, digest(FORGED))
    repo.write(f"notes/morgan/{BESIDE}", FORGED)
    before = {**repo.files()}
    del before[f"notes/morgan/{BESIDE}"]
    repo.write(f".cache/aquip/changes.{state}", msgpack.encode([entry]))
    left = works_on(repo)
    left.pop(f"notes/morgan/{BESIDE}", None)
    assert before == left
    assert not (repo.root.parent / "outside.md").exists()


def test_a_journal_that_is_a_link(make: MakeRepository) -> None:
    """Nothing is written through it."""
    repo = make()
    before = repo.files()
    for state in ("begun", "ready"):
        (repo.root / f".cache/aquip/changes.{state}").symlink_to(repo.root / NOTE)
    assert before == works_on(repo)
