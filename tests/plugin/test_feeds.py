"""What the site says to other tools."""

from __future__ import annotations

import datetime as dt
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from icalendar import Calendar

if TYPE_CHECKING:
    from tests.plugin.conftest import Build, Site

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://example.org/notes/"
OPEN = """\
---
date: 2026-11-20
---

## Actions

- [ ] @morgan @sam Ask *Jo* about reviews (due:: 2026-11-27) ^act13
- [ ] @sam No date
- [x] @sam Over (due:: 2026-11-27)
"""


def test_aquip_json_holds_what_the_command_prints(site: Site) -> None:
    """Rows have the keys of `--format json`; a question of the record is there once."""
    found = json.loads((site.folder / "aquip.json").read_text("utf-8"))
    assert found["today"] == "2026-11-22"
    (question,) = found["questions"]
    assert question["id"] == "que13"
    assert question["path"] == "notes/morgan/2026-11-20.md"
    assert question["carries"] == 1
    assert found["series"][0]["meetings"][0]["status"] == "held"
    assert [each["text"] for each in found["accomplishments"]] == [
        "Checkout is fast ([graph](assets/graph.svg))"
    ]


def test_the_calendar_holds_open_actions_with_their_days(make: Build) -> None:
    """A task for each open action that has a due date, with its owners and its page."""
    site = make({"notes/morgan/2026-11-20.md": OPEN}, site_url=URL)
    calendar = Calendar.from_ical((site.folder / "actions.ics").read_bytes())
    (task,) = calendar.walk("VTODO")
    assert task["SUMMARY"] == "Morgan Diaz, Sam Reyes: Ask Jo about reviews"
    assert task.decoded("DUE") == dt.date(2026, 11, 27)
    assert task["UID"] == "act13@aquip"
    assert task["URL"] == f"{URL}morgan/2026-11-20/#^act13"


def test_the_feed_holds_held_meetings_newest_first(make: Build) -> None:
    """An entry for each held meeting, with its address; the same in every build."""
    first = (make(site_url=URL).folder / "feed.xml").read_bytes()
    feed = ET.fromstring(first)  # noqa: S314 - the feed that was just built
    links = [entry.find(f"{ATOM}link") for entry in feed.findall(f"{ATOM}entry")]
    assert [link.get("href") for link in links if link is not None] == [
        f"{URL}morgan/2026-11-20/",
        f"{URL}morgan/2026-11-13/",
    ]
    assert first == (make(site_url=URL).folder / "feed.xml").read_bytes()


def test_without_an_address_there_is_no_feed(site: Site) -> None:
    """A feed's links are absolute: a site that does not know its address has none."""
    assert not (site.folder / "feed.xml").exists()
    assert (site.folder / "actions.ics").is_file()


def test_a_users_file_of_the_name_stays(make: Build) -> None:
    """What the notes folder holds is not written over."""
    site = make({"notes/aquip.json": "{}"})
    assert (site.folder / "aquip.json").read_text("utf-8") == "{}"
