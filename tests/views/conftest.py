"""What the tests of views share: a small year of notes, and the page a view stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import jinja2
import pytest
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig

import mkdocs_aquip
from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import Person, Settings
from mkdocs_aquip.views import ViewContext, render_view

TODAY = dt.date(2026, 11, 22)
THEME = Path(mkdocs_aquip.__file__).parent / "theme"
PEOPLE = {
    "sam": Person("sam", "Sam Reyes"),
    "morgan": Person("morgan", "Morgan Diaz"),
    "lee": Person("lee", "Lee Okafor"),
}
PAGES = ("actions", "questions", "priorities", "timeline", "accomplishments")

NOTES = {
    "goals/latency.md": (
        "---\ntitle: Checkout under 400 ms\nkind: professional\nperiod: 2026\n---\n"
    ),
    "morgan/index.md": (
        "---\ntitle: Morgan\nwith: morgan\nrelation: manager\ncadence: weekly\n"
        "starts: 2026-10-30\n---\n"
    ),
    "lee/index.md": "---\ntitle: Lee\nwith: lee\nrelation: peer\n---\n",
    "morgan/2026-10-30.md": """\
---
date: 2026-10-30
---
## Accomplishments

- Cut p95 to 310 ms ([graph](https://example.org/g)) (kind:: outcome) (goal:: latency) ^w1n1

## Questions & Issues

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) ^q7a2x

## Priorities

1. Payments cut-over (goal:: latency) ^p1c3z
2. On-call handover ^p2c3z

## Actions

- [ ] @morgan Talk to the data team (due:: 2026-11-06) ^a81kd
- [ ] @sam Draft the rota (due:: 2026-11-20) ^k7f3q
- [ ] @lee Send the seating plan (due:: 2026-11-13) ^lost1

## Feedback

- From @morgan: Your table was the most useful page ^fb01
- To @morgan: Thank you for the budget

## Reflection

- Effective: 3
""",
    "morgan/2026-11-06.md": "---\ndate: 2026-11-06\nstatus: cancelled\nreason: holiday\n---\n",
    "morgan/2026-11-20.md": """\
---
date: 2026-11-20
---
## Accomplishments

- Told two teams about the table (kind:: feedback) (see:: fb01)

## Questions & Issues

- [ ] Reviews take a week (kind:: people) (need:: thought-partner) ^q7a2x

## Priorities

1. On-call handover ^p2c3z
2. Payments cut-over (goal:: latency) ^p1c3z

## Actions

- [ ] @morgan Talk to the data team (due:: 2026-11-18) (was:: 2026-11-06) ^a81kd
- [x] @sam Draft the rota (due:: 2026-11-20) (done:: 2026-11-19) ^k7f3q
- [ ] Somebody books the room
- [ ] @sam @lee Write it up together (due:: 2026-11-25) ^both1

## Reflection

- Effective: 5
""",
    "morgan/2026-11-27.md": """\
---
date: 2026-11-27
---
## Actions

- [ ] @morgan Talk to the data team (due:: 2026-11-18) (was:: 2026-11-06) ^a81kd
- [ ] Somebody books the room
- [ ] @sam @lee Write it up together (due:: 2026-11-25) ^both1
""",
    "lee/2026-11-17.md": "---\ndate: 2026-11-17\n---\n## Actions\n\n- [-] @lee Old idea ^old01\n",
}


@dataclass
class Stage:
    """A page to put views on, and what was warned of."""

    context: ViewContext
    warnings: list[tuple[str, int | None]] = field(default_factory=list)

    def show(self, source: str) -> str:
        """Render a view."""
        return render_view(source, self.context)

    def soup(self, source: str) -> BeautifulSoup:
        """Render a view and read it."""
        return BeautifulSoup(self.show(source), "html.parser")


class MakeStage(Protocol):
    """Makes pages to put views on."""

    def __call__(
        self,
        notes: Mapping[str, str] = ...,
        *,
        series: str | None = None,
        goal: str | None = None,
        overrides: Mapping[str, str] | None = None,
        fixed: bool = True,
    ) -> Stage:
        """Put up a page for some notes; ``overrides`` are templates of the user's own."""


@pytest.fixture
def stage() -> MakeStage:
    """Put up a page at ``board/`` for a record of texts, by default the small year above."""

    def make(
        notes: Mapping[str, str] = NOTES,
        *,
        series: str | None = None,
        goal: str | None = None,
        overrides: Mapping[str, str] | None = None,
        fixed: bool = True,
    ) -> Stage:
        settings = Settings(me="sam", people=PEOPLE, today=TODAY if fixed else None)
        parsed = [
            parse(text, path=f"notes/{uri}", uri=uri, settings=settings, public=True)
            for uri, text in notes.items()
        ]
        urls = {uri: uri.removesuffix("index.md").replace(".md", "/") for uri in notes}
        loader = jinja2.ChoiceLoader(
            [jinja2.DictLoader(overrides or {}), jinja2.FileSystemLoader(THEME)]
        )
        warnings: list[tuple[str, int | None]] = []
        context = ViewContext(
            record=assemble(parsed, settings, TODAY),
            config=MkDocsConfig(),
            env=jinja2.Environment(loader=loader),  # noqa: S701 - as MkDocs makes it
            page_url="board/",
            src_uri="board.md",
            urls=urls | {f"{page}.md": f"{page}/" for page in PAGES},
            source_of=lambda note, line: f"https://example.org/blob/{note.path}?plain=1#L{line}",
            warn=lambda message, line: warnings.append((message, line)),
            series=series,
            goal=goal,
        )
        return Stage(context, warnings)

    return make
