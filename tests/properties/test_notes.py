"""The invariants of the format, held against notes that hypothesis makes up."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.properties import invariants
from tests.properties.strategies import NOTES


@settings(max_examples=250)
@given(NOTES)
@example("Actions\n---\n- [ ] right below\n# x")
def test_places_are_where_they_are_said_to_be(text: str) -> None:
    """Parsing never raises; spans slice back to what they stand for; what is hidden is gone."""
    invariants.parsed(text)


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_note(data: bytes) -> None:
    """The same holds for bytes that are no text."""
    invariants.parsed(data)


@settings(max_examples=200)
@given(NOTES)
@example("...\nno front matter\n...\n")
def test_front_matter_is_found_or_is_none(text: str) -> None:
    """Its values stand where it is said, and without it every line stays at its number."""
    invariants.fronted(text)


@settings(max_examples=200)
@given(NOTES)
def test_an_edit_changes_what_it_means_to(text: str) -> None:
    """A box, a field, an id, front matter: all else keeps every byte, and every item its place."""
    invariants.edited(text)


@settings(max_examples=200)
@given(NOTES)
def test_formatted_twice_is_formatted_once(text: str) -> None:
    """The canonical form of any note means what the note means, and is its own canonical form."""
    invariants.formatted(text)


@settings(max_examples=150)
@given(NOTES)
def test_a_page_is_made_and_is_harmless(text: str) -> None:
    """Rendering never raises, and what comes out runs nothing and fetches nothing."""
    invariants.rendered(text)


@settings(max_examples=100)
@given(NOTES)
def test_any_text_is_imported_or_refused(text: str) -> None:
    """The notes that are made of it can be read, and their private markers are whole."""
    invariants.imported(text)


@settings(max_examples=150)
@given(NOTES)
@example("plugins: [aquip: {people: {sam: 1}}]")
def test_any_configuration_is_read_or_refused(text: str) -> None:
    """What a mkdocs.yml says that can't be is told in a sentence."""
    invariants.configured(f"docs_dir: .\n{text}".encode("utf-8", "surrogatepass"))
