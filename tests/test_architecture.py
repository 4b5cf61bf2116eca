"""Who may import whom. Offenders are listed by file, so that a failure says where to look."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OUTSIDE = frozenset({"click", "git", "mkdocs", "jinja2", "rich", "filelock", "material"})
"""Packages that touch files, the terminal, git or the site."""

LAYERS = {
    "aquip/core": OUTSIDE
    | {"os", "pathlib", "io", "time", "subprocess", "aquip.store", "aquip.config", "aquip.errors"}
    | {"aquip.rules", "aquip.report", "aquip.cli", "aquip.history", "mkdocs_aquip"},
    "aquip/files": (OUTSIDE - {"filelock"})
    | {"aquip.store", "aquip.rules", "aquip.report", "aquip.cli"}
    | {"aquip.history", "mkdocs_aquip"},
    "aquip/importing": OUTSIDE
    | {
        "os",
        "pathlib",
        "io",
        "time",
        "subprocess",
        "aquip.store",
        "aquip.config",
        "aquip.files",
    }
    | {"aquip.rules", "aquip.report", "aquip.cli", "aquip.history", "mkdocs_aquip"},
    "aquip/demo": OUTSIDE
    | {"subprocess", "aquip.store", "aquip.rules", "aquip.report", "aquip.cli", "mkdocs_aquip"},
    "aquip/history": (OUTSIDE - {"git", "filelock"})
    | {"aquip.store", "aquip.config", "aquip.rules", "aquip.report", "aquip.cli", "mkdocs_aquip"},
    "aquip/rules": OUTSIDE
    | {"pathlib", "subprocess", "aquip.store", "aquip.config", "aquip.report", "aquip.cli"}
    | {"aquip.history", "mkdocs_aquip"},
    "aquip/report": {"git", "mkdocs", "aquip.cli", "aquip.store", "aquip.history", "mkdocs_aquip"},
    "aquip/hosts": OUTSIDE
    | {"subprocess", "aquip.store", "aquip.config", "aquip.rules", "aquip.cli", "aquip.history"}
    | {"mkdocs_aquip"},
    "aquip/cli": {"git", "mkdocs_aquip"},
    "plugins/mkdocs_aquip": {"git", "click", "aquip.cli"},
}
"""What the files of a folder must not import."""


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(folder: str, banned: frozenset[str] | set[str]) -> list[str]:
    """List ``file: module`` for each import below a folder that is banned there."""
    return sorted(
        {
            f"{path.relative_to(ROOT)}: {module}"
            for path in (ROOT / folder).rglob("*.py")
            for module in imports(path)
            if any(module == one or module.startswith(f"{one}.") for one in banned)
        }
    )


@pytest.mark.parametrize("folder", LAYERS)
def test_layers(folder: str) -> None:
    """Each layer imports only what lies below it."""
    assert offenders(folder, LAYERS[folder]) == []


def test_one_importer_of_git() -> None:
    """GitPython is imported in ``history`` alone: it is slow to load and fails without git."""
    found = [o for o in offenders("aquip", {"git"}) if not o.startswith("aquip/history/")]
    assert found == []


def test_one_sender() -> None:
    """The network is reached from ``hosts`` alone, which a pipeline asks to post something."""
    network = {"urllib.request", "http.client", "socket", "requests", "urllib3", "httpx"}
    found = [o for o in offenders("aquip", network) if not o.startswith("aquip/hosts/")]
    assert found == []


def test_mkdocs_stays_at_the_edge() -> None:
    """MkDocs is known to the plugin and to the two commands that run it, and to nobody else."""
    allowed = ("aquip/cli/build.py", "aquip/cli/serve.py", "aquip/cli/site.py")
    found = [o for o in offenders("aquip", {"mkdocs"}) if not o.startswith(allowed)]
    assert found == []


@pytest.mark.parametrize("folder", ["aquip", "plugins"])
def test_nothing_executes_what_it_reads(folder: str) -> None:
    """No pickle, no eval, no YAML loader that builds objects."""
    banned = {"pickle", "marshal", "shelve", "dill", "yaml.Loader", "yaml.UnsafeLoader"}
    assert offenders(folder, banned) == []
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("eval", "exec")
    ]
    assert calls == []
