"""A build on top of the last one is the clean build, whatever changed in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.incremental.conftest import Twins, clear
from tests.plugin.conftest import GOAL, MEETING, NEXT, SERIES

FIRST = "notes/morgan/2026-11-13.md"
SECOND = "notes/morgan/2026-11-20.md"
VIEWED = MEETING.replace("## Reflection", "```aquip\nview: actions\n```\n\n## Reflection")

Change = Callable[[Twins], None]


def _edit(name: str, content: str | bytes | None) -> Change:
    return lambda twins: twins.write({name: content})


def _options(**options: object) -> Change:
    return lambda twins: twins.options.update(options)


def _config(**config: object) -> Change:
    return lambda twins: twins.config.update(config)


def _today(twins: Twins) -> None:
    pytest.MonkeyPatch().setenv("AQUIP_TODAY", "2026-12-24")


def _rename(twins: Twins) -> None:
    (twins.root / FIRST).rename(twins.root / "notes/morgan/2026-11-12.md")


def _folder_for_file(twins: Twins) -> None:
    (twins.site / "morgan/2026-11-13/index.html").unlink()
    (twins.site / "morgan/2026-11-13/index.html").mkdir()


def _file_for_folder(twins: Twins) -> None:
    clear(twins.site / "morgan")
    (twins.site / "morgan").write_text("mine")


def _plain_build(twins: Twins) -> None:
    twins.write({"notes/stray.md": "# Stray\n"})
    twins.build("site", dirty=False)
    twins.write({"notes/stray.md": None})


def _build_date(twins: Twins) -> None:
    pytest.MonkeyPatch().setenv("SOURCE_DATE_EPOCH", "1000000000")


def _included(twins: Twins) -> None:
    twins.config["markdown_extensions"] = [{"pymdownx.snippets": {"base_path": [str(twins.root)]}}]
    twins.write({"notes/about.md": '--8<-- "outside.txt"\n', "outside.txt": "Before"})
    twins.again()
    twins.write({"outside.txt": "After."})


def _template(twins: Twins) -> None:
    twins.write({"over/main.html": '{% extends "base.html" %}{% block footer %}me{% endblock %}'})
    twins.config["theme"] = {"name": "material", "font": False, "custom_dir": "over"}


def _style(twins: Twins) -> None:
    twins.write({"over/assets/aquip/mine.css": "p { color: red }"})
    twins.config["theme"] = {"name": "material", "font": False, "custom_dir": "over"}


def _hook(twins: Twins) -> None:
    twins.write({"hook.py": "def on_page_content(html, **_):\n    return html + 'hooked'\n"})
    twins.config["hooks"] = ["hook.py"]


def _ledger(content: bytes) -> Change:
    return lambda twins: twins.write({".cache/aquip/site.sqlite": content})


CHANGES: dict[str, Change] = {
    "text": _edit(FIRST, MEETING.replace("Checkout is fast", "Checkout is *very* fast")),
    "heading": _edit(FIRST, MEETING.replace("# Sam & Morgan, 13", "# We two, 13")),
    "line": _edit(FIRST, MEETING.replace("## Actions", "More.\n\n## Actions")),
    "id": _edit(FIRST, MEETING.replace("^act13", "^act99")),
    "closed": _edit(SECOND, NEXT.replace("- [x] @morgan", "- [ ] @morgan")),
    "status": _edit(SECOND, NEXT.replace("status: held", "status: cancelled\nreason: Ill")),
    "title": _edit(SECOND, NEXT.replace("status: held", "status: held\ntitle: Mine & *yours*")),
    "dead link": _edit(FIRST, MEETING.replace("assets/graph.svg", "assets/none.svg")),
    "attachment gone": _edit("notes/morgan/assets/graph.svg", None),
    "attachment": _edit("notes/morgan/assets/graph.svg", "<svg/>"),
    "note added": _edit("notes/morgan/2026-11-06.md", MEETING.replace("-13", "-06")),
    "note removed": _edit(FIRST, None),
    "note renamed": _rename,
    "series added": lambda twins: twins.write(
        {
            "notes/jo/index.md": SERIES.replace("morgan", "jo").replace("Morgan", "Jo"),
            "notes/jo/2026-11-13.md": MEETING,
        }
    ),
    "series' title": _edit("notes/morgan/index.md", SERIES.replace("Sam & Morgan", "S & M")),
    "series' page gone": _edit("notes/morgan/index.md", None),
    "goal": _edit("notes/goals/latency.md", GOAL.replace("A fast", "A faster")),
    "goal gone": _edit("notes/goals/latency.md", None),
    "page added": _edit("notes/about.md", "# About\n\n[x](morgan/2026-11-13.md#nowhere)\n"),
    "own dashboard": _edit("notes/actions.md", "# Mine\n\n```aquip\nview: actions\n```\n"),
    "view in a meeting": _edit(FIRST, VIEWED),
    "private": _edit(FIRST, MEETING.replace("## Actions", "<!-- private -->\n## Actions")),
    "unpublished": _edit(FIRST, MEETING.replace("status: held", "status: held\npublish: false")),
    "not text": _edit(FIRST, b"\xff\xfe"),
    "draft": _config(draft_docs="2026-10-09.md"),
    "person": _options(people={"sam": {"name": "Sam R."}, "morgan": {"name": "M. Diaz"}}),
    "section name": _options(sections={"actions": {"heading": "To do"}}),
    "option": _options(fiscal_year_starts=4),
    "theme option": _config(theme={"name": "material", "font": False, "language": "de"}),
    "site_url": _config(site_url="https://elsewhere.example/notes/"),
    "repository": _config(repo_url="https://github.com/a/b", edit_uri="edit/main/notes/"),
    "no directories": _config(use_directory_urls=False),
    "template": _template,
    "style": _style,
    "hook": _hook,
    "plugin": lambda twins: twins.plugins.append("glightbox"),
    "today": _today,
    "build date": _build_date,
    "included file": _included,
    "output changed": lambda twins: twins.write({"site/morgan/2026-11-13/index.html": "mine"}),
    "output gone": lambda twins: twins.write({"site/morgan/2026-11-13/index.html": None}),
    "picture gone": lambda twins: twins.write({"site/morgan/assets/graph.svg": None}),
    "index gone": lambda twins: twins.write({"site/search/search_index.json": None}),
    "folder for a file": _folder_for_file,
    "file for a folder": _file_for_folder,
    "site gone": lambda twins: clear(twins.site),
    "plain build": _plain_build,
    "ledger empty": _ledger(b""),
    "ledger foreign": _ledger(b"SQLite format 3\0 not really"),
    "ledger text": _ledger(b"nothing of the kind\n" * 1000),
}


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the day that a change sets forgotten after the test."""
    monkeypatch.delenv("AQUIP_TODAY", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize("change", CHANGES)
def test_any_single_change(twins: Twins, change: str) -> None:
    """After one change the site, what is said and how it ends are those of a clean build."""
    CHANGES[change](twins)
    twins.check()
