"""The sites that are measured, and one page of each kind that there is on them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.generate import Shape, generate
from mkdocs_aquip.views.registry import VIEWS
from tests.conftest import TODAY

OWN = "# A page of one's own\n\nWith [a link](index.md) in a sentence.\n\n" + "\n".join(
    f"## {name}\n\n```aquip\nview: {name}\n```\n" for name in VIEWS
)
"""Every view there is, at its defaults, among a user's own text."""

WRONG = """\
# What went wrong

```aquip
view: actions
state: opne
```

```aquip
view: nothing-of-that-name
```
"""
PLAIN = """\
---
renderer: mkdocs
---

# What MkDocs renders itself

!!! note

    With `code`, [a link](index.md), and a footnote[^1].

```python
print("highlighted")  # and commented
```

| A table | of two columns |
| ------- | -------------- |
| with    | one row        |

[^1]: The footnote.
"""
MORE: Mapping[str, str] = {"own.md": OWN, "wrong.md": WRONG, "plain.md": PLAIN}

# Years of one weekly series: more than the first pages of its views have room for.
MANY = Shape(meetings=420, series=1, years=9)

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_MEETING = re.compile(r"^[^/]+/0-0-0[^/]*/$")
_STATE = re.compile(r'<aside class="aq-head".*?aq-status--(\w+)', re.DOTALL)
_ELEMENT = re.compile(r"<([a-z][\w-]*)")


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the address that it was built for and is served at."""

    folder: Path
    address: str
    root: Path

    @cached_property
    def pages(self) -> dict[str, str]:
        """Every page's source, by its path below the address."""
        found = sorted(self.folder.rglob("*.html"))
        paths = (path.relative_to(self.folder).as_posix() for path in found)
        return {
            path.removesuffix("index.html"): (self.folder / path).read_text("utf-8")
            for path in paths
        }

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The paths of pages that show, together, all that any page shows.

        Nobody lists them: one page for each shape that a path has, and then whatever page shows
        an element or a class of aquip's that none of these has. A new kind of page, or a new
        state of an old one, is therefore measured from its first day.
        """
        return self.kinds_beyond(())

    def kinds_beyond(self, others: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """The same, less what pages of another site show, given by their paths and sources."""
        shown = {path: _shown(source) for path, source in self.pages.items()}
        sources = dict(others)
        known = {_kind(path, source) for path, source in sources.items()}
        kinds: dict[tuple[str, str], str] = {}
        for path in sorted(shown, key=lambda path: (-len(shown[path]), path)):
            kinds.setdefault(_kind(path, self.pages[path]), path)
        chosen = {path for kind, path in kinds.items() if kind not in known}
        seen = [*(shown[path] for path in chosen), *map(_shown, sources.values())]
        left = set[str]().union(*shown.values()).difference(*seen)
        while left:
            best = max(sorted(shown), key=lambda path: len(shown[path] & left))
            chosen.add(best)
            left -= shown[best]
        return tuple(sorted(chosen))


def _kind(path: str, source: str) -> tuple[str, str]:
    """Return what pages of a kind share: the shape of their paths, and how a meeting stands."""
    return _shape(path), state_of(source)


def _shape(path: str) -> str:
    """Return what a path has in common with those of its kind: `*/0-0-0/`, `goals/*/`."""
    first, *rest = path.split("/")
    said = [re.sub(r"\d+", "0", part) if re.search(r"\d", part) else part and "*" for part in rest]
    return _MEETING.sub("*/0-0-0/", "/".join((first, *said)))


def state_of(source: str) -> str:
    """Return how the meeting stands that a page is of; empty for what is no meeting."""
    found = _STATE.search(source)
    return found[1] if found else ""


def _shown(source: str) -> frozenset[str]:
    """Return the elements and the classes of aquip's in a page's article."""
    found = _ARTICLE.search(source)
    article = found.group() if found else source
    classes = (name for group in _CLASSES.findall(article) for name in group.split())
    ours = (f".{name}" for name in classes if name.startswith("aq-"))
    return frozenset((*ours, *_ELEMENT.findall(article)))


def run(*command: str, cwd: Path) -> str:
    """Run a command of aquip's own as its user does."""
    environment = {**os.environ, "AQUIP_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def demo(root: Path, more: Mapping[str, str] = MORE) -> Path:
    """Write the example year with its git history, and more notes beside it."""
    run("aquip", "demo", str(root), cwd=root.parent)
    for name, text in more.items():
        (root / "notes" / name).write_text(text, "utf-8")
    return root


def many(root: Path) -> Path:
    """Write years of meetings."""
    generate(root, MANY)
    return root


def configure(root: Path, **lines: str) -> None:
    """Set top-level lines of a site's mkdocs.yml."""
    path = root / "mkdocs.yml"
    kept = [
        line
        for line in path.read_text("utf-8").splitlines()
        if not line.startswith(tuple(f"{name}:" for name in lines))
    ]
    path.write_text("\n".join([*kept, *(f"{k}: {v}" for k, v in lines.items())]) + "\n", "utf-8")


def build(root: Path, folder: Path, address: str) -> Site:
    """Build a site for the address that ``folder`` is served at."""
    configure(root, site_url=address, site_dir=str(folder))
    run("aquip", "build", cwd=root)
    return Site(folder, address, root)


def only_faulty(found: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the pages of which something was found, with what."""
    lists = {path: list(dict.fromkeys(what)) for path, what in found.items()}
    return {path: what for path, what in lists.items() if what}


def copied(source: Path, root: Path) -> Path:
    """Copy a repository to build it otherwise; what a build made of it stays behind."""
    shutil.copytree(source, root, ignore=shutil.ignore_patterns("site", ".cache"))
    return root


def listing(found: Mapping[str, Iterable[str]]) -> str:
    """Return findings for people to read, a page's below its name."""
    return "".join(
        f"\n{path}" + "".join(f"\n    {one}" for one in what)
        for path, what in only_faulty(found).items()
    )
