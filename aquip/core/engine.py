"""One call of cmark-gfm, which leaves no memory behind.

The binding has no way to free the tree of a document, nor the text that is made of it: 100
KB for each note, each time. Where the library under it lets us, both are freed here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

from cmarkgfm import _cmark, cmark

_EXTENSIONS: Final = ("table", "autolink", "tagfilter", "strikethrough", "tasklist")

_Free = Callable[[int], None]


def _freeing() -> tuple[_Free, _Free] | None:
    """Return what frees a tree, and a text; None where the library keeps it to itself."""
    try:
        ways = (ctypes.CDLL(_cmark.__file__).cmark_node_free, ctypes.CDLL(None).free)
    except (OSError, AttributeError, TypeError):  # each system has its own way to refuse
        return None
    for way in ways:
        way.argtypes, way.restype = (ctypes.c_void_p,), None
    return ways


_FREEING: Final = _freeing()


def render(text: str, options: int) -> str:
    """Return a document as HTML, by cmark's ``options`` and GitHub's extensions."""
    if _FREEING is None:
        return str(cmark.markdown_to_html_with_extensions(text, options, _EXTENSIONS))
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options)
    try:
        for name in _EXTENSIONS:
            cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
        cmark.parser_feed(parser, text)
        root = cmark.parser_finish(parser)
        return _written(root, options, cmark.parser_get_syntax_extensions(parser), *_FREEING)
    finally:
        cmark.parser_free(parser)


def _written(root: Any, options: int, extensions: Any, free_tree: _Free, free: _Free) -> str:  # noqa: ANN401 - cffi's pointers
    ffi = _cmark.ffi
    html = _cmark.lib.cmark_render_html(root, options, extensions)
    try:
        return str(ffi.string(html).decode())
    finally:
        free(int(ffi.cast("uintptr_t", html)))
        free_tree(int(ffi.cast("uintptr_t", root)))
