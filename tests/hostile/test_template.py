"""A meeting's template that is somebody else's: it gets nothing but words, and an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.hostile.conftest import MKDOCS

if TYPE_CHECKING:
    from tests.hostile.conftest import Arena

REFUSED: Final = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ series.__class__ }}",
    "{{ actions.__init__.__globals__ }}",
    "{{ actions._text }}{{ actions['__class__'] }}",
    "{{ date.__reduce__() }}",
    "{{ (date|attr('__class__'))() }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch caught') }}",
    "{{ lipsum.__globals__['os'].popen('touch caught').read() }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(actions) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'base.html' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{% if " + "not " * 20_000 + "1 %}{% endif %}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ 'a'.center(10 ** 11) }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{{ 9 ** 9 ** 9 }}",
    "{% set n = namespace(x='a') %}{% for _ in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{{ 'a' * 2000000 }}",
)


@pytest.mark.parametrize("source", REFUSED)
def test_a_template_within_bounds(arena: Arena, source: str) -> None:
    """It reaches no code and no file, and when it comes to no end it is ended, in one line."""
    arena.write("mkdocs.yml", f"{MKDOCS}      template: template.md\n")
    arena.write("template.md", f"# A\n\n{source}\n")
    done = arena.run("new", "lee")
    assert not (arena.root / "caught").exists()
    if done.returncode == 0:
        (made,) = (arena.root / "notes/lee").glob("2026-11-2[1-9]*.md")
        assert "object at" not in made.read_text("utf-8")
        assert "<class" not in made.read_text("utf-8")
        return
    assert done.returncode == 2
    assert "the template" in done.stderr
    assert len(done.stderr) < 2_000


def test_an_honest_template_works_in_its_process(arena: Arena) -> None:
    """What it places is not placed again, and what it leaves out comes after."""
    arena.write("mkdocs.yml", f"{MKDOCS}      template: template.md\n")
    arena.write("template.md", "# {{ title }}\n\n## Actions\n{{ actions }}\n")
    made = arena.run("new", "lee", "--dry-run").stdout
    assert made.count("Do it") == 1
    arena.write("template.md", "# {{ title }}\n\n## Notes\n")
    made = arena.run("new", "lee", "--dry-run").stdout
    assert made.count("Do it") == 1
