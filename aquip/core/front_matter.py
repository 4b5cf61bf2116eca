"""A note's front matter: YAML between python-frontmatter's boundaries, with positions.

Scalars that YAML 1.1 would bend stay as written: dates (no timezone may shift
them) and ``time: 10:00`` (which it reads as 600 minutes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import yaml
from frontmatter.default_handlers import YAMLHandler

from aquip.core.grammar import FRONT_MATTER_EDGE
from aquip.core.model import FrontMatter, Problem
from aquip.core.text import Span
from aquip.core.yaml_limits import FAULTS, refuse_excess

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BENT = frozenset(f"tag:yaml.org,2002:{tag}" for tag in ("timestamp", "int", "float"))


class _NoteLoader(_BASE):  # type: ignore[misc]  # the C loader is untyped
    """The safe loader, less YAML 1.1's timestamps, sexagesimals and octals."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, Any]]]] = {
        first: [pair for pair in pairs if pair[0] not in _BENT]
        for first, pairs in _BASE.yaml_implicit_resolvers.items()
    }


for _tag, _pattern in (
    ("int", re.compile(r"^[-+]?[0-9]{1,18}$")),
    ("float", re.compile(r"^[-+]?[0-9]{1,18}\.[0-9]{0,18}$")),
):
    _NoteLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, list("-+0123456789"))


class NoteHandler(YAMLHandler):
    """python-frontmatter's YAML, closed by ``---`` or, as MkDocs allows, by ``...``."""

    FM_BOUNDARY = FRONT_MATTER_EDGE


_HANDLER = NoteHandler()


def read(text: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Read the front matter at the start of a note; broken YAML is a problem, never an error."""
    start = 1 if text.startswith("\ufeff") else 0
    # Matched without the mark: `^` is the text's beginning, not that of a search. Dots close only.
    first = FRONT_MATTER_EDGE.match(text[start:]) if text.startswith("---", start) else None
    if first is None:
        return FrontMatter(), ()
    opened = start + first.end()
    if not FRONT_MATTER_EDGE.search(text, opened):
        return FrontMatter(), _never_closed(text, opened)
    source, _ = _HANDLER.split(text[start:])
    span = Span(opened, opened + len(source))
    edge = FRONT_MATTER_EDGE.match(text, span.end)
    front = FrontMatter(span=span, block=Span(start, edge.end() if edge else span.end))
    return _load(source, front, span)


def blanked(text: str, front: FrontMatter) -> str:
    """Return a text without its front matter, whose lines stay, empty."""
    if front.block is None:
        return text
    start, end = front.block
    return text[:start] + "".join(c for c in text[start:end] if c in "\r\n") + text[end:]


def _never_closed(text: str, end: int) -> tuple[Problem, ...]:
    """Say so only where a key follows: a note may as well begin with a thematic break."""
    following = text[end:].lstrip("\r\n").partition("\n")[0]
    if not re.match(r"[\w-]+:(?:\s|$)", following):
        return ()
    message = "the front matter is opened by --- but never closed by another ---"
    return (Problem("front-matter-broken", message, Span(0, end)),)


def _load(source: str, front: FrontMatter, span: Span) -> tuple[FrontMatter, tuple[Problem, ...]]:
    try:
        loader = _NoteLoader(source)
        node = loader.get_single_node()
        refuse_excess(node)
        data = loader.construct_document(node) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        return front, (_broken(error, source, span),)
    except FAULTS as error:
        cause = str(error).split("\n")[0]
        return front, (Problem("front-matter-broken", f"this is not YAML: {cause}", span),)
    if data is None or data == {}:
        return front, ()
    if not isinstance(data, Mapping):
        message = "the front matter is no mapping of keys to values"
        return front, (Problem("front-matter-broken", message, span),)
    keys: dict[str, Span] = {}
    places: dict[str, Span] = {}
    problems: list[Problem] = []
    for key, value in node.value:
        place = Span(span.start + key.start_mark.index, span.start + key.end_mark.index)
        name = str(key.value)
        if name in keys:
            problems.append(Problem("duplicate-key", name, place))
        keys[name] = place
        places[name] = Span(span.start + value.start_mark.index, span.start + value.end_mark.index)
    values = {str(key): value for key, value in data.items()}
    return FrontMatter(values, keys, places, front.span, front.block), tuple(problems)


def _broken(error: yaml.MarkedYAMLError, source: str, span: Span) -> Problem:
    """Place YAML's complaint, and name the remedy where the cause is a bare handle."""
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(source))
    message = error.problem or "this is not YAML"
    if source[offset : offset + 1] == "@":
        message = 'YAML cannot begin a value with @: quote the handle, as in with: "@morgan"'
    start = span.start + offset
    return Problem("front-matter-broken", message, Span(start, min(start + 1, span.end)))
