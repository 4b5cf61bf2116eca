"""What a stranger gets to see at an address: no token, no cookie, and no step through any door."""

from __future__ import annotations

from dataclasses import dataclass
from http.client import HTTPException
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request

from aquip.errors import AquipError
from aquip.report.text import flat

_SECONDS: Final = 20
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """The status that a stranger gets, and where a redirect would lead; the text is never read."""

    status: int
    location: str = ""

    @property
    def to(self) -> SplitResult | None:
        """Where it leads over https; None where it is no redirect, or leads elsewhere."""
        if self.status not in _REDIRECTS:
            return None
        try:
            to = urlsplit(self.location)
            safe = to.scheme == "https" and bool(to.hostname) and to.port in {None, 443}
        except ValueError:
            return None
        return to if safe else None

    def __str__(self) -> str:
        to = self.to
        return f"{self.status}, and leads to {flat(to.hostname or '')}" if to else str(self.status)


def ask(address: str) -> Answer:
    """Ask for an address as somebody without an account.

    Raises:
        AquipError: It is no https address, or nobody answers there in HTTP, under a certificate
            that can be trusted.
    """
    parts = _split(address)
    if parts is None or parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise AquipError(f"`{flat(address)}` is no https address")
    # Nothing but https, through the proxies of the moment: a redirect is an answer like any other.
    opener = OpenerDirector()
    opener.add_handler(ProxyHandler())
    opener.add_handler(HTTPSHandler())
    request = Request(  # noqa: S310 - https, see above
        address, headers={"User-Agent": "aquip", "Accept": "*/*", "Cache-Control": "no-cache"}
    )
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            return Answer(answer.status, _joined(address, answer.headers.get("Location") or ""))
    except (OSError, HTTPException, ValueError) as error:
        reason = flat(str(getattr(error, "reason", error))) or type(error).__name__
        raise AquipError(f"{flat(address)} can't be asked: {reason}") from None


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return ""


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
