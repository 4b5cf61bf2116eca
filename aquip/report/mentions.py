"""Text to be read on GitHub or GitLab, which must neither notify anyone nor do anything there.

Both hosts take ``@name`` in a comment, an issue or a description for a person, and ``#1`` for an
issue; GitLab also obeys a line that begins with ``/close``. Notes are full of handles. A word
joiner after the sign shows nothing, and there is no name any more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aquip.report.text import flat, visible

if TYPE_CHECKING:
    from collections.abc import Callable

_JOINER: Final = "\u2060"
# References to characters count: `&commat;sam` is `@sam` by the time that names are looked for.
_SIGNS: Final = {
    "@": re.compile(r"&(?:#0*64|#[xX]0*40|commat);"),
    "#": re.compile(r"&(?:#0*35|#[xX]0*23|num);"),
}
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"`\\]+", re.IGNORECASE)
_ENDS: Final = tuple(".,:;!?'*_~")
_CALL: Final = re.compile(rf"@(?!{_JOINER})|[#!](?=[0-9&])")
_COMMAND: Final = re.compile(r"^(?=[ \t]*/)", re.MULTILINE)
# What Markdown or its extensions give a meaning to amid a line, and at the beginning of one.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|~$]|(?<=www)\.", re.IGNORECASE)
_LEAD: Final = re.compile(r"^(?=[-+=#/]|[0-9]+[.)])")


def quiet(markdown: str) -> str:
    """Return Markdown that says what it did, and notifies nobody and commands nothing.

    Addresses go on working: an ``@`` in one is written as ``%40``, which means the same there.
    It is for whole texts, made by :func:`inert` or written by people, and may be applied again.
    """
    text = visible(markdown)
    for sign, reference in _SIGNS.items():
        text = reference.sub(sign + _JOINER, text)
    return _COMMAND.sub(_JOINER, _between_addresses(text, _hushed, _uncalled))


def inert(text: str) -> str:
    """Return plain text as a line of Markdown in which nothing has a meaning, addresses aside.

    For what a note says within a report of ours: the words of an item, a path, a message. An
    address remains one to click on.
    """
    # Brackets say where an address ends: without, it would swallow what guards the next sign.
    return _LEAD.sub(_JOINER, _between_addresses(flat(text), _escaped, _bracketed))


def message(text: str) -> str:
    """Return a message of ours as a line of Markdown: backticks in it mean code, all else nothing.

    Where a note's own words leave them unpaired, or next to what would swallow one, they are text.
    """
    pieces = flat(text).split("`")
    paired = len(pieces) % 2 and all(piece.strip() for piece in pieces[1:-1])
    if not paired or _ADDRESS.search(text):
        return inert(text)
    said = [f"`{_hushed(one)}`" if n % 2 else _escaped(one) for n, one in enumerate(pieces)]
    return _LEAD.sub(_JOINER, "".join(said))


def _escaped(text: str) -> str:
    return _hushed(_MARKUP.sub(r"\\\g<0>", text))


def _hushed(text: str) -> str:
    return _CALL.sub(lambda sign: sign[0] + _JOINER, text)


def _uncalled(address: str) -> str:
    return address.replace("@", "%40")


def _bracketed(address: str) -> str:
    return f"<{_uncalled(address).replace('&', '&amp;')}>"


def _between_addresses(
    text: str, change: Callable[[str], str], change_address: Callable[[str], str]
) -> str:
    """Change the addresses in a text in one way, and what stands between them in another."""
    pieces = []
    end = 0
    for found in _ADDRESS.finditer(text):
        address = _trimmed(found[0])
        pieces += [change(text[end : found.start()]), change_address(address)]
        end = found.start() + len(address)
    return "".join((*pieces, change(text[end:])))


def _trimmed(address: str) -> str:
    """Return an address without what ends a sentence, or closes a bracket opened before it."""
    while address.endswith(_ENDS) or (
        address.endswith(")") and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address
