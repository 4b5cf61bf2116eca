"""An action as others write it, into an item's first paragraph: box, owners, text, due date.

What the format itself reads (`aquip.core.items`) is left as it is; here is what it does not.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from aquip.core import grammar
from aquip.importing import dates
from aquip.importing.model import Options
from aquip.importing.people import People, strangers

_NAMES = r"(?P<names>[@\w\[(][^\n:;*_|–—]{0,60}?)"
_WORD = (
    r"(?:ACTIONS?(?:[ -](?:ITEM|POINT)S?)?|[Aa]ction(?:[ -](?:[Ii]tem|[Pp]oint))?"
    r"|AI|AP|TODO|TO[ -]DO|To[ -]?[Dd]o)(?:\s*#?\d{1,2}\b)?"
)
# **Action - Lee**, Action (Lee):, ACTION for Lee:, ACTION [Lee]
_LEAD_WITH_NAME: Final = re.compile(
    rf"\s*(?:(?P<marks>\*\*|__){_WORD}\s*[-–—:]?\s*(?:for\s+)?{_NAMES}\s*:?\s*(?P=marks)"
    rf"|{_WORD}\s*\({_NAMES.replace('names', 'round')}\)"
    rf"|{_WORD}\s*\[{_NAMES.replace('names', 'square')}\])"
    r"\s*[:–—-]?\s*"
)
# ACTION:, **Action item:**, **TODO** -, and ACTION in capitals without a colon.
_LEAD: Final = re.compile(
    rf"\s*(?:(?P<marks>\*\*|__){_WORD}\s*(?:[:：]\s*(?P=marks)|(?P=marks)\s*[:：–—-]?)"
    rf"|\((?:TODO|ACTION)\)|{_WORD}\s*[:：]|ACTION(?=\s+[\w@])|ACTION\s+[-–—])\s*"
)
_STATUS = re.compile(r"\[[/!?<>]\](?:[ \t]+|$)")
_DONE = re.compile(
    r"[ \t]*(?:[✅☑✔]\ufe0f?(?![\ufe0f\s]*\d{4}-)|\[(?:DONE|Done|done)\]|\((?:DONE|Done|done)\)"
    r"|\*\*(?:DONE|Done)\*\*:?(?:\s*[-–—](?=\s))?"
    r"|(?:^|(?<=\s))(?:DONE|Done)(?::|\s*[-–—](?=\s)|\.?\s*$))[ \t]*"
)
_DONE_WITHIN: Final = 30
_DONE_SINCE: Final = re.compile(r"(?<=[.;])\s+(?:DONE|Done)\b\s*[.:]")
_STRUCK = re.compile(r"~~.+~~\s*[.!]?", re.DOTALL)
_VERB = r"(?:to|will|shall|should|must|needs?\s+to|has\s+to|is\s+to)"
_LEADING: Final = (
    re.compile(rf"\s*\[{_NAMES}\]\s*:?\s+(?=\S)"),
    re.compile(rf"\s*\({_NAMES}\)\s*:?\s+(?=\S)"),
    re.compile(
        rf"\s*(?P<marks>\*\*|__){_NAMES}\s*:?\s*(?P=marks)\s*(?::|[-–—](?=\s))?\s*(?:to\s+)?"
    ),
    re.compile(rf"\s*{_NAMES}\s*(?::|[–—]|(?:(?<=\s)|(?<=\w))-(?=\s))\s+(?:to\s+)?(?=\S)"),
    re.compile(rf"\s*{_NAMES}\s+(?:to\s+|(?={_VERB}\s))(?=\S)"),
    re.compile(rf"\s*{_NAMES}\s+(?=\w)"),
)
_MERE_NAME: Final = _LEADING[-1]
_TRAILING: Final = (
    re.compile(
        r"\s*[(\[](?:[Oo]wner|[Aa]ssignee|[Ww]ho|[Aa]ssigned to)?:?\s*"
        r"(?P<names>[^()\[\]\n]{1,60})[)\]][ \t.]*$"
    ),
    re.compile(
        r"[\s,;–—-]*\b(?:[Oo]wners?|[Aa]ssignee|[Aa]ssigned\s+to|[Rr]esponsible)\s*:?\s*"
        r"(?P<names>[^\n:]{1,60}?)[ \t.]*$"
    ),
    re.compile(r"\s*(?:→|->|[–—]|(?<=\s)--?)\s*(?P<names>[^\n:]{1,60}?)[ \t.]*$"),
)
_SENTENCE_END: Final = re.compile(r"(?P<stop>[.,;])\s+(?=[@\w][^\n]{0,60}$)")
_DUE: Final = re.compile(
    r"(?P<before>[\s,;–—-]*)(?P<open>[(\[])?\b(?P<word>due(?:\s+(?:date|on|by))?|deadline|eta|by"
    r"|no\s+later\s+than)\b\s*(?:is\b|::?|=|[-–—])?\s*",
    re.IGNORECASE,
)
_DEFINITION: Final = re.compile(r"\[[^\[\]]+\]:")
_NOTHING: Final = frozenset(
    {
        "",
        "none",
        "n a",
        "na",
        "nothing",
        "tbd",
        "tba",
        "nil",
        "no actions",
        "no action items",
        "null",
    }
)


@dataclass(frozen=True)
class Action:
    """An item's first paragraph, box first; and the names in it that nobody knows."""

    head: str
    box: str
    owners: tuple[str, ...]
    strangers: tuple[str, ...] = ()
    due: dt.date | None = None


def leads(text: str) -> bool:
    """Tell whether a line begins as an action: ``ACTION: …``, ``**Action - Lee** …``."""
    _, rest = _box(text.lstrip())
    match = _LEAD_WITH_NAME.match(rest) or _LEAD.match(rest)
    return match is not None and not says_nothing(rest[match.end() :] or _who(match))


def says_nothing(text: str) -> bool:
    """Tell whether a text is empty or only says that there is nothing."""
    return grammar.fold_title(text) in _NOTHING


def names_owner(text: str, people: People) -> bool:
    """Tell whether a line of plain text begins with a known person and a task."""
    return any(
        people.handles(match["names"])
        for pattern in _LEADING
        if pattern is not _MERE_NAME and (match := pattern.match(text))
    )


class ActionReader:
    """Reads the actions of one meeting, whose date its due dates are near."""

    def __init__(self, options: Options, meeting: dt.date) -> None:
        self.people = People(options)
        self._settings = options.settings
        self._day_first = options.day_first
        self._meeting = meeting
        self.unclear: list[str] = []

    def read(
        self, raw: str, *, owners: tuple[str, ...] = (), closed: bool = False
    ) -> Action | None:
        """Read a list item's or a paragraph's text; None where it names no task.

        ``owners`` and ``closed`` are what its place says, such as a heading above.
        """
        box, text = _box(raw)
        text, led = self._lead(text)
        text, done = _without_done(text)
        known = bool(led) or grammar.LEADING_OWNERS.match(grammar.mask(text)) is not None
        found = led
        unknown: tuple[str, ...] = ()
        if not known:
            text, found, unknown = self._owners(text)
        text, due = self._due(text)
        if not known and not found:
            text, found = self._trailing(text)
        if says_nothing(text):
            return None
        if box is None:
            box = "x" if done or closed or _STRUCK.fullmatch(text.strip()) else " "
        found = found or (() if known else owners)
        before = "".join(f"@{owner} " for owner in found)
        field = f" {self._settings.field('due', due)}" if due else ""
        return Action(_joined(box, before + text.strip(), field), box, found, unknown, due)

    def _lead(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Take the lead-in off, and read the owner in it; an unknown one stays in the text."""
        match = _LEAD_WITH_NAME.match(text)
        if match and (owners := self.people.handles(_who(match))):
            return text[match.end() :], owners
        if match and strangers(_who(match)):
            return f"{_who(match)}: {text[match.end() :]}", ()
        match = _LEAD.match(text)
        # Others may speak of "Action 2", so its number is no mere lead-in.
        stays = match is None or any(char.isdecimal() for char in match.group())
        return (text if stays or match is None else text[match.end() :]), ()

    def _owners(self, text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        unknown: tuple[str, ...] = ()
        masked = grammar.mask(text)
        for pattern in _LEADING:
            for match in _every(pattern, text):
                if grammar.MASK in masked[: match.end()] and "[[" not in match.group():
                    continue
                if owners := self.people.handles(match["names"]):
                    return text[match.end() :].removeprefix("to "), owners, ()
                if pattern is not _MERE_NAME:
                    unknown = unknown or strangers(match["names"])
        return text, (), unknown

    def _trailing(self, text: str) -> tuple[str, tuple[str, ...]]:
        masked = grammar.mask(text)
        for pattern in _TRAILING:
            match = pattern.search(masked)
            before = text[: match.start()] if match else ""
            if match and before.strip():
                owners = self.people.handles(text[slice(*match.span("names"))])
                if owners:
                    return before, owners
        for end in _SENTENCE_END.finditer(masked):
            if owners := self.people.handles(text[end.end() :].strip(" .")):
                return text[: end.start()] + end["stop"].strip(",;"), owners
        return text, ()

    def _due(self, text: str) -> tuple[str, dt.date | None]:
        """Read a due date; where it ends the text, or stands in brackets, it is taken out."""
        masked = grammar.mask(text)
        keys = (match["key"].casefold() for match in grammar.FIELD_START.finditer(masked))
        if any(self._settings.meaning(key) == "due" for key in keys):
            return text, None
        for match in _DUE.finditer(masked):
            found = dates.at(masked, match.end(), day_first=self._day_first, near=self._meeting)
            if found is None:
                continue
            if found.date is None:
                self.unclear.append(text[found.start : found.end])
                continue
            closing = re.match(
                r"\s*[)\]]" if match["open"] else r"\s*[.]?\s*$", masked[found.end :]
            )
            if closing and match["word"].casefold() != "by":
                end = found.end + closing.end()
                return f"{text[: match.start()]}{text[end:]}", found.date
            return text, found.date
        return text, None


def _box(raw: str) -> tuple[str | None, str]:
    if match := grammar.BOX.match(raw):
        return match["mark"].lower(), raw[match.end() :]
    if match := _STATUS.match(raw):
        return " ", raw[match.end() :]
    return None, raw


def _who(match: re.Match[str]) -> str:
    part = match.groupdict()
    return part.get("names") or part.get("round") or part.get("square") or ""


def _without_done(text: str) -> tuple[str, bool]:
    """Take a mark that says done off the beginning or the end of a text."""
    for match in _DONE.finditer(text):
        rest = text[match.end() :]
        if match.start() <= _DONE_WITHIN or not rest.strip(" ."):
            space = " " if text[: match.start()].strip() and rest.strip() else ""
            return text[: match.start()].rstrip() + space + rest.lstrip(), True
    return text, _DONE_SINCE.search(text) is not None


def _every(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the match; for a mere name, those of its first three, two and one words."""
    if pattern is not _MERE_NAME:
        match = pattern.match(text)
        return [match] if match else []
    words = [
        re.match(rf"\s*(?P<names>(?:[@\w][\w.'’-]*\s+){{{n}}}[@\w][\w.'’-]*)\s+(?=[\w`*\[])", text)
        for n in (2, 1, 0)
    ]
    return [match for match in words if match]


def _joined(box: str, text: str, field: str) -> str:
    if _DEFINITION.match(text):
        text = f"\\{text}"  # behind a box it would define a link, and never show
    identity = grammar.TRAILING_ID.search(text)
    if identity:
        return f"[{box}] {text[: identity.start()].rstrip()}{field} {text[identity.start() :]}"
    return f"[{box}] {text}{field}"
