"""What is shipped: the wheel, installed where nothing else is, does the whole job."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "aquip": ROOT / "aquip",
    "mkdocs_aquip": ROOT / "plugins" / "mkdocs_aquip",
    "aquip/example/notes": ROOT / "notes",
}


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command with no terminal; its output, or a failure that shows what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    shown = " ".join(str(part) for part in command)
    assert done.returncode == 0, f"{shown}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, its dependencies and no more."""

    bin: Path

    def __call__(self, program: str, *arguments: str | Path, cwd: Path) -> str:
        """Run a program of the environment, away from the project's own folder."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        env["PATH"] = f"{self.bin}{os.pathsep}{env['PATH']}"
        env.pop("VIRTUAL_ENV", None)
        return run(self.bin / program, *arguments, cwd=cwd, env=env)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the pinned backend."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    run(sys.executable, *build, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An empty environment into which pip put the wheel and what it asks for.

    The versions are the pinned ones, so that a release elsewhere never turns this test red; the
    hashes go, since a wheel made a moment ago has none.
    """
    folder = tmp_path_factory.mktemp("empty")
    pins = re.findall(
        r"^[\w.-]+==\S+", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(pins) + "\n", "utf-8")
    run(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    environment = Installed(folder / "env" / "bin")
    install = ("-m", "pip", "install", "--quiet", "--no-input", "--constraint", constraints)
    environment("python", *install, wheel, cwd=folder)
    return environment


def test_the_wheel_holds_every_file_of_both_packages_and_no_other(wheel: Path) -> None:
    """A template, style or script that does not ship would be missed by users alone."""
    expected = {
        f"{package}/{file.relative_to(folder).as_posix()}"
        for package, folder in PACKAGES.items()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    } | {"aquip/example/mkdocs.yml"}

    names = zipfile.ZipFile(wheel).namelist()

    assert expected == {name for name in names if ".dist-info/" not in name}


def test_the_installed_package_is_the_one_that_runs(installed: Installed, tmp_path: Path) -> None:
    """Else the tests below would prove the source folder, not the wheel."""
    where = "import aquip, mkdocs_aquip; print(aquip.__file__, mkdocs_aquip.__file__)"

    for path in installed("python", "-c", where, cwd=tmp_path).split():
        assert Path(path).is_relative_to(installed.bin.parent)


def test_a_new_notes_repository_builds_strictly(installed: Installed, tmp_path: Path) -> None:
    """From nothing to a site with its dashboard and its styles, in three commands."""
    notes = tmp_path / "one-on-ones"
    installed("aquip", "init", notes, cwd=tmp_path)
    (series, *_) = json.loads(installed("aquip", "series", "--format", "json", cwd=notes))
    installed("aquip", "new", series["name"], cwd=notes)
    installed("mkdocs", "build", "--strict", cwd=notes)

    dashboard = notes / "site" / "actions" / "index.html"
    soup = BeautifulSoup(dashboard.read_text("utf-8"), "html.parser")
    styles = [
        (dashboard.parent / str(link["href"])) for link in soup.select("link[rel=stylesheet]")
    ]

    assert [path for path in styles if not path.is_file()] == []
    assert [path for path in styles if "aquip" in path.parts], "the plugin's own style is linked"


def test_the_example_ships_with_its_history(installed: Installed, tmp_path: Path) -> None:
    """Without a checkout of aquip, ``demo`` makes the example of this one, and it checks clean."""
    demo = tmp_path / "demo"
    installed("aquip", "demo", demo, cwd=tmp_path)
    shipped = {
        path.relative_to(ROOT): path.read_bytes()
        for path in (ROOT / "notes").rglob("*")
        if path.is_file()
    }

    assert shipped == {path: (demo / path).read_bytes() for path in shipped}
    assert installed("aquip", "actions", "--mine", cwd=demo)


def test_a_rule_explains_itself(installed: Installed, tmp_path: Path) -> None:
    """The rules' texts are docstrings, which an optimised or stripped package would lose."""
    text = installed("aquip", "explain", "AQ501", cwd=tmp_path)

    assert "AQ501" in text
    assert len(text.splitlines()) > 5
