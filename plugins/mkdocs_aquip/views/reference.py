"""What each view shows and takes, from the views themselves, as Markdown.

It stands in three places: in docs/views.md, on a page of every site, and in the example's
notes/views.md, where each example is followed by what it becomes. The two files are written by
``python -m mkdocs_aquip.views.reference``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mkdocs_aquip.views.examples import EXAMPLES
from mkdocs_aquip.views.options import Option
from mkdocs_aquip.views.registry import ALIASES, VIEWS, View

BEGIN: Final = "<!-- views: written by `python -m mkdocs_aquip.views.reference` -->"
END: Final = "<!-- /views -->"

INTRODUCTION: Final = """\
A view is a few lines in a note that become a table or a picture on the site, drawn anew with every
build. It is written as a block of code called `aquip`, and on GitHub it stays one:

````markdown
```aquip
view: actions
owner: "@sam"
group: due
```
````

Any page below the notes folder can hold views. What a view does not understand is a warning of the
build, with the file and the line, and stands on the page in the view's place. `series` and `goal`
are those of the page, where it is a series' or a goal's; `all` names every one. An option that
takes several values takes a list, `series: [morgan, lee]`. YAML reads no bare `@`: write `sam` or
`"@sam"`.
"""

_LIVE: Final = """\
Below, each example is followed by what it becomes in these notes.
"""


def reference() -> str:
    """Return the views for docs/views.md: a heading, what it shows, its options, one to try."""
    return "\n\n".join(_told(view, 3) for view in VIEWS.values())


def page() -> str:
    """Return a page of a site that tells of all views, below its front matter."""
    told = "\n\n".join(_told(view, 2) for view in VIEWS.values())
    return f"# Views\n\n{INTRODUCTION}\n{told}\n"


def live_page() -> str:
    """Return the example's page of all views, live."""
    parts = [
        "---\nsearch: {exclude: true}\n---",
        "# Views",
        BEGIN,
        INTRODUCTION.strip(),
        _LIVE.strip(),
    ]
    for view in VIEWS.values():
        parts.append(_about(view, 2))
        for options in EXAMPLES.get(view.name, ()):
            fence = _fence(view, options)
            parts += [f"````markdown\n{fence}\n````", fence]
    return "\n\n".join(parts) + "\n"


def refreshed(text: str) -> str:
    """Return docs/views.md with its list of views as they are now."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{reference()}\n\n{END}{after}"


def _told(view: View, level: int) -> str:
    return f"{_about(view, level)}\n\n````markdown\n{_fence(view, view.example)}\n````"


def _about(view: View, level: int) -> str:
    also = [f"`{alias}`" for alias, name in ALIASES.items() if name == view.name]
    parts = [f"{'#' * level} `{view.name}`", view.summary]
    if also:
        parts.append(f"Also read as {', '.join(also)}.")
    if view.options:
        rows = [_row(option) for option in view.options]
        head = ["| option | what it does | takes | without it |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*head, *rows]))
    else:
        parts.append("It has no options.")
    return "\n\n".join(parts)


def _fence(view: View, options: str) -> str:
    body = f"view: {view.name}\n{options}".strip()
    return f"```aquip\n{body}\n```"


def _row(option: Option) -> str:
    takes = f"{option.takes}; or a list" if option.many else option.takes
    return f"| `{option.name}` | {option.summary} | {takes} | {_usual(option)} |"


def _usual(option: Option) -> str:
    if option.default is not None:
        word = option.default
        return f"`{str(word).lower() if isinstance(word, bool) else word}`"
    if option.kind in ("series", "goal"):
        return f"the {option.kind} whose page it is on, else all"
    return "no limit" if option.kind == "number" else "all"


if __name__ == "__main__":
    docs = Path("docs/views.md")
    docs.write_text(refreshed(docs.read_text(encoding="utf-8")), encoding="utf-8")
    Path("notes/views.md").write_text(live_page(), encoding="utf-8")
