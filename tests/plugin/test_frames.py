"""Meetings in a shared frame: the same pages, byte for byte, as rendered each in full."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from benchmarks.generate import Shape, generate
from mkdocs_aquip import plugin
from mkdocs_aquip.frames.frame import Frame
from tests.plugin.conftest import MEETING, build_site

ROOT = Path(__file__).parents[2]
STATUS = "status: held\n---"
ODD = r"""# "Q" & <b>A</b> {{ page }} \0 @morgan's *plan*, 13 November 2026"""

MEETINGS: Mapping[str, str] = {
    f"notes/morgan/2026-0{month}-13.md": MEETING.replace("2026-11-13", f"2026-0{month}-13").replace(
        "13 November", f"13 month {month}"
    )
    for month in range(1, 10)
}


def _with(name: str, old: str, new: str) -> str:
    return MEETINGS[f"notes/morgan/{name}.md"].replace(old, new)


ALL: Mapping[str, str] = {
    **MEETINGS,
    "notes/morgan/2026-02-13.md": _with("2026-02-13", "# Sam & Morgan, 13 month 2", ODD),
    "notes/morgan/2026-03-13.md": _with(
        "2026-03-13", STATUS, 'status: held\ndescription: "A & B"\ntags: [a, b]\n---'
    ),
    "notes/morgan/2026-04-13.md": _with(
        "2026-04-13", STATUS, "status: held\nhide: [navigation, toc, path]\n---"
    ),
    "notes/morgan/2026-05-13.md": _with("2026-05-13", STATUS, 'status: held\ntitle: "It"\n---'),
    "notes/morgan/2026-06-13.md": "---\ndate: 2026-06-13\n---\n\nNo heading at all.\n",
    "notes/morgan/2026-07-13.md": "---\ndate: 2026-07-13\n---\n\n# One heading\n\n## Actions\n",
    "notes/morgan/2026-08-13.md": _with(
        "2026-08-13", "## Actions", '## A "b" & `c`\n\n### Below\n\n## Actions'
    ),
    "notes/lee/index.md": "---\nwith: lee\n---\n\n# Lee\n",
    "notes/lee/2026-03-02.md": "---\ndate: 2026-03-02\nstatus: cancelled\n---\n\n# Lee, off\n",
    "notes/lee/2026-03-03/index.md": "---\ndate: 2026-03-03\n---\n\n# Lee, in a folder\n",
}

EVERYTHING = [
    "announce.dismiss",
    "content.action.edit",
    "content.action.view",
    "content.code.copy",
    "header.autohide",
    "navigation.footer",
    "navigation.indexes",
    "navigation.instant",
    "navigation.instant.progress",
    "navigation.path",
    "navigation.prune",
    "navigation.sections",
    "navigation.tabs",
    "navigation.top",
    "navigation.tracking",
    "search.highlight",
    "search.share",
    "search.suggest",
    "toc.follow",
]


def _theme(**options: object) -> dict[str, object]:
    return {"theme": {"name": "material", "font": False, **options}}


REPOSITORY = {
    "repo_url": "https://github.com/example/notes",
    "edit_uri": "edit/main/notes/",
    "site_url": "https://example.org/notes/",
}
RATING = {"icon": "material/star", "name": "a", "data": 1, "note": "See {url}, {title}"}
WHOLE = frozenset({"feedback"})  # where what Material writes is no form that frames know
VARIANTS: Mapping[str, Mapping[str, object]] = {
    "as it comes": {},
    "repository": REPOSITORY,
    "blob": {**REPOSITORY, "edit_uri": "blob/main/notes/", **_theme(features=EVERYTHING)},
    "everything": {**REPOSITORY, **_theme(features=EVERYTHING, language="en")},
    "contents in the navigation": _theme(features=["toc.integrate", "navigation.expand"]),
    "right to left": _theme(language="he", features=["navigation.footer", "navigation.path"]),
    "files": {**REPOSITORY, "use_directory_urls": False},
    "permalinks": {"markdown_extensions": [{"toc": {"permalink": True, "title": "On <it>"}}]},
    "feedback": {
        "extra": {
            "analytics": {
                "provider": "google",
                "property": "G-X",
                "feedback": {"title": "Good?", "ratings": [RATING]},
            }
        }
    },
    "meetings in the navigation": {
        "nav": [{"Home": "index.md"}, {"One": "morgan/2026-01-13.md"}, {"Lee": "lee/index.md"}]
    },
}


class Counter:
    """How many pages frames have been filled for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.filled = 0
        fill = Frame.fill

        def counted(frame: Frame, *args: Any) -> str | None:  # noqa: ANN401 - handed on
            found = fill(frame, *args)
            self.filled += found is not None
            return found

        monkeypatch.setattr(Frame, "fill", counted)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin, "reason_against", lambda _: "this build is to compare with")


@pytest.fixture(autouse=True)
def _same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both builds write the same dates, all by this process, where frames are counted."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setenv("AQUIP_WORKERS", "1")


@pytest.mark.parametrize("name", VARIANTS)
def test_a_site_is_the_same_in_frames_and_in_full(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under whatever Material is told, every file is the same; and frames do serve."""
    counter = Counter(monkeypatch)
    make = functools.partial(build_site, tmp_path, ALL, **dict(VARIANTS[name]))
    framed = _contents(make().folder)
    assert (name in WHOLE) == (counter.filled == 0)
    _in_full(monkeypatch)
    assert framed == _contents(make().folder)


@pytest.mark.parametrize("made_up", [False, True])
def test_a_larger_site_is_the_same_in_frames_and_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, made_up: bool
) -> None:
    """The example and sixty generated meetings come out the same, nearly all in frames."""
    counter = Counter(monkeypatch)
    if made_up:
        generate(tmp_path / "notes", Shape(60))
    source = tmp_path / "notes" if made_up else ROOT

    def built() -> dict[str, bytes]:
        folder = tmp_path / "site"
        shutil.rmtree(folder, ignore_errors=True)
        build(load_config(str(source / "mkdocs.yml"), site_dir=str(folder)))
        return _contents(folder)

    framed = built()
    assert counter.filled > 40
    _in_full(monkeypatch)
    assert framed == built()


def test_a_theme_that_is_overridden_is_rendered_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A template of the user's own may look at anything of a page."""
    counter = Counter(monkeypatch)
    main = '{% extends "base.html" %}{% block extrahead %}{{ page.title | upper }}{% endblock %}'
    theme = _theme(custom_dir=str(tmp_path / "theme"))
    site = build_site(tmp_path, {**ALL, "theme/main.html": main}, **theme)
    assert counter.filled == 0
    assert "13 MONTH 1" in site.html("morgan/2026-01-13")


def test_templates_of_aquip_may_be_overridden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a meeting's own template says is no part of the frame."""
    counter = Counter(monkeypatch)
    theme = _theme(custom_dir=str(tmp_path / "theme"))
    header = {"theme/aquip/page/meeting.html": "<p>{{ meeting.date }} is here</p>"}
    site = build_site(tmp_path, {**ALL, **header}, **theme)
    assert counter.filled > 3
    assert "2026-09-13 is here" in site.html("morgan/2026-09-13")


def test_a_hook_that_changes_the_context_is_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has a say in what templates are told has it for each page."""
    counter = Counter(monkeypatch)
    hook = "def on_page_context(context, page, **_):\n    page.title = page.url.upper()\n"
    site = build_site(tmp_path, {**ALL, "hook.py": hook}, hooks=[str(tmp_path / "hook.py")])
    assert counter.filled == 0
    assert "MORGAN/2026-09-13/" in str(site.page("morgan/2026-09-13").title)


def test_a_template_of_a_page_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that names a template in its front matter gets it."""
    counter = Counter(monkeypatch)
    note = _with("2026-09-13", STATUS, "status: held\ntemplate: 404.html\n---")
    before = build_site(tmp_path, ALL).html("morgan/2026-09-13")
    filled, counter.filled = counter.filled, 0
    site = build_site(tmp_path, {**ALL, "notes/morgan/2026-09-13.md": note})
    assert filled - 1 == counter.filled
    assert before != site.html("morgan/2026-09-13")
