"""HTML as a tree that two renderings can be compared by: elements, attributes and text.

The trees are what the HTML standard's own parser makes of the text, so that what one
rendering leaves unclosed and another closes is the same if it is to a browser.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import html5lib

_BLOCKS = """
    address article aside blockquote body caption center dd details div dl dt figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td
    tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
_SPACE = re.compile(r"[ \t\n\r\f]+")


class Node(NamedTuple):
    """An element: its tag, its attributes by name, and what it contains."""

    tag: str
    attrs: tuple[tuple[str, str], ...]
    children: tuple[Node | str, ...]

    def get(self, name: str) -> str:
        """Return an attribute's value; empty where there is none."""
        return dict(self.attrs).get(name, "")

    @property
    def classes(self) -> list[str]:
        """Return the element's classes."""
        return [name for name in _SPACE.split(self.get("class")) if name]

    def having(self, **attrs: str | None) -> Node:
        """Return the element with attributes set, or (None) taken away."""
        kept = {**dict(self.attrs), **attrs}
        return self._replace(attrs=_sorted((k, v) for k, v in kept.items() if v is not None))

    def holding(self, *children: Node | str) -> Node:
        """Return the element with other content."""
        return self._replace(children=children)


Change = Callable[[Node], Iterable["Node | str"]]


def tree(html: str) -> Node:
    """Read a fragment of HTML; comments are left out."""
    document = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    return _node(document.find("body"))


def _node(element: ET.Element) -> Node:
    children: list[Node | str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            children.append(_node(child))
        children.append(child.tail or "")
    attrs = ((str(name), value) for name, value in element.attrib.items())
    return Node(element.tag, _sorted(attrs), tuple(children))


def _sorted(attrs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(attrs))


def changed(node: Node, change: Change) -> Node:
    """Return a tree with each element, innermost first, replaced by what ``change`` makes of it."""
    children: list[Node | str] = []
    for child in node.children:
        children.extend([child] if isinstance(child, str) else change(changed(child, change)))
    return node.holding(*children)


def tidy(node: Node, *, verbatim: bool = False) -> Node:
    """Return a tree without the white space that no browser shows."""
    verbatim = verbatim or node.tag == "pre"
    children: list[Node | str] = []
    for child in node.children:
        piece = child if isinstance(child, str) else tidy(child, verbatim=verbatim)
        if isinstance(piece, str) and children and isinstance(children[-1], str):
            children[-1] += piece
        else:
            children.append(piece)
    if verbatim:
        # The parser that this is held against keeps, in tables, the line end that <pre> swallows.
        if node.tag == "pre" and children and isinstance(children[0], str):
            children[0] = children[0].removeprefix("\n")
    else:
        last = len(children) - 1
        for i, child in enumerate(children):
            if not isinstance(child, str):
                continue
            text = _SPACE.sub(" ", child)
            before, after = children[i - 1] if i else node, children[i + 1] if i < last else node
            text = text.lstrip(" ") if _is_block(before) else text
            children[i] = text.rstrip(" ") if _is_block(after) else text
    return node.holding(*(c for c in children if c != ""))


def _is_block(neighbour: Node | str) -> bool:
    return isinstance(neighbour, Node) and (neighbour.tag in BLOCKS or neighbour.tag == "br")


def text(node: Node) -> str:
    """Return all that can be read, without any white space."""
    return "".join("".join(strings(node)).split())


def strings(node: Node) -> Iterator[str]:
    """Yield the text of a tree, piece by piece."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from strings(child)


def elements(node: Node) -> Iterator[Node]:
    """Yield the elements of a tree in the order of the text."""
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from elements(child)
