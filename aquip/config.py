"""Finds a repository of notes and reads its one configuration file, mkdocs.yml."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aquip.errors import AquipError
from aquip.options import SITE_OPTIONS, kind_of, settings_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.core.settings import Settings
    from aquip.mkdocs_yml import Keys, Tree
    from aquip.options import Complaint
    from aquip.sources import Source

FILE_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
"""Where MkDocs looks, in this order."""


@dataclass(frozen=True)
class Config:
    """A repository: where it is, and what its mkdocs.yml says.

    ``root`` and ``docs_dir`` are absolute; ``path`` is the configuration file.
    """

    root: Path
    path: Path
    docs_dir: Path
    site_name: str
    repo_url: str | None
    edit_uri: str | None
    settings: Settings
    site_url: str | None = None
    edit_uri_template: str | None = None


def find_root(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upward, that holds a mkdocs.yml."""
    start = Path(os.path.abspath(start))  # noqa: PTH100 - as the user sees it, links unresolved
    for folder in (start, *start.parents):
        if config_file(folder):
            return folder
    raise AquipError(
        f"there is no mkdocs.yml in {start}, nor in a folder above it",
        remedy="Go to your notes, name their folder with -C DIR, or begin some with `aquip init`.",
    )


def config_file(folder: Path) -> Path | None:
    """Return a folder's own configuration file, None without one."""
    return next((f for name in FILE_NAMES if (f := folder / name).exists()), None)


def load_config(root: Path) -> Config:
    """Read the configuration of the repository at ``root``.

    Raises:
        AquipError: There is none, or it says something that can't be.
    """
    from aquip.mkdocs_yml import read

    root = Path(os.path.abspath(root))  # noqa: PTH100 - as in find_root
    path = config_file(root)
    if path is None:
        raise AquipError(
            f"there is no mkdocs.yml in {root}",
            remedy=f"Begin some notes there with `aquip init {root}`, or name another folder.",
        )
    tree = read(path)
    tree.refuse_duplicates((), ("plugins", "docs_dir", "site_name", "repo_url", "edit_uri"))
    keys = _options_at(tree)
    options: Mapping[str, Any] = {}
    if keys:
        tree.refuse_duplicates(keys)
        options = _options(tree, keys)

    return Config(
        root=root,
        path=path,
        docs_dir=Path(os.path.normpath(root / _text(tree, "docs_dir", "docs"))),
        site_name=_text(tree, "site_name", root.name),
        repo_url=_text(tree, "repo_url", "") or None,
        edit_uri=_text(tree, "edit_uri", "") or None,
        settings=settings_from(options, partial(_complaint, tree, keys)),
        site_url=_text(tree, "site_url", "") or None,
        edit_uri_template=_text(tree, "edit_uri_template", "") or None,
    )


def sources(config: Config) -> tuple[Source, ...]:
    """Return the further repositories that the site of a repository shows.

    Raises:
        AquipError: One can't be read, or is named wrongly.
    """
    from aquip.mkdocs_yml import read
    from aquip.sources import sources_of

    tree = read(config.path)
    keys = _options_at(tree)
    given = _given(tree, keys).get("sources") if keys else None
    return sources_of(given, config, partial(_complaint, tree, keys))


def complain_of(path: Path) -> Complaint:
    """Return what makes errors that point at one of aquip's options in a configuration file.

    Raises:
        AquipError: The file can't be read, or has an option twice.
    """
    from aquip.mkdocs_yml import read

    tree = read(path)
    keys = _options_at(tree)
    if keys:
        tree.refuse_duplicates(keys)
    return partial(_complaint, tree, keys)


def _complaint(tree: Tree, keys: Keys, below: Keys, message: str, remedy: str | None) -> AquipError:
    return tree.error((*keys, *below), message, remedy)


def today(config: Config) -> dt.date:
    """Return the day it is: AQUIP_TODAY, else the configuration's, else the clock's."""
    return fixed_today(config) or dt.date.today()  # noqa: DTZ011 - the user's own calendar day


def fixed_today(config: Config) -> dt.date | None:
    """Return the day that AQUIP_TODAY or the configuration has set, None for the clock's."""
    value = os.environ.get("AQUIP_TODAY", "").strip()
    if not value:
        return config.settings.today
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise AquipError(
            f"AQUIP_TODAY is `{value}`, which is no date", remedy="Write it as 2026-11-22."
        ) from None


def _text(tree: Tree, key: str, default: str) -> str:
    value = tree.values.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise tree.error((key,), f"`{key}` is text, not {kind_of(value)}")
    return value


def _options_at(tree: Tree) -> Keys:
    """Return the way to aquip's options, empty where mkdocs.yml doesn't name the plugin."""
    plugins = tree.values.get("plugins")
    if isinstance(plugins, dict):
        return ("plugins", "aquip") if "aquip" in plugins else ()
    for index, entry in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(entry, dict) and "aquip" in entry:
            return ("plugins", index, "aquip")
    return ()


def _options(tree: Tree, keys: Keys) -> Mapping[str, Any]:
    return {key: value for key, value in _given(tree, keys).items() if key not in SITE_OPTIONS}


def _given(tree: Tree, keys: Keys) -> Mapping[str, Any]:
    """Return all that stands below aquip in mkdocs.yml."""
    value: Any = tree.values
    for key in keys:
        value = value[key]
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise tree.error(keys, f"aquip's options are a mapping, not {kind_of(value)}")
    return value
