"""Emoji by their names, as on GitHub: ``:tada:`` is 🎉. GitHub's own pictures stay names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

SHORTCODE: Final = r":[a-z0-9_+:-]+:"
"""What may hold names: also several in a row, which share no colon."""
_SHORTCODE = re.compile(SHORTCODE)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    from pymdownx import gemoji_db  # 20 ms, and most sites hold no shortcode

    characters = {
        name: "".join(
            chr(int(code, 16)) for code in entry.get("unicode_alt", entry["unicode"]).split("-")
        )
        for name, entry in gemoji_db.emoji.items()
        if "unicode" in entry
    }
    return characters | {a: characters[n] for a, n in gemoji_db.aliases.items() if n in characters}


@lru_cache(maxsize=1024)
def emoji(shortcodes: str) -> str:
    """Replace the names in what `SHORTCODE` matched; unknown ones stay as written."""
    out: list[str] = []
    begin, *names = shortcodes.split(":")
    out.append(begin)
    while names:
        name = names.pop(0)
        found = _by_name().get(f":{name}:") if names else None
        out.append(f"{found}{names.pop(0)}" if found else f":{name}")
    return "".join(out)


def with_emoji(text: str) -> str:
    """Replace the names in a text that holds no code and no markup."""
    return _SHORTCODE.sub(lambda match: emoji(match[0]), text) if ":" in text else text
