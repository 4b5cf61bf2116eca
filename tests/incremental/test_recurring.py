"""What keeps coming back follows the notes, on top of a build as in a clean one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.incremental.conftest import Twins

HEAD = "---\ndate: {day}\n---\n\n## Questions & Issues\n\n{items}"
DAYS = ("2026-10-30", "2026-11-06", "2026-11-13")


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    """Two sites of two series, in one of which meetings showed the same question twice."""
    made = Twins(tmp_path)
    made.configure()
    for name in ("morgan", "lee"):
        made.write({f"notes/{name}/index.md": f"---\nwith: {name}\n---\n"})
    for day in DAYS[:2]:
        made.write({f"notes/morgan/{day}.md": note(day, "- [ ] Who owns the rota? ^own01\n")})
    return made


def note(day: str, items: str) -> str:
    """Return a meeting with some questions."""
    return HEAD.format(day=day, items=items)


def told(twins: Twins) -> list[str]:
    """Return why each matter is told to come back."""
    html = (twins.site / "questions/index.html").read_text("utf-8")
    summaries = BeautifulSoup(html, "html.parser").select(".aq-again__ways summary")
    return [" ".join(summary.get_text().split()) for summary in summaries]


def links(twins: Twins) -> list[str]:
    """Return where the meetings of what comes back are linked to."""
    html = (twins.site / "questions/index.html").read_text("utf-8")
    return [str(a["href"]) for a in BeautifulSoup(html, "html.parser").select(".aq-again ul a")]


def test_it_follows(twins: Twins) -> None:
    """A meeting more, the same words elsewhere, an id: the page tells each, and nothing stale."""
    twins.check()
    assert told(twins) == []
    third = f"notes/morgan/{DAYS[2]}.md"
    twins.write({third: note(DAYS[2], "- [ ] Who owns the rota? ^own01\n")})
    twins.check()
    assert told(twins) == ["In 3 meetings with morgan, since 30 Oct"]
    elsewhere = f"notes/lee/{DAYS[0]}.md"
    twins.write({elsewhere: note(DAYS[0], "- Who owns the *rota*?\n")})
    twins.check()
    assert told(twins) == ["Raised 2×, in 4 meetings with lee and morgan, since 30 Oct"]
    twins.write({elsewhere: note(DAYS[0], "- Who owns the *rota*? ^own02\n")})
    twins.check()
    assert any(link.endswith("own02") for link in links(twins))
    twins.write({third: note(DAYS[2], "- [x] Who owns the rota? ^own01\n")})
    twins.check()
    assert told(twins) == ["Raised 2×, in 4 meetings with lee and morgan, from 30 Oct to 13 Nov"]
