"""``aquip import`` on folders as people have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from aquip.cli import main

MKDOCS = """\
site_name: Notes
docs_dir: notes
plugins:
  - search
  - aquip:
      me: sam
      people:
        sam: {name: Sam Reyes}
        morgan: {name: Morgan Diaz}
        lee: {name: Lee Ko}
"""
DAILY = """\
# Weekly with Morgan

see [[Goals]], [the plan](../files/plan.pdf) and ![[chart.png|300]]

## Tasks
- [ ] Morgan to review 📅 2024-03-22
- [x] book

## Next time
%%quiet%%
- ACTION: eP to write
"""


class Vault:
    """A folder of foreign notes, and a repository to import them into."""

    def __init__(self, root: Path) -> None:
        self.foreign = root / "vault"
        self.root = root / "repo"
        (self.root / "notes").mkdir(parents=True)
        (self.root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
        (self.root / "notes" / "index.md").write_text("# Notes\n", "utf-8")

    def put(self, path: str, content: str | bytes) -> Path:
        """Write a foreign file."""
        file = self.foreign / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def run(self, *arguments: str, status: int | None = 0) -> Result:
        """Run a command in the repository; it must end with ``status``, where one is given."""
        command = [arguments[0], "-C", str(self.root), *arguments[1:]]
        result = CliRunner().invoke(main, command)
        assert status in (None, result.exit_code), result.output[-2000:]
        return result

    def json(self, *arguments: str, status: int = 0) -> Any:  # noqa: ANN401 - as json has it
        """Run a command, and return what it prints as JSON."""
        return json.loads(self.run(*arguments, "--format", "json", status=status).stdout)

    def files(self) -> dict[str, bytes]:
        """Return the repository's files, the cache's aside."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and ".cache" not in path.parts
        }

    def errors(self) -> list[str]:
        """Return what the check holds for an error."""
        found = json.loads(self.run("check", "--format", "json", status=None).stdout)
        return [f"{f['path']}: {f['message']}" for f in found if f["severity"] == "error"]


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault and a repository with no series."""
    return Vault(tmp_path)


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """A vault with a meeting, an attachment and a file of another kind."""
    vault.put("1-1s/Morgan/2024/03/15.md", DAILY)
    vault.put("1-1s/Morgan/chart.png", b"\x89PNG")
    vault.put("1-1s/Morgan/2024/files/plan.pdf", b"%PDF")
    vault.put("1-1s/table.csv", "a,b\n")
    vault.put("1-1s/.obsidian/2024-01-01.md", "hidden\n")
    return vault


def test_a_folder_becomes_series(filled: Vault) -> None:
    """A series for each folder that is no date, its meeting sorted, stamped and sound."""
    before = {p: p.read_bytes() for p in filled.foreign.rglob("*") if p.is_file()}
    result = filled.run("import", str(filled.foreign / "1-1s"))
    files = filled.files()
    assert "with: morgan" in files["notes/morgan/index.md"].decode()
    note = files["notes/morgan/2024-03-15.md"].decode()
    assert "- [ ] @morgan review (due:: 2024-03-22) ^" in note
    assert "- [x] book (done:: 2024-03-15) ^" in note
    assert "see [[Goals]], [the plan](assets/plan.pdf) and ![chart.png](assets/chart.png)" in note
    assert "<!--quiet-->" in note
    assert files["notes/morgan/assets/chart.png"] == b"\x89PNG"
    assert files["notes/morgan/assets/plan.pdf"] == b"%PDF"
    assert len(files) == 6
    assert "eP (1)" in result.stdout
    assert filled.errors() == []
    filled.run("fmt", "--check")
    assert {p: p.read_bytes() for p in filled.foreign.rglob("*") if p.is_file()} == before


def test_a_dry_run_writes_nothing(filled: Vault) -> None:
    """It says what would become of each file, and how to name who is unknown."""
    before = filled.files()
    result = filled.run("import", str(filled.foreign / "1-1s"), "--dry-run")
    assert "would become notes/morgan/2024-03-15.md: 3 actions" in result.stdout
    assert "Next time: kept as notes" in result.stdout
    assert '--person "eP=HANDLE"' in result.stdout
    assert filled.files() == before


def test_what_is_printed_for_programs(filled: Vault) -> None:
    """The plan as JSON: files, meetings, items, what was kept and why."""
    data = filled.json("import", str(filled.foreign / "1-1s"), "--person", "eP=lee", "--dry-run")
    (file,) = data["files"]
    (meeting,) = file["meetings"]
    assert data["dry_run"] is True
    assert (data["unknown_people"], data["passed_over"]) == ({}, {".csv": 1, ".pdf": 1, ".png": 1})
    assert (file["state"], meeting["path"]) == ("imported", "notes/morgan/2024-03-15.md")
    assert meeting["items"] == {"actions": 3}
    assert {"line": 9, "what": "Next time", "why": "no section of aquip's is called so"} in (
        meeting["kept"]
    )


def test_again_changes_nothing(filled: Vault) -> None:
    """What was imported is there already the second time, and stays as it is."""
    filled.run("import", str(filled.foreign / "1-1s"))
    before = filled.files()
    result = filled.run("import", str(filled.foreign / "1-1s"))
    assert "1 meeting there already" in result.stdout
    assert filled.files() == before


def test_no_note_is_overwritten(filled: Vault) -> None:
    """A day that the series has a meeting on is left out, and said; the rest is imported."""
    filled.run("import", str(filled.foreign / "1-1s"))
    before = filled.files()
    filled.put("1-1s/Morgan/2024/03/15.md", "# Other\n\n- words\n")
    filled.put("1-1s/Morgan/2024-03-22.md", "# Next\n")
    result = filled.run("import", str(filled.foreign / "1-1s"), status=1)
    assert "there is another note for 2024-03-15: notes/morgan/2024-03-15.md" in result.stdout
    after = filled.files()
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"notes/morgan/2024-03-22.md"}


def test_two_meetings_on_a_day(vault: Vault) -> None:
    """The second one among the sources takes a name of its own."""
    vault.put("lee/2024-03-15.md", "# One\n")
    vault.put("lee/2024-03-15 offsite.md", "# Two\n")
    vault.put("lee/log.md", "## 2024-03-15\na\n\n## 2024-03-16\nb\n")
    vault.run("import", str(vault.foreign / "lee"))
    assert sorted(path for path in vault.files() if "2024" in path) == [
        "notes/lee/2024-03-15-log.md",
        "notes/lee/2024-03-15-one.md",
        "notes/lee/2024-03-15.md",
        "notes/lee/2024-03-16.md",
    ]


def test_an_action_keeps_its_id(vault: Vault) -> None:
    """The same open action in two meetings is one: it has one id, and the dashboards one row."""
    vault.put("lee/2024-03-15.md", "## Actions\n- Sam to call\n")
    vault.put("lee/2024-03-22.md", "## Actions\n- Sam to call\n- [x] Sam to go\n")
    vault.run("import", str(vault.foreign / "lee"))
    rows = vault.json("actions", "--state", "all")
    assert [(row["text"], row["carries"], row["state"]) for row in rows] == [
        ("call", 1, "open"),
        ("go", 0, "done"),
    ]
    assert all(row["id"] for row in rows)


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("2024-01-01.md", b"caf\xe9\n", "byte 0xe9 is no UTF-8"),
        ("2024-01-01.md", "hi".encode("utf-16"), "UTF-16"),
        ("2024-01-01.md", b"a\0b", "zero bytes"),
        ("2024-01-01.md", b" \n", "empty"),
        ("2024-01-01.md", b"a" * 10_000_001, "10 MB"),
        ("ideas.md", b"hi\n", "no date"),
        ("03-04-2024.md", b"hi\n", "could be two days"),
        ("2024-01-01.md", b"<!-- private -->\nhi\n", "private marker"),
    ],
)
def test_bad_input_does_not_stop_the_rest(
    vault: Vault, name: str, content: bytes, cause: str
) -> None:
    """Each is named with its cause and a remedy, and the good file beside it is imported."""
    vault.put(f"lee/{name}", content)
    vault.put("lee/2024-03-15.md", "# Good\n")
    data = vault.json("import", str(vault.foreign / "lee"), status=1)
    refused = [file for file in data["files"] if file["state"] == "refused"]
    assert [Path(file["path"]).name for file in refused] == [name]
    assert cause in refused[0]["cause"]
    assert refused[0]["remedy"]
    assert "notes/lee/2024-03-15.md" in vault.files()


def test_nothing_to_import_is_unusable_input(vault: Vault) -> None:
    """Where nothing can be imported, the status says so, and nothing is written."""
    vault.put("lee/ideas.md", "hi\n")
    before = vault.files()
    vault.run("import", str(vault.foreign / "lee"), status=2)
    vault.run("import", str(vault.foreign / "nowhere"), status=2)
    vault.run("import", str(vault.root / "notes"), status=2)
    vault.run("import", str(vault.foreign / "lee"), "--person", "SC", status=2)
    vault.put("lee/2024-03-15.md", "fine\n")
    for name in ("../out", "actions", "no name"):
        vault.run("import", str(vault.foreign / "lee"), "--into", name, status=2)
    assert vault.files() == before


def test_into_a_series(vault: Vault) -> None:
    """--into and --with say where a file goes and whom it is with; a new name must be a handle."""
    file = vault.put("Old notes/5 Mar 2024.md", "# Hi\n")
    vault.run("import", str(file), "--into", "mentor", "--with", "@ana")
    files = vault.files()
    assert "with: ana" in files["notes/mentor/index.md"].decode()
    assert "notes/mentor/2024-03-05.md" in files


def test_private_files_stay_private(vault: Vault) -> None:
    """A private note keeps its name's ending, its pictures stay away, the report its headings."""
    vault.put("lee/2024-03-15.private.md", "# Raise\n\n## Salary\n![p](p.png)\n- Zoe to pay\n")
    vault.put("lee/p.png", b"x")
    result = vault.run("import", str(vault.foreign / "lee"))
    assert set(vault.files()) >= {"notes/lee/2024-03-15.private.md"}
    assert not any("assets" in path for path in vault.files())
    assert [word for word in ("Salary", "Zoe", "Raise") if word in result.stdout] == []


def test_links_between_notes(vault: Vault) -> None:
    """Links to what is imported too lead there; the others stay as they are, and are told."""
    vault.put("lee/2024-03-15.md", "[a](../morgan/2024-03-08.md), [[2024-03-08]], [b](c.md)\n")
    vault.put("morgan/2024-03-08.md", "# Hi\n")
    result = vault.run("import", str(vault.foreign))
    note = vault.files()["notes/lee/2024-03-15.md"].decode()
    assert "[a](../morgan/2024-03-08.md), [2024-03-08](../morgan/2024-03-08.md), [b](c.md)" in note
    assert "to what is not there: c.md" in result.stdout


def test_pictures_in_the_text(vault: Vault) -> None:
    """A picture that Google Docs put into the text becomes a file."""
    vault.put("lee/2024-03-15.md", "![][i]\n\n[i]: <data:image/png;base64,aGVsbG8=>\n")
    vault.run("import", str(vault.foreign / "lee"))
    files = vault.files()
    assert files["notes/lee/assets/2024-03-15.png"] == b"hello"
    assert "[i]: assets/2024-03-15.png" in files["notes/lee/2024-03-15.md"].decode()


def test_real_notes_are_sound(vault: Vault, corpus: Path) -> None:
    """Hundreds of real minutes: the check's only errors are links that the sources have wrong."""
    vault.run("import", str(corpus), "--into", "minutes", "--with", "cg", status=1)
    assert len([path for path in vault.files() if "/20" in path]) == 328
    wrong = [
        error for error in vault.errors() if "leads" not in error and "no heading" not in error
    ]
    assert wrong == []
    vault.run("fmt", "--check")
