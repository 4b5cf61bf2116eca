"""The feed and the calendars, read by parsers that feed readers and calendars are made with."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.quality.sites import Site

READER = Path(__file__).parent / "tools/feeds.mjs"


def test_feed_and_calendars(tools: Path, example: Site) -> None:
    """Entries lead somewhere once, events are single days, calendars hold what is their owner's."""
    # Where its packages are: Node.js looks for them from the script's own folder.
    script = Path(shutil.copy(READER, tools.parent))
    done = subprocess.run(
        ["node", str(script), str(example.folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    assert found["feed"]["title"] == "Sam's 1:1s"
    assert found["feed"]["entries"] == 80
    assert all(each in (["alternate"], ["alternate", "related"]) for each in found["feed"]["links"])
    calendars = found["calendars"]
    everybody = calendars["actions.ics"]
    assert len(everybody["events"]) == len(calendars["tasks.ics"]["tasks"]) > 5
    assert all(each["days"] == 1 and each["date"] for each in everybody["events"])
    own = {e["uid"] for e in calendars["actions/sam.ics"]["events"]}
    assert own < {e["uid"] for e in everybody["events"]}
    assert {one["refresh"] for one in calendars.values()} == {6 * 3600}
