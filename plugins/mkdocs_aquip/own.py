"""Private notes in the owner's own preview, each marked as what it is.

Only `aquip serve` with ``private: show`` gets here. Items, titles and answers are marked in
the notes themselves, so that no view has to remember to; markers and pages when they are
rendered. See docs/privacy.md.
"""

from __future__ import annotations

import ipaddress
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.plugins import get_plugin_logger
from msgspec import structs

from aquip.core.model import Item, Note
from aquip.core.privacy import marker_of
from aquip.owner import is_owner_looking

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = get_plugin_logger("aquip")

SIGN: Final = "Private"
_LABEL: Final = f"**({SIGN})**"
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BANNERS: Final = {
    False: "This page is private",
    True: "Parts of this page are private: they stand between the marks below",
}


class Own:
    """Whether a preview may show what is private."""

    def __init__(self) -> None:
        self._begun = False

    def startup(self, command: str) -> None:
        """Note how MkDocs was started, and by whom."""
        self._begun = command == "serve" and is_owner_looking()

    def shows(self, setting: str, config: MkDocsConfig) -> bool:
        """Tell whether private notes are to be shown, by the ``setting``, and may be."""
        if setting != "show":
            return False
        reason = self._reason_against(config)
        log.info("private notes are %s", f"hidden: {reason}" if reason else "shown, to you alone")
        return reason is None

    def _reason_against(self, config: MkDocsConfig) -> str | None:
        """Say why private notes stay hidden though they are to be shown; None where nothing does.

        Only `aquip serve` shows them, in a folder that is gone when it ends, and to this machine.
        """
        if not self._begun:
            return "only `aquip serve` shows them"
        if Path(tempfile.gettempdir()).resolve() not in Path(config.site_dir).resolve().parents:
            return "its site is in no temporary folder"
        if not _is_this_machine(config.dev_addr.host):
            return f"others can reach {config.dev_addr.host}"
        return None


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_own(note: Note) -> bool:
    """Tell whether a note is private, or a part of it."""
    return bool(note.hidden) or not note.published


def marked(note: Note) -> Note:
    """Return a note whose private parts say so wherever they are shown."""
    if not is_own(note):
        return note
    whole = not note.published
    sections = tuple(
        structs.replace(one, items=tuple(_marked(item, whole=whole) for item in one.items))
        for one in note.sections
    )
    answers = tuple(
        structs.replace(one, value=f"{one.value} {_LABEL}")
        if one.key == "next" and (whole or one.private)
        else one
        for one in note.answers
    )
    title = f"{note.title or note.stem} ({SIGN})" if whole else note.title
    return structs.replace(note, sections=sections, answers=answers, title=title)


def _marked(item: Item, *, whole: bool) -> Item:
    if not (whole or item.private):
        return item
    return structs.replace(item, text=f"{item.text} {_LABEL}", private=True)


def labelled(html: str) -> str:
    """Return HTML with a label in the place of each private marker."""
    return _COMMENT.sub(_edge, html)


def _edge(comment: re.Match[str]) -> str:
    marker = marker_of(comment[0])
    if marker is None:
        return comment[0]
    text = f"{SIGN} from here" if marker == "open" else f"{SIGN} to here"
    return f"<strong>{text}</strong>"


def bannered(html: str, note: Note) -> str:
    """Return the content of a private note's page, which says below its title what it is."""
    said = f"<strong>{SIGN}.</strong> {_BANNERS[note.published]}."
    before, end, after = html.partition("</h1>")
    title, rest = (before + end, after) if end else ("", before)
    return f'{title}<p class="aq-own" role="note">{said}</p>\n{rest}'
