"""What the check found, in every form that it is printed in: one format a file.

`text` is for people. The others are for programs and stand in a table: each is a function
from a report to the whole text to print.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from aquip.report.check import data, github, gitlab, junit, md, sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aquip.report.check.rows import Report

FORMATS: Final[Mapping[str, Callable[[Report], str]]] = MappingProxyType(
    {
        "json": data.render,
        "md": md.render,
        "github": github.render,
        "gitlab": gitlab.render,
        "sarif": sarif.render,
        "junit": junit.render,
    }
)
"""The formats for programs, by the name that ``--format`` has for them."""
