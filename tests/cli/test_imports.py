"""What a command imports: start-up is most of what a quick command takes.

A distribution that is new in one of these sets costs every run of the command; it stands here
because someone decided that it is worth that.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from conftest import Repository

RUN: Final = """
import sys
from aquip.cli import main
try:
    main(prog_name="aquip")
finally:
    print("imported:", *{name.partition(".")[0] for name in sys.modules})
"""
PROVIDED: Final = packages_distributions()
"""The distributions that each importable name comes from."""

COMING: Final = "---\ndate: 2026-11-27\n---\n\n## Questions & Issues\n"

CLICK: Final = {"click"}
MODEL: Final = CLICK | {"msgspec", "typing_extensions"}
READ: Final = MODEL | {"PyYAML", "cffi", "cmarkgfm", "python-frontmatter"}
"""What reading notes takes: their settings, their front matter, their Markdown."""
DATES: Final = {"python-dateutil"}
LOCK: Final = {"filelock"}
TEMPLATE: Final = {"Jinja2", "MarkupSafe"}
GIT: Final = {"GitPython", "gitdb", "smmap"}

NEVER: Final = {"feedgen", "icalendar", "Markdown", "mkdocs", "mkdocs-material", "nh3", "Pygments"}
"""What the site, a feed or an invitation is made with: no command below makes one."""


def imported(repo: Repository, *arguments: str) -> set[str]:
    """Name the distributions whose modules a command imports, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=repo.root,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("imported: "))
    found = {of for name in line.split()[1:] for of in PROVIDED.get(name, ())}
    return found - {"aquip", "setuptools"}  # which sets itself up in every Python


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["--version"], CLICK, id="--version"),
        pytest.param(["check", "--help"], CLICK, id="check --help"),
        *(pytest.param([name, "--help"], MODEL, id=name) for name in ("build", "serve")),
        pytest.param(["--help"], READ | DATES, id="--help"),
        pytest.param(
            ["add", "morgan", "Plans", "--to", "questions"], READ | DATES | LOCK, id="add"
        ),
        pytest.param(["done", "k7f3q"], READ | LOCK, id="done"),
        pytest.param(["new", "morgan"], READ | DATES | LOCK | TEMPLATE | {"rich"}, id="new"),
        pytest.param(["check"], READ | DATES | GIT | {"rich"}, id="check"),
        pytest.param(["actions", "--format", "json"], READ, id="actions"),
    ],
)
def test_imports(repo: Repository, arguments: list[str], expected: set[str]) -> None:
    """A command imports what it needs and nothing else."""
    repo.write("notes/morgan/2026-11-27.md", COMING)

    assert expected == imported(repo, *arguments)
    assert expected.isdisjoint(NEVER)
