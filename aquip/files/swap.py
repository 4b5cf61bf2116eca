"""Two files change places in one step, so that what one of them said is never nowhere.

To put a new text in a file's place takes away whatever the file says at that very moment, be it
what an editor saved an instant ago. Where the two change places, that is still at hand.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_HERE: Final = -100
"""AT_FDCWD: paths count from the current folder."""
_SWAP: Final = 2
"""Linux' RENAME_EXCHANGE and macOS' RENAME_SWAP."""
_CANNOT: Final = {errno.ENOSYS, errno.EPERM, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a system answers whose kernel, sandbox or file system can't do it."""


def swap(temporary: Path, target: Path) -> None:
    """Let two files of one folder change places; ``target`` is there at every moment.

    Raises:
        OSError: One of them is not there, or the system refuses.
    """
    if not exchange(temporary, target):
        _step_by_step(temporary, target)


def exchange(one: Path, other: Path) -> bool:
    """Do it in one step; False where that is not to be had, and nothing was done."""
    import ctypes

    call = _call()
    if call is None or not call(os.fsencode(one), os.fsencode(other)):
        return call is not None
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _call() -> Any:  # noqa: ANN401 - a function of the C library
    """Return what exchanges two files, named as bytes, and answers 0; None if there is none."""
    import ctypes

    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            rename = library.renamex_np
            return lambda one, other: rename(one, other, _SWAP)
        rename = library.renameat2
        return lambda one, other: rename(_HERE, one, _HERE, other, _SWAP)
    except (AttributeError, OSError, TypeError):  # another C library, or no such thing
        return None


def _step_by_step(temporary: Path, target: Path) -> None:
    """Hold on to what the target says, then replace it: what is saved in between is lost."""
    aside = _aside(temporary)
    try:
        os.link(target, aside)
    except OSError:  # a file system without hard links
        shutil.copy2(target, aside)
    try:
        temporary.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    aside.replace(temporary)


def settle(temporary: Path) -> None:
    """Bring to its end what a dead process left halfway."""
    aside = _aside(temporary)
    if not aside.exists():
        return
    if temporary.exists():
        aside.unlink()
    else:
        aside.replace(temporary)


def _aside(temporary: Path) -> Path:
    return temporary.with_name(f"{temporary.name}.old")
