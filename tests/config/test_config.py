"""mkdocs.yml, read safely, and every complaint about it placed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from aquip.config import find_root, fixed_today, load_config, today
from aquip.core.settings import Person, Settings
from aquip.errors import AquipError
from aquip.options import settings_from

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
site_name: Sam's 1:1s
docs_dir: notes
repo_url: https://github.com/sam/one-to-ones
edit_uri: edit/main/notes/
plugins:
  - search
  - aquip:
      me: "@Sam"
      people:
        sam: {name: Sam Reyes, email: sam@example.org}
        "@morgan": {name: Morgan Diaz, email: [Morgan@Example.org, md@example.org]}
        lee: Lee Novak
        jo:
      template: templates/meeting.md
      sections: {accomplishments: {heading: Erfolge, aliases: [Siege]}, notes: {aliases: Agenda}}
      series: {standup: {with: lee, cadence: weekly, starts: 2026-01-05, time: 10:00}}
      words: {Fällig: due}
      fiscal_year_starts: 4
      rules: {AQ201: off, aq503: error, AQ301: true}
      today: 2026-11-22
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
  - pymdownx.snippets:
      base_path: !relative $config_dir
"""


def write(root: Path, text: str | bytes) -> Path:
    """Write a configuration and return its folder."""
    (root / "mkdocs.yml").write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def aquip(root: Path, *lines: str) -> Path:
    """Write a configuration with these options of aquip."""
    return write(root, "plugins:\n  - aquip:\n" + "".join(f"      {line}\n" for line in lines))


def test_everything(tmp_path: Path) -> None:
    """Each option arrives as the settings mean it."""
    config = load_config(write(tmp_path, FULL))
    settings = config.settings
    assert config.docs_dir == tmp_path / "notes"
    assert config.site_name == "Sam's 1:1s"
    assert (config.repo_url, config.edit_uri) == (
        "https://github.com/sam/one-to-ones",
        "edit/main/notes/",
    )
    assert settings.me == "sam"
    assert settings.people == {
        "sam": Person("sam", "Sam Reyes", ("sam@example.org",)),
        "morgan": Person("morgan", "Morgan Diaz", ("morgan@example.org", "md@example.org")),
        "lee": Person("lee", "Lee Novak"),
        "jo": Person("jo", "Jo"),
    }
    assert settings.template == "templates/meeting.md"
    assert settings.series == {
        "standup": {"with": "lee", "cadence": "weekly", "starts": "2026-01-05", "time": "10:00"}
    }
    assert settings.words == {"Fällig": "due"}
    assert settings.fiscal_year_starts == 4
    assert settings.rules == {"AQ201": "off", "AQ503": "error"}
    assert settings.today == dt.date(2026, 11, 22)


def test_own_section_names_come_first(tmp_path: Path) -> None:
    """A user's names are read beside the built-in ones, and win where two sections share one."""
    settings = load_config(write(tmp_path, FULL)).settings
    assert settings.heading("accomplishments") == "Erfolge"
    titles = settings.section_by_title
    assert {titles[t] for t in ("erfolge", "siege", "accomplishments", "wins")} == {
        "accomplishments"
    }
    assert titles["agenda"] == "notes"
    assert titles["topics"] == "questions"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "site_name: x\n",
        "plugins: []\n",
        "plugins: [aquip]\n",
        "plugins:\n  - aquip\n",
        "plugins: {aquip: {}}\n",
        "plugins: {aquip: }\n",
        "plugins:\n  - aquip:\n",
    ],
)
def test_nothing_set(tmp_path: Path, text: str) -> None:
    """Without options, in whichever way, the settings are the defaults, and docs_dir is MkDocs'."""
    config = load_config(write(tmp_path, text))
    assert config.settings == Settings()
    assert config.docs_dir == tmp_path / "docs"


def test_plugins_as_a_mapping(tmp_path: Path) -> None:
    """MkDocs takes plugins as a mapping too."""
    config = load_config(write(tmp_path, "plugins: {search: {}, aquip: {me: sam}}\n"))
    assert config.settings.me == "sam"


def test_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`!ENV` takes the first variable that is set, as YAML would read it, else the default."""
    monkeypatch.setenv("AQ_ME", "sam")
    monkeypatch.setenv("AQ_DAY", "2026-01-02")
    monkeypatch.delenv("AQ_UNSET", raising=False)
    root = aquip(
        tmp_path,
        "me: !ENV AQ_ME",
        "today: !ENV [AQ_UNSET, AQ_DAY, 2026-11-22]",
        "fiscal_year_starts: !ENV [AQ_UNSET, 4]",
        "template: !ENV AQ_UNSET",
    )
    settings = load_config(root).settings
    assert (settings.me, settings.fiscal_year_starts) == ("sam", 4)
    assert settings.today == dt.date(2026, 1, 2)
    assert settings.template is None


def test_no_code_is_run(tmp_path: Path) -> None:
    """A tag that would build an object builds nothing."""
    trap = tmp_path / "trap"
    write(tmp_path, f"extra: !!python/object/apply:os.mkdir ['{trap}']\nsite_name: x\n")
    assert load_config(tmp_path).site_name == "x"
    assert not trap.exists()


def test_inherits(tmp_path: Path) -> None:
    """INHERIT lays this file over another, key by key, and errors point into the file at fault."""
    (tmp_path / "base.yml").write_text(
        "site_name: Base\nplugins:\n  aquip:\n    me: sam\n    fiscal_year_starts: 4\n"
    )
    write(tmp_path, "INHERIT: base.yml\nplugins: {aquip: {me: lee}}\n")
    config = load_config(tmp_path)
    assert (config.site_name, config.settings.me) == ("Base", "lee")
    assert config.settings.fiscal_year_starts == 4
    (tmp_path / "base.yml").write_text("plugins: {aquip: {mee: sam}}\n")
    with pytest.raises(AquipError) as caught:
        load_config(tmp_path)
    assert str(caught.value).startswith("base.yml:1:19: ")


@pytest.mark.parametrize("parent", ["gone.yml", "mkdocs.yml", "."])
def test_inherits_nothing(tmp_path: Path, parent: str) -> None:
    """A parent that is missing, or the file itself, is an error at the line that names it."""
    with pytest.raises(AquipError) as caught:
        load_config(write(tmp_path, f"site_name: x\nINHERIT: {parent}\n"))
    assert caught.value.line == 2


COMPLAINTS = {
    "unknown option": ("peple: {}", "3:7: aquip has no option `peple`", "`people`"),
    "twice": ("me: sam\n      me: lee", "4:7: `me` stands twice", "Keep one"),
    "twice below": ("people: {sam: {}, sam: {}}", "3:25: `sam` stands twice", "Keep one"),
    "twice with and without at": ('people: {sam: {}, "@Sam": {}}', "named twice", "Keep one"),
    "no handle": ("me: a b", "3:7: `a b` is no handle", "a word"),
    "bare at": ("me: @sam", "3:11: this is no valid YAML", "in quotes"),
    "unknown of a person": ("people: {sam: {nmae: x}}", "3:22: `nmae`", "`name`"),
    "name is no text": ("people: {sam: {name: [x]}}", "this is text, not a list", ""),
    "people is a list": ("people: [sam]", "3:7: this is a mapping, not a list", ""),
    "unknown section": ("sections: {question: x}", "3:18: `question`", "`questions`"),
    "heading without letters": ("sections: {notes: '!!'}", "no letters or digits", ""),
    "name of two sections": (
        "sections: {notes: {aliases: [X]}, actions: {aliases: [x!]}}",
        "`x!` already names notes",
        "",
    ),
    "heading of another": (
        "sections: {notes: {aliases: [Actions]}}",
        "`Actions` is the heading of actions",
        "another heading",
    ),
    "unknown of a series": ("series: {x: {wiht: lee}}", "3:20: `wiht`", "`with`"),
    "series is text": ("series: {x: lee}", "this is a mapping, not text", ""),
    "no month": ("fiscal_year_starts: 13", "3:7: `13` is no month", "1 to 12"),
    "true is no month": ("fiscal_year_starts: true", "is no month", ""),
    "no severity": ("rules: {AQ201: loud}", "3:15: `loud` is no severity", "warning"),
    "no date": ("today: 2026-02-30", "3:7: `2026-02-30` is no date", "2026-11-22"),
    "no word": ("words: {a: 3}", "not `3`", ""),
    "options are a list": ("- me", "2:5: aquip's options are a mapping", ""),
    "env of a mapping": ("me: !ENV {a: b}", "3:11: this is no valid YAML: !ENV", ""),
    "tab": ("\tme: sam", "3:", "spaces"),
}


@pytest.mark.parametrize("case", COMPLAINTS)
def test_complaints(tmp_path: Path, case: str) -> None:
    """What can't be is told with its place and, where there is one, a remedy."""
    line, expected, remedy = COMPLAINTS[case]
    with pytest.raises(AquipError) as caught:
        load_config(aquip(tmp_path, line))
    assert expected in f"{caught.value}"
    assert str(caught.value).startswith("mkdocs.yml:")
    assert remedy in (caught.value.remedy or "")


def test_hostile_yaml(tmp_path: Path) -> None:
    """Nesting without end is an error, not a crash."""
    with pytest.raises(AquipError):
        load_config(write(tmp_path, "a: " + "[" * 5000))


def test_byte_order_mark(tmp_path: Path) -> None:
    """A byte order mark before the file is no part of it."""
    assert load_config(write(tmp_path, b"\xef\xbb\xbfsite_name: x\n")).site_name == "x"


def test_settings_from_options() -> None:
    """The plugin's own way in: None is not set, and errors name the option in words."""
    assert settings_from({"me": None, "people": None}) == Settings()
    assert settings_from({"series": {"x": {"with": "lee", "time": 600}}}).series == {
        "x": {"with": "lee", "time": "10:00"}
    }
    with pytest.raises(AquipError, match=r"`people\.sam\.nmae`: `nmae` is not known here"):
        settings_from({"people": {"sam": {"nmae": "x"}}})


def test_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is AQUIP_TODAY, else the configuration's, else the clock's."""
    config = load_config(aquip(tmp_path, "today: 2026-01-01"))
    monkeypatch.setenv("AQUIP_TODAY", "2026-02-02")
    assert today(config) == dt.date(2026, 2, 2)
    monkeypatch.delenv("AQUIP_TODAY")
    assert today(config) == dt.date(2026, 1, 1)
    clock = load_config(aquip(tmp_path, "me: sam"))
    assert fixed_today(clock) is None
    assert abs(today(clock) - dt.date.today()) <= dt.timedelta(days=1)  # noqa: DTZ011 - the clock


def test_find_root(tmp_path: Path) -> None:
    """The nearest folder upward is found, with either ending of the file."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "mkdocs.yaml").touch()
    assert find_root(tmp_path / "a" / "b") == tmp_path
    (tmp_path / "a" / "mkdocs.yml").touch()
    assert find_root(tmp_path / "a" / "b") == tmp_path / "a"
