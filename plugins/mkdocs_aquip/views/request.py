"""An ``aquip`` fence's body into a view and its options, or into what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from aquip.core.yaml_limits import FAULTS, refuse_excess
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import OptionError, Values, nearest
from mkdocs_aquip.views.registry import ALIASES, VIEWS, View


@dataclass(frozen=True)
class Fault:
    """What is wrong, as Markdown with code spans, and the line of the body, from 1."""

    message: str
    line: int


@dataclass(frozen=True)
class Request:
    """A view by name with all its options; or the faults that stand in its way."""

    view: str = ""
    values: Values = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def read_request(source: str, context: ViewContext) -> Request:
    """Read a fence's body: a YAML mapping with ``view`` and that view's options."""
    try:
        found, lines = _mapping(source)
    except OptionError as error:
        return Request(faults=(Fault(str(error), getattr(error, "line", 1)),))
    written = dict(found)
    if "view" not in written:
        known = f"say `view:` and one of {', '.join(VIEWS)}"
        return Request(faults=(Fault(f"no view is named: {known}", 1),))
    name = str(written.pop("view")).strip().casefold()
    name = ALIASES.get(name, name)
    if name not in VIEWS:
        message = f"there is no view `{name}`; {nearest(name, VIEWS)}"
        return Request(faults=(Fault(message, lines["view"]),))
    return _options(VIEWS[name], written, lines, context)


def _options(view: View, written: Values, lines: dict[str, int], context: ViewContext) -> Request:
    known = {option.name: option for option in view.options}
    faults = []
    values = {name: option.unset(context) for name, option in known.items() if name not in written}
    for name, value in written.items():
        if name not in known:
            message = f"the view `{view.name}` has no option `{name}`; {nearest(name, known)}"
            faults.append(Fault(message, lines[name]))
            continue
        try:
            values[name] = known[name].read(value, context)
        except OptionError as error:
            faults.append(Fault(str(error), lines[name]))
    return Request(view.name, values, tuple(faults))


class _SourceError(OptionError):
    """The body is no mapping; ``line`` says where it stops being one."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


# The pages of all series have the same views.
@lru_cache(maxsize=1024)
def _mapping(source: str) -> tuple[Values, dict[str, int]]:
    """Return the mapping and the line of each of its keys."""
    loader = yaml.SafeLoader(source)
    try:
        node = loader.get_single_node()
        refuse_excess(node)
        if node is None:
            return {}, {}
        keys = node.value if isinstance(node, yaml.MappingNode) else []
        lines = _lines(keys)
        written = loader.construct_document(node)
    except _SourceError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = min(mark.line + 1 if mark else 1, len(source.rstrip().splitlines()) or 1)
        raise _SourceError(_yaml_message(error, source, line), line) from error
    except FAULTS as error:
        raise _SourceError("this is no YAML that can be read", 1) from error
    finally:
        loader.dispose()
    if not isinstance(written, dict):
        raise _SourceError("a view is written as `key: value` lines", 1)
    return {str(key): value for key, value in written.items()}, lines


def _lines(keys: Iterable[tuple[yaml.Node, yaml.Node]]) -> dict[str, int]:
    """Return the line of each key; none may be there twice, since one would be passed over."""
    lines: dict[str, int] = {}
    for key, _ in keys:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            raise _SourceError(f"`{name}` is said twice, first in line {lines[name]}", line)
        lines[name] = line
    return lines


def _yaml_message(error: yaml.MarkedYAMLError, source: str, line: int) -> str:
    text = source.splitlines()[line - 1 : line]
    if text and ": @" in text[0]:
        return 'YAML does not read a bare `@`: quote it, `"@sam"`, or leave the @ out'
    if text and "\t" in text[0]:
        return "YAML knows no tabs: put spaces in their place"
    return f"this is no YAML that can be read: {error.problem or error.context}"
