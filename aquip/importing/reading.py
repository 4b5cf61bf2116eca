"""A source into the drafts of its meetings: when they were, how many they are, what is in each."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from aquip.core import front_matter as front_matter_reader
from aquip.core import gfm, grammar, privacy
from aquip.core.front_matter import blanked
from aquip.core.model import FrontMatter
from aquip.core.references import HEADINGS
from aquip.core.text import Lines
from aquip.importing import dates
from aquip.importing.dialects import normalised, with_line_feeds
from aquip.importing.meeting import draft
from aquip.importing.meta import keep_meta
from aquip.importing.model import Draft, Options, Refusal, Source
from aquip.importing.splitting import drafts_of, parts_of

_HEX: Final = re.compile(r"[ _-]?\b[0-9a-f]{32}\b")
_PROPERTY: Final = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?:meeting[ ])?(?:date|when|datum|held on|day)"
    r"(?:\*\*|__)?[ \t]*::?[ \t]*(?:\*\*|__)?[ \t]*@?(?P<value>\S.*)",
    re.IGNORECASE,
)
_TOP: Final = 40
"""Lines at the top of a note in which a property may say its date."""
_AMBIGUOUS = "could be two days"


def read(source: Source, options: Options) -> list[Draft] | Refusal:
    """Return the meetings that a source tells, in its order, or why there is none."""
    text = with_line_feeds(source.text)
    if not text.strip():
        return Refusal("this file is empty", "Leave it out.")
    faults = privacy.hidden_lines(Lines(text)).problems
    if faults:
        line = Lines(text).position(faults[0].span.start).line
        return Refusal(
            "a private marker here is misspelt, unpaired or not alone in its line",
            "Put <!-- private --> and <!-- /private --> each on a line of its own.",
            line,
        )
    front, problems = front_matter_reader.read(text)
    if front.block and privacy.hidden_lines(Lines(text[: front.block.end])).lines:
        return Refusal("a private marker stands in the front matter", "Put it below.", 1)
    body = normalised(blanked(text, front), options.settings)
    path = tuple(_HEX.sub("", part) for part in source.inner.split("/"))
    own, unclear = _own_date(front, path, body, options)
    dated = _full_date(_name(path[-1]), options) or front.values.get("date")
    if not dated and (parts := parts_of(body, path, options)):
        drafts = drafts_of(parts, options)
    elif own:
        drafts = [draft(body, date=own, title=None, options=options)]
    elif unclear:
        return Refusal(
            f"the date {unclear} {_AMBIGUOUS}", "Say --day-first or --month-first to import it."
        )
    else:
        return Refusal(
            "no date in its name, folder, front matter, title or headings",
            "Put one into the file's name, as in 2026-11-20.md, and import it again.",
        )
    for number, one in enumerate(drafts):
        one.private = source.private
        one.hint = _hint(path[-1], options)
        keep_meta(one, front, text, broken=bool(problems), first=number == 0)
    return drafts


# --- one date -------------------------------------------------------------------------------


def _name(name: str) -> str:
    return re.sub(r"(?:\.private)?\.(?:md|markdown)$", "", name, flags=re.IGNORECASE)


def _own_date(
    front: FrontMatter, path: tuple[str, ...], body: str, options: Options
) -> tuple[dt.date | None, str | None]:
    """Return a note's date, the surest place first; and one that could be two days."""
    named = grammar.date_of(front.values.get("date"))
    if named:
        return named, None
    places = [str(front.values.get("date") or ""), _name(path[-1])]
    places += [*_properties(body), *_titles(body)]
    unclear: str | None = None
    for number, place in enumerate(places):
        for found in dates.find(place, day_first=options.day_first):
            if found.date:
                return found.date, None
            unclear = unclear or place[found.start : found.end]
        if number == 1 and (folder := dates.of_path((*path[:-1], _name(path[-1])))):
            return folder, None
    for folder_name in reversed(path[:-1]):
        if found_date := _full_date(folder_name, options):
            return found_date, None
    return None, unclear


def _full_date(text: str, options: Options) -> dt.date | None:
    return next((f.date for f in dates.find(text, day_first=options.day_first) if f.date), None)


def _properties(body: str) -> list[str]:
    found = (_PROPERTY.fullmatch(line) for line in body.split("\n")[:_TOP])
    return [match["value"] for match in found if match]


def _titles(body: str) -> list[str]:
    """Return the title, then what else may date a note as a whole: its one dated heading."""
    blocks = [block for block in gfm.structure(body) if block.tag in HEADINGS]
    return [gfm.text_of(block) for block in blocks[:2]]


def _hint(name: str, options: Options) -> str:
    """Return what a file's name says besides its date, for a second meeting that day."""
    bare = _name(name)
    for found in dates.find(bare, day_first=options.day_first):
        bare = f"{bare[: found.start]} {bare[found.end :]}"
        break
    return bare.strip(" -_.")
