"""Real meeting notes, by people who never heard of aquip: nothing breaks, findings make sense."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from aquip.core.parse import parse
from aquip.core.record import assemble
from aquip.core.settings import SECTIONS, Settings
from aquip.rules import Facts, check

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = ("New Agenda Items", "Your New Agenda Items")


def test_every_finding_points_into_its_file(corpus: Path) -> None:
    """Over all real notes, every place exists, every message is a line, and no id is invented."""
    folders = {path.parent.relative_to(corpus).as_posix() for path in corpus.rglob("*.md")}
    sections = tuple(
        replace(spec, aliases=(*spec.aliases, *ALIASES)) if spec.key == "questions" else spec
        for spec in SECTIONS
    )
    settings = Settings(sections=sections, series={folder: {} for folder in folders})
    notes = [
        parse(path.read_bytes(), path=uri, uri=uri, settings=settings)
        for path in sorted(corpus.rglob("*.md"))
        for uri in [path.relative_to(corpus).as_posix()]
    ]
    record = assemble(notes, settings, dt.date(2026, 11, 22))
    facts = Facts(exists=lambda path: (corpus / path).exists())
    findings = check(record, settings, facts=facts)
    assert findings
    for finding in findings:
        lines = record.note_at[finding.path].lines
        assert 1 <= finding.line <= finding.end_line <= len(lines), finding
        assert 1 <= finding.column <= len(lines.line_text(finding.line)) + 1, finding
        assert "\n" not in finding.message, finding
    assert not {f.code for f in findings} & {"AQ001", "AQ002", "AQ508", "AQ511", "AQ015", "AQ016"}
