"""``aquip share``: the agenda on a branch, pushed, and its pull request."""

from __future__ import annotations

import posixpath
import sys
from typing import TYPE_CHECKING

import click

from aquip.cli.common import Project, format_option, print_json, series_of, with_project
from aquip.cli.params import DATE, SERIES
from aquip.errors import AquipError, reason_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from aquip.core.model import Meeting, Note, Series
    from aquip.history.sharing import Sharing
    from aquip.rules import Finding


@click.command()
@click.argument("series", type=SERIES)
@click.option("--date", type=DATE, help="Which meeting.  [default: the next]")
@click.option("--branch", metavar="NAME", help="Its branch.  [default: agenda/SERIES-DATE]")
@click.option(
    "--remote", metavar="NAME", help="Where to push it.  [default: your branch's, or origin]"
)
@click.option("--dry-run", is_flag=True, help="Say what would be pushed, and push nothing.")
@click.option(
    "--private",
    is_flag=True,
    help="Push private parts too: all who may read the repository can read them.",
)
@format_option("text", "json")
@with_project
def share(
    project: Project,
    series: str,
    date: dt.date | None,
    branch: str | None,
    remote: str | None,
    dry_run: bool,
    private: bool,
    format_: str,
) -> None:
    """Push the agenda of SERIES' next meeting on a branch, for a pull request.

    What is pushed stands on the remote's main branch and has nothing in it but the note, and
    what that needs there: its series' page, and files beside it that it shows. Your branch,
    your index and all your other changes stay as they are. No pre-commit hook runs: the note
    is checked instead.

    Where gh or glab is installed, it opens the pull request; else the page that does is named.
    Shared again, the note goes on the same branch. What somebody else has changed there is
    never written over: it has to be in your note first.

    A note with private parts is refused: markers keep text off the site, not out of git.

    \b
    Examples:
      aquip share morgan
      aquip share morgan --date friday --dry-run
    """
    from aquip.cli.share_output import Outcome
    from aquip.history.sharing import Sharing

    chosen = series_of(project.reading.full, series)
    meeting = _meeting(project, chosen, date)
    branch = branch or _branch_for(chosen, meeting)
    fit = _Fitness(project, private=private)
    fit.require(meeting.note)
    interactive = sys.stdin is not None and sys.stdin.isatty()
    sharing = Sharing(project.config.root, branch, remote, interactive=interactive)
    files = dict(_files(project, sharing, chosen, meeting.note, fit))
    draft = sharing.draft(meeting.note.path, files)
    outcome = Outcome(project, chosen, meeting, sharing, draft)
    if not dry_run and draft.state != "merged":
        outcome.publish()
    if format_ == "json":
        print_json(outcome.data())
    else:
        outcome.tell()
    outcome.warn()


def _meeting(project: Project, series: Series, date: dt.date | None) -> Meeting:
    from aquip.cli.agenda import coming

    meeting = coming(project, series, date)
    if meeting.status != "planned":
        what = "was cancelled" if meeting.status == "cancelled" else "was held already"
        raise AquipError(
            f"this meeting {what}",
            path=meeting.note.path,
            remedy="An agenda is shared beforehand; commit the note like any other file.",
        )
    return meeting


def _branch_for(series: Series, meeting: Meeting) -> str:
    from aquip.cli.meetings import slug_of

    day = str(meeting.date)
    name = meeting.name if meeting.name.startswith(day) else f"{day} {meeting.name}"
    return f"agenda/{slug_of(f'{series.name} {name}')}"


class _Fitness:
    """Tells whether a note may be pushed: without errors, and without what is private."""

    def __init__(self, project: Project, *, private: bool) -> None:
        self._project = project
        self.private = private
        self._findings = self._checked()

    def _checked(self) -> Iterable[Finding]:
        from aquip.rules import RULES, Facts, check, severity_of

        root, settings = self._project.config.root, self._project.config.settings
        errors = [r.code for r in RULES.values() if severity_of(r, settings) == "error"]
        facts = Facts(lambda path: (root / path).exists(), self._project.tracked)
        return check(self._project.reading.full, settings, select=errors, facts=facts)

    def require(self, note: Note) -> None:
        """Refuse a note that is not fit.

        Raises:
            AquipError: It says why.
        """
        self._require_sound(note)
        if self.private or (note.published and not note.hidden):
            return
        what = "has private parts" if note.published else "is private"
        raise AquipError(
            f"this note {what}, and all who may read the repository could read that",
            path=note.path,
            line=min(note.hidden, default=None) if note.published else None,
            remedy="--private pushes it as it is. What nobody else is to read belongs in a file "
            "that ends in .private.md, which is never committed.",
        )

    def _require_sound(self, note: Note) -> None:
        for one in self._findings:
            if one.path == note.path and one.severity == "error":
                raise AquipError(
                    f"{one.code} {one.message}",
                    path=one.path,
                    line=one.line,
                    column=one.column,
                    remedy="Mend it first; `aquip check` tells all that there is.",
                )
        # The rules can be turned off. That nobody knows what is private remains.
        for problem in note.problems:
            if problem.kind.startswith("private-") or not note.readable:
                raise AquipError(
                    "nobody can tell what is private in this note",
                    path=note.path,
                    line=note.lines.position(problem.span.start).line,
                    remedy="Markers are `<!-- private -->` and `<!-- /private -->`, each alone on "
                    "its line.",
                )


def _files(
    project: Project, sharing: Sharing, series: Series, note: Note, fit: _Fitness
) -> Iterator[tuple[str, bytes]]:
    """Yield what is to be in the commit: the note as it was checked, and what it needs there."""
    if sharing.lacks(project.config.path.name):
        raise AquipError(
            f"{sharing.main} does not have these notes yet",
            path=project.config.path.name,
            remedy="Commit and push them first; an agenda is shared on top of them.",
        )
    if sharing.ignored(note.path):
        raise AquipError(
            "git is told to ignore this note",
            path=note.path,
            remedy=f"`git check-ignore -v {note.path}` shows where.",
        )
    notes = [note]
    if series.note is not None and sharing.lacks(series.note.path):
        fit.require(series.note)
        notes.append(series.note)
    for one in notes:
        _refuse_link(project, one.path)
        yield one.path, one.text.encode()
    beside = {path for one in notes for path in _beside(one, private=fit.private)}
    for path in sorted(beside):
        file = project.config.root / path
        if file.is_file() and sharing.lacks(path) and not sharing.ignored(path):
            _refuse_link(project, path)
            try:
                yield path, file.read_bytes()
            except OSError as error:
                raise AquipError(reason_of(error), path=path) from None


def _beside(note: Note, *, private: bool) -> Iterator[str]:
    """Name the files in its series' folder that a note shows or links to, notes apart."""
    from aquip.rules.links import target

    folder = posixpath.dirname(note.path)
    for link in note.links:
        path, _ = target(note, link)
        shown = private or link.line not in note.hidden
        if path and shown and path.startswith(f"{folder}/") and not path.endswith(".md"):
            yield path


def _refuse_link(project: Project, path: str) -> None:
    """Refuse a file that is elsewhere: git keeps the link, not what it leads to."""
    place = project.config.root
    for part in path.split("/"):
        place /= part
        if place.is_symlink():
            raise AquipError("this is a link, which git does not follow", path=path)
