"""A long text shortened to what a host takes, at the end of a line, with a word about the rest."""

from __future__ import annotations

from typing import Final

from aquip.report.text import count

_OPENS: Final = "<details>"
_CLOSES: Final = "\n\n</details>"


def cut(text: str, room: int) -> str:
    """Return as many whole lines as fit into ``room`` bytes with a word about what is left out.

    Bytes, since hosts do not agree on what a character is; ``room`` is at least 100. A text that
    fits is returned as it is. Where the end falls within details that are folded, they are closed:
    the word about the rest is to be seen.
    """
    if len(text.encode()) <= room:
        return text
    lines = text.splitlines()
    left = room - len((_CLOSES + _rest(len(lines))).encode())
    kept = 0
    for line in lines:
        left -= len(line.encode()) + 1
        if left < 0:
            break
        kept += 1
    text = "\n".join(lines[:kept])
    folded = text.rfind(_OPENS) > text.rfind(_CLOSES.strip())
    return text + (_CLOSES if folded else "") + _rest(len(lines) - kept)


def _rest(lines: int) -> str:
    return f"\n\n… and {count(lines, 'line')} more, too many to show here.\n"
