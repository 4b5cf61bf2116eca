"""Templates that are compiled once are still the ones that stand in their files."""

from __future__ import annotations

import jinja2

from mkdocs_aquip.compiled import remember


def _page(source: str, **options: object) -> str:
    loader = jinja2.DictLoader({"page.html": source})
    env = remember(jinja2.Environment(loader=loader, **options))  # type: ignore[arg-type]  # noqa: S701 - off or on
    return env.get_template("page.html").render(text="<b>")


def test_as_it_is_now() -> None:
    """A changed template, or one used with escaping, is compiled anew."""
    assert _page("{{ text }}") == "<b>"
    assert _page("{{ text }}", autoescape=True) == "&lt;b&gt;"
    assert _page("{{ text }}!") == "<b>!"
    assert _page("{{ text }}") == "<b>"
