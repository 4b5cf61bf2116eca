"""What the check prints for programs, read back by other people's readers."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import pytest
from bs4 import BeautifulSoup
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import Failure, JUnitXml
from lxml import etree

from aquip.core.text import Lines
from aquip.report.check import FORMATS, github
from aquip.report.check.rows import Extent, Report
from aquip.rules import RULES, Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    MakeFinding = Callable[..., Finding]
    MakeReport = Callable[..., Report]

DATA = Path(__file__).parent / "data"
NOTE = "notes/morgan/2026-11-20.md"
OTHER = "notes/morgan/2026-11-13.md"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe]")
"""What no report may hold: controls, what turns lines around, halves of characters."""

# What GitLab's documentation asks of a Code Quality report. The schema in its own source asks for
# less, and it publishes no other.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}


def read(report: Report, format_: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Return a report in a format that is JSON."""
    return json.loads(FORMATS[format_](report))


def fingerprints(report: Report) -> list[str]:
    """Return what GitLab is to know the findings by."""
    return [row["fingerprint"] for row in read(report, "gitlab")]


def shown(markdown: str) -> BeautifulSoup:
    """Return what GitHub shows of a text."""
    html = github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    return BeautifulSoup(html, "html.parser")


# --- all of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_hostile_text_can_be_printed(hostile: Report, format_: str) -> None:
    """Nothing that is printed steers a terminal, and all of it can be sent as UTF-8."""
    text = FORMATS[format_](hostile)
    text.encode()
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text) is None
    if format_ != "json":  # whose paths and messages are what they are
        assert UNSAFE.search(text) is None


def test_json_keeps_hostile_names(hostile: Report) -> None:
    """A program finds the very path and message in the JSON, whatever characters they hold."""
    found = [(row["path"], row["message"]) for row in read(hostile, "json")]
    assert [(one.path, one.message) for one in hostile.findings] == found


@pytest.mark.parametrize("format_", FORMATS)
def test_no_findings_is_a_whole_report(report: MakeReport, format_: str) -> None:
    """With nothing to tell, every reader still gets a document that it can read."""
    text = FORMATS[format_](report(texts={NOTE: "\n"}))
    if format_ == "junit":
        assert [case.is_passed for suite in JUnitXml.fromstring(text) for case in suite] == [True]
    elif format_ == "github":
        assert text == "Checked 1 note in 1 series: nothing to mend\n"
    elif format_ == "md":
        assert text == ""  # by which whoever posts it can tell that all is well
    else:
        json.loads(text)


@pytest.mark.parametrize("format_", ["md", "github", "gitlab", "sarif", "junit"])
def test_paths_count_from_the_top_of_the_repository(
    report: MakeReport, finding: MakeFinding, format_: str
) -> None:
    """Where the notes are a folder of a larger repository, CI names its files from the top."""
    assert f"docs/1-1/{NOTE}" in FORMATS[format_](report(finding(), prefix="docs/1-1"))


ANYTHING = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)
"""Text with controls and halves of characters, as broken notes have them."""
NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    st.binary(min_size=1, max_size=40).map(lambda name: name.decode("utf-8", "surrogateescape")),
)
"""What a file can be called: any bytes, as Python reads them."""


@settings(deadline=None)
@given(path=NAMES, message=ANYTHING, line=ANYTHING)
def test_no_text_breaks_a_format(path: str, message: str, line: str) -> None:
    """Whatever a file is called, a note says and a message quotes, readers can read the report."""
    finding = Finding("AQ501", "action-without-owner", "error", message, path, 1, 1, 1, 2)
    report = Report([finding], (path,), Extent(1, 1), {path: Lines(line)}.get)
    printed = {name: render(report) for name, render in FORMATS.items()}
    for text in printed.values():
        text.encode()
    assert json.loads(printed["json"])[0]["path"] == path
    assert len(json.loads(printed["gitlab"])) == 1
    assert len(json.loads(printed["sarif"])["runs"][0]["results"]) == 1
    assert len(commands(printed["github"])) == 1
    (suite,) = etree.fromstring(printed["junit"].encode())
    assert suite.get("failures") == "1"
    assert [tag.name for tag in shown(printed["md"]).select("ul *")][:2] == ["li", "strong"]
    assert len(shown(github.summary(report)).select("li")) == 1


# --- fingerprints -----------------------------------------------------------------------------


def test_a_fingerprint_survives_moved_lines(report: MakeReport, finding: MakeFinding) -> None:
    """Lines put above a finding don't make it another one."""
    line = "- [ ] Draft the rota"
    before = report(finding(line=1, end_line=1), texts={NOTE: line})
    after = report(finding(line=3, end_line=3), texts={NOTE: f"\n\n{line}"})
    assert fingerprints(before) == fingerprints(after)


def test_a_fingerprint_survives_an_edit_of_an_item_with_an_id(
    report: MakeReport, finding: MakeFinding
) -> None:
    """An item with an id stays itself while its words and the days that are counted change."""
    found = [
        report(finding(line=1, end_line=1, message=f"{days} days late"), texts={NOTE: line})
        for days, line in ((2, "- [ ] Draft it ^k7f3q"), (3, "- [ ] Draft the rota ^k7f3q"))
    ]
    assert fingerprints(found[0]) == fingerprints(found[1])


def test_fingerprints_differ_within_a_report(report: MakeReport, finding: MakeFinding) -> None:
    """The same line twice, another rule, another file, another place: each has its own."""
    texts = {NOTE: "- [ ] Same\n- [ ] Same\n- [ ] Other", OTHER: "- [ ] Same"}
    found = fingerprints(
        report(
            *(finding(line=line, end_line=line) for line in (1, 2, 3)),
            finding(line=1, end_line=1, code="AQ504"),
            finding(line=1, end_line=1, path=OTHER),
            finding(line=1, end_line=1, end_column=1, message="No Actions"),
            finding(line=1, end_line=1, end_column=1, message="No Priorities"),
            texts=texts,
        )
    )
    assert len(found) == len(set(found)) == 7


def test_a_fingerprint_tells_nothing_private(report: MakeReport, finding: MakeFinding) -> None:
    """Of a withheld place no digest is taken, by which a text could be guessed and tried."""
    found = [
        report(finding(line=1, end_line=1, withheld=True), texts={NOTE: text})
        for text in ("Ask for twelve thousand", "Ask for ten thousand")
    ]
    assert fingerprints(found[0]) == fingerprints(found[1])


# --- GitHub -----------------------------------------------------------------------------------

COMMAND = re.compile(r"::(?P<kind>\w+) (?P<properties>[^:]*)::(?P<message>.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does: by line, unescaping what it unescapes."""
    found = []
    for line in text.split("\n"):
        if not line.startswith("::"):
            continue
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
        properties = {key: _unescaped(value) for key, value in pairs}
        found.append((match["kind"], properties, _unescaped(match["message"])))
    return found


def _unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


def test_github_says_file_place_and_rule(report: MakeReport, finding: MakeFinding) -> None:
    """An annotation has its place, with GitHub's inclusive end, its rule and its message."""
    text = FORMATS["github"](report(finding(message="100 % sure: no, really")))
    assert text.splitlines()[0] == (
        f"::warning file={NOTE},line=7,col=1,endLine=7,endColumn=19,"
        "title=AQ501 action-without-owner::100 %25 sure: no, really"
    )


def test_github_gets_no_columns_over_several_lines(
    report: MakeReport, finding: MakeFinding
) -> None:
    """GitHub refuses an annotation with columns that spans lines."""
    ((_, properties, _),) = commands(FORMATS["github"](report(finding(end_line=9))))
    assert {"file", "line", "endLine", "title"} == set(properties)


def test_hostile_text_gives_one_command_a_finding(hostile: Report) -> None:
    """No name and no message begins a command of its own or adds a property."""
    found = commands(FORMATS["github"](hostile))
    assert len(hostile.findings) == len(found)
    assert {frozenset(properties) for _, properties, _ in found} <= {
        frozenset({"file", "line", "col", "endLine", "endColumn", "title"}),
        frozenset({"file", "line", "endLine", "title"}),
    }
    assert any(properties["file"] == "notes/%2e%2e/a,b:c%.md" for _, properties, _ in found)


def test_github_shows_ten_of_a_kind_and_counts_the_rest(
    report: MakeReport, finding: MakeFinding
) -> None:
    """More would be dropped without a word; the last notice says how many there are."""
    found = commands(
        FORMATS["github"](
            report(
                *(finding(line=n, end_line=n) for n in range(1, 14)),
                *(finding(line=n, end_line=n, severity="error") for n in range(1, 13)),
            )
        )
    )
    kinds = [kind for kind, _, _ in found]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert found[-1][2].startswith("5 findings more")


def test_github_shows_changed_lines_first(report: MakeReport, finding: MakeFinding) -> None:
    """Of many findings, those that the pull request is about are among the ten."""
    many = [finding(line=n, end_line=n) for n in range(1, 31)]
    found = commands(FORMATS["github"](report(*many, touched=lambda one: one.line > 25)))
    assert [int(p["line"]) for _, p, _ in found[:7]] == [26, 27, 28, 29, 30, 1, 2]


def test_the_summary_lists_everything(report: MakeReport, finding: MakeFinding) -> None:
    """Each finding has a line, and the verdict stands above them."""
    text = github.summary(report(*(finding(line=n, end_line=n) for n in range(1, 31))))
    assert text.count("(AQ501)") == 30
    assert "30 warnings" in text


def test_the_summary_stays_within_what_github_takes(
    report: MakeReport, finding: MakeFinding
) -> None:
    """GitHub refuses a summary of more than a mebibyte; what is left out is counted."""
    many = [finding(message="long " * 100, line=n, end_line=n) for n in range(1, 4001)]
    text = github.summary(report(*many))
    assert len(text.encode()) < 2**20
    left = re.search(r"and ([0-9,]+) lines more", text)
    assert left is not None
    assert int(left[1].replace(",", "")) + text.count("(AQ501)") == 4000


# --- Markdown ---------------------------------------------------------------------------------


def test_markdown_links_each_finding_to_its_line_and_its_rule(
    report: MakeReport, finding: MakeFinding
) -> None:
    """On a host, a line of the list leads to the note's line, and to why it matters."""
    text = FORMATS["md"](
        report(
            finding(path="notes/a b/(c).md"),
            source="https://git.example.org/sam/notes/blob/abc",
            help_url=lambda code: f"https://notes.example.org/rules/#{code}",
        )
    )
    links = shown(text).select("li a")
    assert [link["href"] for link in links] == [
        "https://git.example.org/sam/notes/blob/abc/notes/a%20b/%28c%29.md?plain=1#L7",
        "https://notes.example.org/rules/#AQ501",
    ]
    assert links[0].text == "notes/a b/(c).md:7"


def test_markdown_begins_with_what_matters_most(report: MakeReport, finding: MakeFinding) -> None:
    """Errors come first, then what the change at hand is about: the end may be cut off."""
    found = [finding(line=n, severity=kind) for kind in ("warning", "error") for n in (1, 2)]
    text = FORMATS["md"](report(*found, touched=lambda one: one.line == 2))
    order = re.findall(r"^- (\*\*error\*\* )?\S+:(\d)", text, re.MULTILINE)
    assert [(bool(error), line) for error, line in order] == [
        (True, "2"),
        (True, "1"),
        (False, "2"),
        (False, "1"),
    ]


@pytest.mark.parametrize("format_", ["md", "summary"])
def test_no_note_writes_into_markdown(hostile: Report, format_: str) -> None:
    """A list of findings is shown: nothing else becomes markup, and nobody is notified."""
    text = FORMATS["md"](hostile) if format_ == "md" else github.summary(hostile)
    page = shown(text)
    assert {tag.name for tag in page.find_all(True)} <= {"h3", "p", "ul", "li", "strong", "a"}
    assert len(page.find_all("li")) == len(hostile.findings)
    assert re.search(r"[@#]\w", page.text) is None
    assert UNSAFE.search(text) is None


# --- GitLab -----------------------------------------------------------------------------------


def test_gitlab_reports_are_what_gitlab_documents(hostile: Report) -> None:
    """Every element has what the merge request widget needs, and fingerprints are unique."""
    rows = read(hostile, "gitlab")
    Draft202012Validator(CODE_QUALITY).validate(rows)
    assert len(rows) == len({row["fingerprint"] for row in rows}) == len(hostile.findings)
    assert {"major", "minor"} == {row["severity"] for row in rows}


# --- SARIF ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif_schema() -> Draft4Validator:
    """A validator for the published schema of SARIF 2.1.0."""
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def test_sarif_keeps_to_its_schema(hostile: Report, sarif_schema: Draft4Validator) -> None:
    """Logs are valid SARIF 2.1.0, with the site's pages for help and without."""
    sarif_schema.validate(read(hostile, "sarif"))


def test_sarif_explains_every_rule(
    report: MakeReport, finding: MakeFinding, sarif_schema: Draft4Validator
) -> None:
    """A reader sees what each rule is about, its default and where the site explains it."""
    log = read(report(finding(), help_url=lambda code: f"https://example.org/#{code}"), "sarif")
    sarif_schema.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert list(RULES) == [rule["id"] for rule in rules]
    (result,) = run["results"]
    mine = rules[result["ruleIndex"]]
    assert mine["id"] == result["ruleId"] == "AQ501"
    assert mine["helpUri"] == "https://example.org/#AQ501"
    assert mine["defaultConfiguration"] == {"enabled": True, "level": "warning"}
    assert RULES["AQ501"].why in mine["help"]["text"]


def test_sarif_places_count_characters(report: MakeReport, finding: MakeFinding) -> None:
    """Columns are characters, from 1, the end exclusive; a finding about a file has its line."""
    whole = finding(line=1, column=1, end_line=1, end_column=1)
    (run,) = read(report(finding(), whole), "sarif")["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in run["results"]]
    assert regions == [
        {"startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 20},
        {"startLine": 1},
    ]


def test_sarif_names_files_by_their_bytes(hostile: Report) -> None:
    """A path as a URI gives back the name on disk, and is relative, whatever is in it."""
    (run,) = read(hostile, "sarif")["runs"]
    for result, one in zip(run["results"], hostile.findings, strict=True):
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[\w.~/%-]+", uri, re.ASCII)
        assert unquote_to_bytes(uri) == one.path.encode("utf-8", "surrogateescape")


def test_sarif_messages_hold_no_links_and_no_placeholders(
    report: MakeReport, finding: MakeFinding
) -> None:
    """SARIF gives meaning to [text](1) and {0} in a message; a note's words have none."""
    said = finding(message="see [this](https://example.org) and {0}, not [ ] or {x}")
    (run,) = read(report(said), "sarif")["runs"]
    expected = r"see \[this](https://example.org) and {{0}, not [ ] or {x}"
    assert run["results"][0]["message"]["text"] == expected


# --- JUnit ------------------------------------------------------------------------------------


def test_junit_keeps_to_the_schema_of_jenkins(hostile: Report) -> None:
    """The document is valid by the schema of the reader that most others follow."""
    schema = etree.XMLSchema(etree.parse(DATA / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(FORMATS["junit"](hostile).encode()))


def test_junit_counts_files_and_rules(report: MakeReport, finding: MakeFinding) -> None:
    """A rule in a file is a test that fails, with each of its places; a clean file passes."""
    text = FORMATS["junit"](
        report(
            finding(),
            finding(line=9, end_line=9, message="Nor has this"),
            finding(code="AQ504", name="action-without-due-date", severity="error"),
            texts={OTHER: "", NOTE: ""},
        )
    )
    clean, faulty = JUnitXml.fromstring(text)
    assert (clean.name, clean.tests, clean.failures) == (OTHER, 1, 0)
    assert (faulty.name, faulty.tests, faulty.failures) == (NOTE, 2, 2)
    first, second = faulty
    assert (first.classname, first.name) == (NOTE, "AQ501 action-without-owner")
    (failure,) = first.result
    assert isinstance(failure, Failure)
    assert failure.type == "warning"
    assert failure.message == "This action has no owner (and 1 more)"
    assert failure.text == f"{NOTE}:7:1: This action has no owner\n{NOTE}:9:1: Nor has this"
    assert second.result[0].type == "error"


def test_junit_names_hold_while_lines_move(report: MakeReport, finding: MakeFinding) -> None:
    """A server follows a test by its name, which holds no line and no count."""
    names = [
        [(case.classname, case.name) for suite in JUnitXml.fromstring(text) for case in suite]
        for text in (
            FORMATS["junit"](report(finding(line=n, end_line=n, message=f"{n} days late")))
            for n in (3, 8)
        )
    ]
    assert all(before == after for before, after in pairwise(names))
