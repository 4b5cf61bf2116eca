"""A host's REST API: JSON there and back, page after page, and errors that say what helps."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from aquip.errors import AquipError
from aquip.report.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECONDS: Final = 30
_PAGE: Final = 100
"""How many elements a page has: the most that both hosts give."""
_PAGES: Final = 100
"""Pages after which to stop asking, should a host never end."""
_ANSWER: Final = 64 * 2**20
"""Bytes of an answer that are read; a page of the longest comments has a tenth."""
_SHOWN: Final = 200


class _NoRedirect(HTTPRedirectHandler):
    """Follows nothing: the token is for the host that was named."""

    def redirect_request(self, *_args: object) -> None:
        """Take a redirect as the error that it is here."""


_OPENER: Final = build_opener(_NoRedirect)


class RefusedError(AquipError):
    """A host's refusal, with the status it answered with."""

    def __init__(self, message: str, status: int, remedy: str | None) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status


@dataclass(frozen=True)
class Api:
    """A host's API: its name, its address, what a request carries, and what helps when it refuses.

    ``headers`` hold the token, and are in no message.
    """

    name: str
    address: str
    headers: Mapping[str, str]
    remedy: str

    def call(self, method: str, path: str, data: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401 - whatever the host says
        """Ask for ``path``, which begins with a slash, and return what the JSON holds.

        Raises:
            RefusedError: The host answers, and not with what was asked for.
            AquipError: It can't be reached, or does not answer in JSON.
        """
        if not self.address.startswith(("https://", "http://")):
            raise AquipError(f"`{self.address}` is no address of an API")
        request = Request(  # noqa: S310 - no other scheme gets here
            self.address.rstrip("/") + path,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "User-Agent": "aquip",
                **self.headers,
            },
        )
        what = f"{method} {path.partition('?')[0]}"
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                text = answer.read(_ANSWER) if _is_json(answer.headers.get_content_type()) else ""
            return json.loads(text)
        except HTTPError as error:
            with error:
                said = _message(error.read(_ANSWER))
            raise RefusedError(
                f"{self.name} answers {error.code} to {what}{said}",
                error.code,
                self.remedy if error.code in {401, 403, 404} else None,
            ) from None
        except (OSError, HTTPException) as error:
            reason = flat(str(getattr(error, "reason", error))) or type(error).__name__
            raise AquipError(f"{self.name} can't be reached for {what}: {reason}") from None
        except (ValueError, RecursionError):
            raise AquipError(f"{self.name} answers {what} with something else than JSON") from None

    def pages(self, path: str, **parameters: str) -> Iterator[dict[str, Any]]:
        """Yield the objects of a list, as many requests as it takes."""
        for page in range(1, _PAGES + 1):
            query = urlencode({**parameters, "per_page": _PAGE, "page": page})
            elements = self.call("GET", f"{path}?{query}")
            if not isinstance(elements, list) or not all(isinstance(e, dict) for e in elements):
                raise AquipError(f"{self.name} answers GET {path} with something else than a list")
            yield from elements
            if len(elements) < _PAGE:
                return


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")


def _message(text: bytes) -> str:
    """Return what a host says of an error, as the end of a sentence."""
    try:
        said = json.loads(text)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {flat(str(said))[:_SHOWN]}"
