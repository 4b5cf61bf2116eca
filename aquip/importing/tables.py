"""Tables of actions, ``Action | Owner | Due``, into items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from aquip.core.grammar import fold_title
from aquip.importing.actions import Action, ActionReader

_ROLES: Final[dict[str, str]] = {
    name: role
    for role, names in {
        "action": "action, actions, action item, action items, action point, task, tasks, to do, "
        "todo, what, next step, next steps, item, description, follow up",
        "owner": "owner, owners, who, assignee, assigned to, responsible, lead, person, dri, name",
        "due": "due, due date, when, deadline, by, by when, target date, target, eta",
        "status": "status, state, done, complete",
        "number": "no, nr, id, number",
    }.items()
    for name in names.split(", ")
}
_VAGUE: Final = frozenset({"item", "description", "what"})
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CLOSED = re.compile(
    r"(?:done|completed?|closed|finished|yes|x|✅|✔\ufe0f?|☑\ufe0f?|\[x\])", re.IGNORECASE
)
_DROPPED = re.compile(r"(?:cancell?ed|dropped|won'?t do|abandoned|obsolete)", re.IGNORECASE)
_OPEN = re.compile(r"(?:|open|to ?do|new|no|not started|☐|\[ \])", re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """Items, and the names nobody knows; ``skipped`` lines come before the table's own."""

    items: list[str]
    strangers: list[str]
    skipped: int


def actions(source: str, reader: ActionReader, *, certain: bool) -> Rows | None:
    """Return the items of a table of actions; None where it is none, or a row has no task.

    ``certain`` where it stands under a heading of actions, and needs no owner's column.
    """
    lines = source.split("\n")
    rule = next((n for n, line in enumerate(lines) if n and _RULE.fullmatch(line)), None)
    if rule is None:
        return None
    titles = _cells(lines[rule - 1])
    roles = [_ROLES.get(fold_title(title)) for title in titles]
    task = next((n for n, role in enumerate(roles) if role == "action"), None)
    if task is None or not (
        certain or ("owner" in roles and fold_title(titles[task]) not in _VAGUE)
    ):
        return None
    items: list[str] = []
    unknown: list[str] = []
    for line in lines[rule + 1 :]:
        cells = _cells(line)
        if not any(cells):
            continue
        item = _item([*cells, *[""] * len(titles)], titles, roles, reader)
        if item is None:
            return None
        items.append(item[0])
        unknown += item[1].strangers
    return Rows(items, unknown, rule - 1) if items else None


def _cells(line: str) -> list[str]:
    bare = line.strip()
    bare = bare.removeprefix("|")
    if re.search(r"(?<!\\)\|$", bare):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_EDGE.split(bare)]


def _item(
    cells: list[str], titles: list[str], roles: list[str | None], reader: ActionReader
) -> tuple[str, Action] | None:
    """Write a row as an item; what a column says that an item has no place for is a detail."""
    said = {role: cells[n] for n, role in reversed([*enumerate(roles)]) if role}
    task = said["action"]
    box, details = " ", []
    due = f" - due {said['due']}" if said.get("due") else ""
    owner = said.get("owner", "")
    owners = reader.people.handles(owner) if owner else ()
    action = reader.read(f"{task}{due}", owners=owners)
    if not task or action is None:
        return None
    if due and action.due is None:
        action = reader.read(task, owners=owners)
        details.append(("due", said["due"]))
    status = said.get("status", "")
    if _CLOSED.fullmatch(status):
        box = "x"
    elif _DROPPED.fullmatch(status):
        box = "-"
    elif not _OPEN.fullmatch(status):
        details.append(("status", status))
    if owner and not owners:
        details.insert(0, ("owner", owner))
    titled = {role: titles[n] for n, role in reversed([*enumerate(roles)]) if role}
    lines = [f"  - {titled[role]}: {text}" for role, text in details]
    used = {roles.index(role) for role in said}
    lines += [
        f"  - {titles[n] or 'Note'}: {cell}" if n < len(titles) else f"  - {cell}"
        for n, cell in enumerate(cells)
        if n not in used and cell
    ]
    if said.get("number"):
        lines.append(f"  - {titled['number']}: {said['number']}")
    if action is None:
        return None
    head = f"[{box}]{action.head[3:]}" if status else action.head
    stranger = (owner,) if owner and not owners else action.strangers
    return "\n".join([f"- {head}", *lines]), Action(head, box, action.owners, stranger)
