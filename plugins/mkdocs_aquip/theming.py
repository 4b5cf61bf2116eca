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
ICON: Final = f"{_ASSETS}/brand/icon-48.png"
_LOGO: Final = "aquip/mark"
_THEIRS: Final = "assets/images/favicon.png"
"""Material's own icon, where nobody has set another."""
_COLOUR: Final = "aquip"


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
    if config.theme.name == "material":
        config.theme["palette"] = _coloured(config.theme.get("palette"))
        _show_mark(config)


def _show_mark(config: MkDocsConfig) -> None:
    """Let pages bear aquip's mark, where the user has set no icon, no logo and no such file."""
    theme = config.theme
    own = [folder for folder in (config.docs_dir, theme.custom_dir) if folder]
    if theme.get("favicon") == _THEIRS and not any(Path(each, _THEIRS).exists() for each in own):
        theme["favicon"] = ICON
    icons = theme.get("icon") or {}
    if not theme.get("logo") and not icons.get("logo"):
        theme["icon"] = {**icons, "logo": _LOGO}


def _coloured(palette: object) -> object:
    """Return a palette that has aquip's own colours where it names none: see aquip.css."""
    if isinstance(palette, list):
        return [_coloured(one) if isinstance(one, dict) else one for one in palette]
    if not isinstance(palette, dict):
        palette = {}
    return {"primary": _COLOUR, "accent": _COLOUR} | {k: v for k, v in palette.items() if v}


def _assets(pattern: str, known: list[str]) -> list[str]:
    found = sorted(path.name for path in (FOLDER / _ASSETS).glob(pattern))
    return [path for name in found if (path := f"{_ASSETS}/{name}") not in known]


def environment(config: MkDocsConfig) -> jinja2.Environment:
    """Return the theme's templates with escaping on: what notes say is never markup.

    MkDocs' own environment does not escape; it stays as it is.
    """
    return remember(config.theme.get_env().overlay(autoescape=True))
