"""What the site shows otherwise than cmark-gfm, each difference as a change of cmark's tree.

`explained` applies them to what cmark says of a text; `decorations.undecorated` takes off a
page what aquip put on. Where the two agree, the changes that did something are all that differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from aquip.core.model import Note
from aquip.core.text import Span
from mkdocs_aquip.render.emoji import with_emoji
from tests.render.decorations import PREFIX, Pieces, unlabelled
from tests.render.trees import Change, Node, changed, tidy, tree

VERBATIM: Final = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})

NESTING: Final = frozenset({"ul", "ol", "blockquote"})
ALERT: Final = re.compile(r"\[!(note|tip|important|warning|caution)\] *(\n|$)", re.IGNORECASE)
ALERTS: Final = {
    "NOTE": "note",
    "TIP": "tip",
    "IMPORTANT": "info",
    "WARNING": "warning",
    "CAUTION": "danger",
}
GONE: Final = frozenset({"script", "style", "title", "textarea", "noscript", "noembed"})
_KEPT = """
    a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small
    span strike strong sub summary sup table tbody td tfoot th thead time tr tt ul var wbr
"""
KEPT: Final = frozenset(_KEPT.split())
EVERYWHERE: Final = frozenset({"align", "dir", "id", "lang", "title", "valign"})
ATTRIBUTES: Final = {
    "a": "aria-label href name",
    "code": "class",
    "details": "open",
    "img": "alt height src width",
    "input": "checked disabled type",
    "li": "value",
    "ol": "reversed start type",
    "td": "colspan rowspan",
    "th": "colspan rowspan scope",
    "time": "datetime",
}
SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "xmpp", "irc", "ircs"})


def _alert(node: Node) -> Node:
    """Turn quotes that begin with a mark, in no list and no other quote, into admonitions."""
    children = (c if isinstance(c, str) or c.tag in NESTING else _alert(c) for c in node.children)
    return node.holding(*(c if isinstance(c, str) else _admonition(c) for c in children))


def _admonition(node: Node) -> Node:
    inner = [child for child in node.children if not isinstance(child, str) or child.strip()]
    if node.tag != "blockquote" or not inner:
        return node
    first, *rest = inner
    if isinstance(first, str) or first.tag != "p":
        return node
    begin = first.children[0] if first.children else ""
    mark = ALERT.match(begin) if isinstance(begin, str) else None
    others = first.children[1:]
    if mark is None:
        return node
    broken = not mark[2] and bool(others) and isinstance(others[0], Node) and others[0].tag == "br"
    if not (mark[2] or broken or not others):
        return node
    kind, name = ALERTS[mark[1].upper()], mark[1].capitalize()
    title = Node("p", (("class", "admonition-title"),), (name,))
    text: list[Node | str] = [mark.string[mark.end() :], *(others[1:] if broken else others)]
    body = [first.holding(*text)] if any(text) else []
    return Node("div", (("class", f"admonition {kind}"),), (title, *body, *rest))


def _element(node: Node) -> Pieces:
    if node.tag in KEPT:
        yield node
    elif node.tag not in GONE:
        yield from node.children


def _attribute(node: Node) -> Pieces:
    if "admonition" in node.get("class"):
        yield node
        return
    names = EVERYWHERE | set(ATTRIBUTES.get(node.tag, "").split())
    dropped = {n: None for n, _ in node.attrs if n not in names and not n.startswith("data-foot")}
    if _is_footnote(node):
        dropped.pop("class", None)
    yield node.having(**dropped)


def _is_footnote(node: Node) -> bool:
    return node.get("class") in {"footnotes", "footnote-ref", "footnote-backref"}


def _footnote(node: Node) -> Pieces:
    drop: dict[str, str | None] = {n: None for n, _ in node.attrs if n.startswith("data-foot")}
    if _is_footnote(node):
        drop["class"] = "footnote-backref" if node.tag == "a" else None
    if "data-footnote-ref" in drop:
        drop["class"] = "footnote-ref"
    if drop and node.get("href").startswith("#"):
        drop["href"] = f"#{PREFIX}{node.get('href')[1:]}"
    yield node.having(**drop)


def _identity(node: Node) -> Pieces:
    yield node.having(**{n: f"{PREFIX}{v}" for n, v in node.attrs if n in {"id", "name"}})


def _scheme(node: Node) -> Pieces:
    bad: dict[str, str | None] = {}
    for name in ("href", "src"):
        scheme = SCHEME.match(node.get(name))
        if scheme and scheme[1].lower() not in SCHEMES:
            bad[name] = None
    yield node.having(**bad)


def _remote(node: Node) -> Pieces:
    if node.tag != "img" or not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|.*//", node.get("src")):
        yield node
        return
    title = "An image that is not on this site"
    link = Node("a", (), (node.get("alt") or "image",))
    yield link.having(href=node.get("src"), title=title, **{"class": "aq-remote"})


def _address(node: Node) -> Pieces:
    urls = {
        n: re.sub(r"[\t\r\n]", "", v).replace("\\", "/")
        for n, v in node.attrs
        if n in {"href", "src"}
    }
    yield node.having(**urls)


def _loose(node: Node) -> Pieces:
    box, *rest = [c for c in node.children if not isinstance(c, str) or c.strip()] or [""]
    if node.tag == "li" and rest and isinstance(box, Node) and box.tag == "input":
        first = rest[0]
        if isinstance(first, Node) and first.tag == "p":
            yield node.holding(first.holding(box, " ", *first.children), *rest[1:])
            return
    yield node


def _view(node: Node) -> Pieces:
    code = node.children[0] if len(node.children) == 1 else ""
    if node.tag != "pre" or isinstance(code, str) or code.get("class") != "language-aquip":
        yield node


def _each(change: Change) -> Callable[[Node], Node]:
    return lambda node: changed(node, change)


def _emoji(node: Node) -> Node:
    if node.tag in VERBATIM:
        return node
    children = (with_emoji(c) if isinstance(c, str) else _emoji(c) for c in node.children)
    return node.holding(*children)


DIFFERENCES: Final[dict[str, Callable[[Node], Node]]] = {
    "alert": _alert,
    "element": _each(_element),
    "attribute": _each(_attribute),
    "scheme": _each(_scheme),
    "footnote": _each(_footnote),
    "identity": _each(_identity),
    "address": _each(_address),
    "remote image": _each(_remote),
    "loose task": _each(_loose),
    "emoji": _emoji,
    "view": _each(_view),
    "label": unlabelled,
}


def explained(html: str) -> tuple[Node, list[str]]:
    """Return cmark's HTML as the site means to show it, and the names of what differs."""
    now = tree(html)
    before = tidy(now)
    names = []
    for name, change in DIFFERENCES.items():
        after = tidy(change(now))
        if after != before:
            names.append(name)
        now = before = after
    return now, names


def marked(note: Note, begin: int) -> str:
    """Return a note's text with a mark wherever a part of an item becomes a label.

    A second way to say what aquip's tokens say, written without them.
    """
    changes: list[tuple[Span, str]] = []
    for item in [*note.items(), *([note.confirmation] if note.confirmation else [])]:
        if item.owners_span:
            start, end = item.owners_span
            end = min([end, *(f.span.start for f in item.fields if f.span.start > start)])
            source = note.text[start:end]
            space = source[len(source.rstrip()) :]
            changes.append((Span(start, end), " ".join(f"@{o}" for o in item.owners) + space))
        changes += [
            (f.span, "(\ue000)" if f.style == "canonical" else "\ue000") for f in item.fields
        ]
        changes += [(item.id_span, "^\ue000")] if item.id_span else []
    text = note.text
    for span, mark in sorted(changes, reverse=True):
        if span.start >= begin:
            text = text[: span.start] + mark + text[span.end :]
    return text[begin:]
