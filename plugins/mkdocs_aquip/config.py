"""The plugin's options: those of aquip itself, checked as the command checks them."""

from __future__ import annotations

from typing import Any

from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Choice

from aquip.core.settings import Settings
from aquip.errors import AquipError
from aquip.options import OPTIONS, Keys, settings_from


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

    # What the owner's own preview shows
    private = Choice(("hide", "show"), default="hide")

    def settings(self) -> Settings:
        """Return the options as the settings that everything else knows."""
        return settings_from({name: self[name] for name in OPTIONS})
