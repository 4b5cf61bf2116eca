"""``aquip diff`` on a terminal, or into a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from aquip.core.gfm import plain
from aquip.report.diff import gone, headline, parts_of, unchanged
from aquip.report.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from aquip.report.diff import Told


def lines(told: Told, console: Console) -> Iterator[Text]:
    """Yield what to print on a terminal, or into a pipe, where each item keeps one line."""
    parts = parts_of(told)
    title, sums = headline(told, parts)
    yield Text.assemble((title, "bold"), f": {sums}" if sums else "")
    for part in parts:
        if len(parts) > 1:
            yield Text()
            yield Text.assemble((part.title, "bold"), f": {part.sums}" if part.sums else "")
        for entry in part.entries:
            more = (f" ({flat(entry.more)})", "dim") if entry.more else ""
            words = f": {flat(plain(entry.text))}" if entry.text else ""
            yield from _item(console, Text.assemble((flat(entry.what), entry.style), words, more))
        if part.carried:
            yield Text(f"  - {unchanged(part)}", style="dim")
    if told.found or told.mended:
        yield Text()
    for one in told.found:
        style = "red" if one.severity == "error" else "yellow"
        place = (f"{flat(one.path)}:{one.line}", "")
        yield from _item(
            console, Text.assemble("New: ", (one.code, style), " ", place, " ", flat(one.message))
        )
    for said in gone(told):
        yield from _item(console, Text(f"Gone: {said}", style="dim"))


def _item(console: Console, text: Text) -> Iterator[Text]:
    """Yield an item of a list, on a terminal broken into lines that are indented alike."""
    broken = text.wrap(console, console.width - 4) if console.is_terminal else [text]
    for number, line in enumerate(broken):
        yield Text.assemble("    " if number else "  - ", line)
