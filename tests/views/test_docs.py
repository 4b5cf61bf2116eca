"""docs/views.md and the views say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mkdocs_aquip.views import VIEWS
from mkdocs_aquip.views.reference import refreshed
from tests.views.conftest import NOTES, THEME, MakeStage

PAGE = Path(__file__).parents[2] / "docs" / "views.md"


def test_current() -> None:
    """docs/views.md lists the views as `python -m mkdocs_aquip.views.reference` writes them."""
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page


@pytest.mark.parametrize("name", VIEWS)
def test_examples(stage: MakeStage, name: str) -> None:
    """Each example of the documentation works."""
    shown = stage(NOTES)
    shown.show(f"view: {name}\n{VIEWS[name].example}")
    assert shown.warnings == []
    assert isinstance(yaml.safe_load(VIEWS[name].example or "{}"), dict)


def test_each_view_has_a_template() -> None:
    """Views and templates match, both ways; those with an underscore are parts."""
    templates = {path.stem for path in (THEME / "aquip/views").glob("[!_]*.html")}
    assert {*VIEWS, "problem"} == templates
