"""The further repositories that a site shows: `sources:` among aquip's options in mkdocs.yml.

Each has a name, which its pages stand below, and is configured by an mkdocs.yml of its own;
what that says of sources is not followed. One that can't be read is an error, never left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquip.config import Config, config_file, load_config
from aquip.errors import AquipError, reason_of
from aquip.options import kind_of

if TYPE_CHECKING:
    from aquip.options import Complaint, Keys

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_TAKEN: Final = (
    *("accomplishments", "actions", "goals", "people", "priorities", "questions", "rules"),
    *("series", "subscribe", "timeline", "trends", "views"),
    *("404", "assets", "index", "readme", "search", "sitemap", "templates"),
)
"""What a site has besides notes."""
_NAMES: Final = "Take another, of small letters, digits and hyphens."
_REMEDY: Final = "Put the folder there, name another one, or take the line out."


@dataclass(frozen=True)
class Source:
    """A further repository: its name, ``where`` mkdocs.yml says it is, and its configuration."""

    name: str
    where: str
    config: Config


def sources_of(given: object, own: Config, complain: Complaint) -> tuple[Source, ...]:
    """Return the sources that the option names, in its order.

    Raises:
        AquipError: one is not there, can't be shown or says what can't be; it names the source.
    """
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        remedy = "Write a name and a folder on each line: `club: ../club-notes`."
        raise complain(("sources",), f"this is a mapping, not {kind_of(given)}", remedy)
    found: list[Source] = []
    for name, where in given.items():
        keys: Keys = ("sources", name)
        if fault := _fault_of(name, own):
            raise complain(keys, f"`{name}` can't be the name of a source: {fault}", _NAMES)
        if not isinstance(where, str) or not where.strip():
            raise complain(keys, f"a source is a folder, not {kind_of(where)}", None)
        if fault := _fault_in(_place(own, where), where):
            raise complain(keys, f"the source `{name}`: {fault}", _REMEDY)
        source = Source(name, where.rstrip("/") or where, _load(own, where))
        if fault := _fault_between(source, own, found):
            raise complain(keys, f"the source `{name}`: {fault}", "Name another folder.")
        found.append(source)
    return tuple(found)


def told_by(error: AquipError, where: str) -> AquipError:
    """Return what is wrong in a source as seen from the repository that names it."""
    return AquipError(
        error.message,
        path=f"{where}/{error.path}" if error.path else where,
        line=error.line,
        column=error.column,
        remedy=error.remedy,
    )


def _fault_of(name: object, own: Config) -> str | None:
    """Say why no source can be called so."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return "its pages stand in a folder of that name"
    docs_dir = Path(os.path.relpath(own.docs_dir, own.root))
    if name in (*_TAKEN, *(part.casefold() for part in docs_dir.parts[:1])):
        return "the site has that already"
    try:
        entries = sorted(entry.name for entry in own.docs_dir.iterdir())
    except OSError:  # told by whoever reads the notes
        return None
    same = next((e for e in entries if name in (e.casefold(), Path(e).stem.casefold())), None)
    return f"there is `{(docs_dir / same).as_posix()}` already" if same else None


def _fault_in(folder: Path, where: str) -> str | None:
    """Say why there are no notes in a folder."""
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        return f"there is no folder `{where}`"
    except ValueError:  # a null character
        return "no folder can be called so"
    except OSError as error:
        return f"`{where}` can't be read: {reason_of(error)}"
    return None if config_file(folder) else f"there is no mkdocs.yml in `{where}`"


def _place(own: Config, where: str) -> Path:
    return own.root / os.path.expanduser(where)  # noqa: PTH111 - Path's raises for an unknown user


def _load(own: Config, where: str) -> Config:
    """Read a source's configuration; what is wrong there is told as seen from here."""
    try:
        return load_config(_place(own, where))
    except AquipError as error:
        raise told_by(error, where.rstrip("/")) from None


def _fault_between(source: Source, own: Config, others: Sequence[Source]) -> str | None:
    """Say why a source and another one, or one's own notes, can't be shown together."""
    root, notes = _places(source.config)
    if root == notes or root.is_relative_to(notes):
        return f"the notes folder of `{source.where}` holds its mkdocs.yml"
    for named, config in _all(own, others):
        if root == _places(config)[0]:
            return f"`{source.where}` is {named} already"
        other = _places(config)[1]
        if notes.is_relative_to(other) or other.is_relative_to(notes):
            return f"its notes folder and that of {named} stand one in the other"
    return None


def _all(own: Config, others: Sequence[Source]) -> Iterator[tuple[str, Config]]:
    yield "this repository", own
    for one in others:
        yield f"the source `{one.name}`", one.config


def _places(config: Config) -> tuple[Path, Path]:
    return config.root.resolve(), config.docs_dir.resolve()
