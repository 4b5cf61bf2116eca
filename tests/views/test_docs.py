"""The views, docs/views.md, the site's page of views and the example's live one say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config

from aquip.cli import main
from mkdocs_aquip.views import VIEWS
from mkdocs_aquip.views.examples import EXAMPLES
from mkdocs_aquip.views.reference import live_page, refreshed
from mkdocs_aquip.views.registry import ALIASES
from tests.plugin.conftest import build_site
from tests.views.conftest import NOTES, THEME, MakeStage

if TYPE_CHECKING:
    from tests.plugin.conftest import Site

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "views.md"
LIVE = ROOT / "notes" / "views.md"
WRITE = "run `python -m mkdocs_aquip.views.reference`"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    """The page of views in the example with its history, built strictly."""
    folder = tmp_path_factory.mktemp("example") / "demo"
    done = CliRunner().invoke(main, ["demo", str(folder)])
    assert done.exit_code == 0, done.output
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return BeautifulSoup((folder / "site/views/index.html").read_text("utf-8"), "html5lib")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of somebody's own, with a view that is wrong."""
    notes = {"notes/board.md": "# Board\n\n```aquip\nview: actions\nowners: sam\n```\n"}
    return build_site(tmp_path_factory.mktemp("site"), notes)


def test_current() -> None:
    """docs/views.md and notes/views.md are what the views and the examples make of them."""
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page, WRITE
    assert live_page() == LIVE.read_text("utf-8"), WRITE


@pytest.mark.parametrize("name", VIEWS)
def test_examples(stage: MakeStage, name: str) -> None:
    """Each example of the documentation works."""
    shown = stage(NOTES)
    shown.show(f"view: {name}\n{VIEWS[name].example}")
    assert shown.warnings == []
    assert isinstance(yaml.safe_load(VIEWS[name].example or "{}"), dict)


@pytest.mark.parametrize("name", VIEWS)
def test_no_option_is_without_an_example(name: str) -> None:
    """Every view has live examples, and each of its options is in one: `views/examples.py`."""
    written = [yaml.safe_load(options) or {} for options in EXAMPLES.get(name, ())]
    assert written, f"the view {name} has no example in views/examples.py"
    missing = {option.name for option in VIEWS[name].options}.difference(*written)
    assert not missing, f"of {name} no example in views/examples.py has {', '.join(missing)}"


def test_no_example_is_of_something_else() -> None:
    """What is no view any more has no example; other names lead to views."""
    assert not EXAMPLES.keys() - VIEWS.keys()
    assert set(ALIASES.values()) <= VIEWS.keys()


def test_every_option_says_what_it_does() -> None:
    """No row of the documentation has an empty cell."""
    for view in VIEWS.values():
        assert view.summary.endswith("."), view.name
        for option in view.options:
            assert option.takes, (view.name, option.name)
            assert option.summary, (view.name, option.name)


@pytest.mark.parametrize("name", VIEWS)
def test_live(example: BeautifulSoup, name: str) -> None:
    """On the example's page each view's lines are followed by the view, and it shows something."""
    heading = example.find(id=name)
    assert heading is not None
    shown = 0
    for element in heading.find_next_siblings():
        if element.name == "h2":
            break
        view = element.select_one("aq-view")
        if view is None:
            continue
        shown += 1
        before = element.find_previous_sibling()
        assert before is not None
        assert f"view: {name}" in before.get_text()
        assert view.select_one(f".aq-view--{name}"), before.get_text()
        # A year of notes is too little for the dashboards' further pages.
        nothing = ".aq-problem" if "part: 2026" in before.get_text() else ".aq-problem, .aq-empty"
        assert not view.select_one(nothing), before.get_text()
    assert shown == len(EXAMPLES[name])


def test_each_site_tells_of_its_views(site: Site) -> None:
    """Every site has the page, in its navigation, and a view that is wrong leads to its part."""
    page = site.page("views")
    assert {name for name in VIEWS if page.find(id=name)} == set(VIEWS)
    assert not page.select("aq-view")
    assert "Views" in [a.get_text(strip=True) for a in page.select(".md-nav a")]
    problem = site.page("board").select_one(".aq-problem a")
    assert problem is not None
    assert problem["href"] == "../views/#actions"


def test_a_page_of_ones_own_takes_its_place(tmp_path: Path) -> None:
    """A file views.md of the user's is the one that is shown, once in the navigation."""
    page = build_site(tmp_path, {"notes/views.md": "# My views\n"}).page("views")
    assert page.h1 is not None
    assert "My views" in page.h1.get_text()
    primary = page.select(".md-nav--primary a.md-nav__link[href='./']")
    assert len([a for a in primary if re.search("Views|My views", a.get_text())]) == 1


def test_each_view_has_a_template() -> None:
    """Views and templates match, both ways; those with an underscore are parts."""
    templates = {path.stem for path in (THEME / "aquip/views").glob("[!_]*.html")}
    assert {*VIEWS, "problem"} == templates
