"""Runs the rules over a record. Pure: what the file system knows comes in as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aquip.core.model import Note, Record
from aquip.core.settings import Settings, Severity
from aquip.core.text import Span
from aquip.rules.base import Fault, Finding, Rule
from aquip.rules.context import Context
from aquip.rules.facts import Facts
from aquip.rules.registry import RULES
from aquip.rules.suppression import Suppression, begins


def check(  # noqa: PLR0913 - what to check, and four choices that are named
    record: Record,
    settings: Settings,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    facts: Facts | None = None,
    private: bool = False,
) -> list[Finding]:
    """Find what the rules have to say, sorted by path, line, column and code.

    ``record`` is the full one, private parts included; a finding that stands in a
    private part says no more than its rule's summary, unless ``private``. ``select``
    and ``ignore`` are codes or their beginnings; ``select`` does not turn on what the
    settings turn off.
    """
    findings = [
        _finding(rule, fault, severity_of(rule, settings), private=private)
        for rule, fault in faults(record, settings, select=select, ignore=ignore, facts=facts)
    ]
    return sorted(findings, key=lambda f: (f.path, f.line, f.column, f.code, f.message))


def faults(
    record: Record,
    settings: Settings,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    facts: Facts | None = None,
) -> Iterator[tuple[Rule, Fault]]:
    """Yield what each rule finds, in the rules' order, less what is turned off or silenced."""
    context = Context(record, facts or Facts())
    select, ignore = tuple(select), tuple(ignore)
    silenced = _Silenced(record)
    for rule in RULES.values():
        if severity_of(rule, settings) == "off" or begins(rule.code, ignore):
            continue
        if select and not begins(rule.code, select):
            continue
        for fault in rule.run(context):
            if not silenced(rule, fault):
                yield rule, fault


def severity_of(rule: Rule, settings: Settings) -> Severity:
    """Return what the settings say of a rule, by name or by the longest beginning of its code."""
    severity, length = rule.severity, 0
    for key, value in settings.rules.items():
        if key.casefold() == rule.name:
            return value
        if rule.code.startswith(key.upper()) and len(key) > length:
            severity, length = value, len(key)
    return severity


class _Silenced:
    """Asks a note's ignore comments, which are collected once something is found in it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._suppressions: dict[str, Suppression] = {}

    def __call__(self, rule: Rule, fault: Fault) -> bool:
        note = fault.note
        if note is None:
            return False
        found = self._suppressions.get(note.path)
        if found is None:
            meeting = self._record.meeting_at.get(note.path)
            series = self._record.series.get(meeting.series) if meeting else None
            found = self._suppressions[note.path] = Suppression.of(note, series)
        return found.silences(rule.code, fault.span.start)


def _finding(rule: Rule, fault: Fault, severity: Severity, *, private: bool) -> Finding:
    told = fault.tells if fault.note is None else ((fault.note, fault.span), *fault.tells)
    withheld = not private and any(is_private(note, span) for note, span in told)
    line = column = end_line = end_column = 1
    if fault.note is not None:
        line, column = fault.note.lines.position(fault.span.start)
        end_line, end_column = fault.note.lines.position(max(fault.span))
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=rule.summary if withheld and not fault.discreet else fault.message,
        path=fault.note.path if fault.note else fault.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        fixable=bool(fault.edits),
        withheld=withheld,
    )


def is_private(note: Note, span: Span | None) -> bool:
    """Tell whether a place may not be shown; without a span, whether the whole note may not."""
    if not note.published:
        return True
    if span is None or not note.hidden:
        return False
    first, last = (note.lines.position(offset).line for offset in span)
    return any(line in note.hidden for line in range(first, last + 1))
