"""Where the links of a foreign note lead, and the same links from where it goes.

Obsidian's ``[[links]]`` become Markdown's where what they name is imported too; else they stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, unquote, urlsplit

_CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_INLINE: Final = re.compile(
    r"(?P<lead>!?\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\]|!\[[^\]]*\]\([^)]*\))*\]\()"
    r"(?P<url><[^<>\n]*>|(?:[^\s()\\<]|\\.|\([^\s()]*\))+)(?=[ \t\n]*(?:[\"'(][^\n]*?)?\))"
)
_DEFINITION: Final = re.compile(
    r"^(?P<lead> {0,3}\[[^\]\n]+\]:[ \t]*)(?P<url><[^<>\n]*>|\S+)", re.MULTILINE
)
_WIKI: Final = re.compile(
    r"(?P<image>!?)\[\[(?P<name>[^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|(?P<alias>[^\[\]\n]*))?\]\]"
)
DATA_URL: Final = re.compile(
    r"data:image/(?P<kind>png|jpeg|jpg|gif|webp);base64,(?P<data>[A-Za-z0-9+/=\s]+)"
)

Target = Callable[[str], str | None]
"""Returns the new address of a decoded one, or of a mere name; None where it stays."""


def relinked(text: str, of_url: Target, of_name: Target) -> str:
    """Return a text whose relative links lead where ``of_url`` says, code left alone."""
    code = [match.span() for match in _CODE.finditer(text)]

    def in_code(match: re.Match[str]) -> bool:
        return any(start <= match.start() < end for start, end in code)

    def link(match: re.Match[str]) -> str:
        url = match["url"].removeprefix("<").removesuffix(">")
        parts = urlsplit(url) if "[" not in url else None
        relative = parts is not None and not parts.netloc and parts.scheme in ("", "data")
        if in_code(match) or not relative or not url or url.startswith(("#", "/")):
            return match.group()
        address, hash_, anchor = url.partition("#")
        new = of_url(unquote(address))
        return match.group() if new is None else f"{match['lead']}{new}{hash_}{anchor}"

    def wiki(match: re.Match[str]) -> str:
        new = None if in_code(match) else of_name(match["name"].strip())
        shown = match["alias"] or match["name"].strip()
        if match["image"] and match["alias"] and match["alias"].strip("0123456789x") == "":
            shown = match["name"].strip()  # a width, not a name
        return match.group() if new is None else f"{match['image']}[{shown}]({new})"

    text = _DEFINITION.sub(link, _INLINE.sub(link, text)) if "](" in text or "]:" in text else text
    if "[[" not in text:
        return text
    code = [match.span() for match in _CODE.finditer(text)]
    return _WIKI.sub(wiki, text)


def quoted(path: str) -> str:
    """Write a path as the address of a link."""
    return quote(path, safe="/-._~")
