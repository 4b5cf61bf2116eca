"""Change upon change: each build on top of the last is the clean one, and makes little."""

from __future__ import annotations

import logging
import random

import pytest
from mkdocs import utils
from mkdocs.commands.build import build

from tests.incremental.conftest import Twins
from tests.incremental.test_changes import CHANGES, FIRST, SECOND
from tests.plugin.conftest import FILES, MEETING, NEXT, SERIES

BAD = MEETING.replace("](assets/graph.svg)", "](nowhere.md)").replace(
    "Ask Jo", "[Ask](2026-11-20.md#none) Jo"
)


@pytest.mark.parametrize("seed", range(3))
def test_random_series(twins: Twins, seed: int) -> None:
    """After any changes in any order, some undone again, the site is that of a clean build."""
    chance = random.Random(seed)
    for _ in range(5):
        for name in chance.sample(sorted(CHANGES), k=chance.choice((1, 1, 2))):
            twins.write({FIRST: MEETING})
            twins.again()  # some changes are made to a site
            CHANGES[name](twins)
        if chance.random() < 0.3:
            twins.write({name: FILES[name] for name in chance.sample(sorted(FILES), k=3)})
        if chance.random() < 0.3:
            twins.config.clear()
            twins.plugins.clear()
        twins.check()


def test_unchanged(twins: Twins) -> None:
    """Where nothing changed, nothing is written."""
    assert twins.check().files == set()


def test_an_edit_makes_what_shows_it(twins: Twins) -> None:
    """A changed word is made anew where it is shown, and nowhere else among the meetings."""
    twins.write({FIRST: MEETING.replace("Order confirmed", "Order agreed")})
    assert twins.check().pages("morgan/2026") == {"morgan/2026-11-13"}


def test_warnings_are_told_again(twins: Twins) -> None:
    """What is wrong on a page that is left alone is said in each build, and fails a strict one."""
    twins.write({FIRST: BAD})
    twins.strict = True
    first, second = twins.check(), twins.check()
    assert sorted(first.said) == sorted(second.said)
    assert "Aborted" in second.end
    assert any("nowhere.md" in said for said in second.said)
    assert any("#none" in said for said in second.said)


def test_target_gone(twins: Twins) -> None:
    """A page that links to a note is made again, and warned of, when that note goes."""
    twins.write({FIRST: None})
    rebuilt = twins.check()
    assert any("2026-10-09.md" in said for said in rebuilt.said)


def test_quiet_build(twins: Twins) -> None:
    """What a quiet build kept to itself, the next one says."""
    twins.write({FIRST: BAD})
    twins.configure()
    config = twins.load("site")
    config.plugins.on_startup(command="build", dirty=True)
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    build(config, dirty=True)
    config.plugins.on_shutdown()
    assert any("nowhere.md" in said for said in twins.check().said)


def test_a_reference_is_current(twins: Twins) -> None:
    """A page that shows another meeting's item by reference shows what it says now."""
    twins.write({SECOND: NEXT.replace("Who reviews?", "Who else reviews?")})
    assert "morgan/2026-10-02" in twins.check().pages("morgan")


def test_a_series_is_current(twins: Twins) -> None:
    """The title of a series stands on its meetings' pages."""
    twins.write({"notes/morgan/index.md": SERIES.replace("title: Sam & Morgan", "title: We")})
    assert "morgan/2026-10-02" in twins.check().pages("morgan")


def test_gone_pages_leave_nothing(twins: Twins) -> None:
    """The output of a note that is gone is gone with its folder, and nobody else's file."""
    twins.write({FIRST: None, "site/mine.txt": "mine"})
    twins.again()
    assert not (twins.site / "morgan/2026-11-13").exists()
    assert (twins.site / "morgan/2026-11-20").exists()
    assert (twins.site / "mine.txt").read_text() == "mine"


def test_build_cut_short(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build that was cut short in the middle of writing, the next one is right."""
    twins.write({FIRST: MEETING.replace("fast", "slow"), "notes/jo/2026-11-13.md": MEETING})
    made: list[str] = []
    write = utils.write_file

    def fail(content: bytes, path: str) -> None:
        made.append(path)
        if len(made) == 5:
            raise KeyboardInterrupt
        write(content, path)

    monkeypatch.setattr(utils, "write_file", fail)
    with pytest.raises(KeyboardInterrupt):
        twins.again()
    monkeypatch.setattr(utils, "write_file", write)
    twins.write({"notes/jo/2026-11-13.md": None})
    twins.check()


def test_feedback_that_is_taken_up_is_current(twins: Twins) -> None:
    """The page where it was said tells it, though nothing else of that meeting changed."""
    said = MEETING + "\n## Feedback\n\n- From @morgan: Ask before you answer ^fee13\n"
    twins.write({FIRST: said})
    twins.check()
    later = MEETING.replace("2026-11-13", "2026-11-18").replace("^acc13", "(see:: fee13) ^acc18")
    twins.write({"notes/jo/index.md": "---\nwith: jo\n---\n", "notes/jo/2026-11-18.md": later})
    assert "morgan/2026-11-13" in twins.check().pages("morgan")
    twins.write({"notes/jo/2026-11-18.md": later.replace("(see:: fee13) ", "")})
    assert "morgan/2026-11-13" in twins.check().pages("morgan")


def test_people_are_current(twins: Twins) -> None:
    """A person comes with an action and goes with it; whoever is named in one has it on a page."""
    action = "\n## Actions\n\n- [ ] @tove Thank @morgan ^tov11\n"
    twins.write({SECOND: NEXT.replace("## Reflection", f"{action}\n## Reflection")})
    twins.check()
    assert (twins.site / "people/tove/index.html").exists()
    twins.write({SECOND: NEXT})
    twins.check()
    assert not (twins.site / "people/tove").exists()
