"""Where the links of built pages lead, told without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to, and what leads to it."""
        found = dict(attrs)
        self.links += [found[name] or "" for name in ("href", "src", "data-href") if name in found]
        self.anchors |= {found[name] or "" for name in ("id", "name") if name in found}


@cache
def _read(path: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    return tuple(dict.fromkeys(reader.links)), frozenset(reader.anchors)


def dead(folder: Path, address: str) -> Iterator[str]:
    """Yield the links that lead nowhere on a site at ``address``, whose files are in ``folder``.

    A link is dead that leaves ``address`` on its own host, that no file answers, or whose anchor
    its page has not. On a disk, where the address is the folder's, a link to a folder is dead.
    """
    on_disk = address.startswith("file:")
    for path in sorted(folder.rglob("*.html")):
        here = urljoin(address, path.relative_to(folder).as_posix())
        for link in _read(path)[0]:
            target = urljoin(here.removesuffix("index.html") if not on_disk else here, link)
            parts = urlsplit(target)
            if (parts.scheme, parts.netloc) != urlsplit(address)[:2]:
                continue
            said = f"{path.relative_to(folder)}: {link}"
            if not target.startswith(address.rstrip("/")):
                yield f"{said} leaves the site"
                continue
            file = folder / unquote(parts.path[len(urlsplit(address).path) :])
            if file.is_dir() and not on_disk and parts.path.endswith("/"):
                file /= "index.html"
            anchor = unquote(parts.fragment)
            if not file.is_file():
                yield f"{said} leads nowhere"
            elif anchor and file.suffix == ".html" and anchor not in _read(file)[1]:
                yield f"{said}: there is no such anchor"
