"""Reads mkdocs.yml as MkDocs does, but safely, and remembers where each key stands.

`!ENV` takes its value from the environment. Any other tag of its own, such as
Material's ``!!python/name:``, is stepped over: no code is ever named into being.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from aquip.core.yaml_limits import FAULTS, refuse_excess
from aquip.errors import AquipError, reason_of
from aquip.files.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

Keys = tuple[str | int, ...]
"""The way to a value: mapping keys and list indexes from the top of the file."""


class _Loader(yaml.SafeLoader):
    """A safe loader with MkDocs' `!ENV`."""


def _env(loader: _Loader, node: yaml.Node) -> object:
    """Return the first variable that is set, else the last of several as the default."""
    default = None
    if isinstance(node, yaml.ScalarNode):
        names = [node]
    elif isinstance(node, yaml.SequenceNode) and node.value:
        *names, last = node.value
        if names:
            default = loader.construct_object(last, deep=True)
        else:
            names = [last]
    else:
        raise yaml.constructor.ConstructorError(
            None, None, "!ENV names a variable, or a list of variables", node.start_mark
        )
    for name in names:
        value = os.environ.get(str(loader.construct_scalar(name)))
        if value is not None:
            tag: str = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value, node.start_mark))
    return default


def _step_over(loader: _Loader, node: yaml.Node) -> object:
    """Return what a tag stands before, as if the tag were not there."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _date(loader: _Loader, node: yaml.ScalarNode) -> object:
    """Return a date, or the text as written where the calendar has no such day."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return loader.construct_scalar(node)


_Loader.add_constructor("!ENV", _env)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
_Loader.add_constructor(None, _step_over)


@dataclass(frozen=True)
class Source:
    """One file of configuration: how to name it, and its tree of nodes."""

    name: str
    top: yaml.Node | None

    def find(self, keys: Keys) -> tuple[yaml.Node, yaml.Node] | None:
        """Return the key, or the item of a list, that ``keys`` lead to, and its value."""
        found, node = self.top, self.top
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                pairs = [(k, v) for k, v in node.value if k.value == str(key)]
                if not pairs:
                    return None
                found, node = pairs[-1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
                found = node = node.value[key]
            else:
                return None
        return (found, node) if found is not None and node is not None else None

    def error(self, node: yaml.Node, message: str, remedy: str | None) -> AquipError:
        """Return an error that points at a node."""
        mark = node.start_mark
        return AquipError(
            message, path=self.name, line=mark.line + 1, column=mark.column + 1, remedy=remedy
        )


@dataclass(frozen=True)
class Tree:
    """The configuration's values, and the files they came from, nearest first."""

    values: Mapping[str, Any]
    sources: tuple[Source, ...]

    def error(self, keys: Keys, message: str, remedy: str | None = None) -> AquipError:
        """Return an error that points at a key, or at the file where no key is to blame."""
        for source in self.sources:
            if found := source.find(keys):
                return source.error(found[0], message, remedy)
        return AquipError(message, path=self.sources[0].name, remedy=remedy)

    def refuse_duplicates(self, keys: Keys = (), only: Collection[str] | None = None) -> None:
        """Raise where a mapping, or one below it, says a key twice: YAML drops the first silently.

        With ``only``, look at the first level alone and at no other keys than these.
        """
        for source in self.sources:
            found = source.find(keys)
            for key in _duplicates(found[1], only) if found else ():
                raise source.error(key, f"`{key.value}` stands twice", "Keep one of the two.")


def _duplicates(node: yaml.Node, only: Collection[str] | None) -> Iterator[yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and (only is None or key.value in only):
            if key.value in seen:
                yield key
            seen.add(key.value)
        if only is None:
            yield from _duplicates(value, None)


def read(path: Path) -> Tree:
    """Return what a configuration file says, with all it inherits.

    Raises:
        AquipError: It can't be read, or is no YAML mapping.
    """
    return _read(path, path.name, ())


def _read(path: Path, name: str, heirs: tuple[Path, ...]) -> Tree:
    text = _text_of(path, name)
    try:
        # Composed twice, for values and for positions: constructing unfolds `<<` in the nodes.
        source = Source(name, yaml.compose(text, Loader=_Loader))
        refuse_excess(source.top)
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader, see above
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise AquipError(
            f"this is no valid YAML: {error.problem or error.context}",
            path=name,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            remedy=_remedy_for(error.problem or ""),
        ) from None
    except FAULTS as error:
        cause = " ".join(str(error).split())
        raise AquipError(f"this is no valid YAML: {cause}", path=name) from None
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise AquipError("this is no mapping of settings", path=name, line=1)
    tree = Tree(values, (source,))
    parent = values.pop("INHERIT", None)
    return tree if parent is None else _inherit(tree, path, parent, (*heirs, path.resolve()))


def _inherit(tree: Tree, path: Path, parent: object, heirs: tuple[Path, ...]) -> Tree:
    above = Path(os.path.normpath(path.parent / str(parent)))
    if above.resolve() in heirs:
        raise tree.error(("INHERIT",), f"`{parent}` inherits from this file again")
    if not above.is_file():
        raise tree.error(("INHERIT",), f"there is no file `{parent}` to inherit from")
    base = _read(above, os.path.relpath(above, heirs[0].parent), heirs)
    return Tree(_merge(base.values, tree.values), (*tree.sources, *base.sources))


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one mapping over another: mappings key by key, all else replaced, as MkDocs does."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[key] = _merge(old, value)
        else:
            merged[key] = value
    return merged


def _text_of(path: Path, name: str) -> str:
    try:
        data = read_regular(path)
    except OSError as error:
        raise AquipError(f"this can't be read: {reason_of(error)}", path=name) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AquipError(
            f"byte {data[error.start]:#04x} is no UTF-8",
            path=name,
            line=line,
            remedy="Save the file as UTF-8.",
        ) from None


def _remedy_for(problem: str) -> str | None:
    if "'@'" in problem:
        return 'YAML keeps @ for itself: write the handle without it, or in quotes, "@morgan".'
    if "'\\t'" in problem:
        return "YAML is indented with spaces, not tabs."
    return None
