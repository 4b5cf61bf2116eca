"""Front matter that explodes, recurses, lies about its types or names code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from aquip.core.front_matter import read

if TYPE_CHECKING:
    from tests.hostile.conftest import Arena

LEVELS: Final = range(1, 30)
BOMB: Final = "a0: &a0 [x, x, x]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in LEVELS
)
MAPPINGS: Final = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{p: *a{n - 1}, q: *a{n - 1}}}\n" for n in LEVELS
)
MERGES: Final = "a0: &a0 {x: 1, y: 2}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 20)}]}}\n" for n in range(1, 8)
)
LONG: Final = "9" * 100_000

MKDOCS_WITH_HOOKS: Final = """\
site_name: Notes
docs_dir: notes
hooks: [evil.py]
markdown_extensions: [evil]
plugins:
  - evil
  - aquip: {me: sam}
"""

REFUSED: Final = {
    "a billion laughs": f"{BOMB}title: *a29",
    "mappings of mappings": f"{MAPPINGS}title: *a29",
    "merges of merges": f"{MERGES}x: 1",
    "a list in itself": "x: &a [*a]\ntitle: *a",
    "a mapping in itself": "x: &a {b: *a}\ntags: *a",
    "deep lists": f"x: {'[' * 5000}{']' * 5000}",
    "deep mappings": f"x: {'{a: ' * 500}1{'}' * 500}",
    "a huge number": f"title: !!int '{LONG}'",
    "a huge number in hexadecimal": f"title: 0x{'f' * 100_000}",
    "a huge number of minutes": f"title: {'1:' * 5000}1",
    "a tag that names code": "title: !!python/object/apply:os.system ['touch caught']",
    "a tag that is no number": "title: !!int ''",
    "a tag that is no day": "title: !!timestamp x",
    "a tag that is no answer": "title: !!bool maybe",
    "a mapping as a key": "? {a: b}\n: c",
}
"""Front matter of which nothing is believed."""

ODD: Final = {
    "lists for all": "status: [a]\nduration: [1]\nattendees: {a: b}\ntitle: [x]\npublish: [7]",
    "mappings for all": "status: {a: b}\nmoved_to: {a: b}\nreason: {a: b}\ntags: {a: 1}",
    "no numbers": "duration: .nan\nmoved_to: .inf\ntitle: -.inf\nstatus: 1e999",
    "other types": "reason: !!binary aGVsbG8=\nmoved_to: !!set {a, b}\ntitle: !!omap [a: 1]",
    "what Material knows": "hide: 9\nsearch: 5\nicon: [1]\ndescription: {a: b}\nsocial: 1",
    "a redirect": 'template: redirect.html\nlocation: "\\"]);alert(1);(["',
    "keys that are none": "1: a\n~: d\ntrue: e\n2026-11-13: f\n1.5: g",
    "days there are none of": "moved_to: 9999-99-99\nduration: 0000-00-00",
    "a million anchors": "x:\n" + "".join(f"- &a{n} 1\n" for n in range(20_000)),
    "one key often": "a: 1\n" * 2_000,
    "megabytes": "x: |\n" + f" {'a' * 99}\n" * 20_000,
}
"""Front matter that is read, whatever sense it makes."""


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED)
def test_what_would_explode_is_refused_unread(source: str) -> None:
    """Nothing of it comes into the note but a problem that says so."""
    front, problems = read(f"---\n{source}\n---\n\n# A\n")
    assert dict(front.values) == {}
    assert [problem.kind for problem in problems] == ["front-matter-broken"]


def test_aliases_are_fine_in_measure() -> None:
    """What people write with anchors and merges is read as ever."""
    front, problems = read("---\na: &a {x: [1, 2]}\nb: {<<: *a, y: 3}\nc: *a\n---\n")
    assert problems == ()
    assert front.values["b"] == {"x": [1, 2], "y": 3}


def test_no_command_falls_over_it(arena: Arena) -> None:
    """Every command ends, within bounds, and the check names each note that was refused."""
    for number, source in enumerate(REFUSED.values()):
        arena.write(f"notes/lee/2026-08-{number + 1:02}.md", f"---\n{source}\n---\n\n# A\n")
    for number, source in enumerate(ODD.values()):
        day = f"2026-09-{number + 1:02}"
        arena.write(f"notes/lee/{day}.md", f"---\ndate: {day}\n{source}\n---\n\n# A\n")
        arena.write(f"notes/x{number}/index.md", f"---\nwith: lee\n{source}\n---\n")
        arena.write(f"notes/goals/{number}.md", f"---\ntitle: A\n{source}\n---\n")
    arena.write("notes/own.md", f"---\n{BOMB}title: *a29\n---\n\n# A page of MkDocs' own\n")
    found = json.loads(arena.run("check", "--format", "json").stdout)
    refused = {one["path"] for one in found if one["code"] == "AQ002"}
    assert {f"notes/lee/2026-08-{n + 1:02}.md" for n in range(len(REFUSED))} <= refused
    for command in ("new lee --dry-run", "next"):
        arena.run(*command.split())
    arena.run("import", "notes/lee", "--dry-run")
    arena.run("fmt", "--diff")
    arena.run("mkdocs", "build", "--quiet")
    pages = {path: data for path, data in arena.site().items() if path.endswith(".html")}
    assert len(pages) > len(REFUSED) + len(ODD)
    assert [path for path, data in pages.items() if b"alert(1);" in data] == []
    assert not (arena.root / "caught").exists()


def test_a_configuration_that_explodes(arena: Arena) -> None:
    """mkdocs.yml is held to the same, and told in a line."""
    arena.write("mkdocs.yml", f"{BOMB}site_name: *a29\n")
    done = arena.run("check")
    assert done.returncode == 2
    assert "unfold" in done.stderr


def test_checking_runs_nothing_that_the_configuration_names(arena: Arena) -> None:
    """Hooks, plugins and tags of a stranger's mkdocs.yml run in a build alone, never in a check."""
    arena.write("evil.py", "import pathlib; pathlib.Path('caught').touch()\n")
    arena.write(
        "mkdocs.yml",
        f"{MKDOCS_WITH_HOOKS}\nextra: {{x: !!python/name:evil.x , y: !ENV [SECRET, none]}}\n",
    )
    for command in ("check", "fmt --check", "actions", "new lee --dry-run", "diff"):
        arena.run(*command.split())
    assert not (arena.root / "caught").exists()
