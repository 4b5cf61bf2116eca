"""A note on its way to the site, watched at the two places that fidelity is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from unittest.mock import patch

from cmarkgfm import cmark

from aquip.core.model import Note
from aquip.core.parse import parse
from aquip.core.settings import Settings
from mkdocs_aquip.render import page
from mkdocs_aquip.render.sanitize import sanitize
from mkdocs_aquip.render.surroundings import Surroundings
from mkdocs_aquip.render.tokens import Tokens

OPTIONS: Final = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES
EXTENSIONS: Final = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")
FRONT: Final = "---\ndate: 2026-11-20\n---\n"


def engine(text: str) -> str:
    """Return what GitHub's engine makes of a text, asked directly."""
    return str(cmark.markdown_to_html_with_extensions(text, OPTIONS, EXTENSIONS))


@dataclass(frozen=True)
class Watched:
    """A note, what cmark made of it with its tokens restored, and the finished page."""

    note: Note
    body: str
    before: str
    html: str


def watched(text: str, settings: Settings | None = None) -> Watched:
    """Render a text as the note of a meeting, through the site's own function."""
    settings = settings or Settings()
    note = parse(text, path="a.md", uri="a.md", settings=settings)
    begin = note.front.block.end if note.front.block else 0
    made: list[Tokens] = []
    seen: list[str] = []

    def tokens(text: str) -> Tokens:
        made.append(Tokens(text))
        return made[-1]

    def watch(html: str, source: str) -> str:
        seen.append(html)
        return sanitize(html, source)

    with patch.object(page, "Tokens", tokens), patch.object(page, "sanitize", watch):
        html = page.render(note, Surroundings(settings)).html
    return Watched(note, note.text[begin:], restored(seen[0], made[0]), html)


def restored(html: str, tokens: Tokens) -> str:
    """Put back what each token stands for, as the engine shows it within a line."""
    for bare, part in tokens._parts.items():
        token = f"{part.before}{bare}{part.after}"
        shown = engine(part.source).strip().removeprefix("<p>").removesuffix("</p>")
        space = part.source[len(part.source.rstrip()) :]
        html = html.replace(token, shown + space)
    return html
