"""A page to send: headings, lines and lists, printed as Markdown, plain text or HTML.

Texts are Markdown, as in the notes. HTML is cmark's safe rendering of the Markdown,
so nothing that a note says can become a script.
"""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aquip.core import grammar
from aquip.core.gfm import plain, to_html
from aquip.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH: Final = 76


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list; ``detail`` is Markdown of its own that stands below it."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered where its order matters."""

    entries: tuple[Entry, ...]
    ordered: bool = False


Block = Heading | Paragraph | Listing


@dataclass
class Document:
    """Blocks, one after the other."""

    blocks: list[Block] = field(default_factory=list)

    def heading(self, level: int, text: str) -> None:
        """Add a heading."""
        self.blocks.append(Heading(level, text))

    def say(self, text: str) -> None:
        """Add a line of text."""
        self.blocks.append(Paragraph(text))

    def list(self, entries: list[Entry], *, ordered: bool = False) -> None:
        """Add a list."""
        self.blocks.append(Listing(tuple(entries), ordered))

    def render(self, format_: str) -> str:
        """Return the document as ``md``, ``text`` or ``html``."""
        return {"md": self.markdown, "text": self.text, "html": self.html}[format_]()

    def markdown(self) -> str:
        """Return the document as Markdown, which may well be read on a terminal."""
        return "".join(piece for piece, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Yield the Markdown in pieces, and of each whether it is an entry of a list."""
        between = ""
        for block in self.blocks:
            if isinstance(block, Listing):
                for entry in _markdown_entries(block):
                    yield between, False
                    yield visible(entry), True
                    between = "\n"
            else:
                yield between + visible(_markdown(block)), False
            between = "\n\n"
        yield "\n", False

    def text(self) -> str:
        """Return the document as text that reads well in a mail."""
        return "\n\n".join(_text(block) for block in self.blocks) + "\n"

    def html(self) -> str:
        """Return the document as one HTML page that needs nothing else."""
        title = next((b.text for b in self.blocks if isinstance(b, Heading)), "")
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{html.escape(plain(title))}</title>\n<style>{_STYLE}</style>\n</head>\n"
            f"<body>\n{to_html(self.markdown())}</body>\n</html>\n"
        )


_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem}"
    "li{margin:.3rem 0}@media(prefers-color-scheme:dark)"
    "{body{background:#16181d;color:#e6e6e6}a{color:#8ab4f8}}"
)


def _markdown(block: Heading | Paragraph) -> str:
    return f"{'#' * block.level} {block.text}" if isinstance(block, Heading) else block.text


def _markdown_entries(listing: Listing) -> Iterator[str]:
    for number, entry in enumerate(listing.entries, start=1):
        bullet = f"{number}." if listing.ordered else "-"
        lines = [f"{bullet} {entry.text}"]
        if detail := shown(entry.detail):
            lines.append(textwrap.indent(detail, " " * (len(bullet) + 1)))
        yield "\n".join(lines)


@lru_cache(maxsize=4096)
def shown(markdown: str) -> str:
    """Leave out what is not for readers: comments, fields, and the empty lines they leave."""
    lines = grammar.without_comments(_without_fields(markdown)).splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _without_fields(markdown: str) -> str:
    masked = grammar.mask(markdown)
    parts: list[str] = []
    kept = 0
    for match in grammar.FIELD_START.finditer(masked):
        end = grammar.closing(masked, match.start())
        if match.start() >= kept and end > 0 and match["key"].casefold() in grammar.FIELD_KEYS:
            parts.append(markdown[kept : match.start()].rstrip(" "))
            kept = end
    return "".join((*parts, markdown[kept:]))


def _text(block: Block) -> str:
    if isinstance(block, Heading):
        title = visible(plain(block.text))
        return f"{title}\n{'=' * len(title)}" if block.level == 1 else f"{title.upper()}"
    if isinstance(block, Paragraph):
        return textwrap.fill(visible(plain(block.text)), _WIDTH)
    return "\n".join(_text_entries(block))


def _text_entries(listing: Listing) -> Iterator[str]:
    for number, entry in enumerate(listing.entries, start=1):
        bullet = f"{number}." if listing.ordered else "-"
        yield _wrapped(visible(plain(entry.text)), f"{bullet} ")
        for line in shown(entry.detail).splitlines():
            indent = " " * (len(bullet) + 1 + len(line) - len(line.lstrip()))
            mark = grammar.BULLET.match(line.lstrip())
            body = line.lstrip()[mark.end() :] if mark else line.lstrip()
            yield _wrapped(visible(plain(body)), f"{indent}{'- ' if mark else ''}")


def _wrapped(text: str, lead: str) -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False
    )
