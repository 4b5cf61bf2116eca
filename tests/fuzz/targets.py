"""What the campaign feeds, by name: each takes bytes, and fails where something does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tests.properties import invariants

Target = Callable[[bytes], None]


def _text(check: Callable[[str], None]) -> Target:
    """Give a check the text that bytes are, whatever is no UTF-8 aside."""
    return lambda data: check(data.decode("utf-8", "ignore"))


TARGETS: Final[Mapping[str, Target]] = {
    "parse": invariants.parsed,
    "edit": _text(invariants.edited),
    "fmt": _text(invariants.formatted),
    "front": _text(invariants.fronted),
    "config": invariants.configured,
    "import": _text(invariants.imported),
    "render": _text(invariants.rendered),
    "history": invariants.streamed,
}
