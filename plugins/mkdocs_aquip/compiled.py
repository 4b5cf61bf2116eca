"""Templates compiled once in a process, however often it builds: a preview uses them again.

MkDocs makes a new environment for each build, which compiles all of its templates. Here
their code is kept in memory alone; what was compiled is never read from a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jinja2.bccache import Bucket, BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    import jinja2


class _Compiled(BytecodeCache):
    """The code of templates, by their place, their source, and how they were compiled."""

    def __init__(self) -> None:
        self._code: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what is known."""
        bucket.code = self._code.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled."""
        if bucket.code is not None:
            self._code[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[object, ...]:
    env = bucket.environment
    how = (env.autoescape, env.trim_blocks, env.lstrip_blocks, env.keep_trailing_newline)
    return (bucket.key, bucket.checksum, *sorted(env.extensions), *how)


_COMPILED: Final = _Compiled()


def remember(env: jinja2.Environment) -> jinja2.Environment:
    """Let an environment use what others have compiled, and keep what it compiles."""
    if env.bytecode_cache is None:
        env.bytecode_cache = _COMPILED
    return env
