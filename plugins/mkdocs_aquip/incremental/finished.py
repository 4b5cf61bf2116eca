"""Whether there is anything to do at all: what the last build was made of, and what it left.

Where every file that a build reads is as it was, so are the settings and the day, and every
file that it made is as it left it, a build would make the same again. Then it need not read
one note: what the last one said is said again, and that is all.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

import msgspec
from mkdocs.utils import CountHandler, get_build_date

from mkdocs_aquip.incremental.key import digest, site_key
from mkdocs_aquip.incremental.standing import Standing, files_below, standing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_aquip.incremental.ledger import Ledger
    from mkdocs_aquip.repository import Repository

Said = tuple[str, int, str]
"""A logger's name, the level and the message."""

_mkdocs: Final = logging.getLogger("mkdocs")
_DAY: Final = ("AQUIP_TODAY", "SOURCE_DATE_EPOCH")
"""What in the environment sets the day."""


class Finished(msgspec.Struct, frozen=True):
    """A build that came to its end: ``outputs`` are of the files named by ``dests``."""

    key: str
    inputs: Standing
    outputs: Standing
    dests: list[str]
    said: list[Said]


class Beginning:
    """What a build finds before it reads anything, so that what changes meanwhile is noticed."""

    def __init__(self, config: MkDocsConfig, repositories: Sequence[Repository]) -> None:
        """Look at what a build would read."""
        self._config = config
        today = dt.date.today()  # noqa: DTZ011 - as `aquip.config.today`, where none is set
        set_day = [os.environ.get(name) for name in _DAY]
        history = [one.history_key for one in repositories]
        key = site_key(config, today, repositories)
        self._key = digest(key, get_build_date(), set_day, history)
        folders = (path for one in repositories for path in _inputs(one.mkdocs))
        self._inputs = standing(chain(folders, _themes(config)))

    def is_finished(self, last: Finished | None) -> bool:
        """Tell whether a build would make and say what the last one did."""
        return (
            last is not None
            and last.key == self._key
            and last.inputs.is_still(self._inputs)
            and last.outputs.is_still(standing(self._paths(last.dests)))
            and not (self._config.strict and _has_warned(last))
        )

    def finished(self, ledger: Ledger, said: list[Said]) -> Finished:
        """Note how the build has come to its end."""
        dests = sorted({*ledger.made, *_others(self._config)})
        known = {dest: made.content for dest, made in ledger.made.items() if made.content}
        hashes = dict(zip(self._paths(known), known.values(), strict=True))
        outputs = standing(self._paths(dests), hashes)
        return Finished(self._key, self._inputs, outputs, dests, said)

    def _paths(self, dests: Iterable[str]) -> list[str]:
        return [os.path.join(self._config.site_dir, dest) for dest in dests]  # noqa: PTH118


def say_again(said: list[Said]) -> None:
    """Say what the last build said."""
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)


def _has_warned(last: Finished) -> bool:
    """Tell whether ``--strict`` would abort; how it does so is MkDocs' own affair."""
    counters = [handler for handler in _mkdocs.handlers if isinstance(handler, CountHandler)]
    return any(counter.get_counts() for counter in counters) or any(
        level >= logging.WARNING for _, level, _ in last.said
    )


def _inputs(config: MkDocsConfig) -> Iterator[str]:
    """Yield the files of notes that a build may read."""
    # Hidden files are no part of a site, unless `exclude_docs` takes some of them in.
    yield from files_below(config.docs_dir, hidden=config.exclude_docs is not None)


def _themes(config: MkDocsConfig) -> Iterator[str]:
    """Yield the files of templates, styles and scripts."""
    for folder in config.theme.dirs:
        yield from files_below(folder, hidden=folder == config.theme.custom_dir)


def _others(config: MkDocsConfig) -> Iterator[str]:
    """Yield the files that every build makes of the whole site."""
    for name in (*config.theme.static_templates, *config.extra_templates):
        yield from (name, f"{name}.gz")
    site_dir = config.site_dir
    for path in files_below(os.path.join(site_dir, "search"), hidden=True):  # noqa: PTH118
        yield os.path.relpath(path, site_dir).replace(os.sep, "/")
