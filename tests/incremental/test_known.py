"""What other series say: a meeting's page shows it, and is made again when it changes."""

from __future__ import annotations

import pytest

from tests.incremental.conftest import Twins
from tests.incremental.test_changes import FIRST
from tests.plugin.conftest import MEETING, SERIES

HERE = "notes/jo/2026-11-20.md"


def _meeting(day: str, *lines: str) -> str:
    return (
        f"---\ndate: 2026-11-{day}\nstatus: held\n---\n\n## Actions\n\n" + "\n".join(lines) + "\n"
    )


ACTION = "- [ ] @sam Write it down (due:: 2026-11-27)"
OTHER: dict[str, tuple[str, str, str]] = {
    # What a meeting with Jo says, and what one with Morgan says before and after.
    "an item in both": (f"{ACTION} ^same1", f"{ACTION} ^same1", f"{ACTION} ^else1"),
    "an item comes": (f"{ACTION} ^same1", f"{ACTION} ^else1", f"{ACTION} ^same1"),
    "a reference": (f"{ACTION} (see:: ^else1)", f"{ACTION} ^else1", "- [x] @sam Done ^else1"),
    "a reference to nothing": (f"{ACTION} (see:: ^else1)", ACTION, f"{ACTION} ^else1"),
    "an anchor": (
        "- [ ] @sam See [this](../morgan/2026-11-13.md#mine)",
        "- [ ] @sam <b id='mine'>Here</b>",
        '- [ ] @sam <b id="mine">Here</b>',
    ),
    "a goal": (f"{ACTION} (goal:: latency)", ACTION, f"{ACTION} (goal:: latency)"),
}


@pytest.mark.parametrize("case", OTHER)
def test_another_series(twins: Twins, case: str) -> None:
    """What one series shows of another is as new as in a clean build, there and back again."""
    here, before, after = OTHER[case]
    series = SERIES.replace("morgan", "jo").replace("Morgan", "Jo")
    twins.write({"notes/jo/index.md": series, HERE: _meeting("20", here)})
    twins.write({"notes/jo/2026-11-19.md": _meeting("19", "- [ ] @sam Old one")})
    for text in (before, after, before):
        twins.write({FIRST: _meeting("13", text)})
        twins.check()


def test_others_are_left_alone(twins: Twins) -> None:
    """An edit in one series makes no meeting of another again."""
    series = SERIES.replace("morgan", "jo").replace("Morgan", "Jo")
    twins.write({"notes/jo/index.md": series, HERE: _meeting("20", ACTION)})
    twins.again()
    twins.write({FIRST: MEETING.replace("Order confirmed", "Order agreed")})
    assert not twins.check().pages("jo/2026")
