"""What aquip puts on a page, taken off again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tests.render.trees import Node, changed, elements, strings, tidy, tree

PREFIX: Final = "user-content-"
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LABEL: Final = re.compile(r"\(\ue000\)|[ ]?\^\ue000|\ue000|[ ]?\ue001")
"""Where a field stood, an id, and what follows an item."""

Pieces = Iterator[Node | str]


def undecorated(html: str) -> Node:
    """Return a page's content as a tree without aquip's own parts and labels."""
    return tidy(unlabelled(tidy(changed(tree(html), _undecorated))))


def _undecorated(node: Node) -> Pieces:  # noqa: C901 - one for each kind of decoration
    classes = node.classes
    if {"aq-chip--dropped", "aq-trail"} & set(classes):
        yield "\ue001"
    elif {"headerlink", "aq-chip", "aq-due"} & set(classes):
        return
    elif "aq-person" in classes:
        yield node.get("title")
    elif "aq-box" in classes:
        yield _box(node)
    elif node.tag == "span" and node.get("id") and not node.get("id").startswith(PREFIX):
        return  # an item's anchor, where it can't be the list item's
    elif "highlight" in classes:
        lang = {"class": classes[0]} if len(classes) > 1 else {}
        code = Node("code", (), ("".join(strings(node)),)).having(**lang)
        yield Node("pre", (), (code,))
    elif "footnote" in classes:
        children = [c for c in node.children if isinstance(c, str) or c.tag != "hr"]
        yield node._replace(tag="section").having(**{"class": None}).holding(*children)
    elif {"aq-item", "aq-task"} & set(classes):
        yield _whole(node, "aq-item--dropped" in classes).having(**{"class": None, "id": None})
    elif node.tag in HEADINGS:
        yield _heading(node)
    elif node.tag == "img":
        yield node.having(loading=None)
    elif "footnote-backref" in classes:
        yield node.having(**{"data-search-exclude": None})
    else:
        yield node


def _box(node: Node) -> Node | str:
    state = node.get("aria-label")
    if state == "dropped":
        return "[-]"
    box = Node("input", (("disabled", ""), ("type", "checkbox")), ())
    return box.having(checked="") if state == "done" else box


def _whole(item: Node, dropped: bool) -> Node:
    """Return a list item without the line through what was dropped."""
    if not dropped:
        return item
    children: list[Node | str] = []
    struck = False
    for child in item.children:
        if isinstance(child, Node) and not struck and child.tag in {"p", "del"}:
            struck = True
            if child.tag == "p":
                children.append(_whole(child, dropped=True))
            else:
                children.extend(child.children)
        else:
            children.append(child)
    return item.holding(*children)


def _heading(node: Node) -> Node:
    first = node.children[0] if node.children else ""
    if isinstance(first, Node) and first.tag == "span" and first.get("id").startswith(PREFIX):
        return node.having(id=first.get("id")).holding(*node.children[1:])
    return node.having(id=None)


def unlabelled(node: Node) -> Node:
    """Take the marks of labels out of a tree's text."""
    children = (LABEL.sub("", c) if isinstance(c, str) else unlabelled(c) for c in node.children)
    return node.holding(*children)


def labels(html: str) -> list[str]:
    """List the fields that a page shows as labels, by their keys and in order."""
    classes = (name for node in elements(tree(html)) for name in node.classes)
    return [name.removeprefix("aq-chip--") for name in classes if name.startswith("aq-chip--")]
