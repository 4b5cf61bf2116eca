"""Code blocks, highlighted by Pygments with the classes that Material styles."""

from __future__ import annotations

import html
from functools import lru_cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1024)
def code_block(escaped: str, language: str | None) -> str:
    """Return a code block's HTML from its escaped text; an unknown language stays plain."""
    lexer = _lexer(language.lower()) if language and escaped else None
    body = highlight(html.unescape(escaped), lexer, _FORMATTER) if lexer else escaped
    name = f"language-{html.escape(language)} " if language else ""
    return f'<div class="{name}highlight"><pre><span></span><code>{body}</code></pre></div>'
