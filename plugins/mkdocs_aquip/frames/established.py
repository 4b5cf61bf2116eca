"""Whether it is established that nothing but Material and aquip looks at a page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import material
import mkdocs

from mkdocs_aquip.theming import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_EVENTS: Final = ("env", "page_context")
"""Where a plugin or a hook can change what the templates are, or what they are told."""
_KNOWN: Final = ("mkdocs_aquip.", "material.plugins.search.", "mkdocs.contrib.search")
"""Material's search reads the page at that event, and takes attributes out of its content."""
_OWN: Final = "aquip"
"""The folder of templates that meetings are made of; they are no part of the frame."""


def reason_against(config: MkDocsConfig) -> str | None:
    """Say why each page has to be rendered in full; None where frames give the same."""
    if config.theme.name != "material":
        return "the theme is not Material"
    themes = [Path(module.__file__ or "").parent for module in (material, mkdocs)]
    custom = config.theme.custom_dir
    for folder in map(Path, config.theme.dirs):
        if custom and folder == Path(custom):
            own = (path.relative_to(folder) for path in folder.rglob("*.html"))
            if other := next((path for path in own if path.parts[0] != _OWN), None):
                return f"the theme is overridden by {other}"
        elif folder != FOLDER and not any(map(folder.is_relative_to, themes)):
            return f"templates come from {folder}"
    return stranger(config, _EVENTS)


def stranger(config: MkDocsConfig, events: Iterable[str]) -> str | None:
    """Name a plugin or hook that is neither ours nor a search, and has a handler for an event."""
    for event in events:
        for handler in config.plugins.events[event]:
            origin = type(getattr(handler, "__self__", None)).__module__
            if not f"{origin}.".startswith(_KNOWN):
                return f"{origin} has a handler for on_{event}"
    return None
