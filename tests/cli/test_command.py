"""The command as a whole: start-up, help, pipes, colour, completion."""

from __future__ import annotations

import os
import pty
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from aquip.cli import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Repository

ENTRY = "from aquip.cli import main; main(prog_name='aquip')"


def test_version_imports_nothing_heavy() -> None:
    """``--version`` loads Click and nothing of what the commands need."""
    code = f"import sys\ntry:\n    {ENTRY}\nfinally:\n    print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code, "--version"], check=True, capture_output=True, text=True
    ).stdout.split()
    heavy = {
        "rich",
        "yaml",
        "git",
        "mkdocs",
        "jinja2",
        "cmarkgfm",
        "dateutil",
        "importlib.metadata",
    }
    assert heavy.isdisjoint(loaded)
    assert not [name for name in loaded if name.startswith(("aquip.core", "aquip.store"))]


def test_version_is_quick() -> None:
    """``--version`` takes at most two and a half times as long as importing Click.

    Counted in the processor's time, the best of five: other work on the machine is not ours.
    """

    def cost(code: str, *arguments: str) -> float:
        times = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(sum(after[:2]) - sum(before[:2]))
        return min(times)

    assert cost(ENTRY, "--version") < 2.5 * cost("import click")


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """Yield every command and command of a command."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*names, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)


@pytest.mark.parametrize("names", [*commands(main)], ids=" ".join)
def test_help(names: tuple[str, ...]) -> None:
    """Every command explains itself in a sentence, with an example that names it."""
    result = CliRunner().invoke(main, [*names, "--help"])
    assert result.exit_code == 0
    assert re.search(rf"Examples?:\n  +aquip {' '.join(names)}", result.stdout)
    assert "\\b" not in result.stdout
    if names != ("init",):
        assert "-C, --root DIR" in result.stdout


def test_help_lists_all() -> None:
    """The group's help lists every command in the order of its use."""
    lines = CliRunner().invoke(main, ["-h"]).stdout.partition("Commands:")[2].splitlines()
    assert [*COMMANDS] == [line.split()[0] for line in lines if line.strip()]


def completed(repo: Repository, words: str) -> list[str]:
    """Return what bash would be offered after ``words``, whose last one is incomplete."""
    done = subprocess.run(
        [sys.executable, "-c", ENTRY],
        env={
            **os.environ,
            "_AQUIP_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        cwd=repo.root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


def test_completion(repo: Repository) -> None:
    """A shell is offered commands, series, handles, goals, sections and ids of open items."""
    assert sorted(completed(repo, "aquip a")) == ["actions", "add", "agenda"]
    assert completed(repo, "aquip new m") == ["morgan"]
    assert completed(repo, "aquip actions --owner @") == ["@morgan", "@sam"]
    assert completed(repo, "aquip actions --goal l") == ["latency"]
    assert completed(repo, "aquip add morgan x --to pr") == ["priorities"]
    assert {"a81kd", "k7f3q", "q7a2x", "r41se", "p1c3z"} == {*completed(repo, "aquip done ")}
    assert completed(repo, "aquip reopen ") == ["b00km"]
    assert completed(repo, "aquip done a81kd k") == ["k7f3q"]
    assert completed(repo, "aquip done ^a8") == ["^a81kd"]


def test_completion_elsewhere(repo: Repository) -> None:
    """-C says whose series are offered; where there is nothing to offer, nothing is said."""
    root = repo.root
    repo.root = root.parent
    assert completed(repo, f"aquip -C {root} new m") == ["morgan"]
    assert completed(repo, f"aquip new -C {root} m") == ["morgan"]
    assert completed(repo, "aquip new m") == []


def on_a_terminal(repo: Repository, **env: str) -> str:
    """Run ``aquip actions`` with a terminal for its output; return what that received."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "actions"],
        cwd=repo.root,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **env},
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
    )
    os.close(theirs)
    received = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        received += chunk
    os.close(ours)
    assert process.wait() == 0
    return received.decode()


def test_colour_on_a_terminal_only(repo: Repository) -> None:
    """What is late is red on a terminal; NO_COLOR takes every colour away."""
    assert "\x1b[31moverdue 1 day\x1b[0m" in on_a_terminal(repo)
    assert "\x1b[31m" not in on_a_terminal(repo, NO_COLOR="1")


def test_reader_that_stops(repo: Repository) -> None:
    """A pipe that nobody reads to its end is no error to tell of."""
    for number in range(400):
        repo.write(
            f"notes/lee/{number}.md",
            f"---\ndate: 2026-01-01\n---\n\n## Actions\n\n- [ ] {'x' * 99}\n",
        )
    repo.write("notes/lee/index.md", "---\nwith: lee\n---\n")
    process = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "actions", "--format", "json"],
        cwd=repo.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "[\n"
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait()


def test_module(repo: Repository) -> None:
    """``python -m aquip`` is the same command."""
    done = subprocess.run(
        [sys.executable, "-m", "aquip", "actions"],
        cwd=repo.root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "k7f3q" in done.stdout
