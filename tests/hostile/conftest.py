"""Small sites to build, as the plugin's own tests build them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from tests.plugin.conftest import build_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.plugin.conftest import Build


@pytest.fixture
def make(tmp_path: Path) -> Build:
    """Build a site of the test's own."""
    return functools.partial(build_site, tmp_path)
