"""The view of what keeps coming back."""

from __future__ import annotations

import datetime as dt

from tests.views.conftest import MakeStage

DAY = dt.date(2026, 11, 20)


def weekly(series: str, count: int, item: str) -> dict[str, str]:
    """Return weekly meetings of a series that all have an item."""
    notes = {f"{series}/index.md": f"---\nwith: {series}\ntitle: {series.capitalize()}\n---\n"}
    for back in range(count):
        day = DAY - dt.timedelta(weeks=back)
        text = f"---\ndate: {day}\n---\n## Questions & Issues\n\n{item}\n"
        notes[f"{series}/{day}.md"] = text
    return notes


OPEN = weekly("morgan", 4, "- [ ] Who owns the rota? (need:: viewpoint) ^own01")
SETTLED = weekly("lee", 1, "- Do we always ship on a Friday? (kind:: pattern)")


def test_why_and_where(stage: MakeStage) -> None:
    """A matter says how often, with whom, since when it came up, what it needs, and links each."""
    soup = stage(OPEN | SETTLED).soup("view: recurring")
    row, settled = soup.select(".aq-again__row")
    assert " ".join(row.text.split()).startswith(
        "4× Who owns the rota? In 4 meetings with Morgan, since 30 Oct. "
        "Needs another point of view Morgan 30 Oct, 6 Nov, 13 Nov, 20 Nov"
    )
    links = [str(a["href"]) for a in row.select("ul a")]
    assert links[0] == "../morgan/2026-10-30/#^own01"
    assert len(links) == 4
    assert "Called a pattern, in 1 meeting with Lee" in " ".join(settled.text.split())
    assert settled.find_parent("details", class_="aq-again__settled")


def test_options(stage: MakeStage) -> None:
    """Only a series, only what is open, only the first of them, and then how many there are."""
    every = OPEN | SETTLED
    assert len(stage(every).soup("view: recurring\nseries: lee").select(".aq-again__row")) == 1
    assert len(stage(every).soup("view: recurring\nstate: open").select(".aq-again__row")) == 1
    many = "\n".join(f"- [ ] Habit {chr(97 + n) * 6} (kind:: pattern)" for n in range(5))
    soup = stage(weekly("lee", 1, many)).soup("view: recurring\nlimit: 2")
    assert len(soup.select(".aq-again__row")) == 2
    more = soup.select_one(".aq-more")
    assert more
    assert more.text == "2 of 5, those that most meetings had."


def test_none(stage: MakeStage) -> None:
    """Where nothing comes back the view says so; what is settled is folded."""
    asked = stage(weekly("lee", 1, "- Lunch?")).soup("view: recurring")
    assert asked.text.strip() == "Nothing keeps coming back."
    settled = stage(SETTLED).soup("view: recurring")
    assert settled.select_one(".aq-empty")
    assert settled.select_one("details:not([open]) .aq-again__row")


def test_key_follows(stage: MakeStage) -> None:
    """The view's key changes with what it shows, and with nothing else."""
    from mkdocs_aquip.views import view_key

    def key(notes: dict[str, str]) -> str | None:
        return view_key("view: recurring", stage(notes).context)

    aside = {"lee/2026-01-01.md": "---\ndate: 2026-01-01\n---\n## Questions & Issues\n\n- Tea?\n"}
    assert key(OPEN | SETTLED) == key(OPEN | SETTLED)
    shorter = dict(OPEN)
    del shorter["morgan/2026-11-06.md"]
    assert key(shorter | SETTLED) != key(OPEN | SETTLED)
    assert key(OPEN) != key(OPEN | SETTLED)
    assert key(OPEN | SETTLED | aside) != key(OPEN)
