"""YAML that is small as it is written and grows without bound as it is read is refused.

A handful of lines can name each other until they stand for more values than any memory holds
("a billion laughs"), for a list within itself, or for thousands of levels. The loaders share what
is named twice, so that reading it is harmless; whoever looks at the values would come to no end.
"""

from __future__ import annotations

import re
from typing import Final

import yaml

FAULTS: Final = (
    *(yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, OverflowError),
    RecursionError,
)
"""What a safe loader raises; the last ones for a tag before a value of another kind."""

_DEPTH: Final = 64
"""Levels of lists and mappings within each other."""
_INT: Final = "tag:yaml.org,2002:int"
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9a-fx_:]*", re.IGNORECASE)
_DIGITS: Final = 100
"""Python neither reads nor writes integers of some thousand digits."""
_FEW: Final = 10_000
_TIMES: Final = 10
"""A document may stand for this many values, or this many times as many as are written."""


def refuse_excess(top: yaml.Node | None) -> None:
    """Look through a composed document.

    Raises:
        yaml.MarkedYAMLError: it is too deep, is part of itself, or unfolds to too many values.
    """
    if top is None:
        return
    sizes: dict[int, int] = {}
    depths: dict[int, int] = {}
    within: set[int] = set()
    stack: list[tuple[yaml.Node, bool]] = [(top, False)]
    while stack:
        node, seen = stack.pop()
        key = id(node)
        if isinstance(node, yaml.ScalarNode) and _is_long_number(node):
            raise _error("this number is too long", node)
        below = _below(node)
        if seen:
            within.discard(key)
            sizes[key] = 1 + sum(sizes[id(each)] for each in below)
            depths[key] = 1 + max((depths[id(each)] for each in below), default=0)
            if depths[key] > _DEPTH:
                raise _error(f"this is nested more than {_DEPTH} levels deep", node)
        elif key in within:
            raise _error("this is a part of itself", node)
        elif key not in sizes:
            within.add(key)
            stack.append((node, True))
            stack.extend((each, False) for each in below)
    if sizes[id(top)] > max(_FEW, _TIMES * len(sizes)):
        raise _error("its aliases unfold to too many values", top)


def _is_long_number(node: yaml.ScalarNode) -> bool:
    """Tell whether a scalar is too long a number to whichever loader reads it."""
    if len(node.value) <= _DIGITS:
        return False
    return node.tag == _INT or (not node.style and _NUMBER.fullmatch(node.value) is not None)


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [each for pair in node.value for each in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _error(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
