"""When a build can stand on the last one: only where all that makes a page is known.

Another plugin, a hook or a template of the user's may put anything into any page, such as
the time. Then the site is built whole: slower, never wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import markdown.extensions

from aquip.options import SAFE_PLUGINS
from mkdocs_aquip.markdown import ViewExtension

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_THEME: Final = "material"
_EXTENSIONS: Final = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_READING: Final = ("pymdownx.snippets", "pymdownx.b64")
_SEARCH: Final = ("material/search", "search")


def reason_to_build_whole(config: MkDocsConfig) -> str | None:
    """Name what may change pages in ways nobody can foresee; None where nothing does."""
    for name in config.plugins:
        if name not in SAFE_PLUGINS:
            return f"the plugin `{name}` may change any page"
    if config.hooks:
        return f"the hook `{next(iter(config.hooks))}` may change any page"
    if config.theme.name != _THEME:
        return f"the theme `{config.theme.name}` is not known to show only what a page holds"
    own = config.theme.custom_dir
    template = next(Path(own).rglob("*.html"), None) if own else None
    if own and template:
        return f"the template `{template.relative_to(own).as_posix()}` may show anything"
    search = search_of(config)
    if search is not None and not hasattr(getattr(search, "search_index", None), "entries"):
        return "the search plugin keeps its entries in a way of its own"
    return None


def reads_only_notes(config: MkDocsConfig) -> bool:
    """Tell whether no page shows what stands outside the notes folder, or the time.

    Extensions of Python-Markdown may put either in the pages that it renders.
    """
    own = Path(markdown.extensions.__file__).parent
    extensions: list[object] = [*config.markdown_extensions]
    return all(
        isinstance(each, ViewExtension)
        or (
            isinstance(each, str)
            and each not in _READING
            and (each.startswith(_EXTENSIONS) or (own / f"{each}.py").is_file())
            and _is_plain(config.mdx_configs.get(each, {}))
        )
        for each in extensions
    )


def _is_plain(value: object) -> bool:
    """Tell whether an extension's options hold no program but its own kind's."""
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return not callable(value) or str(getattr(value, "__module__", "")).startswith(_EXTENSIONS)


def search_of(config: MkDocsConfig) -> Any:  # noqa: ANN401 - Material's plugin has no types
    """Return Material's search, None where there is none or it is off."""
    found: Any = next((config.plugins[n] for n in _SEARCH if n in config.plugins), None)
    return found if found is not None and getattr(found.config, "enabled", True) else None
