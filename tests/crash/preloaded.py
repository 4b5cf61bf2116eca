"""All that a command imports, read once for the processes that are forked from here."""

import gc
from importlib import import_module

import filelock  # noqa: F401
import jinja2  # noqa: F401
import pytest  # noqa: F401
import rich.panel  # noqa: F401

from aquip import excerpt, mkdocs_yml, scaffold, store  # noqa: F401
from aquip.cli import COMMANDS, meetings, refs  # noqa: F401
from aquip.demo import year  # noqa: F401
from aquip.history import writing  # noqa: F401
from aquip.importing import plan  # noqa: F401
from aquip.rules import fixing  # noqa: F401
from tests.crash import faults  # noqa: F401

for command in COMMANDS.values():
    import_module(f"aquip.cli.{command.partition(':')[0]}")

gc.freeze()  # else a child's first collection would copy every page of memory
