"""What holds for every view: it renders, it is sound HTML, it trusts no note."""

from __future__ import annotations

import html5lib
import pytest

from mkdocs_aquip.views import VIEWS
from tests.views.conftest import NOTES, MakeStage

EMPTY: dict[str, str] = {}
HOSTILE = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'><b>"


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("notes", [EMPTY, NOTES], ids=["empty", "sample"])
def test_sound(stage: MakeStage, name: str, notes: dict[str, str]) -> None:
    """Each view is HTML without a parse error, with and without anything to show."""
    shown = stage(notes)
    html = shown.show(f"view: {name}")
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert shown.warnings == []
    assert html.startswith("<div class=")


@pytest.mark.parametrize("name", [name for name in VIEWS if name not in ("home", "rules")])
def test_friendly_when_empty(stage: MakeStage, name: str) -> None:
    """A view with nothing to show says so in a sentence, or shows zeros."""
    soup = stage(EMPTY).soup(f"view: {name}")
    if name in ("people", "subscribe"):
        assert "Sam Reyes" in soup.text
    elif name == "balance":
        assert [count.text for count in soup.select(".aq-tile__count")] == ["0"] * 4
    else:
        assert soup.select_one(".aq-empty")


@pytest.mark.parametrize("name", VIEWS)
def test_no_script_of_a_note(stage: MakeStage, name: str) -> None:
    """Whatever a note says, wherever it may, no view has an element or handler of its making."""
    note = f"""\
---
date: 2026-11-20
reason: {HOSTILE!r}
---
## Accomplishments

- {HOSTILE} [x](javascript:alert(1)) (goal:: latency)

## Questions & Issues

- [ ] {HOSTILE} (kind:: {HOSTILE}) (need:: {HOSTILE})

## Priorities

1. {HOSTILE}
2. `{HOSTILE}`

## Actions

- [ ] @sam {HOSTILE} (goal:: {HOSTILE})

## Feedback

- From @sam: {HOSTILE}
"""
    title = f"title: {HOSTILE!r}\n"
    notes = {
        "goals/latency.md": f"---\n{title}kind: {HOSTILE!r}\nperiod: {HOSTILE!r}\n---\n",
        "morgan/index.md": f"---\n{title}with: morgan\nrelation: {HOSTILE!r}\n---\n",
        "morgan/2026-11-20.md": note,
        "morgan/2026-11-13.md": note.replace("11-20", "11-13"),
        "morgan/2026-11-06.md": note.replace("11-20", "11-06").replace(
            "reason", "status: cancelled\nreason"
        ),
    }
    soup = stage(notes).soup(f"view: {name}")
    assert soup.select("script, img, [onerror], [href^=javascript]") == []


def test_no_script_of_a_fence(stage: MakeStage) -> None:
    """A fence that is refused is shown as text."""
    soup = stage().soup(f"view: '{HOSTILE.replace(chr(39), '')}'")
    assert soup.select("script, img, b, [onerror]") == []
    assert soup.select_one(".aq-problem")


@pytest.mark.parametrize("name", VIEWS)
def test_pictures_speak(stage: MakeStage, name: str) -> None:
    """Each picture has a name and a description, a sentence, and a table that says the same."""
    pictures = stage().soup(f"view: {name}").select("figure:has(svg[role=img])")
    for figure in pictures:
        svg = figure.select_one("svg[role=img]")
        assert svg
        assert svg.title
        assert svg.title.text in str(svg["aria-label"])
        assert svg.desc
        assert figure.figcaption
        assert figure.figcaption.text.endswith(svg.desc.text)
        assert figure.select("details table tbody tr")
    assert pictures or name not in ("timeline", "calendar", "priorities", "effectiveness", "flow")


def test_template_of_ones_own(stage: MakeStage) -> None:
    """A site's own template of a view is used in place of ours, and escapes like ours."""
    mine = {"aquip/views/goals.html": "{% for r in rows %}<i>{{ r.goal.title }}</i>{% endfor %}"}
    notes = {"goals/one.md": "---\ntitle: Fish & chips\n---\n"}
    assert stage(notes, overrides=mine).show("view: goals") == "<i>Fish &amp; chips</i>"
