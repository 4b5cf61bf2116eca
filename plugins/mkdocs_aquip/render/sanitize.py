"""What a note's own HTML may say: GitHub's allowlist, less what reaches off the site.

No class, style, script, form, frame or data attribute survives; ids and names get
GitHub's prefix, so that none can stand in for the site's.
"""

from __future__ import annotations

from typing import Any, Final

import nh3

ID_PREFIX: Final = "user-content-"

_TAGS: Final = """
    a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small
    span strike strong sub summary sup table tbody td tfoot th thead time tr tt ul var wbr
"""
_ATTRIBUTES: Final = {
    "*": {"align", "dir", "id", "lang", "title", "valign"},
    "a": {"aria-label", "href", "name"},
    "code": {"class"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked", "disabled", "type"},
    "ol": {"reversed", "start", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "xmpp", "irc", "ircs"})


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep the language of code, which is all that a class may say, and prefix names."""
    if name == "class":
        return value if tag == "code" and value.startswith("language-") else None
    if name == "name":
        return f"{ID_PREFIX}{value}"
    if tag == "input" and name == "type":
        return "checkbox"
    return value


def _cleaner(**more: Any) -> nh3.Cleaner:  # noqa: ANN401 - as nh3 takes them
    return nh3.Cleaner(
        tags=set(_TAGS.split()),
        clean_content_tags={"script", "style", "title", "textarea", "noscript", "noembed"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_SCHEMES),
        set_tag_attribute_values={"input": {"disabled": "", "type": "checkbox"}},
        id_prefix=ID_PREFIX,
        **more,
    )


_CLEANER = _cleaner(attribute_filter=_attribute)
_FASTER = _cleaner()


def sanitize(html: str, source: str = "<") -> str:
    """Return HTML that can do no harm: well nested, without comments, all URLs harmless.

    Where the Markdown that it is made of holds neither HTML nor a footnote, all classes and
    names are cmark's, as they should be; then nh3 need not ask about each attribute.
    """
    cleaner = _CLEANER if "<" in source or "[^" in source else _FASTER
    return str(cleaner.clean(html))
