"""Links in the notes folder that lead out of it, and what is no file: none of it is published.

MkDocs follows every link: into `/etc`, into `.git`, and round and round.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError
from aquip.files.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from aquip.config import Config


ASTRAY: Final = "it is no file, a link out of the notes, or its name is no UTF-8"


def refuse_folders(config: MkDocsConfig) -> None:
    """See, before MkDocs looks for files, that it comes to an end and stays in the repository.

    Raises:
        AquipError: a link to a folder leads out, to a hidden one, or round.
    """
    docs_dir = os.path.abspath(config.docs_dir)  # noqa: PTH100 - links unresolved
    root = Path(config.config_file_path or docs_dir).absolute().parent
    bounds = Bounds(root, Path(docs_dir))
    for path in _linked_folders(docs_dir):
        if not bounds.may_follow(path) or _has_links(path):
            raise AquipError(
                "this link leads out of the notes, to what is hidden, or on to other links",
                path=os.path.relpath(path, root),
                remedy="Take it away, or put a copy of the folder in its place.",
            )


def _linked_folders(top: str) -> Iterator[str]:
    for folder, names, _ in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - thousands of them
            if os.path.islink(path):  # noqa: PTH114
                yield path


def _has_links(folder: str) -> bool:
    return next(_linked_folders(os.path.realpath(folder)), None) is not None


def take_away(files: Files, config: Config) -> list[str]:
    """Take what can't be published from the files, and return the URIs.

    That is what is no regular file, may not be followed, or has a name that is no UTF-8.
    """
    bounds = Bounds(config.root, config.docs_dir)
    gone = [file for file in files if _is_astray(file, bounds)]
    for file in gone:
        files.remove(file)
    return [file.src_uri for file in gone]


def _is_astray(file: File, bounds: Bounds) -> bool:
    path = file.abs_src_path
    if path is None or file.generated_by is not None:
        return False
    try:
        file.src_uri.encode()  # else it has no address
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return not bounds.may_follow(path) or not stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, UnicodeError):
        return True
    return not stat.S_ISREG(found.st_mode)
