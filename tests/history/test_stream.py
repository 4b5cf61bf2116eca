"""What `git log` prints, read without git: however it is cut, and whatever names it holds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquip.history.stream import parse
from aquip.history.trails import Change, Commit

HANDLES = {"sam@example.org": "sam", "old@example.org": "sam"}
A, B = "a" * 40, "b" * 40


def head(
    sha: str = "1" * 40,
    *,
    raw: str = "sam@example.org",
    email: str = "sam@example.org",
    name: str = "Sam Reyes",
    when: str = "1795195200 +0100",
    subject: str = "Agenda",
) -> bytes:
    """Return a commit as git prints it."""
    fields = (f"@{sha}", raw, email, name, when, when, subject)
    return "\n".join(fields).encode("utf-8", "surrogateescape") + b"\0"


def edit(path: bytes, status: str = "M", before: str = A, after: str = B) -> bytes:
    """Return a change as git prints it."""
    return f":100644 100644 {before} {after} {status}".encode() + b"\0" + path + b"\0"


def read(stream: bytes, size: int = 1 << 16) -> list[tuple[Commit, list[Change]]]:
    """Read a stream that comes in pieces of a size."""
    pieces = (stream[at : at + size] for at in range(0, len(stream), size))
    return list(parse(pieces, HANDLES))


def test_commit() -> None:
    """A commit has its author, the author's handle, and moments with the offset they had."""
    ((commit, changes),) = read(head())
    assert (commit.sha, commit.subject, changes) == ("1" * 40, "Agenda", [])
    assert (
        commit.author.name,
        commit.author.email,
        commit.author.handle,
    ) == ("Sam Reyes", "sam@example.org", "sam")
    assert commit.authored.isoformat() == "2026-11-20T18:20:00+01:00"


@pytest.mark.parametrize(
    ("raw", "email", "handle"),
    [
        ("sam@example.org", "SAM@Example.org", "sam"),
        ("old@example.org", "new@example.org", "sam"),
        ("who@example.org", "who@example.org", None),
        ("", "", None),
    ],
)
def test_handle(raw: str, email: str, handle: str | None) -> None:
    """The address decides who it was, before .mailmap or after, without regard to case."""
    ((commit, _),) = read(head(raw=raw, email=email))
    assert handle == commit.author.handle


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("0 +0000", "1970-01-01T00:00:00+00:00"),
        ("1795195200 -0330", "2026-11-20T13:50:00-03:30"),
        ("1795195200 +9999", "2026-11-20T17:20:00+00:00"),
        ("1795195200 ", "2026-11-20T17:20:00+00:00"),
        ("99999999999999999999 +0000", "9999-12-30T00:00:00+00:00"),
        ("", "1970-01-01T00:00:00+00:00"),
        ("-99999999999999999 +0000", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_moment(when: str, expected: str) -> None:
    """A moment that no calendar has, which anybody can write into a commit, does no harm."""
    ((commit, _),) = read(head(when=when))
    assert expected == commit.authored.isoformat()


def test_changes() -> None:
    """Each kind of change says what file it was and which texts it is between."""
    stream = (
        head()
        + b"\n"
        + edit(b"a.md", "A", "0" * 40, B)
        + edit(b"b.md")
        + edit(b"c.md", "D", A, "0" * 40)
        + edit(b"d.md", "T")
        + edit(b"old.md", "R087")
        + b"new.md\0"
    )
    ((_, changes),) = read(stream)
    assert [(c.kind, c.path, c.old, c.before, c.after) for c in changes] == [
        ("added", "a.md", None, None, B),
        ("changed", "b.md", None, A, B),
        ("deleted", "c.md", None, A, None),
        ("changed", "d.md", None, A, B),
        ("renamed", "new.md", "old.md", A, B),
    ]


def test_merge() -> None:
    """What a merge made is told apart: it stands on several texts, or leaves none."""
    modes, gone = "::100644 100644 100644", "0" * 40
    stream = (
        head()
        + f"\0{modes} {A} {A} {B} MM\0a.md\0".encode()
        + f"{modes} {A} {A} {gone} DD\0b.md\0".encode()
    )
    ((_, changes),) = read(stream)
    assert [(c.kind, c.path, c.before, c.after) for c in changes] == [
        ("merged", "a.md", None, B),
        ("merged", "b.md", None, None),
    ]


@given(
    names=st.lists(st.binary(min_size=1).filter(lambda name: b"\0" not in name), max_size=4),
    subject=st.text(st.characters(exclude_characters="\0\n", exclude_categories=["Cs"])),
    size=st.integers(1, 200),
)
def test_hostile_names(names: list[bytes], subject: str, size: int) -> None:
    """File names and subjects are data, be they written like commits, in pieces of any size."""
    names += [b"@" + b"2" * 40, b"\n:100644", b":1 2 3 4 D", b"\xff\n.md"]
    commit = head(subject=subject) + b"\n" + b"".join(map(edit, names))
    found = read(commit + head("3" * 40), size)
    assert [one.sha for one, _ in found] == ["1" * 40, "3" * 40]
    paths = [change.path.encode("utf-8", "surrogateescape") for change in found[0][1]]
    assert (names, subject[:1000]) == (paths, found[0][0].subject)


def test_cut_off() -> None:
    """A stream that ends anywhere yields what was whole, and never fails."""
    stream = head() + b"\n" + edit(b"old.md", "R100") + b"new.md\0"
    for end in range(len(stream)):
        assert len(read(stream[:end])) <= 1


def test_moments_are_shared() -> None:
    """Authors are kept once, however many commits they write."""
    (one, _), (other, _) = read(head() + head("2" * 40))
    assert one.author is other.author
    assert one.authored.tzinfo == dt.timezone(dt.timedelta(hours=1))
