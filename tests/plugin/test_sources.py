"""Links to a note's source, at a line, on the hosts that people use."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig

from aquip.report.source import source_url
from mkdocs_aquip.sources import commit_url


def config(repo: str | None, edit: str | None, template: str | None = None) -> MkDocsConfig:
    """Return a configuration that says where the source is."""
    made = MkDocsConfig()
    made.load_dict({"site_name": "x", "repo_url": repo, "edit_uri": edit})
    made.edit_uri_template = template
    return made


@pytest.mark.parametrize(
    ("repo", "edit", "expected"),
    [
        (
            "https://github.com/a/b",
            "edit/main/notes/",
            "https://github.com/a/b/blob/main/notes/x/2026-11-20.md?plain=1#L23",
        ),
        (
            "https://github.com/a/b/",
            "https://github.com/a/b/edit/main/edit/",
            "https://github.com/a/b/blob/main/edit/x/2026-11-20.md?plain=1#L23",
        ),
        (
            "https://gitlab.com/a/b",
            "-/edit/main/notes/",
            "https://gitlab.com/a/b/-/blob/main/notes/x/2026-11-20.md?plain=1#L23",
        ),
        (
            "https://git.example.org/a/b",
            "-/edit/main/notes/",
            "https://git.example.org/a/b/-/blob/main/notes/x/2026-11-20.md?plain=1#L23",
        ),
        (
            "https://codeberg.org/a/b",
            "_edit/main/notes/",
            "https://codeberg.org/a/b/src/branch/main/notes/x/2026-11-20.md?display=source#L23",
        ),
        (
            "https://bitbucket.org/a/b",
            "src/main/notes/",
            "https://bitbucket.org/a/b/src/main/notes/x/2026-11-20.md#lines-23",
        ),
        (
            "https://github.com/a/b.git",
            None,
            "https://github.com/a/b/blob/HEAD/notes/x/2026-11-20.md?plain=1#L23",
        ),
        (
            "https://gitlab.com/a/b",
            "edit/master/docs/",
            "https://gitlab.com/a/b/-/blob/HEAD/notes/x/2026-11-20.md?plain=1#L23",
        ),
        ("https://example.org/a/b", None, None),
        ("https://[::1", None, None),
        (None, "edit/main/notes/", None),
    ],
)
def test_each_host_has_its_own_way_to_a_line(
    repo: str | None, edit: str | None, expected: str | None
) -> None:
    """A line's address follows from `repo_url`, and `edit_uri` where that was set by somebody."""
    found = source_url(config(repo, edit), "notes/x/2026-11-20.md", "x/2026-11-20.md", 23)
    assert expected == found


def test_an_edit_uri_template_is_followed() -> None:
    """MkDocs' other way to say where a page is edited works as well."""
    made = config("https://github.com/a/b", None, "edit/main/{path}")
    assert source_url(made, "notes/x y.md", "x y.md") == "https://github.com/a/b/blob/main/x%20y.md"


@pytest.mark.parametrize(
    ("repo", "edit", "expected"),
    [
        ("https://github.com/a/b", "edit/main/notes/", "https://github.com/a/b/commit/c0ffee"),
        ("https://github.com/a/b.git/", None, "https://github.com/a/b/commit/c0ffee"),
        ("https://gitlab.com/a/b", None, "https://gitlab.com/a/b/-/commit/c0ffee"),
        (
            "https://git.example.org/a/b",
            "-/edit/main/",
            "https://git.example.org/a/b/-/commit/c0ffee",
        ),
        ("https://git.example.org/a/b", "edit/x-/", "https://git.example.org/a/b/commit/c0ffee"),
        ("https://codeberg.org/a/b", "_edit/main/", "https://codeberg.org/a/b/commit/c0ffee"),
        ("https://bitbucket.org/a/b", None, "https://bitbucket.org/a/b/commits/c0ffee"),
        ("javascript://example.org/%0aalert(1)", None, None),
        ("https://[::1", None, None),
        (None, "edit/main/notes/", None),
    ],
)
def test_each_host_has_its_own_way_to_a_commit(
    repo: str | None, edit: str | None, expected: str | None
) -> None:
    """A commit's address follows from `repo_url`; without a good one there is none."""
    made = config("https://example.org", edit)
    made.repo_url = repo
    assert expected == commit_url(made, "c0ffee")
