"""What an import will write: each source's meetings, their names, links, attachments and ids."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections import defaultdict
from collections.abc import Callable

import yaml

from aquip.core.grammar import handle_of
from aquip.core.model import Record
from aquip.core.parse import parse
from aquip.errors import AquipError
from aquip.importing.compose import compose
from aquip.importing.links import DATA_URL, quoted, relinked
from aquip.importing.model import Options, Refusal, Source
from aquip.importing.names import series_of, stem_of
from aquip.importing.outcome import FilePlan, Files, Made, Plan
from aquip.importing.reading import read
from aquip.importing.stamping import same_but_for_stamps, stamped


def plan(  # noqa: PLR0913 - what the command was told, and where things are
    files: Files,
    options: Options,
    *,
    existing: Record,
    docs: str,
    into: str | None,
    with_: str | None,
    taken: Callable[[str], bytes | None],
) -> Plan:
    """Plan an import.

    ``docs`` is what paths in the notes folder begin with; ``taken`` returns what stands at
    a path already.

    Raises:
        AquipError: A series is new, and nothing says whom it is with.
    """
    return _Planner(files, options, existing, docs, taken).plan(into, with_)


class _Planner:
    def __init__(
        self,
        files: Files,
        options: Options,
        existing: Record,
        docs: str,
        taken: Callable[[str], bytes | None],
    ) -> None:
        self._files = files
        self._options = options
        self._existing = existing
        self._docs = docs
        self._taken = taken
        self._plan = Plan(passed_over=files.passed_over)
        self._places: dict[str, str] = {}
        self._by_name: dict[str, str] = {}

    def plan(self, into: str | None, with_: str | None) -> Plan:
        """Return the plan."""
        for path, refusal in self._files.refused.items():
            self._plan.files.append(FilePlan(path, refusal=refusal))
        stems: dict[str, set[str]] = defaultdict(set)
        sources: list[tuple[Source, FilePlan]] = []
        for source in self._files.sources:
            file = FilePlan(source.path)
            self._plan.files.append(file)
            self._draft(source, file, into.strip("/") if into else None, stems)
            sources.append((source, file))
        self._begin_series(with_)
        for source, file in sources:
            for made in file.meetings:
                made.text = self._relinked(source, file, made)
        self._stamp()
        self._drop_collisions()
        self._plan.files.sort(key=lambda file: file.path)
        return self._plan

    def _draft(
        self, source: Source, file: FilePlan, into: str | None, stems: dict[str, set[str]]
    ) -> None:
        """Read a source, and name its meetings as if the series had none on their days."""
        drafts = read(source, self._options)
        series = into or series_of(source.inner)
        if isinstance(drafts, Refusal):
            file.refusal = drafts
        elif series is None:
            file.refusal = Refusal("no folder names its series", "Name it: --into SERIES.")
        else:
            for draft in drafts:
                stem = stem_of(draft, stems[series])
                stems[series].add(stem)
                path = f"{self._docs}{series}/{stem}.md"
                text = compose(draft, self._options.settings)
                file.meetings.append(Made(path, series, draft, text))
            first = file.meetings[0]
            if not first.draft.private:
                self._places[source.inner] = first.path
                name = source.inner.rpartition("/")[2].rpartition(".")[0]
                self._by_name.setdefault(name.casefold(), first.path)

    def _begin_series(self, with_: str | None) -> None:
        """Write the index of each series that is new."""
        known = self._existing.series
        new = sorted({one.series for one in self._plan.made()} - known.keys())
        if with_ and len(new) > 1:
            raise AquipError(
                f"--with names one person, and {len(new)} series would be new: {', '.join(new)}",
                remedy="Import folder by folder, each --into its series.",
            )
        for name in new:
            path = f"{self._docs}{name}/index.md"
            handle = with_ or handle_of(name)
            if handle is None or self._taken(path) is not None:
                raise AquipError(
                    f"`{name}` is no series yet",
                    remedy=f"Say whom it is with: --with HANDLE, or `with:` in {path}."
                    if handle is None
                    else f"Write `with: HANDLE` into the front matter of {path} first.",
                )
            person = self._options.settings.people.get(handle)
            title = person.name if person else name
            owner = self._options.settings.me
            meta = {"title": title, "with": handle} | ({"owner": owner} if owner else {})
            front = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
            self._plan.indexes[path] = f"---\n{front}---\n\n# {title}\n"

    # --- links ------------------------------------------------------------------------------

    def _relinked(self, source: Source, file: FilePlan, made: Made) -> str:
        base = source.inner.rpartition("/")[0]
        folder = made.path.rpartition("/")[0]

        def of_url(address: str) -> str | None:
            if address.startswith("data:"):
                return self._picture(address, file, made)
            target = posixpath.normpath(posixpath.join(base, address))
            new = self._found(target, file, made, folder)
            if new is None:
                file.links.append(address)
            return new

        def of_name(name: str) -> str | None:
            if note := self._by_name.get(name.rpartition("/")[2].removesuffix(".md").casefold()):
                return quoted(posixpath.relpath(note, folder))
            found = self._files.named(name)
            return self._found(found, file, made, folder) if found else None

        return relinked(made.text, of_url, of_name)

    def _found(self, target: str, file: FilePlan, made: Made, folder: str) -> str | None:
        """Return where a link to a source, or to a file beside it, leads from now on."""
        if place := self._places.get(target):
            return quoted(posixpath.relpath(place, folder))
        # What a private note shows must not be committed with its pictures.
        if made.draft.private or target.casefold().endswith((".md", ".markdown")):
            return None
        data = self._files.attachment(target)
        return None if data is None else self._attached(target, data, file, folder)

    def _picture(self, address: str, file: FilePlan, made: Made) -> str | None:
        """Take a picture out of the text it is encoded in."""
        match = DATA_URL.fullmatch(address)
        if match is None or made.draft.private:
            return None
        try:
            data = base64.b64decode(match["data"], validate=False)
        except (binascii.Error, ValueError):
            return None
        stem = made.path.rpartition("/")[2].removesuffix(".md")
        return self._attached(f"{stem}.{match['kind']}", data, file, made.path.rpartition("/")[0])

    def _attached(self, name: str, data: bytes, file: FilePlan, folder: str) -> str:
        """Have a file copied to the series' assets, under a name that is free or its own."""
        stem, dot, ending = name.rpartition("/")[2].rpartition(".")
        number = 1
        while True:
            own = f"{stem}{f'-{number}' if number > 1 else ''}{dot}{ending}"
            path = f"{folder}/assets/{own}"
            there = self._plan.attachments.get(path)
            if there is None:
                there = self._taken(path)
            if there is None or there == data:
                break
            number += 1
        if self._taken(path) is None:
            self._plan.attachments[path] = data
        if path not in file.attachments:
            file.attachments.append(path)
        return quoted(f"assets/{own}")

    # --- ids and collisions -----------------------------------------------------------------

    def _stamp(self) -> None:
        """Give every note its canonical form; what is there already keeps its ids."""
        settings, today = self._options.settings, self._existing.today
        there = {note.path for note in self._existing.notes}
        fresh = {one.path: one.text for one in self._plan.made() if one.path not in there}
        again = {one.path: one.text for one in self._plan.made() if one.path in there}
        begun = [
            parse(text, path=path, uri=path.removeprefix(self._docs), settings=settings)
            for path, text in self._plan.indexes.items()
        ]
        known = [*self._existing.notes, *begun]
        notes = stamped(fresh, known, self._docs, settings, today)
        notes |= stamped(again, (), self._docs, settings, today)
        for one in self._plan.made():
            one.note = notes[one.path]
            one.text = one.note.text

    def _drop_collisions(self) -> None:
        """Leave out whatever stands where a note is, or on the day of a meeting, already."""
        days = {(m.series, m.date): m.note for m in self._existing.meetings}
        for file in self._plan.files:
            for made in file.meetings:
                held = self._existing.note_at.get(made.path)
                held = held or days.get((made.series, made.draft.date))
                if held is None and self._taken(made.path) is None:
                    continue
                made.there = True
                if held is None or not same_but_for_stamps(held.text, made.text):
                    where = held.path if held else made.path
                    file.refusal = Refusal(
                        f"there is another note for {made.draft.date}: {where}",
                        "Bring what it lacks over by hand, or import --into another series.",
                    )
        wanted = {
            path for file in self._plan.files if not file.refusal for path in file.attachments
        }
        self._plan.attachments = {p: d for p, d in self._plan.attachments.items() if p in wanted}
        live = {one.series for one in self._plan.made()}
        self._plan.indexes = {
            path: text
            for path, text in self._plan.indexes.items()
            if path.removeprefix(self._docs).removesuffix("/index.md") in live
        }
