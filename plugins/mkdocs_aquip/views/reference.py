"""The part of docs/views.md that lists each view's options, from the views themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mkdocs_aquip.views.options import Option
from mkdocs_aquip.views.registry import ALIASES, VIEWS, View

BEGIN: Final = "<!-- views: written by `python -m mkdocs_aquip.views.reference` -->"
END: Final = "<!-- /views -->"


def reference() -> str:
    """Return the views as Markdown: a heading, what it shows, its options, one to try."""
    return "\n\n".join(_view(view) for view in VIEWS.values())


def _view(view: View) -> str:
    also = [f"`{alias}`" for alias, name in ALIASES.items() if name == view.name]
    parts = [f"### `{view.name}`", view.summary]
    if also:
        parts.append(f"Also read as {', '.join(also)}.")
    if view.options:
        rows = [_row(option) for option in view.options]
        head = ["| option | takes | without it | what it does |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*head, *rows]))
    else:
        parts.append("It has no options.")
    example = f"view: {view.name}\n{view.example}".strip()
    parts.append(f"```aquip\n{example}\n```")
    return "\n\n".join(parts)


def _row(option: Option) -> str:
    takes = f"{option.takes}; or a list" if option.many else option.takes
    return f"| `{option.name}` | {takes} | {_usual(option)} | {option.summary} |"


def _usual(option: Option) -> str:
    if option.default is not None:
        word = option.default
        return f"`{str(word).lower() if isinstance(word, bool) else word}`"
    if option.kind in ("series", "goal"):
        return f"the {option.kind} whose page it is on, else all"
    return "no limit" if option.kind == "number" else "all"


def refreshed(page: str) -> str:
    """Return docs/views.md with its list of views as they are now."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}"


if __name__ == "__main__":
    path = Path("docs/views.md")
    path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
