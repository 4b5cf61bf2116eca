"""Everybody the notes know, and where their pages are."""

from __future__ import annotations

from collections.abc import Mapping

from aquip.core.model import Record
from aquip.core.people import Acquaintance, acquaintances
from mkdocs_aquip.once import once
from mkdocs_aquip.views.heard import heard


@once
def everybody(record: Record) -> Mapping[str, Acquaintance]:
    """Return everybody who has a page, by handle."""
    return acquaintances(record, heard(record))
