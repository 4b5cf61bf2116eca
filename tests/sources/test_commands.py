"""Commands work on the notes that they are run in, and say where those of a source are."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from aquip.cli import main
from tests.incremental.conftest import Twins


@pytest.mark.parametrize("reference", ["net99", "club/net99", "^net99"])
@pytest.mark.parametrize("command", ["done", "log"])
def test_an_id_of_a_source_is_said_to_stand_there(
    both: Twins, command: str, reference: str
) -> None:
    """Whoever copies an id from the site learns in which repository it can be closed."""
    result = CliRunner().invoke(main, ["-C", str(both.root), command, reference])
    assert result.exit_code == 2
    assert "`net99` stands in the source `club`: ../club/notes/lee/2026-11-12.md:" in result.output
    assert "aquip -C ../club" in result.output


def test_what_no_source_has_is_unknown(both: Twins) -> None:
    """An id that stands nowhere is told as before, sources or not."""
    result = CliRunner().invoke(main, ["-C", str(both.root), "done", "zzz99"])
    assert "there is no item `zzz99`" in result.output
