"""What is hidden is in no byte of the site, nor in a cache, however the site is built.

Thousands of words are hidden, one in every place that the format has; see `canaries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from mkdocs.exceptions import Abort

from tests.privacy.canaries import OPEN, found_in, words_in

if TYPE_CHECKING:
    from tests.privacy.conftest import Repository

_UNSEEN: Final = 0.1
"""How many of the words a site does not have though they are public: labels, comments."""


def test_a_clean_build(versioned: Repository) -> None:
    """`mkdocs build` of notes with a history writes none of the words, and names none of them.

    What it says names hidden files where something is wrong in them, and no more.
    """
    versioned.build()
    assert (versioned.root / "site/morgan/2026-11-13/index.html").is_file()
    assert versioned.leaks("site") == []
    said = words_in(versioned.said.getvalue().encode())
    assert {
        word for word in said if not versioned.canaries.planted[word].startswith("name")
    } == set()


def test_what_was_public_leaves_no_trace(repository: Repository) -> None:
    """What was public, and is hidden then, is gone from pages, search, ledger and caches.

    The same words are nearly all in the site while they are public: they can be found.
    """
    repository.show()
    repository.build(dirty=True)
    shown = found_in([repository.root / "site"])
    assert len(shown) > (1 - _UNSEEN) * len(repository.canaries.planted)
    repository.hide()
    repository.build(dirty=True)
    assert repository.leaks("site") == []


def test_a_preview(repository: Repository) -> None:
    """In a preview as well: a page that was public while it ran shows nothing once hidden."""
    with repository.previewed() as build:
        build()
        assert repository.leaks("preview") == []
        repository.show()
        build()
        assert len(found_in([repository.root / "preview"])) > len(repository.canaries.planted) / 2
        repository.hide()
        build()
        assert repository.leaks("preview") == []


@pytest.mark.parametrize("name", ["unclosed", "capital", "misspelt", "amid", "stray"])
def test_a_strict_build_stops_at_a_faulty_marker(repository: Repository, name: str) -> None:
    """It hides to the end of the file either way, but with --strict the build fails too."""
    repository.only({"notes/pages/page.md": repository.files[f"notes/pages/{name}.md"]})
    with pytest.raises(Abort):
        repository.build(strict=True)
    assert "pages/page.md:" in repository.said.getvalue()
    assert repository.leaks("site") == []


def test_a_strict_build_stops_at_a_private_file_in_git(repository: Repository) -> None:
    """A `*.private.md` that git has is an error of the build, and on no page of it."""
    word = repository.canaries.word("a tracked private file")
    repository.only({"notes/own.private.md": f"# {word}\n", "notes/index.md": "# Home\n"})
    repository.git("init")
    repository.build(strict=True)
    repository.commit("Everything")
    with pytest.raises(Abort):
        repository.build(strict=True)
    assert "AQ014" in repository.said.getvalue()
    assert repository.leaks("site") == []


def test_a_picture_that_public_text_shows_as_well(repository: Repository) -> None:
    """A file that only hidden text refers to is not copied; one that is shown as well is."""
    repository.build()
    copied = (repository.root / "site/morgan/assets").rglob("*.svg")
    assert [path.name for path in copied] == ["graph.svg"]


def test_nothing_is_hidden_by_the_test_alone(repository: Repository) -> None:
    """The notes hide hundreds of words in marked parts, in every kind of note."""
    marked = [text for text in repository.files.values() if OPEN in str(text)]
    assert len(marked) > 10
    assert len(repository.canaries.planted) > 500
