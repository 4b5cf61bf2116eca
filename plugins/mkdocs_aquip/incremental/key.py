"""What every page depends on: versions, programs, templates, configuration, the day.

Where any of it changes, the site is built whole. What is left is notes and files.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.plugins import BasePlugin
from mkdocs.theme import Theme

import aquip
from mkdocs_aquip import theming

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_aquip.repository import Repository

FORMAT: Final = 1
"""Raised with each change to what the ledger holds."""

_PACKAGES: Final = (
    *("mkdocs", "mkdocs-material", "cmarkgfm", "nh3", "pygments", "jinja2", "markdown"),
    *("markupsafe", "pymdown-extensions", "python-frontmatter", "pyyaml", "python-dateutil"),
)
_CODE: Final = (".py", ".html", ".yml", ".yaml", ".json")
_UNSEEN: Final = ("config_file_path", "strict", "watch", "dev_addr")
"""Configuration that no page shows."""


def digest(*parts: object) -> str:
    """Return a hash of values whose ``repr`` tells all of them."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def site_key(config: MkDocsConfig, today: dt.date, repositories: Sequence[Repository] = ()) -> str:
    """Return the key that all pages share. ``today`` stands on every meeting's page."""
    own = config.theme.custom_dir
    return digest(
        FORMAT,
        sys.version_info,
        _versions(),
        _programs(),
        _files(tuple(d for d in config.theme.dirs if d not in (own, str(theming.FOLDER)))),
        _configured(config),
        [one.key for one in repositories if one.name],
        today,
    )


@cache
def _versions() -> tuple[str, ...]:
    return tuple(_version(name) for name in _PACKAGES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _programs() -> str:
    """Hash aquip itself: whoever works on it has no new version for each change."""
    return _files((str(Path(aquip.__file__).parent), str(theming.FOLDER.parent)))


def _files(folders: tuple[str, ...]) -> str:
    found = hashlib.blake2b(digest_size=16)
    for folder in folders:
        for path in _walk(folder):
            found.update(repr((path, os.stat(path).st_size)).encode())  # noqa: PTH116 - scandir's
            found.update(Path(path).read_bytes())
    return found.hexdigest()


def _walk(folder: str) -> Iterator[str]:
    """Yield a folder's programs and templates; the theme's ten thousand icons are hidden."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _walk(entry.path)
        elif entry.name.endswith(_CODE):
            yield entry.path


def _configured(config: MkDocsConfig) -> object:
    """Return what is configured: as it stands in the file, and as MkDocs has it by now."""
    path = config.config_file_path
    values = {key: plain(value) for key, value in config.items() if key not in _UNSEEN}
    return (Path(path).read_bytes() if path and Path(path).is_file() else b"", values)


def plain(value: Any, depth: int = 12) -> Any:  # noqa: ANN401, C901, PLR0911 - one case a kind
    """Return a configuration as values whose ``repr`` is the same in every process."""
    if value is None or isinstance(value, (bytes, int, float, dt.date)):
        return value
    if isinstance(value, (str, os.PathLike)):
        return str(value)
    if depth == 0:
        return type(value).__qualname__
    if isinstance(value, BasePlugin):
        return plain(value.config, depth - 1)
    if isinstance(value, Theme):
        seen = (value.name, value.dirs, value.static_templates, dict(value))
        return [plain(each, depth - 1) for each in seen]
    if isinstance(value, Mapping):
        return [(str(k), plain(v, depth - 1)) for k, v in value.items()]
    if isinstance(value, (list, tuple)):
        return [plain(entry, depth - 1) for entry in value]
    if isinstance(value, (set, frozenset)):
        return sorted(repr(plain(entry, depth - 1)) for entry in value)
    if isinstance(value, re.Pattern):
        return (value.pattern, value.flags)
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return (type(value).__qualname__, plain(_state(value), depth - 1))


def _state(value: object) -> dict[str, object]:
    """Return an object's attributes, less those that are its own affair."""
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    names = [*getattr(value, "__dict__", {}), *slots]
    return {n: getattr(value, n, None) for n in names if not n.startswith("_")}
