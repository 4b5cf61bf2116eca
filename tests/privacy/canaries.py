"""Notes with a word of its own in every place that can be hidden, and a search for these words.

Each word is planted once and stands nowhere else, so that one that turns up tells where it
leaked from. `private` is how the notes are; `public` are the same notes with nothing hidden,
which proves that the words would be found.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final

WORD: Final = re.compile(rb"zq\d{4}k", re.IGNORECASE)
OPEN, CLOSE = "<!-- private -->", "<!-- /private -->"

CONSTRUCTS: Final[Mapping[str, str]] = {
    "paragraph": "Said {} aloud",
    "emphasis": "Said **{}** and _{}_ and ~~{}~~ and `{}`",
    "heading": "### {}",
    "setext heading": "{}\n---",
    "action": "- [ ] @sam Do {} (due:: 2026-11-27) ^{}",
    "bare item": "- {}",
    "dropped item": "- [-] {} (was:: 2026-11-01)",
    "detail": "- [ ] Do it\n  - {}\n\n    {}",
    "owner": "- [ ] @{} Does it",
    "mention": "Told @{} of it",
    "field": "- [x] Done (goal:: {}) (kind:: {}) (see:: {}) (min:: {})",
    "table": "| a | {} |\n|---|---|\n| {} | b |",
    "code": "```text\n{}\n```",
    "language of code": "```{}\nx\n```",
    "indented code": "    {}",
    "view": "```aquip\nview: actions\nowner: {}\ngoal: {}\n```",
    "quote": "> {}\n> > {}",
    "alert": "> [!NOTE]\n> {}",
    "admonition": '!!! note "{}"\n\n    {}',
    "image": '![{}](assets/graph.svg "{}")',
    "link": '[{}](https://example.org/{}?q={}#{} "{}")',
    "link to a note": "[there]({}.md#{})",
    "link to a file": "[there](assets/{}.pdf)",
    "link by reference": '[{}][{}]\n\n[{}]: https://example.org/{} "{}"',
    "definition that public text uses": '[shared]: https://example.org/{} "{}"',
    "footnote": "Noted[^{}]\n\n[^{}]: {}",
    "address": "<https://{}.example.org> https://example.org/{} {}@example.org",
    "comment": "<!-- {} -->",
    "comment of lines": "<!--\n{}\n-->",
    "HTML": '<details id="{}" title="{}"><summary>{}</summary>{}</details>',
    "attributes": 'Marked {{: #{} .{} title="{}" }}',
    "abbreviation": "*[{}]: {}",
    "term": "{}\n:   {}",
    "formula": "$${}$$",
    "feedback": "- From @morgan: {}",
    "reflection": "- Next time: {}",
    "ignored rule": "<!-- aquip-ignore-file {} -->",
    "task in another tool's form": "- [ ] {} 📅 2026-11-27 ➕ {}",
}
"""Everything that the format knows, or Markdown; each pair of braces becomes a word."""


@dataclass
class Canaries:
    """The words, and what each of them is hidden in."""

    planted: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def word(self, place: str) -> str:
        """Return a word of its own for a place."""
        word = f"zq{next(self._numbers):04}k"
        self.planted[word] = place
        return word

    def told(self, found: Mapping[str, str]) -> list[str]:
        """Say of each word that was found where it is, and what it was hidden in."""
        return sorted(f"{where}: {self.planted.get(w, '?')} ({w})" for w, where in found.items())

    def fill(self, template: str, place: str) -> str:
        """Put a word into each pair of braces."""
        words = [self.word(place) for _ in range(template.replace("{{", "").count("{}"))]
        return template.format(*words)

    def every(self, where: str) -> str:
        """Return every construct, in hidden parts of all kinds."""
        parts = []
        for name, template in CONSTRUCTS.items():
            for context, wrap in WRAPS.items():
                parts.append(wrap(self.fill(template, f"{where}: {name} {context}")))
        return "\n\n".join(parts)


def _between(block: str, indent: str = "") -> str:
    lines = [OPEN, *block.split("\n"), CLOSE]
    return "\n".join(f"{indent}{line}" if line else "" for line in lines)


WRAPS: Final[Mapping[str, Callable[[str], str]]] = {
    "on its own": _between,
    "in an item": lambda block: f"- [ ] Open one\n{_between(block, '  ')}\n  goes on",
    "deep in a list": lambda block: f"- One\n  - Two\n    - Three\n{_between(block, '      ')}",
    "in code": lambda block: f"~~~text\nbefore\n{_between(block)}\nafter\n~~~",
    "in a table": lambda block: f"| a | b |\n|---|---|\n{_between(block)}\n| c | d |",
    "in a hidden part": lambda block: f"{OPEN}\n{_between(block)}\n{CLOSE}",
}
"""Ways to stand in a note."""


def public(text: str) -> str:
    """Return a note with nothing hidden."""
    lines = text.split("\n")
    return "\n".join(
        line
        for line in lines
        if line.strip(" \r\ufeff") not in {OPEN, CLOSE} and not line.startswith("publish:")
    )


MEETING: Final = """\
---
date: {date}
status: held
tags: [weekly]
---

# Sam & Morgan, {date}

## Accomplishments

- Checkout is fast ([graph](assets/graph.svg)) (kind:: outcome) (goal:: latency)
{more}

## Questions & Issues

- [ ] Who reviews? (kind:: people) (need:: viewpoint) ^que13
{questions}
## Priorities

1. Checkout (goal:: latency)
{priorities}
## Actions

- [ ] @morgan Ask Jo about reviews (due:: 2026-11-20) ^act13
{actions}
## Notes

See [shared] for more.

## Reflection

- Effective: 4
"""


def _hidden(canaries: Canaries, where: str, template: str, part: str) -> str:
    return _between(canaries.fill(template, f"{where}: {part}"))


def notes(canaries: Canaries) -> dict[str, str | bytes]:
    """Return a repository's files, with a word in all that they hide."""
    word = canaries.word
    files: dict[str, str | bytes] = {}
    for date, hidden in {"2026-11-06": "old", "2026-11-13": "new"}.items():
        name = f"a meeting ({hidden})"
        fill = partial(_hidden, canaries, name)
        files[f"notes/morgan/{date}.md"] = MEETING.format(
            date=date,
            more=fill("- Won {} (goal:: {}) ^{}", "accomplishment")
            + (f"\n\n{canaries.every(name)}" if hidden == "new" else ""),
            questions=fill("- [ ] Ask {} (need:: {}) ^{}", "question"),
            priorities=fill("2. {} (goal:: {}) ^{}", "priority"),
            actions=fill("- [ ] @morgan Give {} (due:: 2026-11-10) ^{}\n  - and {}", "action"),
        )
    files["notes/morgan/index.md"] = (
        "---\ntitle: Sam & Morgan\nwith: morgan\nowner: sam\nrelation: manager\n"
        "cadence: weekly\nstarts: 2026-11-06\n---\n\n# Sam & Morgan\n\n"
        f"{canaries.every('the page of a series')}\n"
    )
    files["notes/index.md"] = f"# Home\n\n{canaries.every('the home page')}\n"
    files["notes/goals/latency.md"] = (
        "---\ntitle: A fast checkout\nkind: professional\nstatus: active\n---\n\n"
        f"# A fast checkout\n\n{canaries.every('a goal')}\n"
    )
    files["notes/about.md"] = (
        f"# About\n\n{canaries.every('a page of the user')}\n\n"
        '```aquip\nview: actions\n```\n\n--8<-- "common.txt"\n'
    )
    files["notes/other.markdown"] = f"# Other\n\n{_between(word('a .markdown file'))}\n"
    files["common.txt"] = f"Common\n{_between(word('a snippet'))}\n"
    files |= _unpublished(canaries) | _faulty(canaries) | _attachments(canaries)
    return files


def _unpublished(canaries: Canaries) -> dict[str, str | bytes]:
    """Return notes that are hidden as a whole, and their names."""
    word, fill = canaries.word, canaries.fill
    front = fill(
        "date: 2026-10-30\npublish: false\nstatus: cancelled\ntitle: {}\nreason: {}\n"
        'attendees: [sam, "@{}"]\ntags: [{}, pay {}]\nmoved_to: 2026-11-02\n{}: own\n'
        "description: {}\ndeep: {{er: [{}, {{{}: x}}]}}\n",
        "front matter of an unpublished meeting",
    )
    body = public(canaries.every("an unpublished meeting"))
    folder, meeting = word("name of a folder"), word("name of a meeting")
    series = fill(
        "---\npublish: false\ntitle: {}\nwith: {}\ncadence: weekly\nstarts: 2026-10-02\n---\n{}\n",
        "an unpublished series",
    )
    inside = f"---\npublish: false\ndate: 2026-10-02\n---\n# {word('in an unpublished series')}\n"
    goal = fill("---\npublish: false\ntitle: {}\nkind: {}\n---\n# {}\n", "an unpublished goal")
    return {
        f"notes/morgan/2026-10-30-{meeting}.md": f"---\n{front}---\n\n# Cancelled\n\n{body}\n",
        f"notes/{folder}/index.md": series,
        f"notes/{folder}/2026-10-02.md": inside,
        f"notes/goals/{word('name of a goal')}.md": goal,
        f"notes/{word('name of a page')}.md": f"---\npublish: false\n---\n# {word('a page')}\n",
        "notes/drafts/undated.md": f"---\npublish: no way\n---\n# {word('odd publish')}\n",
    }


def _faulty(canaries: Canaries) -> dict[str, str | bytes]:
    """Return notes whose markers are wrong, or whose bytes are unusual."""
    texts = {
        "unclosed": "open\n\n<!-- private -->\n\n{}\n\n## {}\n",
        "capital": "open\n\n<!-- Private -->\n{}\n<!-- /private -->\n\n{}\n",
        "tight": "open\n\n<!--private-->\n{}\n<!--/private-->\n\n{}\n",
        "arrow": "open\n\n<-- private -->\n{}\n<-- /private -->\n\n{}\n",
        "tag": "open\n\n<private>\n{}\n</private>\n\n{}\n",
        "misspelt": "open\n\n<!-- prviate -->\n{}\n",
        "amid": "open and <!-- private --> {}\n\n{}\n",
        "quoted": "> open\n> <!-- private -->\n> {}\n> <!-- /private -->\n\n{}\n",
        "stray": "{}\n\n## {}\n\n<!-- /private -->\n\nopen\n",
        "reasoned": "open\n\n<!-- private: pay -->\n{}\n<!-- /private -->\n",
        "nested": "open\n\n<!-- private -->\n<!-- private -->\n{}\n<!-- /private -->\n{}\n"
        "<!-- /private -->\n\nopen\n",
        "crlf": "open\r\n\r\n<!-- private -->\r\n{}\r\n<!-- /private -->\r\n\r\nopen\r\n",
        "cr": "open\r\r<!-- private -->\r{}\r<!-- /private -->\r\ropen\r",
        "front": '---\ntitle: "Open"\n<!-- private -->\nsecret: {}\n<!-- /private -->\n---\n',
        "broken": "---\npublish: false\ntitle: [{}\n---\n# {}\n",
    }
    files: dict[str, str | bytes] = {
        f"notes/pages/{name}.md": canaries.fill(text, f"markers: {name}")
        for name, text in texts.items()
    }
    first = canaries.fill("<!-- private -->\n{}\n<!-- /private -->\n\nopen\n", "markers: BOM")
    files["notes/pages/bom.md"] = first.encode("utf-8-sig")
    broken = canaries.fill("open\n\n<!-- private -->\n{}\n<!-- /private -->\n", "markers: no UTF-8")
    files["notes/pages/latin.md"] = broken.encode() + b"caf\xe9\n"
    return files


def _attachments(canaries: Canaries) -> dict[str, str | bytes]:
    """Return files beside the notes: one is shown, the others only hidden text knows."""
    word = canaries.word
    names = [word(f"name of an attachment: {where}") for where in ("block", "note", "folder")]
    inside = [word(f"inside an attachment: {where}") for where in ("block", "note", "folder")]
    pictures = [f"<svg xmlns='http://www.w3.org/2000/svg'><desc>{w}</desc></svg>" for w in inside]
    block, note, folder = names
    hidden = _between(f"![{word('alt')}](assets/{block}.svg)\n\n[x](assets/{folder}/a%20b.svg)")
    return {
        "notes/morgan/assets/graph.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        f"notes/morgan/assets/{block}.svg": pictures[0],
        f"notes/morgan/assets/{note}.svg": pictures[1],
        f"notes/morgan/assets/{folder}/a b.svg": pictures[2],
        "notes/morgan/2026-10-16.md": f"---\ndate: 2026-10-16\n---\n\n# Pictures\n\n{hidden}\n",
        "notes/morgan/2026-10-09.md": (
            f"---\ndate: 2026-10-09\npublish: false\n---\n\n![](assets/{note}.svg)\n"
            "![](assets/graph.svg)\n"
        ),
    }


def private_file(canaries: Canaries) -> dict[str, str | bytes]:
    """Return a private file, which git has to ignore."""
    name, inside = canaries.word("name of a private file"), canaries.word("a private file")
    return {f"notes/morgan/{name}.private.md": f"---\ndate: 2026-11-13\n---\n# {inside}\n"}


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a repository's files."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def words_in(data: bytes) -> set[str]:
    """Return the words that stand in some bytes, whatever their case, unpacked if need be."""
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data)
    unfolded = data.replace(b"\r\n ", b"")
    return {word.decode().lower() for word in WORD.findall(unfolded)}


def found_in(folders: Iterable[Path]) -> dict[str, str]:
    """Return the words in all files of some folders, and in their names: each with a file."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent)
            data = path.read_bytes() if path.is_file() else b""
            found |= dict.fromkeys(words_in(data) | words_in(str(name).encode()), str(name))
    return found
