"""The same notes built by MkDocs and Material alone: what aquip is measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.runs import MKDOCS, seconds

if TYPE_CHECKING:
    from pathlib import Path

# Search on; meetings out of the nav, since a nav with each of them costs quadratic time; and the
# extensions without which such notes, with their boxes, tables and code, would not come out right.
CONFIG = """\
site_name: Notes to measure with
docs_dir: {docs}
theme:
  name: material
  font: false
plugins:
  - search
nav:
  - index.md
{nav}
not_in_nav: |
  /*/2*.md
markdown_extensions:
  - tables
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist
"""


def build(root: Path, site: Path) -> float:
    """Seconds of a clean build of the notes in ``root`` into ``site``."""
    docs = root / "notes"
    config = root.with_name(f"{root.name}-plain.yml")
    pages = [*sorted(docs.glob("*/index.md")), *sorted(docs.glob("goals/*.md"))]
    nav = "\n".join(f"  - {page.relative_to(docs).as_posix()}" for page in pages)
    config.write_text(CONFIG.format(docs=docs, nav=nav), "utf-8")
    command = (*MKDOCS, "build", "--config-file", str(config), "--site-dir", str(site))
    return seconds(*command, cwd=root)
