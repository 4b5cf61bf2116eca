"""A draft into a meeting's note: front matter, title, and its sections in aquip's order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import yaml

from aquip.core import gfm
from aquip.core.carry import CLOSE_MARK, OPEN_MARK
from aquip.core.settings import Settings
from aquip.importing.model import Draft, Piece, Run

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_ENDS: Final = ("-->", "</script>", "</pre>", "</style>", "</textarea>", "?>", "]]>", ">")


def compose(draft: Draft, settings: Settings) -> str:
    """Write the note."""
    parts = [_front_matter(draft), f"# {draft.title}"]
    for spec in settings.sections:
        pieces = draft.pieces.get(spec.key)
        if pieces:
            parts.append(f"## {spec.heading}")
            parts.extend(_joined(pieces))
    return "\n\n".join(parts) + "\n"


def _front_matter(draft: Draft) -> str:
    meta = {key: value for key, value in draft.meta.items() if key != "date"}
    rest = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000) if meta else ""
    return f"---\ndate: {draft.date}\n{rest}---"


def _joined(pieces: Iterable[Piece]) -> list[str]:
    """Return the parts of a section: items that follow each other are one list."""
    parts: list[str] = []
    for piece in pieces:
        text = "\n".join(_marked(run) for run in _merged(piece))
        if parts and _is_item(text) and _ends_in_item(parts[-1]):
            parts[-1] += f"\n{text}"
        else:
            # Indented text would go on with what stands above it.
            indented = text.expandtabs(4)[:2].isspace()
            parts.append(f"<!-- -->\n\n{text}" if parts and indented else text)
    return parts


def _marked(run: Run) -> str:
    """Return a run, between markers where it is hidden."""
    text = closed(run.text)
    return f"{run.indent}{OPEN_MARK}\n{text}\n{run.indent}{CLOSE_MARK}" if run.hidden else text


def _merged(piece: Piece) -> list[Run]:
    """Join runs that are hidden alike."""
    runs: list[Run] = []
    for run in piece:
        if runs and runs[-1].hidden == run.hidden:
            runs[-1] = Run(f"{runs[-1].text}\n\n{run.text}", run.hidden, runs[-1].indent)
        else:
            runs.append(run)
    return runs


def _is_item(text: str) -> bool:
    return text.startswith("- ")


def _ends_in_item(text: str) -> bool:
    """Tell whether a list may go on below; what begins with HTML is HTML to its blank line."""
    last = text[text.rfind("\n- ") + 1 :] if "\n- " in text else text
    return _is_item(last) and "\n\n" not in last and _is_item(text.rpartition("\n\n")[2])


def closed(text: str) -> str:
    """End what a text begins and would run on through all that comes after it."""
    if _stops(text):
        return text
    fences = _FENCE.findall(text)
    for end in (*reversed(fences), *_ENDS):
        if _stops(f"{text}\n{end}"):
            return f"{text}\n{end}"
    return text


def _stops(text: str) -> bool:
    """Tell whether a heading below a text would be one."""
    if not re.search(r"```|~~~|<[!?/a-zA-Z]", text):
        return True
    blocks = [*gfm.structure(f"{text}\n\n## end\n")]
    return any(block.tag == "h2" and gfm.text_of(block) == "end" for block in blocks[-2:])
