"""A page that answers templates with marks, and notes what else they asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.toc import AnchorLink

from mkdocs_aquip.frames.slots import Values

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

MISSING: Final = object()


class Unforeseen(Exception):  # noqa: N818 - no error: the page is rendered in full
    """A template asks for something that can't be answered for many pages at once."""


class Answers:
    """What templates have asked of a page, or of its front matter, with the answers."""

    def __init__(self, of: Any) -> None:  # noqa: ANN401 - a page or a mapping
        self._of = of
        self.given: dict[str, Any] = {}

    def get(self, name: str) -> Any:  # noqa: ANN401 - whatever the page has
        """Answer as the page does, and note it."""
        return self.given.setdefault(name, answer(self._of, name))


def answer(of: Any, name: str) -> Any:  # noqa: ANN401 - whatever the page has
    """Return an entry of front matter or an attribute of a page, else `MISSING`."""
    return of.get(name, MISSING) if isinstance(of, Mapping) else getattr(of, name, MISSING)


class _Meta(Mapping[str, Any]):
    """Front matter that notes what is read of it; that it is there at all is the same for all."""

    def __init__(self, answers: Answers, *, filled: bool) -> None:
        self._answers = answers
        self._filled = filled

    def __bool__(self) -> bool:
        return self._filled

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - whatever YAML holds
        value = self._answers.get(key)
        if value is MISSING:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        raise Unforeseen

    def __len__(self) -> int:
        raise Unforeseen


class _Neighbour:
    """The page before or after: its title and its address, no more."""

    def __init__(self, title: str | None, url: str | None) -> None:
        self.title = title
        self.url = url

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - never answered
        raise Unforeseen(name)


class StandIn:
    """A page for templates, with ``marks`` for what differs from page to page.

    It is no page of the navigation, as no page that it stands in for is.
    """

    def __init__(self, page: Page, marks: Values, nonce: str, headings: int) -> None:
        self.answers = Answers(page)
        self.meta_answers = Answers(page.meta)
        self.meta = _Meta(self.meta_answers, filled=bool(page.meta))
        self.title, self.content = marks["title"], marks["content"]
        self.canonical_url, self.edit_url = marks["canonical_url"], marks["edit_url"]
        self.url = masked_url(page.url, nonce)
        self.previous_page = page.previous_page and _Neighbour(
            marks["previous.title"], marks["previous.url"]
        )
        self.next_page = page.next_page and _Neighbour(marks["next.title"], marks["next.url"])
        self.headings = [AnchorLink(f"{nonce}h{n}", f"{nonce}h{n}", 2) for n in range(headings)]
        first = SimpleNamespace(
            title=marks["first.title"], url=marks["first.url"], level=1, children=self.headings
        )
        self.toc = [first]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the page has
        value = self.answers.get(name)
        if value is MISSING:
            raise AttributeError(name)
        return value


def masked_url(url: str, nonce: str) -> str:
    """Return an address in the same folder and of the same form, which no page has."""
    folder, _, name = url.removesuffix("/").rpartition("/")
    masked = f"{nonce}.html" if "." in name and not url.endswith("/") else f"{nonce}/"
    return f"{folder}/{masked}" if folder else masked
