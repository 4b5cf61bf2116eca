"""Faults of Material's templates, mended where they are compiled, and of the links in a page.

Material's partials stay Material's: an override would be a copy of each, to be kept up with every
release. Whoever has one of their own in ``custom_dir`` keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from jinja2.ext import Extension

if TYPE_CHECKING:
    import jinja2

MENDED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "base.html": (
        # No attribute of a checkbox; material.js closes what a reload leaves open.
        ('id="__drawer" autocomplete="off">', 'id="__drawer">'),
        ('id="__search" autocomplete="off">', 'id="__search">'),
    ),
    "partials/search.html": (
        # A dialog needs a name.
        ('role="dialog">', """role="dialog" aria-label="{{ lang.t('search') }}">"""),
        # Closed, it would take the focus where nothing is to be seen; its results take it anyway.
        ('<div class="md-search__scrollwrap" tabindex="0"', '<div class="md-search__scrollwrap"'),
    ),
    "partials/toc.html": (
        # What it would open stands in the navigation, which pages like meetings are not in.
        (
            '<label class="md-nav__title" for="__toc">',
            """<{{ 'label for="__toc"' if page in nav.pages else "div" }} class="md-nav__title">""",
        ),
        ("    </label>", """    </{{ "label" if page in nav.pages else "div" }}>"""),
    ),
    "partials/path.html": (
        # The navigation at the side has this name already.
        ("""aria-label="{{ lang.t('nav') }}\"""", 'aria-label="Where this page is"'),
    ),
    "partials/nav-item.html": (
        # With `navigation.indexes` what opens a section is an arrow, and its list needs a name.
        (
            """id="{{ path }}_label" tabindex="{{ tabindex }}">
                <span class="md-nav__icon md-icon"></span>""",
            """id="{{ path }}_label" tabindex="{{ tabindex }}">
                <span class="md-nav__icon md-icon"></span>
                <span class="aq-hidden">{{ render_title(nav_item) }}</span>""",
        ),
    ),
    "partials/footer.html": (
        # Who speaks to a browser says what stands there: no colon, and no entities.
        (
            'aria-label="{{ direction }}: {{ page.previous_page.title | e }}"',
            'aria-label="{{ direction }} {{ page.previous_page.title | striptags | e }}"',
        ),
        (
            'aria-label="{{ direction }}: {{ page.next_page.title | e }}"',
            'aria-label="{{ direction }} {{ page.next_page.title | striptags | e }}"',
        ),
    ),
}
"""By template, what stands in its source, and what takes its place."""


class Mending(Extension):
    """Mends templates as they are read."""

    def preprocess(self, source: str, name: str | None, *_: object, **__: object) -> str:
        """Return a template's source, mended."""
        for old, new in MENDED.get(name or "", ()):
            source = source.replace(old, new)
        return source


def mend(env: jinja2.Environment) -> None:
    """Have a site's templates mended."""
    env.add_extension(Mending)


def valid_links(output: str) -> str:
    """Return a page whose links to items (``#^a81kd``) are written as HTML asks: ``#%5Ea81kd``.

    Browsers take the one for the other; a note, and what it links to, keeps its caret.
    """
    pieces, done = [], 0
    at = output.find("#^")
    while at >= 0:
        # A quote behind `href=`, and none since: it is an address, not text.
        quote = output.rfind('"', done, at)
        if quote > 0 and output.endswith("href=", 0, quote):
            pieces.append(output[done : at + 1])
            done = at + 2
        at = output.find("#^", at + 2)
    return "%5E".join([*pieces, output[done:]])
