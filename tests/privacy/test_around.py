"""What hidden text, and what is not published, means for the rest of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plugin.conftest import make

if TYPE_CHECKING:
    from tests.plugin.conftest import Build

__all__ = ["make"]

SECRET = "xylophone"  # noqa: S105 - a word that stands nowhere else

MEETING = """\
---
date: 2026-11-20
---

# Sam & Morgan

## Actions

- [ ] @sam Open one (due:: 2026-11-21)
  <!-- private -->
  and see [it]({address})
  <!-- /private -->
"""

UNPUBLISHED = f"""\
---
date: 2026-11-06
publish: false
---

# {SECRET}

## Actions

- [ ] @sam {SECRET} (due:: 2026-11-10) ^secr1

![]({SECRET}.png)
"""


def test_an_attachment_that_is_shown_as_well_stays(make: Build) -> None:
    """A file that public text links to is published, whoever else mentions it."""
    text = MEETING.format(address="assets/graph.svg")
    site = make({"notes/morgan/2026-11-20.md": text})
    assert (site.folder / "morgan/assets/graph.svg").is_file()


def test_a_link_to_what_is_not_published_is_no_link(make: Build) -> None:
    """The text stands, the address does not, and the build says nothing of it."""
    text = "---\ndate: 2026-11-20\n---\n\nSee [that day](2026-11-06.md).\n"
    files = {"notes/morgan/2026-11-20.md": text, "notes/morgan/2026-11-06.md": UNPUBLISHED}
    site = make(files)
    page = site.page("morgan/2026-11-20").select_one("article")
    assert page is not None
    assert "See that day." in " ".join(page.get_text().split())
    assert page.select("a[href*='2026-11-06']") == []
    assert site.warnings == []


def test_a_page_that_mkdocs_excludes_is_in_no_view(make: Build) -> None:
    """`exclude_docs` keeps a meeting off the site, and its items off the dashboards."""
    files = {"notes/morgan/2026-11-06.md": UNPUBLISHED.replace("publish: false\n", "")}
    texts = make(files, exclude_docs="2026-11-06.md\n").texts()
    assert not any(SECRET in text for text in texts.values())


def test_another_plugins_source_is_redacted_too(make: Build) -> None:
    """What a hook puts in a page's place has its hidden lines taken out as well."""
    hook = f"""\
def on_page_read_source(page, config):
    return "# Hook\\n\\n<!-- private -->\\n{SECRET}\\n<!-- /private -->\\n"
"""
    texts = make({"hook.py": hook}, hooks=["hook.py"]).texts()
    assert not any(SECRET in text for text in texts.values())
