"""The ledger is a file that anyone may have written: it is believed only where it makes sense."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mkdocs_aquip.incremental.known import Keys
from mkdocs_aquip.incremental.ledger import Ledger, Made

ROWS: dict[str, tuple[str, str]] = {
    "outside the site": ("../other.txt", "{}"),
    "absolute": ("/etc/other.txt", "{}"),
    "no JSON": ("index.html", "{"),
    "no mapping": ("index.html", "[]"),
    "another version": ("index.html", '{"colour": "red"}'),
    "wrong kind": ("index.html", '{"output": "yesterday"}'),
    "wrong entries": ("index.html", '{"told": [[]]}'),
    "wrong links": ("index.html", '{"links": {"a.md": 1}}'),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a ledger with one row."""
    ledger = Ledger(tmp_path / "site.sqlite")
    ledger.begin("key")
    ledger.announce(["index.html"])
    ledger.made["index.html"] = Made(title="A title", told=[[], [{"title": "é"}]])
    ledger.save(["index.html"], [], "seal", Keys("all"))
    return tmp_path / "site.sqlite"


def test_kept(path: Path) -> None:
    """What is noted is read again."""
    ledger = Ledger(path)
    assert ("key", "seal", Keys("all"), None) == (
        ledger.key,
        ledger.seal,
        ledger.keys,
        ledger.fault,
    )
    assert ledger.made == {"index.html": Made(title="A title", told=[[], [{"title": "é"}]])}


def test_no_text(path: Path) -> None:
    """Of a page with characters that no file can hold nothing is kept: it is made again."""
    ledger = Ledger(path)
    ledger.made["index.html"] = Made(title="A \udcff title")
    ledger.save(["index.html"], [], "seal", Keys("all"))
    assert Ledger(path).made == {"index.html": Made()}


@pytest.mark.parametrize("row", ROWS)
def test_distrusted(path: Path, row: str) -> None:
    """One row that cannot be ours, and none is believed; the next build begins anew."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", ROWS[row])
    ledger = Ledger(path)
    assert ledger.fault
    assert (ledger.key, ledger.made) == ("", {})
    ledger.begin("key")
    assert Ledger(path).fault is None


def test_not_writable(tmp_path: Path) -> None:
    """Where nothing can be noted, the build goes on; the next one is whole."""
    (tmp_path / "file").write_text(json.dumps("in the way"))
    ledger = Ledger(tmp_path / "file" / "site.sqlite")
    ledger.begin("key")
    ledger.announce(["index.html"])
    assert "index.html" in ledger.made
