"""How tests run ``aquip post``."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from aquip.cli import main

TITLE = "What needs attention in the 1:1s"


def post(tmp_path: Path, text: str, kind: str = "comment", status: int = 0) -> Result:
    """Post a text, and expect the command to end with ``status``."""
    path = tmp_path / "text.md"
    path.write_text(text, "utf-8")
    more = ["--title", TITLE] if kind == "issue" else []
    result = CliRunner().invoke(main, ["post", kind, str(path), *more])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result
