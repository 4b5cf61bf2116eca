"""Public test data: the specifications' examples, and hostile HTML, from pinned packages."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

PINS = Path(__file__).parent / "data" / "sources.txt"
EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
FEED_TEXT = re.compile(r"<(content|summary|title|description)\b[^>]*>(.*?)</\1>", re.DOTALL)

Examples = Mapping[str, Sequence[tuple[str, str]]]


@pytest.fixture(scope="session")
def sources(pytestconfig: pytest.Config) -> Path:
    """The folder of the pinned sources; pip fetches them once, and checks their hashes."""
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("sources")
    done = folder / "pins.txt"
    with FileLock(folder / "lock"):
        if not done.exists() or done.read_bytes() != PINS.read_bytes():
            _download(folder)
            done.write_bytes(PINS.read_bytes())
    return folder


def _download(folder: Path) -> None:
    """Let pip fetch the sources; its own settings say from where."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
    # pip asks a source's own builder who it is; the builders are installed, at pinned versions.
    command += ["--no-binary=:all:", "--no-build-isolation", "--require-hashes"]
    command += ["--requirement", str(PINS), "--dest", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:]
        reason = f"public test data can't be downloaded: {' '.join(said)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def _files(sources: Path, package: str, pattern: str) -> Iterator[str]:
    """Yield the text of a package's files whose path matches."""
    (source,) = sources.glob(f"{package}-*.tar.gz")
    with tarfile.open(source) as archive:
        for member in archive:
            if member.isfile() and re.search(pattern, member.name):
                file = archive.extractfile(member)
                assert file is not None
                yield file.read().decode("utf-8", "replace")


@pytest.fixture(scope="session")
def examples(sources: Path) -> Examples:
    """Every example as (Markdown, HTML), in order, of ``gfm`` 0.29 and ``commonmark`` 0.31.2."""
    found = {}
    for name in ("gfm", "commonmark"):
        (text,) = _files(sources, "marko", rf"/spec/{name}\.txt$")
        text = text.replace("→", "\t")
        found[name] = [(match[1], match[2]) for match in EXAMPLE.finditer(text)]
    return found


@pytest.fixture(scope="session")
def published(sources: Path) -> Sequence[str]:
    """Hostile pieces of HTML that others have published, each once."""
    found = [text.partition("\n--\n")[0] for text in _files(sources, "bleach", r"/data/\d+\.test$")]
    for text in _files(sources, "feedparser", r"/sanitize/.*\.xml$"):
        for _, inner in FEED_TEXT.findall(text):
            piece = html.unescape(inner) if "&lt;" in inner else inner
            found.append(re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", piece, flags=re.DOTALL))
    return sorted({piece.strip() for piece in found if "<" in piece})
