"""Two repositories in other languages, and the words of each that tests speak."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.cli.conftest import Repository
from tests.conftest import TODAY

HERE = Path(__file__).parent
HELD, NEXT = "2026-11-20", "2026-11-27"


@dataclass(frozen=True)
class Language:
    """What a repository is called and holds, in its own words."""

    name: str
    series: str
    accomplishments: str
    questions: str
    priorities: str
    actions: str
    reflection: str
    people: str
    thought_partner: str
    outcome: str
    due: str
    minutes: str
    yes: str
    partly: str
    question: str
    action: str
    answered: str
    goal: str

    def __str__(self) -> str:
        """Name a test's parameter."""
        return self.name


GERMAN = Language(
    name="german",
    series="erik",
    accomplishments="Erfolge",
    questions="Fragen & Probleme",
    priorities="Prioritäten",
    actions="Aktionen",
    reflection="Rückblick",
    people="Personen",
    thought_partner="Mitdenken",
    outcome="Ergebnis",
    due="fällig",
    minutes="10 Minuten",
    yes="ja",
    partly="teils",
    question="Wer öffnet am Samstag?",
    action="Angebote für Automaten einholen",
    answered="Das Team nach Samstagen fragen",
    goal="ausleihe",
)
JAPANESE = Language(
    name="japanese",
    series="sato",
    accomplishments="成果",
    questions="質問・課題",
    priorities="優先事項",
    actions="アクション",
    reflection="ふりかえり",
    people="人",
    thought_partner="壁打ち",
    outcome="結果",
    due="期限",
    minutes="10 分",
    yes="はい",
    partly="一部",
    question="土曜日は誰が開けますか",
    action="貸出機の見積もりを取る",
    answered="土曜日について職員に聞く",
    goal="wait",
)
LANGUAGES = (GERMAN, JAPANESE)


@pytest.fixture(params=LANGUAGES, ids=str)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn."""
    found: Language = request.param
    return found


def copied(language: Language, root: Path) -> Repository:
    """Copy a language's repository, to write in it."""
    shutil.copytree(HERE / language.name, root, ignore=shutil.ignore_patterns("expected"))
    return Repository(root)


@pytest.fixture
def repo(language: Language, tmp_path: Path) -> Repository:
    """The language's repository."""
    return copied(language, tmp_path / "repository")


@pytest.fixture
def german(tmp_path: Path) -> Repository:
    """The German repository."""
    return copied(GERMAN, tmp_path / "german")


@pytest.fixture
def japanese(tmp_path: Path) -> Repository:
    """The Japanese repository."""
    return copied(JAPANESE, tmp_path / "japanese")


@dataclass(frozen=True)
class Site:
    """A language's built site."""

    language: Language
    folder: Path

    def page(self, path: str) -> BeautifulSoup:
        """Return a page by its address."""
        return BeautifulSoup((self.folder / path / "index.html").read_text("utf-8"), "html5lib")

    def text(self, path: str) -> str:
        """Return what a page says below its header, white space collapsed."""
        article = self.page(path).select_one("article")
        assert article is not None
        return " ".join(article.get_text(" ").split())


@pytest.fixture(scope="session", params=LANGUAGES, ids=str)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Each language's site, built strictly once, after its last meeting was held."""
    language: Language = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AQUIP_TODAY", TODAY)
        repo = copied(language, tmp_path_factory.mktemp("language") / language.name)
        repo.run("hold", language.series, "--effective", "5", "--as-expected", language.partly)
        repo.write(
            "notes/open.md", f"# Open\n\n```aquip\nview: questions\nkind: {language.people}\n```\n"
        )
        config = load_config(str(repo.root / "mkdocs.yml"), strict=True)
        build(config)
        return Site(language, Path(config.site_dir))
