"""The plugin's options: those of aquip itself, checked as the command checks them."""

from __future__ import annotations

import re
from typing import Any

from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Choice, Optional, Type

from aquip.core.settings import Settings
from aquip.errors import AquipError
from aquip.options import OPTIONS, Keys, settings_from
from mkdocs_aquip.policy import DIRECTIVES


class Checked(BaseConfigOption[Any]):
    """An option that `aquip.options` knows how to check; MkDocs names it when it is wrong."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def run_validation(self, value: object) -> object:
        """Refuse what the command would refuse, with the remedy it gives."""
        if value is not None:
            try:
                settings_from({self._name: value}, self._complain)
            except AquipError as error:
                raise ValidationError(f"{error}. {error.remedy or ''}".strip()) from None
        return value

    def _complain(self, keys: Keys, message: str, remedy: str | None) -> AquipError:
        """Name what stands below the option; the option itself MkDocs names."""
        below = ".".join(str(key) for key in keys[1:])
        return AquipError(f"`{below}`: {message}" if below else message, remedy=remedy)


class Allowed(BaseConfigOption["bool | dict[str, list[str]]"]):
    """Whether pages have a Content-Security-Policy, or what theirs allows besides."""

    def __init__(self) -> None:
        super().__init__()
        self.default = True

    def run_validation(self, value: object) -> bool | dict[str, list[str]]:
        """Read ``off``, ``on``, or lists of sources by directive."""
        if isinstance(value, bool):
            return value
        if not isinstance(value, dict):
            raise ValidationError("write `csp: off`, or what is allowed, as in `img-src: [...]`")
        allowed: dict[str, list[str]] = {}
        for name, sources in value.items():
            if name not in DIRECTIVES:
                raise ValidationError(f"`{name}` is none of {', '.join(DIRECTIVES)}")
            every = [sources] if isinstance(sources, str) else sources
            if not isinstance(every, list) or not all(map(_is_source, every)):
                raise ValidationError(f"`{name}` is a list of sources, such as https://example.org")
            allowed[name] = every
        return allowed


def _is_source(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[^\s;,<>\"]+", value) is not None


class AquipConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs' metaclass
    """What can be set under ``aquip`` in mkdocs.yml."""

    # Who writes, and of whom
    me = Checked("me")
    people = Checked("people")

    # The notes: their relationships, headings and words
    series = Checked("series")
    sections = Checked("sections")
    words = Checked("words")
    template = Checked("template")

    # What is judged, and when
    fiscal_year_starts = Checked("fiscal_year_starts")
    rules = Checked("rules")
    history = Checked("history")
    today = Checked("today")

    # What a page may load from elsewhere
    csp = Allowed()

    # The further repositories that the site shows, checked when they are read
    sources = Optional(Type(object))

    # What the owner's own preview shows
    private = Choice(("hide", "show"), default="hide")

    def settings(self) -> Settings:
        """Return the options as the settings that everything else knows."""
        return settings_from({name: self[name] for name in OPTIONS})
