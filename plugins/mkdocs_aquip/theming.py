"""The plugin's templates, styles and scripts, where a user's own can replace them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File

from mkdocs_aquip.compiled import remember

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

FOLDER: Final = Path(__file__).parent / "theme"
_ASSETS: Final = "assets/aquip"
ICON: Final = f"{_ASSETS}/brand/icon-48.png"
_ALL: Final = f"{_ASSETS}/all"
_LOGO: Final = "aquip/mark"
_THEIRS: Final = "assets/images/favicon.png"
"""Material's own icon, where nobody has set another."""
_COLOUR: Final = "aquip"
_STAND_IN: Final = "iframe-worker"
SHIM: Final = f"{_ASSETS}/offline/{_STAND_IN}.js"
"""What the search runs in where there is no server."""
_INDEXES: Final = "navigation.indexes"
_INSTANT: Final = "navigation.instant"
_OFFLINE: Final = ("offline", "material/offline")


def register(config: MkDocsConfig) -> None:
    """Let the theme find the plugin's files: after the user's ``custom_dir``, before its own.

    Styles and scripts go before the user's, so that theirs have the last word.
    """
    dirs = config.theme.dirs
    if str(FOLDER) not in dirs:
        custom = config.theme.custom_dir
        dirs.insert(dirs.index(custom) + 1 if custom in dirs else 0, str(FOLDER))
    config.extra_css[:0] = [f"{_ALL}.css"]
    config.extra_javascript[:0] = [f"{_ALL}.js"]
    if config.theme.name == "material":
        config.theme["palette"] = _coloured(config.theme.get("palette"))
        _show_mark(config)
        _open_overviews(config)
        _stay_on_disk(config)


def _open_overviews(config: MkDocsConfig) -> None:
    """Let the title of a section lead to its overview, where the navigation is ours."""
    features = config.theme.get("features") or []
    if config.nav is None and _INDEXES not in features:
        config.theme["features"] = [*features, _INDEXES]


def _stay_on_disk(config: MkDocsConfig) -> None:
    """Let a site for a disk work there, and load nothing from elsewhere.

    Material's offline plugin names a stand-in for workers that is on another host, before or
    after this; one of the user's own is kept. With instant loading, which needs a server,
    Material's script waits on a disk for what never comes.
    """
    if not is_offline(config):
        return
    features = config.theme.get("features") or []
    config.theme["features"] = [one for one in features if not one.startswith(_INSTANT)]
    named = [str(path) for path in config.extra.get("polyfills") or []]
    kept = [path for path in named if not (_STAND_IN in path and "://" in path)]
    if not any(_STAND_IN in path for path in kept):
        config.extra["polyfills"] = [*kept, SHIM]


def is_offline(config: MkDocsConfig) -> bool:
    """Tell whether a site is built to be opened as files, by Material's offline plugin."""
    return any(name in config.plugins and config.plugins[name].config.enabled for name in _OFFLINE)


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


def join(files: Files, config: MkDocsConfig) -> None:
    """Add one file of all styles, and one of all scripts: a phone waits for each that it asks for.

    A user's file of the same name is in them in the place of ours, wherever it is from; what
    mkdocs.yml lists by itself is not.
    """
    listed = {*config.extra_css, *map(str, config.extra_javascript)}
    # A script may leave out the last semicolon.
    for kind, between in (("css", "\n"), ("js", ";\n")):
        every = sorted(path.name for path in (FOLDER / _ASSETS).glob(f"*.{kind}"))
        found = (files.get_file_from_path(f"{_ASSETS}/{name}") for name in every)
        texts = [file.content_string for file in found if file and file.src_uri not in listed]
        if files.get_file_from_path(f"{_ALL}.{kind}") is None:
            files.append(File.generated(config, f"{_ALL}.{kind}", content=between.join(texts)))


def environment(config: MkDocsConfig) -> jinja2.Environment:
    """Return the theme's templates with escaping on: what notes say is never markup.

    MkDocs' own environment does not escape; it stays as it is.
    """
    return remember(config.theme.get_env().overlay(autoescape=True))
