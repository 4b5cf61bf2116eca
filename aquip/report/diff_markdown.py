"""``aquip diff`` as a comment on GitHub or GitLab.

Links in an item's words work; all else that a note says is text, and notifies nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aquip.core.gfm import structure
from aquip.report.diff import gone, headline, parts_of, unchanged
from aquip.report.mentions import inert, message
from aquip.report.text import count

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterable, Iterator, Sequence

    from aquip.report.diff import Entry, Told
    from aquip.rules import Finding

_MANY: Final = 12
"""Lines of a list beyond which it is shown when asked for."""
_MEETINGS: Final = 3
"""Meetings beyond which all lists are."""
_KEPT: Final = "%/:=&?~#+!$,;'@*[]"
"""What an address may hold besides letters, digits and ``_.-`` without another meaning."""
_SCHEMES: Final = ("https://", "http://")


def markdown(told: Told) -> str:
    """Return what to post as a comment: it shows what notes say, and does nothing of it."""
    parts = parts_of(told)
    blocks = [_titled(*headline(told, parts))]
    for part in parts:
        if len(parts) > 1:
            blocks.append(_titled(part.title, part.sums))
        entries = [_line(entry) for entry in part.entries]
        blocks += _list(entries, count(len(entries), "change"), folded=len(parts) > _MEETINGS)
        blocks += _list([_line(entry) for entry in part.carried], unchanged(part), folded=True)
    found = [_finding_line(one) for one in told.found]
    blocks += _list(found, count(len(found), "new finding"))
    mended = [f"- {inert(said)}" for said in gone(told)]
    blocks += _list(mended, f"{count(len(told.mended), 'finding')} gone", folded=True)
    return "\n\n".join(blocks) + "\n"


def _titled(title: str, sums: str) -> str:
    return f"**{inert(title)}**" + (f": {inert(sums)}" if sums else "")


def _list(lines: Sequence[str], what: str, *, folded: bool = False) -> Iterable[str]:
    """Return a list, to be opened where it is long; ``what`` is ours and needs no escaping."""
    if not lines:
        return ()
    listed = "\n".join(lines)
    if not folded and len(lines) <= _MANY:
        return (listed,)
    return (f"<details><summary>{what}</summary>", listed, "</details>")


def _line(entry: Entry) -> str:
    words = f":** {inert_words(entry.text)}" if entry.text else "**"
    more = f" ({inert(entry.more)})" if entry.more else ""
    return f"- **{inert(entry.what)}{words}{more}"


def _finding_line(finding: Finding) -> str:
    severity = "**error** " if finding.severity == "error" else ""
    where = inert(f"{finding.path}:{finding.line}")
    return f"- {severity}{where} {finding.code} {message(finding.message)}"


def inert_words(markdown: str) -> str:
    """Return an item's text as one line of Markdown, with its links to the web and no more.

    Images, raw HTML and emphasis are left out, as in `aquip.core.gfm.plain`.
    """
    pieces = (_piece(text, href) for text, href in _pieces(structure(markdown)))
    return " ".join("".join(pieces).split())


def _pieces(element: ET.Element, href: str | None = None) -> Iterator[tuple[str, str | None]]:
    """Yield an element's visible text, in pieces with where each leads."""
    if element.tag == "a" and (element.get("href") or "").lower().startswith(_SCHEMES):
        yield "".join(element.itertext()), element.get("href")
        return
    if element.text:
        yield element.text, href
    for child in element:
        yield from _pieces(child, href)
        if child.tail:
            yield child.tail, href


def _piece(text: str, href: str | None) -> str:
    if href and "://" in text:  # an address, which is a link as it is
        return inert(href)
    words = inert(text)
    if href is None or not words:
        # What stood between two pieces goes on standing there.
        return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() else ''}"
    return f"[{words}](<{quote(href, safe=_KEPT)}>)"
