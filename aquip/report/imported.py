"""What an import did, or would do: for people line by line, and as plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from aquip.report.text import count, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aquip.importing.outcome import FilePlan, Made, Plan

_NOUNS: Final = {
    "accomplishments": "accomplishment",
    "questions": "question",
    "priorities": "priority",
    "actions": "action",
    "feedback": "feedback",
}
_FEW: Final = 5
"""Files up to which each part of each is named; of more, parts are summed up by their headings."""
_MOST: Final = 12


def as_data(plan: Plan, *, dry_run: bool) -> dict[str, object]:
    """Return the plan as plain data."""
    return {
        "dry_run": dry_run,
        "files": [_file(file) for file in plan.files],
        "series": sorted(plan.indexes),
        "attachments": sorted(plan.attachments),
        "unknown_people": dict(_strangers(plan).most_common()),
        "passed_over": dict(plan.passed_over),
    }


def _file(file: FilePlan) -> dict[str, object]:
    refusal = file.refusal
    return {
        "path": file.path,
        "state": file.state,
        "line": refusal.line if refusal else None,
        "cause": refusal.cause if refusal else None,
        "remedy": refusal.remedy if refusal else None,
        "meetings": [_meeting(one) for one in file.meetings],
        "attachments": file.attachments,
        "links_kept": [] if _is_private(file) else file.links,
    }


def _meeting(made: Made) -> dict[str, object]:
    draft = made.draft
    items = _items(made)
    return {
        "path": made.path,
        "series": made.series,
        "date": draft.date.isoformat(),
        "title": None if draft.private else draft.title,
        "sections": list(draft.pieces),
        "items": dict(items),
        "open": sum(i.state == "open" for i in made.note.items("actions")) if made.note else 0,
        "kept": [
            {"line": kept.line, "what": None if draft.private else kept.what, "why": kept.why}
            for kept in draft.kept
        ],
        "remarks": draft.remarks,
    }


def _items(made: Made) -> Counter[str]:
    return Counter(item.section for item in made.note.items()) if made.note else Counter()


def _is_private(file: FilePlan) -> bool:
    return any(one.draft.private for one in file.meetings)


def _strangers(plan: Plan) -> Counter[str]:
    return Counter(
        name
        for file in plan.files
        for one in file.meetings
        if not one.draft.private
        for name in one.draft.strangers
    )


def as_text(plan: Plan, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that people read."""
    for file in plan.files:
        yield from map(visible, _lines(file, dry_run=dry_run))
        if len(plan.files) <= _FEW:
            yield from map(visible, _kept(file))
    yield ""
    yield from map(visible, _summary(plan, dry_run=dry_run))


def _lines(file: FilePlan, *, dry_run: bool) -> Iterator[str]:
    if file.refusal:
        line = f":{file.refusal.line}" if file.refusal.line else ""
        yield f"{file.path}{line}: left out: {file.refusal.cause}"
        if file.refusal.remedy:
            yield f"  {file.refusal.remedy}"
        return
    for one in file.meetings:
        items = _items(one)
        said = [
            count(items[key], noun, _plural(noun)) for key, noun in _NOUNS.items() if items[key]
        ]
        if one.there:
            yield f"{file.path}: {one.path} is there already"
            continue
        verb = "would become" if dry_run else "became"
        yield f"{file.path}: {verb} {one.path}: {', '.join(said) or 'notes alone'}"
    if file.attachments:
        yield f"  with {', '.join(file.attachments)}"
    if file.links and not _is_private(file):
        links = ", ".join(dict.fromkeys(file.links))
        yield f"  links kept as they are, to what is not there: {links}"


def _plural(noun: str) -> str:
    return {"priority": "priorities", "feedback": "feedback"}.get(noun, f"{noun}s")


def _kept(file: FilePlan) -> Iterator[str]:
    for one in file.meetings:
        if one.draft.private:
            continue
        for kept in one.draft.kept:
            yield f"  line {kept.line}: {kept.what}: kept as notes: {kept.why}"
        for remark in one.draft.remarks:
            yield f"  {remark}"


def _summary(plan: Plan, *, dry_run: bool) -> Iterator[str]:
    made = [*plan.made()]
    there = sum(one.there for file in plan.files if not file.refusal for one in file.meetings)
    verb = "would be written" if dry_run else "written"
    items = sum((_items(one) for one in made), Counter())
    said = [count(items[key], noun, _plural(noun)) for key, noun in _NOUNS.items() if items[key]]
    yield f"{count(len(made), 'meeting')} {verb}" + (f": {', '.join(said)}" if said else "")
    if plan.attachments:
        yield f"{count(len(plan.attachments), 'attachment')} {verb}"
    for path in plan.indexes:
        yield f"{path}: a new series"
    if there:
        yield f"{count(there, 'meeting')} there already"
    if plan.refused:
        yield f"{count(len(plan.refused), 'file')} left out, each named above"
    if plan.passed_over:
        kinds = ", ".join(f"{n} {ending}" for ending, n in plan.passed_over.most_common())
        yield f"not Markdown, so not looked at unless a note links to it: {kinds}"
    if len(plan.files) > _FEW:
        yield from _often_kept(made)
    if people := _strangers(plan):
        names = ", ".join(f"{name} ({n})" for name, n in people.most_common(_MOST))
        yield f"owners that nobody knows stay in the text: {names}"
        if dry_run:
            first = people.most_common(1)[0][0]
            yield f'Say who they are when you import: --person "{first}=HANDLE"'


def _often_kept(made: list[Made]) -> Iterator[str]:
    kept = Counter(
        (kept.what, kept.why) for one in made if not one.draft.private for kept in one.draft.kept
    )
    if not kept:
        return
    yield "kept word for word as notes, most often (--format json has all of it):"
    for (what, why), times in kept.most_common(_MOST):
        yield f"  {what}, in {count(times, 'meeting')}: {why}"
