"""What an index was made of, from one build to the next: hashes, and no words.

Plain data in a file, safe to delete. Whatever is wrong with it, the index is made whole.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aquip.files.regular import read_regular
from mkdocs_aquip.incremental.outputs import is_inside


@dataclass(slots=True)
class Written:
    """``edition`` says what numbers mean; ``files`` are hashes by name, ``pages`` by address."""

    edition: str = ""
    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


def load(path: Path, version: str) -> Written:
    """Return what was noted under this version; nothing where that can't be relied on."""
    try:
        values = json.loads(read_regular(path))
        if values.pop("version") != version or not _fits(values):
            return Written()
        return Written(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Written()


def _fits(values: dict[str, Any]) -> bool:
    """Tell whether what a file holds is of the shapes that were written."""
    tables = [values["files"], values["pages"]]
    texts = [values["edition"], *(text for table in tables for text in table.values())]
    return all(isinstance(text, str) for text in texts) and all(map(is_inside, values["files"]))


def save(written: Written, path: Path, version: str) -> None:
    """Note what was written; what can't be noted is made whole next time."""
    text = json.dumps({"version": version, **asdict(written)}, separators=(",", ":"))
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        path.write_text(text, encoding="utf-8")
