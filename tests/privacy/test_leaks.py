"""The last line: whatever puts hidden text into the site, the build fails and the site is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from jinja2 import TemplateNotFound
from mkdocs.exceptions import Abort

from mkdocs_aquip.leaks.folder import Looked, load
from tests.privacy import leaking
from tests.privacy.canaries import MEETING, write
from tests.privacy.leaking import SAID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.privacy.conftest import Repository

HIDDEN: Final = """\
---
date: 2026-11-20
status: held
---

# Sam & Morgan

## Actions

- [ ] @sam Order the badges (due:: 2026-11-27)
<!-- private -->
- [ ] @sam Draft Lee's **counter-offer** before anyone asks (due:: 2026-11-27) ^zw83k
<!-- /private -->

## Notes

<!-- private -->
{}
<!-- /private -->
""".format("\n".join(SAID.values()))
UNPUBLISHED: Final = "---\ndate: 2026-11-06\npublish: false\n---\n\n![](assets/band-sheet.csv)\n"
NOTES: Final[Mapping[str, str | bytes]] = {
    "notes/morgan/index.md": "---\ntitle: Morgan\nwith: morgan\ncadence: weekly\n---\n",
    "notes/morgan/2026-11-13.md": MEETING.format(
        date="2026-11-13", more="", questions="", priorities="", actions=""
    ),
    "notes/morgan/2026-11-20.md": HIDDEN,
    "notes/morgan/2026-11-06.md": UNPUBLISHED,
    "notes/morgan/assets/band-sheet.csv": "grade,low,high\n",
    "notes/morgan/assets/graph.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "notes/own.private.md": "# What I would never say aloud at work\n",
    "notes/about.md": "# About\n\nAll about it.\n",
}

WAYS: Final[Mapping[str, str]] = {
    "source": "morgan/2026-11-20/index.html",
    "comment": "morgan/2026-11-20/index.html",
    "rendered": "morgan/2026-11-20/index.html",
    "copied": "raw/morgan/2026-11-20.md",
}
"""What somebody's hook may do, see `leaking`, and the file that leaks then."""


@pytest.fixture
def leaky(repository: Repository) -> Repository:
    """A few notes that hide something."""
    repository.only(NOTES)
    return repository


def leak(repository: Repository, way: str) -> None:
    """Have a hook put what is hidden into the site."""
    hook = str(Path(leaking.__file__))
    repository.configure(hooks=[hook], extra={"way": way})


@pytest.mark.parametrize("way", WAYS)
def test_a_leak_fails_the_build(leaky: Repository, way: str) -> None:
    """However it gets there and is written there, the site is gone, and it is said where it was.

    The message names the file and the note, and does not say what is hidden.
    """
    leak(leaky, way)
    with pytest.raises(Abort):
        leaky.build()
    assert [*(leaky.root / "site").iterdir()] == []
    said = leaky.said.getvalue()
    assert f"\n  {WAYS[way]} holds what notes/morgan/2026-11-20.md:" in said
    assert "offer" not in said


@pytest.mark.parametrize("processes", [1, 3])
def test_however_it_is_written(
    leaky: Repository, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    """Each kind of file is read as what it is, and the line that it holds is named.

    So it is when several processes share the files.
    """
    monkeypatch.setenv("AQUIP_WORKERS", str(processes))
    monkeypatch.setattr("mkdocs_aquip.leaks.folder._WORTH", 8)
    leak(leaky, "files")
    with pytest.raises(Abort):
        leaky.build()
    lines = HIDDEN.splitlines()
    for name, text in SAID.items():
        number = lines.index(text) + 1 if text else 0
        place = f"notes/morgan/2026-11-20.md:{number}" if text else ""
        assert f"\n  {name} holds what {place}" in leaky.said.getvalue()
    assert leaky.said.getvalue().count(" holds what ") == len(SAID)


def test_a_template_that_shows_the_source(leaky: Repository) -> None:
    """A user's template can read a note's file; the site does not come of it."""
    template = '{% extends "base.html" %}{% block content %}{{ page.file.content_string }}'
    write(leaky.root, {"theme/main.html": f"{template}{{% endblock %}}"})
    theme = {"name": "material", "font": False, "custom_dir": "theme"}
    leaky.configure(theme=theme)
    with pytest.raises(Abort):
        leaky.build()
    assert [*(leaky.root / "site").iterdir()] == []


@pytest.mark.parametrize("path", ["notes/own.private.md", "notes/morgan/2026-11-06.md"])
def test_a_snippet_of_a_hidden_note(leaky: Repository, path: str) -> None:
    """A page that takes in a note which is not published is stopped as well."""
    text = "\nWhat came of it: nobody gets the raise before the spring\n"
    note = leaky.root / path
    note.write_text(note.read_text("utf-8") + text, "utf-8")
    write(leaky.root, {"notes/about.md": f'# About\n\n--8<-- "{path}"\n'})
    with pytest.raises(Abort):
        leaky.build()
    assert "about/index.html holds what" in leaky.said.getvalue()


def test_a_copy_of_a_hidden_note(leaky: Repository) -> None:
    """A copy beside the notes that MkDocs would publish as any file is found, too."""
    write(leaky.root, {"notes/morgan/badges.txt": HIDDEN})
    with pytest.raises(Abort):
        leaky.build()
    assert "morgan/badges.txt holds what" in leaky.said.getvalue()


COMMON: Final = """\
Open actions
Open questions by kind and need
See the rota
Sam Reyes and Morgan Diaz, 20 November 2026
Accomplishments, 2026-Q4
Checkout is fast
Ask Jo about reviews (due:: 2026-11-20)
This quarter's accomplishments
What is overdue is judged when the page is viewed
https://git.example/sam/notes
publish: false
- [ ] @morgan Ask Jo about reviews (due:: 2026-11-20)
"""


def test_what_is_said_in_public_as_well_is_no_leak(leaky: Repository) -> None:
    """Hidden lines in words of the theme, of other notes or of anybody let a strict build pass."""
    hidden = f"---\ndate: 2026-11-20\n---\n\n<!-- private -->\n{COMMON}<!-- /private -->\n"
    write(leaky.root, {"notes/morgan/2026-11-20.md": hidden})
    leaky.build(strict=True)
    assert (leaky.root / "site/morgan/2026-11-20/index.html").is_file()


def test_a_file_of_an_earlier_build(leaky: Repository) -> None:
    """What was in the site folder before is looked through, once something is hidden newly."""
    leaky.build(dirty=True)
    write(leaky.root, {"site/old.txt": "Nobody knows yet that the team moves to Porto"})
    leaky.build(dirty=True)
    text = "<!-- private -->\nthe team moves to Porto\n<!-- /private -->\n"
    write(leaky.root, {"notes/about.md": f"# About\n\n{text}"})
    with pytest.raises(Abort):
        leaky.build(dirty=True)
    assert "old.txt holds what notes/about.md:4 hides" in leaky.said.getvalue()


def test_the_build_after_a_leak(leaky: Repository) -> None:
    """Once what leaked is taken out, the next build makes the whole site again."""
    leaky.build(dirty=True)
    leak(leaky, "files")
    with pytest.raises(Abort):
        leaky.build(dirty=True)
    leaky.configure()
    leaky.build(dirty=True)
    assert (leaky.root / "site/morgan/2026-11-20/index.html").is_file()
    assert not (leaky.root / "site/all.json").exists()


def test_a_preview_shows_what_is_amiss(leaky: Repository) -> None:
    """A preview goes on, with a page that says which file leaks instead of the site."""
    leak(leaky, "copied")
    with leaky.previewed() as build:
        build()
        preview = leaky.root / "preview"
        assert {path.name for path in preview.iterdir()} == {"index.html", "404.html"}
        assert "raw/morgan/2026-11-20.md holds what" in (preview / "404.html").read_text()
        assert "offer" not in (preview / "404.html").read_text()
        leaky.configure()
        build()
        assert (preview / "morgan/2026-11-20/index.html").is_file()
        assert not (preview / "raw").exists()


def test_notes_that_hide_nothing(leaky: Repository) -> None:
    """Where nothing is hidden there is nothing to look for."""
    leaky.only({"notes/morgan/2026-11-13.md": NOTES["notes/morgan/2026-11-13.md"]})
    leaky.build(dirty=True)
    assert not (leaky.root / ".cache/aquip/leaks.json").exists()


def test_a_build_that_fails_after_a_leak(leaky: Repository) -> None:
    """What a build has written before another error ended it is looked through as well."""
    leak(leaky, "source")
    write(leaky.root, {"notes/z/last.md": "---\ntemplate: none.html\n---\n\n# Last\n"})
    with pytest.raises(TemplateNotFound):
        leaky.build()
    assert [*(leaky.root / "site").iterdir()] == []
    assert "2026-11-20.md:" in leaky.said.getvalue()


@pytest.mark.parametrize("content", [b"", b"{", b'{"key": 1}', b'{"files": [1]}', b"\xff\xfe"])
def test_a_damaged_cache(tmp_path: Path, content: bytes) -> None:
    """What was looked at before is forgotten where the file that says so is damaged."""
    path = tmp_path / "leaks.json"
    path.write_bytes(content)
    assert Looked() == load(path)
