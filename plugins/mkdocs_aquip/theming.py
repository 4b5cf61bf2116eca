"""The plugin's templates, styles and scripts, where a user's own can replace them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs_aquip.compiled import remember

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

FOLDER: Final = Path(__file__).parent / "theme"
_ASSETS: Final = "assets/aquip"


def register(config: MkDocsConfig) -> None:
    """Let the theme find the plugin's files: after the user's ``custom_dir``, before its own.

    Styles and scripts go before the user's, so that theirs have the last word.
    """
    dirs = config.theme.dirs
    if str(FOLDER) not in dirs:
        custom = config.theme.custom_dir
        dirs.insert(dirs.index(custom) + 1 if custom in dirs else 0, str(FOLDER))
    config.extra_css[:0] = _assets("*.css", config.extra_css)
    config.extra_javascript[:0] = _assets("*.js", [str(path) for path in config.extra_javascript])


def _assets(pattern: str, known: list[str]) -> list[str]:
    found = sorted(path.name for path in (FOLDER / _ASSETS).glob(pattern))
    return [path for name in found if (path := f"{_ASSETS}/{name}") not in known]


def environment(config: MkDocsConfig) -> jinja2.Environment:
    """Return the theme's templates with escaping on: what notes say is never markup.

    MkDocs' own environment does not escape; it stays as it is.
    """
    return remember(config.theme.get_env().overlay(autoescape=True))
