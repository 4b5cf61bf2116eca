"""Sources that can't be shown: each is an error that names it, and none is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.incremental.conftest import Twins
from tests.sources.conftest import club, configure, own


def failure(twins: Twins) -> str:
    """Build on top of the last build, which has to fail; return what is said of that."""
    rebuilt = twins.again()
    assert rebuilt.end
    (said,) = (line for line in rebuilt.said if line.startswith("ERROR: "))
    return said.removeprefix("ERROR: ")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({"gone": "../gone"}, "the source `gone`: there is no folder `../gone`"),
        ({"bare": "../bare"}, "the source `bare`: there is no mkdocs.yml in `../bare`"),
        ({"club": None}, "a source is a folder, not `None`"),
        ({"club": ["../club"]}, "a source is a folder, not a list"),
        (["../club"], "this is a mapping, not a list"),
        ({"Our Club": "../club"}, "`Our Club` can't be the name of a source"),
        ({"..": "../club"}, "`..` can't be the name of a source"),
        ({"actions": "../club"}, "`actions` can't be the name of a source: the site has that"),
        ({"people": "../club"}, "`people` can't be the name of a source: the site has that"),
        ({"notes": "../club"}, "`notes` can't be the name of a source: the site has that"),
        ({"morgan": "../club"}, "there is `notes/morgan` already"),
        ({"me": "."}, "the source `me`: `.` is this repository already"),
        ({"a": "../club", "b": "../club/"}, "the source `b`: `../club` is the source `a` already"),
        ({"in": "notes/sub"}, "the source `in`: its notes folder and that of this repository"),
        ({"flat": "../flat"}, "the notes folder of `../flat` holds its mkdocs.yml"),
        ({"empty": "../empty"}, "../empty/mkdocs.yml: the notes folder `notes` is not there"),
        ({"odd": "../odd"}, "../odd/mkdocs.yml:"),
        ({"url": "../url"}, "../url/mkdocs.yml: `repo_url`"),
    ],
)
def test_a_source_that_cannot_be_shown(tmp_path: Path, sources: object, said: str) -> None:
    """A build fails, and says which source it is, where it is named, and why."""
    club(tmp_path / "club")
    (tmp_path / "bare").mkdir()
    configure(tmp_path / "empty")
    configure(tmp_path / "flat", docs_dir=".")
    configure(tmp_path / "odd", {"peeple": {}})
    configure(tmp_path / "url", repo_url="nonsense")
    (tmp_path / "url/notes").mkdir()
    (tmp_path / "odd/notes").mkdir()
    twins = own(tmp_path / "own", sources)
    configure(tmp_path / "own/notes/sub")
    (tmp_path / "own/notes/sub/notes").mkdir()
    message = failure(twins)
    assert said in message
    if not said.startswith("../"):
        assert re.match(r"aquip: mkdocs\.yml:\d+:\d+: ", message)


def test_a_missing_source_fails_an_incremental_build_too(both: Twins) -> None:
    """A site that was built does not stay as it is when a source of it goes away."""
    both.again()
    theirs = both.root.parent / "club"
    theirs.rename(theirs.with_name("elsewhere"))
    assert "the source `club`: there is no folder `../club`" in failure(both)


def test_a_folder_that_comes_to_have_the_name(both: Twins) -> None:
    """One's own folder of a source's name is never mixed with the source."""
    both.again()
    both.write({"notes/club/2026-11-01.md": "# Ours\n"})
    assert "there is `notes/club` already" in failure(both)
