"""A whole note as HTML: rendered, sanitised, decorated in one pass.

`render` is a function of a note's text, its items and the site around it; it reads no
file and keeps no state. The pass walks tags, tokens and handles in order and knows at
each whether it stands in code, in a link or in a list.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from aquip.core import gfm
from aquip.core.model import Item, Note
from mkdocs_aquip.context import anchor_of
from mkdocs_aquip.own import SIGN, labelled
from mkdocs_aquip.render import parts
from mkdocs_aquip.render.code import code_block
from mkdocs_aquip.render.emoji import SHORTCODE, emoji
from mkdocs_aquip.render.headings import Heading, headings
from mkdocs_aquip.render.links import Links
from mkdocs_aquip.render.sanitize import ID_PREFIX, sanitize
from mkdocs_aquip.render.surroundings import Step, Surroundings
from mkdocs_aquip.render.tokens import AFTER, BARE, BEGUN, Part, Tokens
from mkdocs_aquip.views.levels import under


@dataclass(frozen=True, slots=True)
class Rendered:
    """A note's HTML, its headings in order, and every anchor that can be linked to."""

    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]


ALERTS: Final = {
    "NOTE": "note",
    "TIP": "tip",
    "IMPORTANT": "info",
    "WARNING": "warning",
    "CAUTION": "danger",
}
"""GitHub's alerts as Material's admonitions."""

_LANGUAGE = r'(?: class="language-(?P<lang>[^"]*)")?'
_ATTRS = r'\s(?:[^>"]++|"[^"]*")*'
_TOKEN = rf"{BARE}{AFTER}"
# Each way begins with a letter of its own, so that the engine skips to the next such letter.
# Tags that say nothing here are no piece; the last group of a piece tells which it is.
_PIECE = re.compile(
    rf"<pre><code{_LANGUAGE}>(?P<code>[^<]*)</code></pre>"
    r"|<code>(?P<verbatim>[^<]*)</code>"
    rf"|<li>(?:<input(?P<input>[^>]*)>)?\s*(?P<loose><p>)?(?P<start>{BEGUN})?\s*(?P<item>)"
    r"|<blockquote>\s*<p>\[!(?P<alert>(?i:note|tip|important|warning|caution))\][ ]*(?:<br>)?"
    r"(?:\n|(?P<empty></p>))"
    r"|<(?P<end>/?)(?P<tag>a|blockquote|code|h[1-6]|img|input|kbd|ol|pre|samp|section|tt|ul|var)"
    rf"(?P<attrs>(?:{_ATTRS})?)>"
    rf"|<(?P<other>[a-z][a-z0-9]*{_ATTRS})>"
    rf"|[ ][(\[@^]?{_TOKEN}|\({_TOKEN}|\[{_TOKEN}|@{_TOKEN}|\^{_TOKEN}|{_TOKEN}"
    r"|\((?P<key>[^\s:()<>]+)::[ ]*\^?(?P<see>[a-z0-9-]{4,})[ ]*\)"
    r"|（(?P<wide_key>[^\s:：()（）<>]+)(?:::|：：)\s?\^?(?P<wide_see>[a-z0-9-]{4,})\s?）"
    r"|@(?<![\w@./]@)(?P<handle>\w(?:[\w.-]*\w)?)"
    rf"|{SHORTCODE}(?P<emoji>)"
)
_USER_ID = re.compile(rf' (?:id|name)="{ID_PREFIX}([^"]*)"')
_ID = re.compile(r' id="[^"]*"')
_FENCE = re.compile(r"(?:`{3}|~{3})[ \t]*aquip\b")
_VERBATIM = frozenset({"code", "kbd", "pre", "samp", "tt", "var"})
_OPENED = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_LISTS = frozenset({"ul", "ol"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def render(
    note: Note,
    around: Surroundings,
    *,
    appended: str = "",
    permalink: str | None = None,
    own: bool = False,
) -> Rendered:
    """Render a note, and the Markdown that is ``appended`` to its text, as a page's content.

    ``permalink`` is the text of the link that each heading has to itself; None for no links.
    With ``own``, the note's private parts are labelled: it is for the owner alone.
    """
    begin = note.front.block.end if note.front.block else int(note.text.startswith("\ufeff"))
    tokens = Tokens(note.text)
    items = [*note.items(), *([note.confirmation] if note.confirmation else [])]
    source = tokens.splice(note.text, items, begin) + appended
    walk = _Walk(tokens, around, permalink, _fences(note, source, begin))
    raw = gfm.to_html(source, unsafe=True)
    return walk.run(sanitize(labelled(raw) if own else raw, source), items)


def _fences(note: Note, source: str, begin: int) -> list[int]:
    """Return the lines where the bodies of views begin; 0 for one that is not in the file."""
    # The word is found much faster than the pattern, and few notes have it.
    if "aquip" not in source or not _FENCE.search(source):
        return []
    first = note.lines.position(begin).line
    blocks = gfm.structure(source).iterfind(".//pre[@data-sourcepos]")
    found = (
        first + int(block.get("data-sourcepos", "0:").partition(":")[0])
        for block in blocks
        if (code := block.find("code")) is not None and code.get("class") == "language-aquip"
    )
    return [line if line <= len(note.lines) else 0 for line in found]


class _Walk:
    """One pass over sanitised HTML."""

    def __init__(
        self, tokens: Tokens, around: Surroundings, permalink: str | None, fences: list[int]
    ) -> None:
        self._tokens = tokens
        self._around = around
        self._people = around.settings.people
        self._permalink = permalink
        self._fences = iter(fences)
        self._verbatim = 0
        self._lists = 0
        self._quotes: list[str] = []
        self._open_heading: Heading | None = None
        self._level = 0
        self._struck: set[int] = set()
        self._steps: dict[int, Sequence[Step]] = {}
        self._anchored: set[str] = set()

    def run(self, safe: str, items: Iterable[Item]) -> Rendered:
        """Decorate what was rendered and sanitised."""
        found = headings(safe)
        self._headings = iter(found)
        named = _USER_ID.findall(safe) if ID_PREFIX in safe else ()
        theirs = {html.unescape(name) for name in named}
        ours = {h.anchor for h in found} | {anchor_of(i.id, i.line) for i in items}
        self._links = Links(self._around, ours, theirs)
        content = _PIECE.sub(self._piece, safe)
        return Rendered(content, found, frozenset(ours | theirs))

    def _piece(self, match: re.Match[str]) -> str:
        return self._WAYS[match.lastgroup](self, match)

    # --- blocks -----------------------------------------------------------------------------

    def _block(self, match: re.Match[str]) -> str:
        language = html.unescape(match["lang"] or "")
        code = self._tokens.restore(match["code"])
        if language == "aquip":
            view = self._around.view(html.unescape(code), next(self._fences, 0))
            return under(view, self._level)
        return code_block(code, language)

    def _code(self, match: re.Match[str]) -> str:
        return self._tokens.restore(match.group())

    def _alert(self, match: re.Match[str]) -> str:
        """Turn GitHub's alert into an admonition; like GitHub, only at the top level."""
        if self._lists or self._quotes:
            self._quotes.append("</blockquote>")
            return match.group()
        self._quotes.append("</div>")
        name = match["alert"]
        title = f'<p class="admonition-title">{name.capitalize()}</p>'
        rest = "" if match["empty"] else "\n<p>"
        return f'<div class="admonition {ALERTS[name.upper()]}">\n{title}{rest}'

    def _list_item(self, match: re.Match[str]) -> str:
        part = self._tokens.part(match["start"] or "")
        paragraph = match["loose"] or ""
        if part is None:
            if match["input"] is None:
                return match.group()
            state = "done" if "checked" in match["input"] else "open"
            return f'<li class="aq-task">{paragraph}{parts.box(state)} {match["start"] or ""}'
        item = part.item
        box = f"{parts.box(item.state)} " if item.box else ""
        classes = f"aq-item aq-task aq-item--{item.state}" if item.box else "aq-item"
        identity = self._identity(item)
        steps = self._steps[item.line] = self._around.steps(item)
        # A search finds it where it stands last, unless something is said of it here.
        once = not item.detail and any(step.again for step in steps)
        unindexed = f" {parts.UNINDEXED}" if once else ""
        strike = ""
        if item.state == "dropped" and self._is_whole(match):
            self._struck.add(item.line)
            strike = "<del>"
        return f'<li class="{classes}"{identity}{unindexed}>{paragraph}{box}{strike}'

    def _identity(self, item: Item) -> str:
        """Return an item's anchor as an attribute; empty where the page has it already."""
        anchor = anchor_of(item.id, item.line)
        if anchor in self._anchored:
            return ""
        self._anchored.add(anchor)
        return f' id="{html.escape(anchor)}"'

    def _is_whole(self, match: re.Match[str]) -> bool:
        """Tell whether an item's own HTML ends within it, so that it can be struck through."""
        end = self._tokens.end_after(match["start"])
        text = match.string[match.end() : match.string.find(end, match.end())]
        names = [m for m in _OPENED.findall(text) if m[1] not in _VOID]
        return sum(-1 if slash else 1 for slash, _ in names) == 0

    # --- tags -------------------------------------------------------------------------------

    def _tag(self, match: re.Match[str]) -> str:  # noqa: PLR0911 - one for each kind of tag
        end, tag, attrs = match["end"], match["tag"], self._tokens.restore(match["attrs"])
        if tag == "a":
            return self._links.end() if end else self._links.begin(attrs)
        if tag == "img":
            return self._links.image(attrs)
        if tag in _HEADINGS:
            return self._end_heading(tag) if end else self._heading(tag, attrs)
        if tag == "input":
            return parts.box("done" if "checked" in attrs else "open")
        if tag == "section":
            return "</div>" if end else '<div class="footnote"><hr>'
        if tag == "blockquote":
            if end:
                return self._quotes.pop() if self._quotes else "</blockquote>"
            self._quotes.append("</blockquote>")
        self._count(tag, -1 if end else 1)
        return f"<{end}{tag}{attrs}>"

    def _count(self, tag: str, step: int) -> None:
        """Keep count of what stands open around the next piece."""
        if tag in _LISTS:
            self._lists += step
        elif tag in _VERBATIM:
            self._verbatim += step

    def _heading(self, tag: str, attrs: str) -> str:
        heading = self._open_heading = next(self._headings, None)
        if heading is None:
            return f"<{tag}>"
        self._level = heading.level
        theirs = _ID.search(attrs)
        marker = f"<span{theirs[0]}></span>" if theirs else ""
        return f'<{tag} id="{html.escape(heading.anchor)}">{marker}'

    def _end_heading(self, tag: str) -> str:
        heading, self._open_heading = self._open_heading, None
        if heading is None or self._permalink is None:
            return f"</{tag}>"
        href = html.escape(f"#{heading.anchor}")
        link = f'<a class="headerlink" href="{href}" title="Permanent link">{self._permalink}</a>'
        return f"{link}</{tag}>"

    # --- what stands in the text ------------------------------------------------------------

    def _mention(self, match: re.Match[str]) -> str:
        handle = match["handle"].casefold()
        if self._verbatim or self._links or handle not in self._people:
            return match.group()
        return parts.person(handle, self._around.settings)

    def _emoji(self, match: re.Match[str]) -> str:
        return match.group() if self._verbatim else emoji(match.group())

    def _see(self, match: re.Match[str]) -> str:
        """Link the reference that an item's detail makes to another item."""
        key, item_id = match["key"] or match["wide_key"], match["see"] or match["wide_see"]
        known = self._around.settings.meaning(key) == "see" and self._around.item(item_id)[1]
        if self._verbatim or self._links or not known:
            return match.group()
        return parts.see(item_id, self._around, linked=False)

    def _token(self, match: re.Match[str]) -> str:
        text = match.group()
        token = text.lstrip(" ")
        part = self._tokens.part(token)
        if part is None:
            return text
        if self._verbatim:
            return self._tokens.restore(text)
        space = text[: len(text) - len(token)]
        if part.kind == "end":
            return self._item_end(part.item)
        shown = self._part(part)
        return space + shown if shown else ""

    def _part(self, part: Part) -> str:
        if part.kind == "start":  # something of the note's own stands before it in the list item
            identity = self._identity(part.item)
            return f"<span{identity}></span>" if identity else ""
        if part.kind == "box":
            return parts.box("dropped")
        if part.kind == "owners":
            return parts.owners(part.item, self._around.settings)
        if part.field:
            linked = bool(self._links)
            return parts.field(part.field, part.item, self._around, linked=linked)
        return ""

    def _item_end(self, item: Item) -> str:
        out = "</del>" if item.line in self._struck else ""
        self._struck.discard(item.line)
        if item.private:
            out += f" {parts.chip('private', SIGN)}"
        if item.state == "dropped":
            word = self._around.settings.label("dropped", "dropped")
            out += f" {parts.chip('dropped', html.escape(word))}"
        if item.id and self._permalink is not None:
            anchor = html.escape(f"#^{item.id}")
            out += (
                f'<a class="headerlink" href="{anchor}" title="Link to this item" '
                f"{parts.UNINDEXED}>{self._permalink}</a>"
            )
        steps = self._steps.pop(item.line, None)
        steps = self._around.steps(item) if steps is None else steps
        return out + parts.trail(item, steps, self._around)

    # In no instance: it would hold itself, and the collector does not run while a site is built.
    _WAYS: ClassVar[dict[str | None, Callable[[_Walk, re.Match[str]], str]]] = {
        None: _token,
        "item": _list_item,
        "attrs": _tag,
        "other": _code,
        "verbatim": _code,
        "handle": _mention,
        "see": _see,
        "wide_see": _see,
        "emoji": _emoji,
        "code": _block,
        "alert": _alert,
        "empty": _alert,
    }
