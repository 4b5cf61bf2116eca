"""Writes commands.md from the commands themselves: ``python docs/generate.py``.

A test holds the page to what this would write.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from aquip.cli import main

PAGE: Final = Path(__file__).parent / "commands.md"

INTRODUCTION: Final = """\
# Commands

<!-- Written by docs/generate.py from the commands' own help. Change them, then run it again. -->

Every command takes `-C DIR`, the folder with the notes' `mkdocs.yml`; without it, the nearest one
upward is taken. `--help` shows what stands here. `python -m aquip` is the same as `aquip`.

**Items** are named by their id, with or without `^`, or by the start of their text, as far as it is
unambiguous. **Dates** are `2026-11-27`, `today`, `tomorrow`, `friday` (the next one after today),
`+7d`, `+2w`, `+1m`, `27 nov`. **Private** items are left out of what is printed, unless `--private`
asks for them.

| exit status | means |
|---|---|
| 0 | fine; warnings included |
| 1 | findings of severity error; with `check --strict`, any |
| 2 | usage, or input that can't be used: a line names the place and the cause, another the remedy |
| 3 | a fault of aquip's own; `AQUIP_DEBUG=1` shows where |

| variable | means |
|---|---|
| `AQUIP_TODAY` | the day it is taken to be, before `today` in `mkdocs.yml` and the clock |
| `NO_COLOR` | no colour; when the output is piped there is none anyway |
| `VISUAL`, `EDITOR` | what `new --edit` opens |

A shell completes commands, series, handles, goals and the ids of open items, once it is told to:

```
eval "$(_AQUIP_COMPLETE=bash_source aquip)"     # in ~/.bashrc
eval "$(_AQUIP_COMPLETE=zsh_source aquip)"      # in ~/.zshrc
_AQUIP_COMPLETE=fish_source aquip | source      # in config.fish
```

Every write takes a lock, replaces the file in one step, and changes no byte that it did not mean
to. A write that fails has changed nothing, and [one that is killed](crash-safety.md) loses nothing.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRODUCTION, *sections(main, "aquip")])


def sections(group: click.Group, name: str) -> Iterator[str]:
    """Yield a section for each command of a group, and for those below them."""
    parent = click.Context(group, info_name=name)
    for each in group.list_commands(parent):
        command = group.get_command(parent, each)
        if command is None:
            continue
        yield section(command, f"{name} {each}")
        if isinstance(command, click.Group):
            yield from sections(command, f"{name} {each}")


def section(command: click.Command, name: str) -> str:
    """Return a command's heading, usage, help and options, as Markdown."""
    context = click.Context(command, info_name=name)
    usage = " ".join((name, *command.collect_usage_pieces(context)))
    parts = [f"## {name}", fenced(usage)]
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        parts += example(paragraph) if paragraph.startswith("\b") else [paragraph]
    records = (
        option.get_help_record(context)
        for option in command.get_params(context)
        if isinstance(option, click.Option) and "--help" not in option.opts
    )
    parts.append("\n".join(f"- `{flags}`: {about}" for flags, about in filter(None, records)))
    return "\n\n".join(parts) + "\n"


def example(paragraph: str) -> list[str]:
    """Turn a block that Click leaves unwrapped into a fence, its title before it."""
    title, *lines = paragraph.removeprefix("\b\n").splitlines()
    return [title, fenced("\n".join(line.strip() for line in lines))]


def fenced(text: str) -> str:
    """Return a block of code."""
    return f"```\n{text}\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
