"""aquip's own options, as YAML gives them, turned into settings.

The command reads them from mkdocs.yml itself (`aquip.config`); the plugin is
handed them by MkDocs. Both refuse the same things in the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from aquip.core import grammar
from aquip.core.settings import SECTIONS, Person, SectionSpec, Settings
from aquip.core.vocabulary import VOCABULARY
from aquip.errors import AquipError, did_you_mean

if TYPE_CHECKING:
    from aquip.core.settings import Severity

OPTIONS: Final = (
    "me",
    "people",
    "template",
    "sections",
    "series",
    "words",
    "fiscal_year_starts",
    "rules",
    "history",
    "today",
)
"""What can be set under ``aquip`` in mkdocs.yml."""

SITE_OPTIONS: Final = ("private", "csp", "sources")
"""What can be set there too, for the plugin alone to read."""

SAFE_PLUGINS: Final = frozenset({"aquip", "search", "material/search"})
"""Plugins of MkDocs that make the same output of the same page and configuration."""

SERIES_KEYS: Final = (
    "title",
    "with",
    "relation",
    "owner",
    "cadence",
    "starts",
    "ends",
    "time",
    "timezone",
    "duration",
    "template",
)
_SEVERITIES: Final = ("off", "warning", "error")
_MONTHS: Final = range(1, 13)

Keys = tuple[str | int, ...]
"""The way to an option: keys from the top of aquip's options down."""

Complaint = Callable[[Keys, str, str | None], AquipError]
"""Makes the error for what the keys lead to: message and remedy."""


def _complain(keys: Keys, message: str, remedy: str | None) -> AquipError:
    """Name the option in words, where no file is known to point into."""
    return AquipError(f"`{'.'.join(str(key) for key in keys)}`: {message}", remedy=remedy)


def settings_from(options: Mapping[str, Any], complain: Complaint = _complain) -> Settings:
    """Turn aquip's options, as YAML gives them, into settings. None counts as not set.

    Args:
        options: Values by the names in `OPTIONS`.
        complain: Makes the error to raise, for a caller who knows where each option stands.

    Raises:
        AquipError: An option is unknown, or its value can't be.
    """
    for key in options:
        if key not in OPTIONS:
            remedy = did_you_mean(str(key), OPTIONS) or f"Options are {', '.join(OPTIONS)}."
            raise complain((key,), f"aquip has no option `{key}`", remedy)
    given = {key: value for key, value in options.items() if value is not None}
    return Settings(
        me=_handle(("me",), given["me"], complain) if "me" in given else None,
        people=_people(_mapping(("people",), given.get("people"), complain), complain),
        sections=_sections(_mapping(("sections",), given.get("sections"), complain), complain),
        words=_words(_mapping(("words",), given.get("words"), complain), complain),
        series=_series(_mapping(("series",), given.get("series"), complain), complain),
        fiscal_year_starts=_month(given.get("fiscal_year_starts", 1), complain),
        rules=_rules(_mapping(("rules",), given.get("rules"), complain), complain),
        template=_string(("template",), given.get("template"), complain),
        history=_flag(("history",), given.get("history", True), complain),
        today=_today(given.get("today"), complain),
    )


def kind_of(value: object) -> str:
    """Name a value's type as a user of YAML knows it."""
    names = {dict: "a mapping", list: "a list", bool: "true or false", str: "text"}
    return names.get(type(value)) or f"`{value}`"


def _mapping(keys: Keys, value: object, complain: Complaint) -> Mapping[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise complain(keys, f"this is a mapping, not {kind_of(value)}", None)
    return value


def _string(keys: Keys, value: object, complain: Complaint) -> str | None:
    if value is not None and not isinstance(value, str):
        raise complain(keys, f"this is text, not {kind_of(value)}", None)
    return value or None


def _strings(keys: Keys, value: object, complain: Complaint) -> tuple[str, ...]:
    """Read a list of texts, or one text."""
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(text for each in values if (text := _string(keys, each, complain)))


def _handle(keys: Keys, value: object, complain: Complaint) -> str:
    handle = grammar.handle_of(str(value))
    if handle is None:
        raise complain(
            keys, f"`{value}` is no handle", "A handle is a word without spaces, such as sam."
        )
    return handle


def _people(given: Mapping[Any, Any], complain: Complaint) -> Mapping[str, Person]:
    people: dict[str, Person] = {}
    for key, value in given.items():
        keys: Keys = ("people", key)
        handle = _handle(keys, key, complain)
        if handle in people:
            raise complain(keys, f"@{handle} is named twice", "Keep one of the two.")
        about = {"name": value} if isinstance(value, str) else _mapping(keys, value, complain)
        _only(keys, about, ("name", "email"), complain)
        name = _string((*keys, "name"), about.get("name"), complain) or handle.capitalize()
        emails = _strings((*keys, "email"), about.get("email"), complain)
        people[handle] = Person(handle, name, tuple(e.strip().casefold() for e in emails))
    return people


def _only(
    keys: Keys, value: Mapping[Any, Any], known: tuple[str, ...], complain: Complaint
) -> None:
    for key in value:
        if key not in known:
            remedy = did_you_mean(str(key), known) or f"It can say {', '.join(known)}."
            raise complain((*keys, key), f"`{key}` is not known here", remedy)


def _sections(given: Mapping[Any, Any], complain: Complaint) -> tuple[SectionSpec, ...]:
    """Put a user's names before the built-in ones, which are still read.

    A name that a user gives to one section is taken from any other that has it built in.
    """
    _only(("sections",), given, tuple(spec.key for spec in SECTIONS), complain)
    own = {key: _section_names(key, value, complain) for key, value in given.items()}
    claims: dict[str, str] = {}
    for key, (heading, aliases) in own.items():
        for name in filter(None, (heading, *aliases)):
            taken = claims.setdefault(grammar.fold_title(name), key)
            if taken != key:
                raise complain(("sections", key), f"`{name}` already names {taken}", None)
    specs = []
    for spec in SECTIONS:
        heading, aliases = own.get(spec.key, (None, ()))
        heading = heading or spec.heading
        claimed = claims.get(grammar.fold_title(heading), spec.key)
        if claimed != spec.key:
            raise complain(
                ("sections", claimed),
                f"`{heading}` is the heading of {spec.key}",
                f"Give {spec.key} another heading.",
            )
        built_in = (
            name
            for name in (spec.heading, *spec.aliases)
            if claims.get(grammar.fold_title(name), spec.key) == spec.key and name != heading
        )
        specs.append(SectionSpec(spec.key, heading, tuple(dict.fromkeys((*aliases, *built_in)))))
    return tuple(specs)


def _section_names(
    key: str, value: object, complain: Complaint
) -> tuple[str | None, tuple[str, ...]]:
    keys: Keys = ("sections", key)
    names = _strings(keys, value, complain) if isinstance(value, str | list) else ()
    about: Mapping[Any, Any] = {"heading": names[0], "aliases": [*names[1:]]} if names else {}
    about = about or _mapping(keys, value, complain)
    _only(keys, about, ("heading", "aliases"), complain)
    heading = _string((*keys, "heading"), about.get("heading"), complain)
    aliases = _strings((*keys, "aliases"), about.get("aliases"), complain)
    for name in filter(None, (heading, *aliases)):
        if not grammar.fold_title(name):
            raise complain(keys, f"the name `{name}` has no letters or digits to know it by", None)
    return heading, aliases


def _words(given: Mapping[Any, Any], complain: Complaint) -> Mapping[str, str]:
    """Read the words that stand for aquip's own; YAML makes true and false of yes and no."""
    own = {grammar.fold_title(word): word for word in VOCABULARY}
    words: dict[str, str] = {}
    folded: dict[str, str] = {}
    for key, value in given.items():
        keys: Keys = ("words", key)
        word, named = str(_said(key)).strip(), _said(value)
        if not isinstance(named, str):
            raise complain(keys, f"a word stands for a word, not {kind_of(named)}", None)
        meaning = own.get(grammar.fold_title(named))
        if meaning is None:
            remedy = did_you_mean(named.casefold(), VOCABULARY)
            known = f"Words of aquip's are {', '.join(VOCABULARY)}."
            raise complain(keys, f"`{named}` is no word of aquip's own", remedy or known)
        form = grammar.fold_title(word)
        if not form:
            raise complain(keys, f"`{word}` has no letters or digits to know it by", None)
        if meaning in grammar.FIELD_KEYS and not grammar.FIELD_KEY.fullmatch(word):
            remedy = "A key is one word, without spaces, colons and brackets."
            raise complain(keys, f"`{word}` can't be the key of a field", remedy)
        other = folded.setdefault(form, own.get(form, meaning))
        if other != meaning:
            raise complain(
                keys,
                f"`{word}` can't stand for {meaning}: it means {other} already",
                "A word means one thing: take another.",
            )
        words[word] = meaning
    return words


def _said(value: object) -> object:
    """Return what was written for what YAML takes for true and false."""
    return ("no", "yes")[value] if isinstance(value, bool) else value


def _series(given: Mapping[Any, Any], complain: Complaint) -> Mapping[str, Mapping[str, object]]:
    series = {}
    for name, value in given.items():
        keys: Keys = ("series", name)
        about = _mapping(keys, value, complain)
        _only(keys, about, SERIES_KEYS, complain)
        series[str(name).strip("/")] = {k: _unbent(k, v) for k, v in about.items() if v is not None}
    return series


def _unbent(key: str, value: object) -> object:
    """Return a value as a note's front matter would give it: YAML 1.1 makes 600 of 10:00."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if key == "time" and isinstance(value, int):
        return f"{value // 60:02}:{value % 60:02}"
    return value


def _month(value: object, complain: Complaint) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _MONTHS:
        raise complain(("fiscal_year_starts",), f"`{value}` is no month", "Months are 1 to 12.")
    return value


def _rules(given: Mapping[Any, Any], complain: Complaint) -> Mapping[str, Severity]:
    """Read severities by code; true is the rule's own, and false is off, as YAML reads `off`."""
    rules: dict[str, Severity] = {}
    for code, value in given.items():
        severity = {True: None, False: "off"}[value] if isinstance(value, bool) else value
        if severity is None:
            continue
        if severity not in _SEVERITIES:
            raise complain(
                ("rules", code), f"`{value}` is no severity", "A rule is off, warning or error."
            )
        rules[str(code).upper()] = cast("Severity", severity)
    return rules


def _flag(keys: Keys, value: object, complain: Complaint) -> bool:
    if not isinstance(value, bool):
        raise complain(keys, f"this is true or false, not {kind_of(value)}", None)
    return value


def _today(value: object, complain: Complaint) -> dt.date | None:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    date = value if isinstance(value, dt.date) else grammar.date_of(value)
    if date is None:
        raise complain(("today",), f"`{value}` is no date", "Write it as 2026-11-22.")
    return date
