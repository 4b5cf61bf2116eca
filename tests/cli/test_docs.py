"""docs/commands.md says what the commands say."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from aquip.cli import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def generated() -> str:
    """Return what the generator would write now."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.page())


def test_the_page_is_current() -> None:
    """The page is what ``python docs/generate.py`` writes."""
    assert generated() == (DOCS / "commands.md").read_text("utf-8")


def test_every_command_is_on_it() -> None:
    """Each command has its heading, in the order of its use."""
    page = (DOCS / "commands.md").read_text("utf-8")
    assert [*COMMANDS] == re.findall(r"^## aquip (\w+)$", page, re.MULTILINE)
