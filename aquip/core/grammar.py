"""Every pattern of the note format, in one place.

Functions here look at short strings (a heading, a file name, an item's first
paragraph); `aquip.core.gfm` finds those strings in a document.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

# --- headings -------------------------------------------------------------------------------

_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
# Emoji that normalisation would turn into letters and digits: 1\ufe0f\u20e3, ℹ\ufe0f, Ⓜ\ufe0f.
_LETTERED_EMOJI = re.compile(r"[0-9#*]\ufe0f?\u20e3|.\ufe0f")
_NOT_WORDS = re.compile(r"[\W_]+")


# Meetings have the same headings, and items the same words, week after week.
@lru_cache(maxsize=4096)
def fold_title(title: str) -> str:
    """Reduce a heading or a word to what is compared: no case, punctuation, emoji, extra space.

    Composed and decomposed letters are the same, and so are full-width and plain ones.
    """
    text = unicodedata.normalize("NFKC", _LETTERED_EMOJI.sub(" ", title)).casefold()
    text = _SHORTCODE.sub(" ", text)
    if text.isascii():
        return _NOT_WORDS.sub(" ", text).strip()
    return " ".join("".join(char if _in_word(char) else " " for char in text).split())


def _in_word(char: str) -> bool:
    """Tell whether a character is part of a word: many scripts write vowels as marks."""
    return char.isalnum() or (unicodedata.category(char) in _MARKS and char not in _SELECTORS)


_MARKS = frozenset({"Mn", "Mc"})
_SELECTORS = frozenset("\ufe0e\ufe0f")


@lru_cache(maxsize=4096)
def slug(title: str) -> str:
    """Return GitHub's anchor for a heading's visible text, before numbering repeated ones.

    Lower case; letters, marks, digits, connectors, hyphens stay; spaces become hyphens.
    """
    return "".join(_slug_char(char) for char in title.strip().lower())


def _slug_char(char: str) -> str:
    if char == " ":
        return "-"
    category = unicodedata.category(char)
    if char == "-" or category[0] in "LM" or category in {"Nd", "Nl", "Pc"}:
        return char
    return ""


# --- dates ----------------------------------------------------------------------------------

_ISO_DATE = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?=$|[T\s])")
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})([-._]?)(\d{2})\2(\d{2})(?!\d)")


YEARS: Final = range(1900, 2200)


def _possible(date: dt.date) -> dt.date | None:
    """Return a date on which people meet; in the year 1, or 9999, reckoning comes to its ends."""
    return date if date.year in YEARS else None


# A record says the same dates in thousands of places.
@lru_cache(maxsize=4096)
def iso_date(value: str) -> dt.date | None:
    """Read what is an ISO date and nothing else; None when it is none."""
    try:
        return _possible(dt.date.fromisoformat(value))
    except ValueError:
        return None


def date_of(value: object) -> dt.date | None:
    """Read a date, or the date in a timestamp, as written: no timezone ever shifts it."""
    match = _ISO_DATE.match(value) if isinstance(value, str) else None
    try:
        return _possible(dt.date.fromisoformat(match[1])) if match else None
    except ValueError:
        return None


def date_in_name(stem: str) -> dt.date | None:
    """Find the first date in a file name: 2026-11-20, 20261120, 2026.11.20 or 2026_11_20."""
    for match in _DATE_IN_NAME.finditer(stem):
        try:
            date = _possible(dt.date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
        if date:
            return date
    return None


# --- file names -----------------------------------------------------------------------------

# As `pay.private.md`, and as editors, merges and sync tools name what they leave beside it.
_PRIVATE_NAME = re.compile(r"\.private(?!\w)[^/]*\.md(?![a-z0-9])[^/]*\Z", re.IGNORECASE)
_COPY_NAME = re.compile(r"\.md(?![a-z0-9])[^/]+\Z", re.IGNORECASE)


def is_private_name(path: str) -> bool:
    """Tell by its name that a note, or a copy of one, is nobody else's to read."""
    return _PRIVATE_NAME.search(path) is not None


def is_copy_name(path: str) -> bool:
    """Tell by its name that a file is what a tool left of a note: a backup, a swap file."""
    return _COPY_NAME.search(path) is not None and not path.endswith(".md")


# --- handles and ids ------------------------------------------------------------------------

HANDLE: Final = r"@\w(?:[\w.-]*\w)?"
_HANDLE = re.compile(rf"(?<![\w@./]){HANDLE}")
ID: Final = re.compile(r"[a-z0-9-]{4,}")
ID_IN_BYTES: Final = re.compile(rb"\^([a-z0-9-]{4,})")
TRAILING_ID: Final = re.compile(r"(?:^|(?<=\s))\^([a-z0-9-]{4,})[^\S\n]*(?=\s*$)")


def handle_of(value: object) -> str | None:
    """Normalise a handle, written with or without ``@``; None when it is none."""
    text = value.strip().removeprefix("@") if isinstance(value, str) else ""
    return text.casefold() if re.fullmatch(HANDLE, f"@{text}") else None


def handles_in(text: str) -> tuple[str, ...]:
    """List the handles mentioned in a text, each once, in order."""
    return tuple(dict.fromkeys(m.group()[1:].casefold() for m in _HANDLE.finditer(text)))


def with_handles(text: str, handles: Mapping[str, str]) -> str:
    """Return a text in which those mentioned are called by other handles, where they have any."""
    return _HANDLE.sub(lambda m: f"@{handles.get(m[0][1:].casefold(), m[0][1:])}", text)


# --- items ----------------------------------------------------------------------------------

BULLET: Final = re.compile(r"(?P<bullet>[-+*]|\d{1,9}[.)])(?:[ \t]+|(?=\r|\n|$))")
BOX: Final = re.compile(r"\[(?P<mark>[ xX-])\](?:[ \t\u00a0]+|(?=\r|\n|$))")
# A block that ends an item's first paragraph without cmark saying where it begins:
# raw HTML that may interrupt a paragraph (CommonMark 4.6, kinds 1 to 6) or a footnote.
INTERRUPTS: Final = re.compile(
    r"[ \t]*(?:<!--|<\?|<!(?-i:[A-Z])|<!\[CDATA\[|\[\^[^\]\s]+\]:|"
    r"</?(?:script|pre|style|textarea|address|article|aside|blockquote|body|center|details|dialog|"
    r"dir|div|dl|dt|dd|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|"
    r"html|iframe|legend|li|link|main|menu|nav|noframes|ol|optgroup|option|p|param|search|section|"
    r"summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$))",
    re.IGNORECASE,
)

_CELL = r":?-+:?[ \t]*"
_TABLE = re.compile(
    rf"(?<![^\r\n])[^\r\n]*(?:\r\n|\n|\r)"
    rf"(?=[ \t]*\|?[ \t]*{_CELL}(?:\|[ \t]*{_CELL})*\|?[ \t]*(?:[\r\n]|\Z))"
)


def table_start(text: str, start: int, end: int) -> int:
    """Return where a table's header line begins: before the first line of dashes and pipes."""
    match = _TABLE.search(text, start, end)
    return match.start() if match else end


# --- fields ---------------------------------------------------------------------------------

DATE_FIELDS: Final = frozenset({"due", "done", "since", "was", "dropped"})
NUMERIC_FIELDS: Final = DATE_FIELDS | {"min"}
FIELD_KEYS: Final = frozenset({"kind", "need", "goal", "see"}) | NUMERIC_FIELDS
WORD_FIELDS: Final = frozenset({"kind", "need"})
"""Fields whose values are words of a vocabulary; those of others are never translated."""
FIELD_KEY: Final = re.compile(r"[^\s:()\[\]]+")
# A bracket and a key; ``flat``, which is not part of the match, runs up to the next bracket.
FIELD_START: Final = re.compile(
    rf"(?P<open>[(\[])[ \t]*(?P<key>{FIELD_KEY.pattern})::(?=(?P<flat>[^()\[\]]*))"
)
COLON_KEYS: Final = ("due", "done", "since", "was")


def colon_field(keys: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return the pattern of ``due:2026-11-27``, for these keys."""
    either = "|".join(map(re.escape, keys))
    return re.compile(rf"(?<!\S)(?P<key>{either}):(?P<value>\d{{4}}-\d\d-\d\d)\b", flags)


COLON_FIELD: Final = colon_field(COLON_KEYS)
_EMOJI_KEYS: Final = {
    "📅": "due",
    "🗓": "due",
    "📆": "due",
    "✅": "done",
    "❌": "dropped",
    "➕": "since",
}
# Editors and chat programs leave a variation selector, a no-break or a zero-width space behind.
_INVISIBLE = r"\u200b-\u200d\u2060\ufe0f\ufeff"
EMOJI_FIELD: Final = re.compile(
    rf"(?P<emoji>[{''.join(_EMOJI_KEYS)}])[\s\u00a0{_INVISIBLE}]*"
    rf"(?P<value>\d{{4}}-\d\d-\d\d)\b[{_INVISIBLE}]*"
)


def emoji_key(emoji: str) -> str:
    """Return the field that one of Obsidian Tasks' emoji stands for."""
    return _EMOJI_KEYS[emoji]


_FLAT: Final = {"(": re.compile(r"\([^()]*\)"), "[": re.compile(r"\[[^\[\]]*\]")}
_BRACKETS: Final = {"(": re.compile(r"[()]"), "[": re.compile(r"[\[\]]")}
_DEEPEST: Final = 32
_LONGEST: Final = 2000
"""Brackets within each other, and characters, that a field has at most."""


def closing(text: str, start: int) -> int:
    """Return the offset after the bracket that closes the one at ``start``, -1 when none does.

    It is not looked for without end: a text may have nothing but opening ones.
    """
    opening = text[start]
    if flat := _FLAT[opening].match(text, start):
        return flat.end()
    depth = 0
    for bracket in _BRACKETS[opening].finditer(text, start, start + _LONGEST):
        depth += 1 if bracket.group() == opening else -1
        if not depth:
            return bracket.end()
        if depth > _DEEPEST:
            break
    return -1


# What no field, owner or id is looked for in: code, raw HTML and comments, autolinks,
# images whole, and where links lead to. Each begins with a character of its own, and then looks
# back, so that the engine skips to the next such character.
_OPAQUE = re.compile(
    r"\\[!-/:-@\[-`{-~]"
    r"|`(?<!``)(?P<more>`*)(?!`).+?(?<!`)`(?P=more)(?!`)"
    r"|<!--.*?(?:-->|\Z)"
    r"|</?[A-Za-z][^<>]*>|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>"
    r"|!\[[^\]]*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?"
    r"|\((?<=\]\()(?:[^()\\]|\\.|\([^()]*\))*\)",
    re.DOTALL,
)
_OPAQUE_SIGN = re.compile(r"[\\`<\]]")
# What writers of Japanese and Chinese type for the signs that fields and owners are made of.
_WIDE = {
    0x3000: " ",
    **{code: chr(code - 0xFEE0) for code in map(ord, "（）［］：＠，－０１２３４５６７８９")},
}
_WIDE_SIGN = re.compile(f"[{''.join(map(chr, _WIDE))}]")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
MASK: Final = "\0"


def mask(text: str) -> str:
    """Blot out, at equal length, what holds no fields: code, HTML, images, link addresses.

    What is left has plain signs for full-width ones.
    """
    if _OPAQUE_SIGN.search(text):
        text = _OPAQUE.sub(_blotted, text)
    return text if text.isascii() else narrow(text)


def narrow(text: str) -> str:
    """Write plain brackets, colons, digits and spaces for full-width ones, at equal length."""
    return text.translate(_WIDE) if _WIDE_SIGN.search(text) else text


def _blotted(match: re.Match[str]) -> str:
    # A comment never shows, so what stands before one may still be last in its item.
    return (" " if match.group().startswith("<!--") else MASK) * len(match.group())


def without_comments(text: str) -> str:
    """Remove HTML comments, which never show."""
    return _COMMENT.sub("", text) if "<!--" in text else text


# --- owners ---------------------------------------------------------------------------------

_AND = r"(?:\s*(?:[,;&+/、]|\band\b)?\s*)"
_HANDLES = rf"{HANDLE}(?:{_AND}{HANDLE})*"
LEAD_IN: Final = re.compile(
    r"\s*(?:\*\*|__)?(?:AI|(?i:action(?:[ ]item)?))(?:\*\*|__)?:(?:\*\*|__)?\s+"
)
LEADING_OWNERS: Final = re.compile(
    rf"\s*(?:\((?P<in>{_HANDLES})\)|(?P<on>{_HANDLES}))(?:\s*[:,–—](?=\s)|(?=\s|$))\s*"
)
TRAILING_OWNERS: Final = re.compile(
    # From where white space begins: else a long run of it is walked from each of its places.
    rf"(?<!\s)\s*(?:\((?P<in>{_HANDLES})\)|(?:→|->|—|–|--)\s*(?P<on>{_HANDLES}))\s*$"
)
BOLD_OWNER: Final = re.compile(
    r"\s*(?P<marks>\*\*|__)(?P<name>[^*_:\n]{1,60}?)(?::(?P=marks)|(?P=marks)\s*:)\s*"
)

# --- sections' own forms --------------------------------------------------------------------

CONFIRMED: Final = "order confirmed"
NONE: Final = "none"
NONE_TOO: Final = frozenset({NONE, "n a", "nothing", "nil"})
"""What a list says that has nothing to list, folded: ``- None``, ``- N/A``."""
DIRECTIONS: Final = ("from", "to")
_FEEDBACK = re.compile(r"(?P<head>[^:–—：\n]{2,60}?)\s*[:–—：]\s*(?P<text>.*)", re.DOTALL)
_NAME = re.compile(r"@?[\w.-]+(?:[ ][\w.-]+)?")
_SPACED = "\u2e80"
"""Before this character are the scripts that set spaces between words, or nearly."""
_ANSWER = re.compile(
    r"(?:\*\*|__)?(?P<question>[^:?*_：？]{1,40}?)(?:\*\*|__)?\s*"
    r"(?:[:?](?:\*\*|__)?(?:\s+|$)|[：？](?:\*\*|__)?\s*)(?P<answer>.*)",
    re.DOTALL,
)
ANSWERS: Final = {
    "as expected": "as-expected",
    "effective": "effective",
    "worth the time": "worth",
    "next time": "next",
}
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "as-expected": ("yes", "partly", "no"),
    "worth": ("yes", "no"),
}
"""The answers to those questions that have a few."""


def feedback_parts(text: str, words: Iterable[str]) -> tuple[str, str, str] | None:
    """Split ``From @morgan: text`` into one of the words given, the name and the text.

    The word may come after the name, as languages have it: ``@morgan から：…``.
    """
    match = _FEEDBACK.match(text)
    head = " ".join(narrow(match["head"]).split()) if match else ""
    folded = head.casefold()
    for word in words:
        own = word.casefold()
        if folded.startswith(f"{own} "):
            name = head[len(own) :].lstrip()
        elif folded.endswith(f" {own}") or (own > _SPACED and folded.endswith(own)):
            name = head[: -len(own)].rstrip()
        else:
            continue
        if match and _NAME.fullmatch(name):
            return word, name, match["text"].strip()
    return None


def answer_parts(text: str) -> tuple[str, str] | None:
    """Split ``Effective: 4`` into the folded question and the answer."""
    match = _ANSWER.match(text)
    return (fold_title(match["question"]), match["answer"].strip()) if match else None


# --- comments that speak to aquip -------------------------------------------------------------

IGNORE: Final = re.compile(r"<!--\s*aquip:\s*ignore\s+(?P<codes>[A-Za-z0-9, ]+?)\s*-->")


_NOTHING: Final[frozenset[str]] = frozenset()
"""What most items ignore: one object, where there would be hundreds of thousands."""


def ignored_codes(text: str) -> frozenset[str]:
    """Collect the rule codes, or their beginnings, that ignore comments in ``text`` name."""
    if "aquip" not in text:
        return _NOTHING
    codes = " ".join(match["codes"] for match in IGNORE.finditer(text))
    return frozenset(code.upper() for code in re.split(r"[,\s]+", codes) if code)


PRIVATE_WORD: Final = re.compile(r"<!-*\s*[/\\]?\s*private\b", re.IGNORECASE)
CONFLICT: Final = re.compile(r"^(?:<{7}|\|{7}|>{7})(?:[ ].*)?$")
# Not `^` and `$`, which know no carriage return.
PUBLISH_KEY: Final = re.compile(r"^[\"']?publish[\"']?[ \t]*:", re.MULTILINE | re.IGNORECASE)
WITH_KEY: Final = re.compile(r"^with[ \t]*:", re.MULTILINE)
FRONT_MATTER_EDGE: Final = re.compile(r"(?:\A|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
