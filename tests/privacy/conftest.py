"""A repository whose every hidden place holds a word, with the history that it would have."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from aquip.early import exit_offered
from aquip.rules import RULES
from tests.privacy.canaries import Canaries, found_in, notes, private_file, public, write

CONFIG: Final[Mapping[str, object]] = {
    "site_name": "Notes",
    "docs_dir": "notes",
    "site_url": "https://notes.example/",
    "repo_url": "https://git.example/sam/notes",
    "edit_uri": "edit/main/notes/",
    "theme": {"name": "material", "font": False, "features": ["content.action.edit"]},
}
EXTENSIONS: Final = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.superfences",
    {"pymdownx.arithmatex": {"generic": True}},
)
PEOPLE: Final = {"sam": {"name": "Sam Reyes"}, "morgan": {"name": "Morgan Diaz"}}
URL: Final = "http://127.0.0.1:8000/"


@dataclass
class Repository:
    """A repository, the words in it, and what builds of its site say."""

    root: Path
    canaries: Canaries = field(default_factory=Canaries)
    said: io.StringIO = field(default_factory=io.StringIO)

    @cached_property
    def files(self) -> dict[str, str | bytes]:
        """The notes and what is beside them, always of the same words."""
        return notes(self.canaries) | private_file(self.canaries)

    def configure(self, options: Mapping[str, object] | None = None, **config: object) -> None:
        """Write mkdocs.yml, where it is not so already."""
        aquip = {"me": "sam", "people": PEOPLE, **(options or {})}
        snippets = {"pymdownx.snippets": {"base_path": [str(self.root)]}}
        extensions = [*EXTENSIONS, snippets]
        plugins = ["search", {"aquip": aquip}]
        values = {**CONFIG, "markdown_extensions": extensions, "plugins": plugins, **config}
        text = yaml.safe_dump(values, sort_keys=False)
        path = self.root / "mkdocs.yml"
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")

    def hide(self) -> None:
        """Write the notes as they are."""
        write(self.root, self.files)

    def show(self) -> None:
        """Write the notes with nothing hidden."""
        texts = ((name, text) for name, text in self.files.items() if isinstance(text, str))
        write(self.root, self.files | {name: public(text) for name, text in texts})

    def only(self, files: Mapping[str, str | bytes]) -> None:
        """Have these notes, and no others."""
        shutil.rmtree(self.root / "notes")
        write(self.root, files)

    def git(self, *arguments: str) -> None:
        """Run git here."""
        subprocess.run(["git", *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self, subject: str) -> None:
        """Commit whatever git does not ignore."""
        self.git("add", "--all")
        self.git("commit", "--message", subject)

    def load(self, folder: str, *, strict: bool = False) -> MkDocsConfig:
        """Load the configuration, for a site in a folder."""
        site_dir = str(self.root / folder)
        return load_config(str(self.root / "mkdocs.yml"), site_dir=site_dir, strict=strict)

    def build(self, *, dirty: bool = False, strict: bool = False) -> None:
        """Build as `mkdocs build`, or with ``dirty`` as `aquip build` has it built."""
        config = self.load("site", strict=strict)
        config.plugins.on_startup(command="build", dirty=dirty)
        try:
            with self.heard(), exit_offered():
                build(config, dirty=dirty)
        finally:
            config.plugins.on_shutdown()

    @contextmanager
    def previewed(self) -> Iterator[Callable[[], None]]:
        """Yield what builds a preview, as MkDocs' server calls it after each change."""
        config = self.load("preview")
        config.plugins.on_startup(command="serve", dirty=True)

        def again() -> None:
            config = self.load("preview")
            config.site_url = URL
            with self.heard():
                build(config, serve_url=URL, dirty=True)

        try:
            yield again
        finally:
            config.plugins.on_shutdown()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Note what MkDocs says, down to the last detail."""
        handler, logger = logging.StreamHandler(self.said), logging.getLogger("mkdocs")
        level = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)

    def leaks(self, *folders: str) -> list[str]:
        """Say which words are in some folders, of those that are there, and in the cache."""
        return self.canaries.told(found_in(self.root / name for name in (*folders, ".cache")))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository as it is, without git."""
    made = Repository(tmp_path / "repository")
    made.root.mkdir()
    made.configure()
    made.hide()
    return made


@pytest.fixture
def versioned(repository: Repository) -> Repository:
    """The repository in git."""
    return with_history(repository)


def with_history(repository: Repository) -> Repository:
    """Put a repository into git: what it hides was once shown, and elsewhere, and told."""
    word = repository.canaries.word
    meeting = repository.root / "notes/morgan/2026-11-13.md"
    repository.git("init", "--initial-branch", "main")
    write(repository.root, {".gitignore": "*.private.md\nsite/\n.cache/\n"})
    repository.show()
    old = repository.root / f"notes/morgan/{word('the old name of a note')}.md"
    meeting.rename(old)
    repository.commit(f"Notes, and {word('subject of a commit of what is hidden now')}")
    repository.git("mv", str(old), str(meeting))
    repository.commit("A better name")
    repository.hide()
    repository.commit(f"Hide {word('subject of a commit that hides')}")
    hidden = meeting.read_text("utf-8")
    for number in range(2):
        said = word("once in a hidden part")
        meeting.write_text(f"{hidden}\n<!-- private -->\n- [ ] @sam {said}\n<!-- /private -->\n")
        repository.commit(f"{word('subject of a commit of hidden parts')} {number}")
    meeting.write_text(hidden)
    repository.commit("Notes again")
    return repository


@pytest.fixture(autouse=True)
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of a few rules alone: those of all take most of a small site's build."""
    monkeypatch.setattr("mkdocs_aquip.pages.RULES", dict(list(RULES.items())[:2]))
