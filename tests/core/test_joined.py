"""Several records as one: what has a name keeps its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from aquip.core.joined import below, joined, settings_below
from aquip.core.model import Record
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings

TODAY = dt.date(2026, 11, 22)
SERIES = "---\ntitle: Us\nwith: '@lee'\nowner: sam\n---\n"
FIRST = """\
---
date: 2026-11-06
status: held
attendees: [sam, lee]
---

## Priorities

1. Nets (goal:: stand)

## Actions

- [ ] @sam Order nets with @sam and @lee (due:: 2026-11-30) ^net1
- [ ] @lee Paint
"""
SECOND = FIRST.replace("2026-11-06", "2026-11-13").replace("[ ] @lee Paint", "[x] @lee Paint")
NOTES = {
    "lee/index.md": SERIES,
    "lee/2026-11-06.md": FIRST,
    "lee/2026-11-13.md": SECOND,
    "goals/stand.md": "---\ntitle: A full stand\n---\n",
}


def people(**names: str) -> Settings:
    """Return settings that name these people."""
    return Settings(people={handle: Person(handle, name) for handle, name in names.items()})


def record(
    settings: Settings, name: str = "", notes: Mapping[str, str] = NOTES, **index: object
) -> Record:
    """Return the record of notes, below a source's name where one is given."""
    settings = Settings(people=settings.people, series={"lee": index} if index else {})
    made = [
        parse(text, path=f"notes/{uri}", uri=uri, settings=settings) for uri, text in notes.items()
    ]
    if name:
        made = [below(note, name) for note in made]
        settings = settings_below(settings, name)
    return assemble(made, settings, TODAY, root=name)


def test_without_sources_a_record_is_what_it_was() -> None:
    """Where there are no sources, the very record is the whole."""
    own = record(people())
    assert joined(own, {}) is own


def test_equal_repositories_share_nothing() -> None:
    """Items of the same id, text and goal are as many as there are repositories."""
    own = record(people())
    whole = joined(own, {"club": record(people(), "club")})
    assert list(whole.series) == ["club/lee", "lee"]
    assert list(whole.goals) == ["stand", "club/stand"]
    assert len(whole.threads) == 2 * len(own.threads)
    assert {t.item.goal for t in whole.threads} == {None, "stand", "club/stand"}
    for item_id in ("net1", "club/net1"):
        thread = whole.thread_by_id[item_id]
        assert [o.item.id for o in thread.occurrences] == [item_id] * 2
    assert len({note.path for note in whole.notes}) == 2 * len(NOTES)
    for thread in whole.threads:
        assert len({o.meeting.series for o in thread.occurrences}) == 1
        assert whole.thread_at[thread.newest.meeting.note.path, thread.item.line] is thread


def test_threads_stand_in_the_order_of_the_whole() -> None:
    """The rows of all repositories are sorted as those of one are."""
    whole = joined(record(people()), {"club": record(people(), "club")})
    places = [(t.newest.meeting.date, t.newest.meeting.series, t.item.line) for t in whole.threads]
    assert places == sorted(places)


def test_somebody_else_of_the_same_handle() -> None:
    """A handle that names another person is another handle, wherever the notes have it."""
    own = record(people(sam="Sam Reyes", lee="Lee Park"))
    theirs = record(people(sam="Samira Okafor", lee="Lee Park"), "club")
    whole = joined(own, {"club": theirs})
    assert {h: p.name for h, p in whole.settings.people.items()} == {
        "sam": "Sam Reyes",
        "lee": "Lee Park",
        "club.sam": "Samira Okafor",
    }
    item = whole.thread_by_id["club/net1"].item
    assert item.owners == ("club.sam",)
    assert item.text == "Order nets with @club.sam and @lee"
    series = whole.series["club/lee"]
    assert (series.owner, series.with_) == ("club.sam", "lee")
    assert series.meetings[0].attendees == ("club.sam", "lee")
    assert whole.thread_by_id["net1"].item.owners == ("sam",)


@pytest.mark.parametrize(
    ("own", "theirs", "same"),
    [
        (Person("sam", "Sam Reyes"), Person("sam", "sam reyes"), True),
        (Person("sam", "Sam Reyes"), Person("sam", "Sam"), True),
        (Person("sam", "Sam"), Person("sam", "Sam Reyes"), True),
        (Person("sam", "Sam R", ("s@x.example",)), Person("sam", "Samuel", ("s@x.example",)), True),
        (
            Person("sam", "Sam R", ("s@x.example",)),
            Person("sam", "Samuel", ("t@x.example",)),
            False,
        ),
        (Person("sam", "Sam Reyes"), Person("sam", "Samira Okafor"), False),
    ],
)
def test_who_is_the_same(own: Person, theirs: Person, *, same: bool) -> None:
    """A handle is one person's where names or addresses agree, or one side has no full name."""
    whole = joined(
        record(Settings(people={"sam": own})),
        {"club": record(Settings(people={"sam": theirs}), "club")},
    )
    assert ("club.sam" not in whole.settings.people) == same


def test_people_that_settings_name_for_a_series() -> None:
    """A series without an index.md, whose front matter the settings have, is kept apart as well."""
    notes = {uri: text for uri, text in NOTES.items() if uri != "lee/index.md"}
    own = record(people(sam="Sam Reyes"), notes=notes, **{"with": "sam"})
    theirs = record(people(sam="Samira Okafor"), "club", notes, **{"with": "@sam"})
    whole = joined(own, {"club": theirs})
    assert (whole.series["lee"].with_, whole.series["club/lee"].with_) == ("sam", "club.sam")
    assert whole.series["club/lee"].title == "lee"
