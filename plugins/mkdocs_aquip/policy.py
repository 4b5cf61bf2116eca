"""The Content-Security-Policy of each page: only the site's own scripts run.

Notes are sanitised. This is the line behind that one, and the only one for pages that MkDocs
renders, which may hold any HTML. A script that stands in a page runs only where a template wrote
it: those carry a mark that no note can know while a page is made, and their hashes are allowed.
What other plugins then add runs too, in pages whose own text has no script at all.
See docs/hostile.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from jinja2.ext import Extension

from mkdocs_aquip.theming import SHIM, is_offline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

_MARK: Final = f' data-aquip-{secrets.token_hex(16)}=""'
_SCRIPT: Final = re.compile(r"<script\b", re.IGNORECASE)
# MkDocs writes those of extra_javascript without a template; they hold no text.
_NAMED: Final = r' src="[^"<>]*"(?: defer| async| type="[\w/]+")*></script>'
_UNMARKED: Final = re.compile(rf"<script\b(?!{_MARK})(?!{_NAMED})", re.IGNORECASE)
_WRITTEN: Final = re.compile(
    rf"<script(?P<mark>{_MARK})?(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>",
    re.DOTALL | re.IGNORECASE,
)
_NOT_INLINE: Final = re.compile(r"\ssrc\s*=|\stype\s*=\s*.?application/json", re.IGNORECASE)
_ROBOTS: Final = re.compile(r"<meta name=.?robots\b", re.IGNORECASE)
_NO_ROBOTS: Final = '<meta name="robots" content="noindex, nofollow">'
_HEAD: Final = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)

DIRECTIVES: Final[Mapping[str, tuple[str, ...]]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    # Widths of bars, and the alignment of a table's cells, stand in their elements.
    "style-src": ("'self'", "'unsafe-inline'"),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'", "data:"),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "media-src": ("'self'",),
    "frame-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""What a page may load, and from where, before its own scripts and what mkdocs.yml names."""

HEADERS_FILE: Final = "_headers"
HEADERS: Final = """\
/*
  Content-Security-Policy: frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  X-Robots-Tag: noindex, nofollow
"""
"""What only a server can say, as Cloudflare Pages and Netlify read it."""

_FONTS: Final = {
    "style-src": "https://fonts.googleapis.com",
    "font-src": "https://fonts.gstatic.com",
}
_GOOGLE: Final = {
    "script-src": "https://www.googletagmanager.com",
    "connect-src": "https://*.google-analytics.com",
    "img-src": "https://*.google-analytics.com",
}


class Marking(Extension):
    """Marks the scripts that templates write."""

    def preprocess(self, source: str, *_: object, **__: object) -> str:
        """Return a template's source with its scripts marked."""
        return _SCRIPT.sub(lambda found: found.group() + _MARK, source)


class Policy:
    """The policy of one build's pages; without it they are left as they are."""

    def __init__(self) -> None:
        self._directives: dict[str, tuple[str, ...]] | None = None
        self._is_loose = False
        self._is_clean = False
        self._wanted: bool | Mapping[str, list[str]] = False

    def begin(self, wanted: bool | Mapping[str, list[str]]) -> None:  # noqa: FBT001 - as it is set
        """Note what mkdocs.yml says of it: whether there is one, or what is allowed besides."""
        self._wanted = wanted
        self._directives = None

    @property
    def is_wanted(self) -> bool:
        """Tell whether pages have one."""
        return self._wanted is not False

    def mark(self, config: MkDocsConfig, env: jinja2.Environment) -> None:
        """Have a site's templates mark their scripts, now that all settings are known."""
        wanted = self._wanted
        if wanted is False:
            return
        env.add_extension(Marking)
        allowed = {name: dict.fromkeys(sources) for name, sources in DIRECTIVES.items()}
        own = {} if wanted is True else wanted
        more = [*_named(config), *((name, source) for name in own for source in own[name])]
        # Where there is no server, the stand-in for a worker that Material would have pages load
        # writes a program into a frame, and no hash of that is known.
        stand_ins = [str(path) for path in config.extra.get("polyfills") or ()]
        self._is_loose = (
            "script-src" not in own
            and is_offline(config)
            and any("iframe-worker" in path and path != SHIM for path in stand_ins)
        )
        if self._is_loose:
            more.append(("script-src", "'unsafe-inline'"))
        for name, source in more:
            allowed[name].pop("'none'", None)
            allowed[name].setdefault(source)
        self._directives = {name: tuple(sources) for name, sources in allowed.items()}

    def before_others(self, output: str) -> None:
        """Note whether a page that no other plugin has changed yet has scripts of its own."""
        self._is_clean = self.is_wanted and not _UNMARKED.search(output)

    def page(self, output: str) -> str:
        """Return a page with its policy; its templates' scripts lose their marks."""
        trusts, self._is_clean = self._is_clean, False
        if self._directives is None:
            return output
        head = _HEAD.search(output)
        if head is None:
            return output.replace(_MARK, "")
        inline = (
            script["text"]
            for script in _WRITTEN.finditer(output)
            if (script["mark"] or trusts) and not _NOT_INLINE.search(script["attributes"])
        )
        hashes = () if self._is_loose else tuple(dict.fromkeys(map(hash_of, inline)))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{self._said(hashes)}">'
        if not _ROBOTS.search(output, head.end(), output.find("</head>")):
            meta += f"\n      {_NO_ROBOTS}"
        before, after = output[: head.end()], output[head.end() :]
        return f"{before}\n      {meta}{after}".replace(_MARK, "")

    def _said(self, hashes: tuple[str, ...]) -> str:
        every = {**(self._directives or {})}
        every["script-src"] += hashes
        return "; ".join(f"{name} {' '.join(sources)}" for name, sources in every.items())


@lru_cache(maxsize=256)
def hash_of(script: str) -> str:
    """Return what allows a script in a policy. Browsers know one line ending alone."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _named(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield what mkdocs.yml has pages load from elsewhere, with the directive it needs."""
    for path in (*config.extra_javascript, *(config.extra.get("polyfills") or ())):
        if host := _host(str(path)):
            yield "script-src", host
    for path in config.extra_css:
        if host := _host(path):
            yield from (("style-src", host), ("font-src", host))
    for name in ("logo", "favicon"):
        if host := _host(str(config.theme.get(name) or "")):
            yield "img-src", host
    if config.theme.name == "material" and config.theme.get("font"):
        yield from _FONTS.items()
    analytics = config.extra.get("analytics")
    if isinstance(analytics, dict) and analytics.get("provider") == "google":
        yield from _GOOGLE.items()


def _host(path: str) -> str | None:
    """Return where an address leads; None for what is the site's own."""
    try:
        parts = urlsplit(path)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or not re.fullmatch(r"[\w.-]+", host, re.ASCII):
        return None
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{host}:{port}" if port else f"{scheme}{host}"


def let_reload(server: LiveReloadServer) -> None:
    """Allow the script that a preview puts into each page it sends: another one each time."""
    inject = getattr(server, "_inject_js_into_html", None)
    if inject is None:
        return

    def with_leave(content: bytes, epoch: int) -> bytes:
        page: bytes = inject(content, epoch)
        begin, end = page.rfind(b"<script>"), page.rfind(b"</script>")
        if page == content or begin < 0 or end < begin:
            return page
        allowed = hash_of(page[begin + len(b"<script>") : end].decode("utf-8", "replace"))
        own = b"; script-src 'self'"
        return page.replace(own, own + b" " + allowed.encode(), 1)

    # MkDocs has no event for it.
    server._inject_js_into_html = with_leave  # type: ignore[method-assign]  # noqa: SLF001
