"""File names, links and special files in the notes folder: none hangs, none leads out of it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest
from bs4 import BeautifulSoup

from tests.hostile.conftest import HEAD

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.conftest import Arena

NAMES: Final = (
    *("-rf.md", "--help.md", "..md", "a..md", "...md", ".md", "~.md", "*.md", " lead.md"),
    *("a\nb.md", "a\x1b[31m.md", "a\u202egpj.md", "\t.md", "\r.md", "\x7f.md", "\u2028.md"),
    *("x" * 252 + ".md", "2026-11-13.md ", "2026-11-12.md.", "dot..md", "con.md", "a.MD"),
    *("a|b.md", 'a"b.md', "a'b.md", "a&b.md", "<script>alert(1)<script>.md", "{{7*7}}.md"),
    *("$(touch caught).md", "`touch caught`.md", "%2e%2e%2f.md", "a:b.md", "a?b#c.md", "a\\b.md"),
    *("é.md", "e\u0301.md", "README.md", "readme.md", "Index.md", "INDEX.md", "[x](y).md"),
    *("javascript:alert(1).md", "\ufeff2026-11-11.md", "2026-11-10-<b>.md", "2026-11-09-'\".md"),
)
BYTES: Final = (b"\xff\xfe.md", b"2026-11-13-\xe9.md", b"\xff.png", b"sub\xff/x.md")
SECRET: Final = "open sesame 4711"  # noqa: S105 - nobody's


def test_names(arena: Arena) -> None:
    """Whatever a file is called, commands end well, and a name is never markup nor a command."""
    for name in NAMES:
        with suppress(OSError):  # a file system may refuse it, as twins in case
            arena.write(f"notes/lee/{name}", HEAD)
            arena.write(f"notes/{name.removesuffix('.md')}/index.md", "---\nwith: lee\n---\n")
    for raw in BYTES:
        with suppress(OSError):
            arena.write(f"notes/lee/{os.fsdecode(raw)}", HEAD)
    for command in ("check", "fmt --diff", "actions", "build"):
        done = arena.run(*command.split())
        assert "\x1b" not in done.stdout + done.stderr
        assert "\u202e" not in done.stdout + done.stderr
    arena.run("import", "notes/lee", "--dry-run")
    pages = [data for path, data in arena.site().items() if path.endswith(".html")]
    scripts = [each for data in pages for each in BeautifulSoup(data, "html5lib")("script")]
    assert len(scripts) > len(pages)
    assert [each for each in scripts if each.get_text().startswith("alert")] == []
    assert [*arena.root.rglob("caught")] == []
    assert [path for path in arena.root.parent.iterdir() if path != arena.root] == []


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is none of the repository's business, with a secret in it."""
    folder = tmp_path / "outside"
    (folder / "deep").mkdir(parents=True)
    for name in ("secret.md", "secret.png", "deep/index.md"):
        (folder / name).write_text(f"{HEAD}{SECRET}\n", "utf-8")
    return folder


def test_links_to_files(arena: Arena, outside: Path) -> None:
    """What a link finds outside, in hidden folders or under a private name is nobody's to read."""
    notes = arena.root / "notes/lee"
    arena.write("notes/lee/raise.private.md", f"{HEAD}{SECRET}\n")
    arena.write(".git/config", f"[x]\n\ty = {SECRET}\n")
    arena.write("drafts/plan.private.md", f"{HEAD}{SECRET}\n")
    links: dict[str, str | Path] = {
        "2026-11-13.md": outside / "secret.md",
        "picture.png": outside / "secret.png",
        "relative.png": "../../../outside/secret.png",
        "2026-11-12.md": "/dev/zero",
        "zero.png": "/dev/zero",
        "loop.md": "loop.md",
        "2026-11-06.md": "raise.private.md",
        "raise.png": "raise.private.md",
        "plan.md": "../../drafts/plan.private.md",
        "config.txt": "../../.git/config",
        "dead.md": "nowhere.md",
        "dead.png": "nowhere.png",
    }
    for name, target in links.items():
        (notes / name).symlink_to(target)
    (notes / "c0.md").symlink_to(outside / "secret.md")
    for number in range(1, 30):
        (notes / f"c{number}.md").symlink_to(f"c{number - 1}.md")
    shown = "".join(f"![x]({name})\n" for name in links)
    arena.write("notes/lee/2026-10-30.md", HEAD.replace("11-13", "10-30") + shown)
    for command in ("check", "check --format github", "actions", "new lee --dry-run", "fmt --diff"):
        assert SECRET not in arena.run(*command.split()).stdout
    for build in ("mkdocs build", "build"):
        said = arena.run(*build.split())
        assert said.returncode == 0
        assert "`lee/picture.png` is not published" in said.stderr
        assert [path for path, data in arena.site().items() if SECRET.encode() in data] == []


@pytest.mark.parametrize("target", ["../..", "..", ".", "/etc", "../../.git", "../../../outside"])
def test_links_to_folders(arena: Arena, outside: Path, target: str) -> None:
    """A link to a folder that leads out or round stops a build before MkDocs goes along it."""
    assert outside.is_dir()
    arena.write(".git/HEAD", SECRET)
    (arena.root / "notes/lee/way").symlink_to(target)
    (arena.root / "notes/lee/other").symlink_to(target)
    arena.run("check")
    arena.run("actions")
    for build in ("mkdocs build", "build"):
        said = arena.run(*build.split())
        assert said.returncode != 0
        assert "leads out of the notes" in said.stderr
    assert not (arena.root / "site").exists()


def test_links_within_are_followed(arena: Arena) -> None:
    """A link to a folder of the repository is as good as the folder."""
    arena.write("common/pictures/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    (arena.root / "notes/lee/assets").symlink_to("../../common/pictures")
    arena.run("mkdocs", "build", "--quiet")
    assert "lee/assets/a.svg" in arena.site()


def test_special_files(arena: Arena) -> None:
    """Pipes and sockets, or links to them, keep nobody waiting wherever a file is expected."""
    notes = arena.root / "notes/lee"
    for place in ("2026-11-13.md", "picture.png", "index.txt"):
        os.mkfifo(notes / place)
    (notes / "2026-11-06.md").symlink_to("2026-11-13.md")
    (notes / "linked.png").symlink_to("picture.png")
    with socket.socket(socket.AF_UNIX) as listener, pytest.MonkeyPatch.context() as patch:
        patch.chdir(notes)
        listener.bind("2026-11-12.md")
        os.mkfifo(arena.root / "template.md")
        arena.write("mkdocs.yml", TEMPLATED)
        for command in ("check", "new lee --dry-run", "fmt --diff", "import notes", "build"):
            arena.run(*command.split())
    (arena.root / "mkdocs.yml").unlink()
    os.mkfifo(arena.root / "mkdocs.yml")
    assert "no regular file" in arena.run("check").stderr


TEMPLATED: Final = "site_name: x\ndocs_dir: notes\nplugins: [aquip: {template: template.md}]\n"
