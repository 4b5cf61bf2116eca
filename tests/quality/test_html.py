"""Every page is valid HTML, and every style sheet valid CSS, as the Nu HTML checker judges."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mkdocs_aquip
from tests.quality.conftest import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.quality.sites import Site

    Check = Callable[..., list[str]]

# For so short a run the quick compiler costs half of what the thorough one does; its frames on
# the stack are larger.
JAVA = ("-Xmx1g", "-Xss4m", "-XX:TieredStopAtLevel=1")
NEWER = re.compile("“(container-type|mask|paint-order|r)”")
"""Properties of published standards that the checker does not know, or not all values of."""
STYLES = Path(mkdocs_aquip.__file__).parent / "theme/assets/aquip"


@pytest.fixture(scope="session")
def nu(tools: Path) -> Check:
    """Check files; each finding is its place, its message and the text it is about."""
    java = needs("java", "the Nu HTML checker is written in Java", "AQUIP_REQUIRE_JAVA")
    jar = tools / "vnu-jar/build/dist/vnu.jar"

    def check(folder: Path, *options: str) -> list[str]:
        command = [java, *JAVA, "-jar", str(jar), "--format", "json", "--errors-only"]
        said = subprocess.run(
            [*command, "--exit-zero-always", *options, str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(said.stderr)["messages"]
        assert all(message["type"] == "error" for message in found), found
        return [_line(message, folder) for message in found]

    return check


def _line(message: dict[str, Any], folder: Path) -> str:
    place = message["url"].removeprefix(folder.as_uri().replace("file://", "file:"))
    return f"{place}:{message.get('lastLine')}: {message['message']}: {message.get('extract')!r}"


def test_every_page_is_valid(nu: Check, example: Site) -> None:
    """A page's HTML holds to the standard, Material's part of it and a user's Markdown too."""
    found = nu(example.folder, "--skip-non-html")
    assert found == [], "\n".join(_first_of_each(found))


def test_years_of_pages_are_valid(nu: Check, years: Site) -> None:
    """What only long records have is valid as well."""
    found = nu(years.folder, "--skip-non-html")
    assert found == [], "\n".join(_first_of_each(found))


def test_styles_are_valid(nu: Check, tmp_path: Path) -> None:
    """The style sheets hold to the standard, but for what is newer than the checker."""
    for sheet in STYLES.glob("*.css"):
        # Rules for a container are checked as those for a window are.
        text = re.sub(r"@container\b[^({]*", "@media ", sheet.read_text("utf-8"))
        (tmp_path / sheet.name).write_text(text, "utf-8")
    found = [line for line in nu(tmp_path, "--skip-non-css") if not NEWER.search(line)]
    assert found == [], "\n".join(found)


def test_pictures_are_valid(nu: Check) -> None:
    """The pictures that are files of their own hold to the standard."""
    assert nu(STYLES, "--skip-non-svg") == []


def test_the_checker_finds_errors(nu: Check, tmp_path: Path) -> None:
    """A page that is wrong is not passed over."""
    wrong = "<!doctype html><html lang=en><title>x</title><ul><p>y</p></ul>"
    (tmp_path / "wrong.html").write_text(wrong, "utf-8")
    [found] = nu(tmp_path)
    assert "“p” not allowed as child of" in found


def _first_of_each(found: list[str]) -> list[str]:
    """Return one finding of each message: the same fault stands on page after page."""
    kinds: dict[str, str] = {}
    for line in found:
        kinds.setdefault(re.sub(r"“[^”]*”", "", line.split(": ", 2)[1]), line)
    return list(kinds.values())
