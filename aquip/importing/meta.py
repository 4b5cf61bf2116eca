"""A source's front matter: what is read in a note stays, all else becomes text."""

from __future__ import annotations

import re
from typing import Final

from aquip.core import grammar
from aquip.core.grammar import PUBLISH_KEY
from aquip.core.model import FrontMatter
from aquip.importing.model import Draft, Kept, Piece, Run

_KEPT_KEYS: Final = frozenset(
    re.findall(
        r"\w+",
        "title, publish, tags, description, icon, subtitle, hide, search, social, comments, "
        "authors, categories, draft, links, pin, readtime, slug, image, aliases, cssclasses, "
        "cssclass",
    )
)
"""Front matter that MkDocs, Material or Obsidian reads in any note."""


def keep_meta(one: Draft, front: FrontMatter, text: str, *, broken: bool, first: bool) -> None:
    """Keep what is read in a note's front matter there; what nothing reads becomes text.

    Of the many meetings of a file, the ``first`` has that text.
    """
    if front.block is None:
        return
    if broken:
        source = front.span.slice(text).strip("\n") if front.span else ""
        if PUBLISH_KEY.search(source):
            one.meta["publish"] = False
        if not first:
            return
        fence = max(["```", *(f"{ticks}`" for ticks in re.findall("`{3,}", source))], key=len)
        _keep(one, f"{fence}yaml\n{source}\n{fence}", "the front matter", "it is not valid YAML")
        return
    said: list[str] = []
    for key, value in front.values.items():
        if key == "date" and grammar.date_of(value):
            continue
        if key.casefold() == "publish":  # however it is written, it hides
            one.meta["publish"] = value
        elif key in _KEPT_KEYS or _valid(key, value):
            one.meta[key] = value
        else:
            said.append(key)
    if said and first:
        rows = [f"- {key}: {_plainly(front.values[key])}".rstrip() for key in said]
        _keep(one, "\n".join(rows), ", ".join(said), "nothing reads such a key in front matter")


def _keep(one: Draft, source: str, what: str, why: str) -> None:
    piece: Piece = (Run(source),)
    one.pieces.setdefault("notes", []).insert(0, piece)
    one.kept.insert(0, Kept(1, what, why))


def _plainly(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plainly(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plainly(one)}" for key, one in value.items())
    return "" if value is None else " ".join(str(value).split())


def _valid(key: str, value: object) -> bool:
    """Tell whether a key is a meeting's own, with a value that it may have."""
    if key == "status":
        return value in ("planned", "held", "cancelled")
    if key == "duration":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if key == "moved_to":
        return grammar.date_of(value) is not None
    if key == "attendees":
        names = value if isinstance(value, list) else str(value).split(",")
        return bool(names) and all(grammar.handle_of(name) for name in names)
    return key == "reason" and isinstance(value, str)
