"""A frame: what the templates made of a stand-in, cut at the marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mkdocs_aquip.frames.slots import SLOTS, Form, Values, marks_for
from mkdocs_aquip.frames.standin import StandIn, Unforeseen, answer

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

Render = Callable[[Mapping[str, Any]], str]
"""A template's own rendering of a context."""


@dataclass(frozen=True)
class Templates:
    """How a whole page is rendered, and a heading of its table of contents."""

    page: Render
    heading: Render


Shape = tuple[str, str, tuple["Shape", ...]]
"""A heading of the table of contents, with those below it."""

_TOC = "toc"


@dataclass
class Frame:
    """A rendered frame. One that could not be made has no ``pieces``, and never serves."""

    asked: Mapping[str, Any]
    asked_meta: Mapping[str, Any]
    pieces: Sequence[str] = ()
    slots: Sequence[tuple[str, Form]] = ()
    between: str = ""
    toc_item: Callable[[AnchorLink], str] = str
    _items: dict[Shape, str] = field(default_factory=dict)

    def fits(self, page: Page) -> bool:
        """Tell whether a page gives the answers that the frame was made with."""
        return all(answer(page, k) == v for k, v in self.asked.items()) and all(
            answer(page.meta, k) == v for k, v in self.asked_meta.items()
        )

    def fill(self, values: Values, headings: Iterable[AnchorLink]) -> str | None:
        """Return the page; None where the frame is unfit."""
        if not self.pieces:
            return None
        out = [self.pieces[0]]
        for (name, form), piece in zip(self.slots, self.pieces[1:], strict=True):
            out.append(self._toc(headings) if name == _TOC else form(values[name] or ""))
            out.append(piece)
        return "".join(out)

    def _toc(self, headings: Iterable[AnchorLink]) -> str:
        return self.between.join([self._item(heading) for heading in headings])

    def _item(self, heading: AnchorLink) -> str:
        shape = shape_of(heading)
        if shape not in self._items:
            self._items[shape] = self.toc_item(heading)
        return self._items[shape]


def shape_of(heading: AnchorLink) -> Shape:
    """Return all that the table of contents says of a heading."""
    return heading.title, heading.url, tuple(shape_of(below) for below in heading.children)


def make_frame(
    context: Mapping[str, Any], values: Values, templates: Templates, nonce: str
) -> Frame:
    """Render a frame for a context's page and those like it."""
    page = context["page"]
    marks = marks_for(values, nonce)
    headings = min(len(page.toc.items[0].children), 2)
    standin = StandIn(page, marks, nonce, headings)
    around = {**context, "page": standin}

    def toc_item(heading: AnchorLink) -> str:
        return templates.heading({**around, "toc_item": heading})

    try:
        output = templates.page(around)
        samples = [toc_item(heading) for heading in standin.headings]
    except Unforeseen:
        return Frame(standin.answers.given, standin.meta_answers.given)
    frame = Frame(standin.answers.given, standin.meta_answers.given, toc_item=toc_item)
    block, frame.between = _contents(output, samples)
    if block:
        output = output.replace(block, f"{nonce}{_TOC}")
    _cut(frame, output, marks, nonce)
    return frame


def _contents(output: str, samples: Sequence[str]) -> tuple[str, str]:
    """Return the table of contents in a page, if any, and what stands between two headings."""
    if not samples:
        return "", ""
    start = output.find(samples[0])
    end = output.find(samples[-1], start)
    if start < 0 or end < 0:
        return "", ""
    between = output[start + len(samples[0]) : end] if len(samples) > 1 else ""
    return output[start : end + len(samples[-1])], between


def _cut(frame: Frame, output: str, marks: Values, nonce: str) -> None:
    """Cut a rendered page at its marks, unless a mark was changed beyond recognition."""
    forms: dict[str, tuple[str, Form]] = {f"{nonce}{_TOC}": (_TOC, str)}
    for name, mark in marks.items():
        for form in SLOTS[name].forms if mark else ():
            forms.setdefault(form(mark or ""), (name, form))
    pattern = re.compile("|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)))
    pieces = pattern.split(output)
    if not any(nonce in piece for piece in pieces):
        frame.pieces = pieces
        frame.slots = [forms[mark] for mark in pattern.findall(output)]
