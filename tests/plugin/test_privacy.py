"""What is hidden is in no file of the site: no page, index, feed or attachment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.plugin.conftest import Build

SECRET = "xylophone"  # noqa: S105 - a word that stands nowhere else

HIDDEN = f"""\
---
date: 2026-11-20
status: held
---

# Sam & Morgan

## Accomplishments

- Told everybody
<!-- private -->
- Told nobody {SECRET} ^{SECRET}
<!-- /private -->

## Actions

- [ ] @sam Open one (due:: 2026-11-21)
  <!-- private -->
  and {SECRET}, see [it](assets/{SECRET}.pdf)
  <!-- /private -->
<!-- private -->
- [ ] @sam {SECRET} (due:: 2026-11-21)
<!-- /private -->

```text
<!-- private -->
{SECRET}
<!-- /private -->
```

<!-- private -->

## {SECRET}

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

HOME = f"""\
# Home

<!-- private -->
{SECRET}
<!-- /private -->

Welcome.
"""


def everything(make: Build, files: dict[str, str | bytes | None]) -> dict[str, str]:
    """Build a site; return every file's text, and its name as text of its own."""
    texts = make(files).texts()
    return texts | {f"{name} (name)": name for name in texts}


@pytest.mark.parametrize(
    "files",
    [
        {"notes/morgan/2026-11-20.md": HIDDEN, f"notes/morgan/assets/{SECRET}.pdf": "pdf"},
        {"notes/morgan/2026-11-06.md": UNPUBLISHED, f"notes/morgan/{SECRET}.png": "png"},
        {"notes/morgan/2026-11-06.private.md": UNPUBLISHED.replace("publish: false\n", "")},
        {f"notes/{SECRET}.private.md": f"# {SECRET}"},
        {"notes/index.md": HOME},
        {"notes/about.markdown": HOME},
        {"notes/goals/latency.md": HOME},
        {"notes/morgan/index.md": f"---\nwith: morgan\n---\n\n{HOME}"},
    ],
    ids=["block", "unpublished", "private", "page", "home", "markdown", "goal", "series"],
)
def test_nothing_hidden_is_in_any_file(make: Build, files: dict[str, str | bytes | None]) -> None:
    """A word that stands in hidden text alone is in nothing that the build wrote."""
    leaks = [name for name, text in everything(make, files).items() if SECRET in text]
    assert leaks == []


@pytest.mark.parametrize(
    "marker", ["<!-- Private -->", "<!--private-->", "text <!-- private -->", "<!-- private -->"]
)
def test_a_marker_that_is_wrong_hides_the_rest_and_is_said(make: Build, marker: str) -> None:
    """A near miss, or one never closed, hides to the end of the file, and is a warning."""
    text = f"---\ndate: 2026-11-20\n---\n\n# x\n\n{marker}\n\n{SECRET}\n"
    site = make({"notes/morgan/2026-11-20.md": text})
    assert not any(SECRET in each for each in site.texts().values())
    assert any("2026-11-20.md:7" in message for message in site.warnings)


def test_an_attachment_that_is_shown_as_well_stays(make: Build) -> None:
    """A file that public text links to is published, whoever else mentions it."""
    text = HIDDEN.replace(f"assets/{SECRET}.pdf", "assets/graph.svg")
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
