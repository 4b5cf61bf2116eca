"""Git as it is called to find something out: it changes nothing, and does as nobody's settings say.

The repository may be anybody's. Nothing that its configuration names is run (hooks, pagers, file
system monitors), nothing is fetched, and what stands in for commits in one clone alone is ignored:
the same commits tell the same everywhere.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from aquip.history.repository import hook_environment

if TYPE_CHECKING:
    from pathlib import Path

    from git.cmd import Git

_SETTINGS: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}")
_NO_FILTER: Final = {"clean": "", "smudge": "", "process": "", "required": "false"}
_ENVIRONMENT: Final = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def asking(folder: Path, *settings: str, **environment: str) -> Git:
    """Return git for a folder, with settings of the call's own, as ``key=value``.

    Raises:
        ImportError: There is no git.
    """
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    from git.cmd import Git

    git = Git(folder)
    git.update_environment(**_ENVIRONMENT, **environment, **hook_environment(folder))
    git.set_persistent_git_options(no_pager=True, c=[*_SETTINGS, *settings])
    return git


def comparing(folder: Path) -> Git:
    """Return git for comparing the files of a folder with what it knows of them, as they stand.

    Else it would run the filters that its configuration names on what has changed.

    Raises:
        ImportError: There is no git.
    """
    git = asking(folder)
    named = git.config("--null", "--name-only", "--get-regexp", r"^filter\.", with_exceptions=False)
    drivers = sorted({name.rpartition(".")[0] for name in str(named).split("\0") if "." in name})
    settings = [
        (f"{driver}.{key}", value) for driver in drivers for key, value in _NO_FILTER.items()
    ]
    # Not as options: the name of a filter may have an equals sign in it.
    told = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return asking(folder, **told) if settings else git


def tips(folder: Path) -> tuple[str, ...]:
    """Return the commits at the ends of all branches, remote ones too; none without git."""
    try:
        git = asking(folder)
        from git.exc import GitError

        refs = ("refs/heads", "refs/remotes")
        try:
            said = str(git.for_each_ref("--format=%(objectname)", *refs))
        except (GitError, OSError):
            return ()
    except ImportError:
        return ()
    return tuple(dict.fromkeys(said.split()))
