"""Whatever the notes say, what commands print as JSON has the shape that is promised."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

from aquip.cli import main
from tests.cli.conftest import INDEX, MKDOCS
from tests.cli.test_listing import THREAD, schema
from tests.properties.strategies import NOTES
from tests.rules.test_check_command import SCHEMA

NAMES = st.sampled_from(["2026-11-13", "2026-11-20", "2026-11-27", "notes"])
ANY_ROWS: dict[str, Any] = {"type": "array", "items": {"type": "object"}}
SHAPES = {
    ("actions", "--state", "all"): schema(THREAD),
    ("questions", "--state", "all", "--private"): schema(THREAD),
    ("check",): SCHEMA,
    ("series",): ANY_ROWS,
    ("next",): ANY_ROWS,
}


@settings(max_examples=12)
@given(st.dictionaries(NAMES, NOTES, min_size=1, max_size=3))
def test_json_keeps_its_shape(notes: dict[str, str]) -> None:
    """Rows have their keys and types, and no command fails over a note."""
    with tempfile.TemporaryDirectory() as folder:
        series = Path(folder, "notes", "morgan")
        series.mkdir(parents=True)
        Path(folder, "mkdocs.yml").write_text(MKDOCS, "utf-8")
        for name, text in {"index": INDEX, **notes}.items():
            (series / f"{name}.md").write_bytes(text.encode())
        for command, shape in SHAPES.items():
            result = CliRunner().invoke(main, ["-C", folder, *command, "--format", "json"])
            assert result.exit_code in {0, 1}, result.output
            validate(json.loads(result.stdout), shape)
