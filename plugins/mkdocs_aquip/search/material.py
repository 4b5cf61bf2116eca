"""What Material's search has of its own: its plugin, and the worker that its pages ask.

Material's script in the page keeps the search box, the results and the keys. It starts the
worker that the page names, sends it what is typed, and shows what comes back; so another
worker makes another search, and looks the same.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import material

from mkdocs_aquip.theming import FOLDER

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig

_PLUGINS: Final = ("material/search", "search")
_WORKER: Final = re.compile(r'"(assets/javascripts/workers/search\.[0-9a-f]+\.min\.js)" \| url')
_OURS: Final = "assets/aquip/search/worker.js"
_SCRIPTS: Final = ("assets/aquip/search.js", _OURS)


def search_of(config: MkDocsConfig) -> Any:  # noqa: ANN401 - Material's plugin has no types
    """Return Material's search; None where there is another, or it is off."""
    found = (config.plugins[name] for name in _PLUGINS if name in config.plugins)
    search: Any = next((s for s in found if type(s).__module__.startswith("material.")), None)
    return search if search is not None and search.config.enabled else None


def worker_of(config: MkDocsConfig, env: jinja2.Environment) -> str | None:
    """Return the address of Material's worker in its pages; None where it is somebody else's."""
    if search_of(config) is None or env.loader is None:
        return None
    try:
        source = env.loader.get_source(env, "base.html")[0]
    except LookupError:
        return None
    named = _WORKER.search(source)
    if named is None:
        return None
    folders = map(Path, config.theme.dirs)
    file = next((path for folder in folders if (path := folder / named[1]).is_file()), None)
    theirs = Path(material.__file__).parent
    return named[1] if file and file.is_relative_to(theirs) else None


def our_worker() -> str:
    """Return the address of aquip's worker, another one whenever its program is."""
    program = b"".join((FOLDER / name).read_bytes() for name in _SCRIPTS)
    return f"{_OURS}?{hashlib.blake2b(program, digest_size=4).hexdigest()}"
