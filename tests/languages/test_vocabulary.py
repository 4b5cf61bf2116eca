"""Words of another language: how they are set, folded, read and refused."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from aquip.core import edit, grammar
from aquip.core.canonical import canonical
from aquip.core.items import feedback_of
from aquip.core.model import Note
from aquip.core.parse import parse
from aquip.core.settings import Settings
from aquip.core.vocabulary import VOCABULARY
from aquip.errors import AquipError
from aquip.options import settings_from
from tests.cli.conftest import Repository
from tests.languages.conftest import HERE, LANGUAGES, Language

DOCS = HERE.parents[1] / "docs" / "languages.md"
SETTINGS = {
    language.name: settings_from(
        next(
            plugin["aquip"]
            for plugin in yaml.safe_load((HERE / language.name / "mkdocs.yml").read_text("utf-8"))[
                "plugins"
            ]
            if "aquip" in plugin
        )
    )
    for language in LANGUAGES
}
GERMAN, JAPANESE = SETTINGS["german"], SETTINGS["japanese"]


def note_of(text: str, settings: Settings) -> Note:
    """Parse a note."""
    return parse(text, path="notes/a/2026-11-20.md", uri="a/2026-11-20.md", settings=settings)


def item_of(section: str, source: str, settings: Settings) -> Note:
    """Parse a note of one section."""
    return note_of(f"## {section}\n\n{source}\n", settings)


# --- what is documented ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_block_to_copy_is_the_one_that_is_tested(language: Language) -> None:
    """What docs/languages.md offers is what these tests run with, and has every word there is."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    offered = [
        yaml.safe_load(block)["plugins"][1]["aquip"] for block in blocks if "plugins:" in block
    ]
    (found,) = (one for one in offered if settings_from(one).words == SETTINGS[language.name].words)
    assert settings_from(found).sections == SETTINGS[language.name].sections
    lacking = set(VOCABULARY) - set(SETTINGS[language.name].words.values())
    assert lacking <= {"with"}


def test_the_documented_template_makes_a_meeting(german: Repository) -> None:
    """The template of docs/languages.md, copied as it stands, gives a note with every section."""
    template = re.search(
        r'^```markdown title="templates/meeting.md"\n(.*?)^```',
        DOCS.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert template is not None
    german.write("templates/meeting.md", template[1])
    german.write(
        "mkdocs.yml",
        german.read("mkdocs.yml").replace(
            "      me: mia", "      me: mia\n      template: templates/meeting.md"
        ),
    )
    text = german.out("new", "erik", "--dry-run")
    assert "Was brauchst du von Erik: Mitdenken, Handlung, Sichtweise?" in text
    assert [section.key for section in note_of(text, GERMAN).sections] == [
        "accomplishments",
        "questions",
        "priorities",
        "actions",
    ]


# --- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Prioritäten", "priorities"),
        (unicodedata.normalize("NFD", "Prioritäten"), "priorities"),
        ("PRIORITÄTEN 🎯", "priorities"),
        ("Nächste  Schritte:", "actions"),
        ("Actions", "actions"),
        ("Prioritaten", None),
    ],
)
def test_german_headings(heading: str, key: str | None) -> None:
    """Umlauts composed or decomposed, case, signs and the English names make no difference."""
    (section,) = note_of(f"## {heading}\n", GERMAN).sections
    assert key == section.key


def test_sharp_s_is_two() -> None:
    """`ß`, its capital and `SS` are one letter to the folding, so capitals are the same heading."""
    settings = settings_from({"sections": {"notes": "Größeres"}})
    for heading in ("Größeres", "GRÖSSERES", "GRÖẞERES"):
        (section,) = note_of(f"## {heading}\n", settings).sections
        assert section.key == "notes"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("質問・課題", "questions"),
        ("質問 課題", "questions"),
        ("【質問・課題】", "questions"),
        ("アクション", "actions"),
        ("ｱｸｼｮﾝ", "actions"),
        ("Ａｃｔｉｏｎｓ", "actions"),
        (unicodedata.normalize("NFD", "フィードバック"), "feedback"),
    ],
)
def test_japanese_headings(heading: str, key: str) -> None:
    """Half-width and full-width letters, brackets, dots and voiced marks make no difference."""
    (section,) = note_of(f"## {heading}\n", JAPANESE).sections
    assert key == section.key


def test_vowel_signs_tell_headings_apart() -> None:
    """Where a script writes vowels as marks, words that differ in nothing else are different."""
    assert grammar.fold_title("कार्य") != grammar.fold_title("कर्य")
    assert grammar.fold_title("⚠️ कार्य") == grammar.fold_title("कार्य")


def test_anchors_are_githubs() -> None:
    """A full-width space is left out of an anchor, as GitHub and the site have it."""
    note = note_of("## 質問　課題\n\n## Größere Fälle\n", JAPANESE)
    assert {"質問課題", "größere-fälle"} == note.anchors


# --- fields ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "(期限:: 2026-11-27)",
        "（期限:: 2026-11-27）",
        "（期限：：2026-11-27）",
        "(期限：：２０２６－１１－２７)",
        "［期限：：2026-11-27］",
        "期限:2026-11-27",
        "期限：2026-11-27　",
        "（due：：2026-11-27）",
    ],
)
def test_full_width_signs_are_read(source: str) -> None:
    """However a field is typed, it is the same, and `fmt` writes it in one way."""
    note = item_of("アクション", f"- [ ] @sato 確認 {source} ^a1b2", JAPANESE)
    (item,) = note.items()
    assert (
        item.text,
        item.owners,
        str(item.due),
        item.id,
    ) == ("確認", ("sato",), "2026-11-27", "a1b2")
    written = edit.apply(note.text, canonical(note, JAPANESE))
    key = "due" if "due" in source else "期限"
    assert f"- [ ] @sato 確認 ({key}:: 2026-11-27) ^a1b2" in written
    assert canonical(note_of(written, JAPANESE), JAPANESE) == []


def test_full_width_signs_that_are_text_stay() -> None:
    """Brackets and colons of a sentence are no field."""
    source = "- [ ] @sato 会議（定例）：議事録（Ａ４：１枚） ^a1b2"
    note = item_of("アクション", source, JAPANESE)
    assert [item.text for item in note.items()] == ["会議（定例）：議事録（Ａ４：１枚）"]
    assert canonical(note, JAPANESE) == []


def test_full_width_signs_are_read_without_words() -> None:
    """Who writes Japanese with aquip's own words need not set any."""
    (item,) = item_of(
        "Actions", "- [ ] ＠sato、@hanako 確認（due：：2026-11-27）", Settings()
    ).items()
    assert (item.owners, str(item.due)) == (("sato", "hanako"), "2026-11-27")


@pytest.mark.parametrize("source", ["(fällig:: 2026-11-27)", "[FÄLLIG:: 2026-11-27]"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_key_is_known_however_its_letters_are_put_together(source: str, form: str) -> None:
    """Some systems write ä as a and two dots."""
    text = unicodedata.normalize(form, f"- [ ] A {source}")  # type: ignore[arg-type]
    (item,) = item_of("Aktionen", text, GERMAN).items()
    assert (item.text, str(item.due)) == ("A", "2026-11-27")


def test_dates_of_obsidian_become_the_repositorys_words() -> None:
    """`fmt` writes emoji and colons as fields with the repository's keys."""
    note = item_of("Aktionen", "- [ ] @mia A 📅 2026-11-27 Seit:2026-11-20", GERMAN)
    assert "@mia A (fällig:: 2026-11-27) (seit:: 2026-11-20)" in edit.apply(
        note.text, canonical(note, GERMAN)
    )


def test_of_several_words_the_first_is_written() -> None:
    """All are read; the first of those for one meaning is what commands write."""
    settings = settings_from({"words": {"Frist": "due", "fällig": "due"}})
    assert settings.field("due", "2026-11-27") == "(Frist:: 2026-11-27)"
    (item,) = item_of("Actions", "- [ ] A (fällig:: 2026-11-27)", settings).items()
    assert str(item.due) == "2026-11-27"


# --- the forms of sections ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "said", "expected"),
    [
        (GERMAN, "Von @erik: Danke", ("from", "erik", "Danke")),
        (GERMAN, "an Erik Beispiel: Danke", ("to", "erik", "Danke")),
        (GERMAN, "From @erik: Danke", ("from", "erik", "Danke")),
        (GERMAN, "Stefan: sagt danke", (None, None, "Stefan: sagt danke")),
        (GERMAN, "@stefan: danke", (None, None, "@stefan: danke")),
        (JAPANESE, "@sato から：ありがとう", ("from", "sato", "ありがとう")),
        (JAPANESE, "@satoへ: ありがとう", ("to", "sato", "ありがとう")),
        (JAPANESE, "佐藤 例から：ありがとう", ("from", "sato", "ありがとう")),
        (JAPANESE, "昨日から：いい流れ", (None, None, "昨日から：いい流れ")),
    ],
)
def test_feedback(
    settings: Settings, said: str, expected: tuple[str | None, str | None, str]
) -> None:
    """Who said it to whom is known by a word before the name or behind it."""
    (item,) = item_of("Feedback", f"- {said}", settings).items()
    found = feedback_of(item, settings)
    assert expected == (found.direction, found.handle, found.text)


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (GERMAN, "Reihenfolge bestätigt mit @erik"),
        (GERMAN, "Order confirmed with @erik"),
        (JAPANESE, "順序を確認: @sato"),
        (JAPANESE, "@sato と順序を確認。"),
    ],
)
def test_the_order_is_confirmed(settings: Settings, line: str) -> None:
    """The line is no priority, whether its words begin it or end it."""
    note = item_of("Priorities", f"1. A\n\n- [x] {line}", settings)
    assert [item.text for item in note.items("priorities")] == ["A"]
    assert note.confirmation is not None


@pytest.mark.parametrize(
    ("settings", "lines", "expected"),
    [
        (GERMAN, "- Wie erwartet: Ja", ("as-expected", "yes")),
        (GERMAN, "- **Wie erwartet?** teils", ("as-expected", "partly")),
        (GERMAN, "- Wie erwartet: ja, fast", ("as-expected", "ja, fast")),
        (GERMAN, "- Nächstes Mal: nein", ("next", "nein")),
        (JAPANESE, "- 期待どおり：はい", ("as-expected", "yes")),
        (JAPANESE, "- 有意義：４", ("effective", "4")),
        (JAPANESE, "- 次回：はい", ("next", "はい")),
    ],
)
def test_answers(settings: Settings, lines: str, expected: tuple[str, str]) -> None:
    """Answers that are words of aquip's are understood; free ones stay as they are."""
    note = item_of(settings.heading("reflection"), lines, settings)
    assert [expected] == [(answer.key, answer.value) for answer in note.answers]


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "key", "message"),
    [
        ({"words": {"fällig": "dew"}}, "words.fällig", "`dew` is no word of aquip's own"),
        ({"words": {"a": "due", "A": "done"}}, "words.A", "it means due already"),
        ({"words": {"done": "due"}}, "words.done", "it means done already"),
        ({"words": {"fällig am": "due"}}, "words.fällig am", "can't be the key of a field"),
        ({"words": {"…": "due"}}, "words.…", "no letters or digits"),
        ({"words": {"ja": None}}, "words.ja", "a word stands for a word"),
        (
            {"sections": {"notes": ["X"], "actions": ["Y", "x!"]}},
            "sections.actions",
            "`x!` already names notes",
        ),
        ({"sections": {"notes": [1]}}, "sections.notes", "this is text"),
    ],
)
def test_a_mistake_is_refused_with_its_key(
    options: dict[str, object], key: str, message: str
) -> None:
    """A word or a heading with two meanings, or none, names the option to mend."""
    with pytest.raises(AquipError) as caught:
        settings_from(options)
    assert f"`{key}`" in str(caught.value)
    assert message in str(caught.value)


def test_yes_and_no_are_words_though_yaml_makes_truths_of_them() -> None:
    """`ja: yes` and `no: no` mean what they say."""
    words = settings_from(yaml.safe_load("words: {ja: yes, nein: no, no: no}")).words
    assert words == {"ja": "yes", "nein": "no", "no": "no"}


def test_the_place_of_a_mistake_is_told(german: Repository, tmp_path: Path) -> None:
    """The command names the line of mkdocs.yml that has the mistake."""
    text = german.read("mkdocs.yml").replace("fällig: due", "fällig: dew")
    german.write("mkdocs.yml", text)
    line = text[: text.index("fällig: dew")].count("\n") + 1
    said = german.fails("check")
    assert f"mkdocs.yml:{line}:9" in said
    assert "Did you mean `due`?" in said
