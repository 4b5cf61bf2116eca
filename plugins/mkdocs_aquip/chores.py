"""Work that no page waits for: done while pages are read, by whichever process has time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Chore:
    """``make`` returns plain data, wherever it is done; ``use`` is given it here, in the end."""

    make: Callable[[], Any]
    use: Callable[[Any], None]
