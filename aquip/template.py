"""A meeting's template: Jinja in its sandbox, and where it is somebody's own, within bounds.

The sandbox keeps a template from whatever it is not given. It does not keep it from going round
for ever or filling the memory, so a process of its own fills it in, which the system ends.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import MsgspecError, Struct, msgpack

from aquip.errors import AquipError, reason_of
from aquip.files.regular import read_regular
from aquip.workers import Worker, bounded, may_fork

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.config import Config
    from aquip.core.model import Series

_SECONDS: Final = 2
"""Of processor time, and of memory in bytes: hundreds of times what a meeting's note takes."""
_MEMORY: Final = 256_000_000
_LONGEST: Final = 1_000_000
"""Characters of a note."""


class Slot:
    """A block of carried text that knows whether the template has placed it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.used = False

    def __str__(self) -> str:
        self.used = True
        return f"\n{self._text}\n" if self._text else ""


class _Filled(Struct):
    """What came of a template: its text and the slots it has used, or what is wrong with it."""

    text: str = ""
    used: list[str] = []
    fault: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Template:
    """A template's source, and its path for whoever has to mend it; ``own`` is aquip's."""

    source: str
    path: str
    own: bool = False

    def run(self, words: Mapping[str, object]) -> str:
        """Fill it in.

        Raises:
            AquipError: It is no valid template, names what there is not, is not allowed to, or
                comes to no end.
        """
        if self.own or not may_fork():
            filled = _fill(self.source, words)
        else:
            compute = bounded(partial(_fill_to_send, self.source, words), _SECONDS, _MEMORY)
            try:
                filled = msgpack.decode(Worker(compute).result() or b"", type=_Filled)
            except MsgspecError:
                filled = _Filled(fault=f"it takes more than {_SECONDS} seconds, or all memory")
        if filled.fault is None and len(filled.text) > _LONGEST:
            filled.fault = f"it makes a note of {len(filled.text)} characters"
        if filled.fault is not None:
            message = f"the template fails: {filled.fault}"
            raise AquipError(message, path=self.path, line=filled.line)
        for name in filled.used:
            str(words[name])
        return filled.text.rstrip("\n") + "\n"


def template_for(config: Config, series: Series) -> Template:
    """Read the template of a series: its own, else the repository's, else the built-in one."""
    named = series.template or config.settings.template
    if not named:
        name = "own-language.md" if config.settings.own_language else "meeting.md"
        source = files("aquip.templates").joinpath(name).read_text("utf-8")
        return Template(source, name, own=True)
    try:
        path = Path(os.path.realpath(config.root / named))
        if not path.is_relative_to(os.path.realpath(config.root)):
            raise AquipError(f"the template `{named}` lies outside the repository")
        return Template(read_regular(path).decode("utf-8-sig"), named)
    except UnicodeDecodeError:
        raise AquipError("the template is no UTF-8", path=named) from None
    except (OSError, ValueError) as error:
        cause = reason_of(error) if isinstance(error, OSError) else "this names no file"
        raise AquipError(
            f"the template can't be read: {cause}",
            path=named,
            remedy="`template` names a file, counted from the folder of mkdocs.yml.",
        ) from None


def _fill_to_send(source: str, words: Mapping[str, object]) -> bytes:
    return msgpack.encode(_fill(source, words))


def _fill(source: str, words: Mapping[str, object]) -> _Filled:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Markdown is no HTML: what is carried must stay as it is written.
    environment = ImmutableSandboxedEnvironment(
        autoescape=False, undefined=StrictUndefined, keep_trailing_newline=False
    )
    try:
        text = environment.from_string(source).render(words)
        text.encode()
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        return _Filled(fault=error.message or type(error).__name__, line=line)
    except Exception as error:  # noqa: BLE001 - a template can raise whatever its author calls
        return _Filled(fault=f"{type(error).__name__}: {error}", line=_line_of(error))
    return _Filled(text, [k for k, v in words.items() if isinstance(v, Slot) and v.used])


def _line_of(error: Exception) -> int | None:
    """Return the template's line that an error came from."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
