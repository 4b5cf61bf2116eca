"""Small sites of given notes, built in this process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

SERIES = "---\nwith: morgan\n---\n\n# Sam & Morgan\n"
OPTIONS: Mapping[str, Any] = {
    "me": "sam",
    "people": {"sam": {"name": "Sam Reyes"}, "morgan": {"name": "Morgan Diaz"}},
}


def built(root: Path, files: Mapping[str, str], **config: object) -> Path:
    """Build a site of one series, and of files named from the root; return its folder."""
    for name, text in {"notes/morgan/index.md": SERIES, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (root / "mkdocs.yml").touch()
    settings: dict[str, Any] = {
        "config_file_path": str(root / "mkdocs.yml"),
        "site_name": "Notes",
        "docs_dir": str(root / "notes"),
        "site_dir": str(root / "site"),
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"aquip": OPTIONS}],
        **config,
    }
    build(load_config(**settings))
    return root / "site"
