"""The index in the site's folder: made whole, or only where it has to change.

The files are their own memory: where a page says something else than they do, the words
that it lost or gained are changed where they are filed. What was written is known by its
hash; where the files are not as they were left, the index is made whole. Either way they
are the same, byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mkdocs_aquip.incremental.outputs import hash_of
from mkdocs_aquip.search import files
from mkdocs_aquip.search.documents import STRIDE, Document, documents, edition
from mkdocs_aquip.search.words import words
from mkdocs_aquip.search.written import Written

FOLDER: Final = "search/aquip"
_PATCHABLE: Final = 10
"""One page in so many may have changed for the index to be changed, not made anew."""

_Made = dict[str, str]
"""Files by name."""


def write(entries: Iterable[Mapping[str, Any]], site_dir: str, before: Written) -> Written:
    """Write the index of all entries; ``before`` says what the last one was made of.

    Raises:
        OSError: the folder can't be written.
    """
    folder = Path(site_dir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    pages = documents(entries)
    now = Written(edition(pages), pages={page.url: page.digest() for page in pages})
    made = _changed(folder, pages, before, now)
    if made is None:
        made = _whole(pages, now.edition)
    else:
        now.files = dict(before.files)
    made[files.PAGES] = files.pages_file(pages, now.edition)
    for name, text in made.items():
        data = text.encode()
        digest = hash_of(data)
        if now.files.get(name) != digest:
            (folder / name).write_bytes(data)
            now.files[name] = digest
    for path in folder.iterdir():
        if path.name not in now.files and path.is_file():
            path.unlink()
    return now


def _numbered(pages: Iterable[Document]) -> Iterator[tuple[int, Document]]:
    """Return each page with its first slot."""
    slot = 0
    for page in pages:
        yield slot, page
        slot += page.slots


def _whole(pages: Sequence[Document], edition: str) -> _Made:
    """Return all files of texts and of words."""
    postings: defaultdict[str, list[int]] = defaultdict(list)
    shelves: defaultdict[int, dict[int, list[str]]] = defaultdict(dict)
    slots = 0
    for slot, page in _numbered(pages):
        for number, text in enumerate(page.texts, slot * STRIDE):
            for word in set(words(text)):
                postings[word].append(number)
        shelves[slot // files.SHELF][slot] = page.texts
        slots = slot + page.slots
    made = dict(files.texts_file(number, shelf, edition) for number, shelf in shelves.items())
    count = files.buckets(slots)
    filed: list[dict[str, str]] = [{} for _ in range(count)]
    for word, numbers in postings.items():
        filed[files.bucket(word, count)][word] = files.encode(numbers)
    return made | dict(files.words_file(n, found, edition) for n, found in enumerate(filed))


def _changed(
    folder: Path, pages: Sequence[Document], before: Written, now: Written
) -> _Made | None:
    """Return the files that change where pages did; None where the index is to be made anew."""
    if before.edition != now.edition or before.pages.keys() != now.pages.keys():
        return None
    different = {url for url, digest in now.pages.items() if before.pages[url] != digest}
    if len(different) * _PATCHABLE > len(pages) or not _is_as_left(folder, before.files):
        return None
    shelves: dict[int, dict[int, list[str]]] = {}
    moved: defaultdict[str, set[int]] = defaultdict(set)
    slots = 0
    for slot, page in _numbered(pages):
        slots = slot + page.slots
        if page.url in different:
            number = slot // files.SHELF
            if number not in shelves:
                shelves[number] = files.read_texts(folder, number)
            for word, place in _places(shelves[number][slot], slot) ^ _places(page.texts, slot):
                moved[word].add(place)
            shelves[number][slot] = page.texts
    count = files.buckets(slots)
    filed: dict[int, dict[str, str]] = {}
    for word, places in moved.items():
        number = files.bucket(word, count)
        if number not in filed:
            filed[number] = files.read_words(folder, number)
        # A word is no longer where it was, and is now where it was not.
        found = places.symmetric_difference(files.decode(filed[number].pop(word, "")))
        if found:
            filed[number][word] = files.encode(sorted(found))
    made = dict(files.texts_file(n, shelf, now.edition) for n, shelf in shelves.items())
    return made | dict(files.words_file(n, found, now.edition) for n, found in filed.items())


def _places(texts: Sequence[str], slot: int) -> set[tuple[str, int]]:
    """Return where each word of a page is."""
    numbered = enumerate(texts, slot * STRIDE)
    return {(word, number) for number, text in numbered for word in words(text)}


def _is_as_left(folder: Path, hashes: Mapping[str, str]) -> bool:
    """Tell whether all files have the content that was written."""
    try:
        return all(hash_of((folder / n).read_bytes()) == digest for n, digest in hashes.items())
    except OSError:
        return False
