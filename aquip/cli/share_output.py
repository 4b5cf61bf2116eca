"""What ``aquip share`` does with a draft, and how it tells of it."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final

import click

from aquip.cli.agenda import warn
from aquip.cli.host_tools import Request, tool_for
from aquip.core.gfm import plain
from aquip.core.meeting_events import brings_its_own
from aquip.errors import AquipError
from aquip.report.agenda import before
from aquip.report.mentions import quiet
from aquip.report.pull_request import host_of, request_address
from aquip.report.text import day, flat, visible

if TYPE_CHECKING:
    from aquip.cli.common import Project
    from aquip.core.model import Item, Meeting, Series
    from aquip.history.sharing import Draft, Sharing

_REQUEST: Final = re.compile(r"/(?:pull|pulls|pull-requests|pullrequest|merge_requests)/\d+$")
"""How the address of a request ends that is open already, as hosts tell it after a push."""


class Outcome:
    """A draft of an agenda, and what became of it."""

    def __init__(
        self, project: Project, series: Series, meeting: Meeting, sharing: Sharing, draft: Draft
    ) -> None:
        self._project = project
        self._series = series
        self._meeting = meeting
        self._sharing = sharing
        self._draft = draft
        config, remote = project.config, sharing.remote
        self._host = host_of(remote.addresses, config.repo_url, config.edit_uri)
        self._request = Request(sharing.branch, remote.main, self._title, self._body)
        self._commit: str | None = None
        self._opened = False
        self._trouble = ""
        self._url: str | None = None
        if self._host and draft.state != "merged":
            self._url = request_address(self._host, sharing.branch, remote.main, self._title)

    @property
    def _title(self) -> str:
        shown = self._project.reading.public.series.get(self._series.name)
        title = shown.title if shown else self._series.name
        return flat(f"Agenda: {plain(title)}, {day(self._meeting.date)}")

    @property
    def _body(self) -> str:
        """The agenda as `aquip agenda` prints it, which never has anything private in it."""
        public = self._project.reading.public
        shown = public.meeting_at.get(self._meeting.note.path)
        if shown is None:
            return ""
        return quiet(before(public, public.series[self._series.name], shown).markdown())

    def publish(self) -> None:
        """Push it, and see to its pull request."""
        self._commit, told = self._sharing.publish(self._draft, self._title)
        known = next((url for url in told if _REQUEST.search(url)), None)
        self._opened = known is not None
        self._url = known or self._url or next(iter(told), None)
        tool = None if known else tool_for(self._host)
        if tool is not None:
            try:
                self._url, self._opened = tool.open(self._request), True
            except AquipError as error:
                self._trouble = error.message

    def data(self) -> dict[str, object]:
        """Return it as plain data."""
        remote = self._sharing.remote
        return {
            "series": self._series.name,
            "date": self._meeting.date.isoformat(),
            "path": self._meeting.note.path,
            "state": self._draft.state,
            "files": sorted(self._draft.blobs),
            "remote": remote.name,
            "branch": self._sharing.branch,
            "base": remote.main,
            "commit": self._commit,
            "url": self._url,
            "opened": self._opened,
        }

    def tell(self) -> None:
        """Print it."""
        sharing, path = self._sharing, self._meeting.note.path
        where = f"{sharing.remote.name}/{sharing.branch}"
        said = {
            "merged": f"{sharing.main} has it as it is here: nothing to share",
            "same": f"{where} has it as it is here",
        }.get(self._draft.state)
        if said is None:
            said = f"pushed to {where}" if self._commit else f"would be pushed to {where}"
        click.echo(visible(f"{path}: {said}"))
        if self._draft.state == "merged" and sharing.behind(path):
            click.echo(visible(f"`git add {shlex.quote(path)}`, and `git pull` brings it here"))
        if self._draft.state in {"new", "more"}:
            for other in sorted({*self._draft.blobs} - {path}):
                click.echo(visible(f"{other}: along with it, as {sharing.main} lacks it"))
        if self._url:
            word = "merge" if self._host and self._host.kind == "gitlab" else "pull"
            lead = f"The {word} request" if self._opened else f"Open the {word} request at"
            click.echo(visible(f"{lead}: {self._url}" if self._opened else f"{lead} {self._url}"))

    def warn(self) -> None:
        """Say on standard error what may not be as the user thinks."""
        path = self._meeting.note.path
        if self._trouble:
            click.echo(visible(f"No pull request was opened: {self._trouble}"), err=True)
        if self._draft.state == "merged":
            return
        threads = self._project.reading.full.thread_at

        def carried(item: Item) -> bool:
            thread = threads.get((path, item.line))
            return thread is not None and thread.first.meeting.note.path != path

        if not brings_its_own(self._meeting, carried):
            click.echo(f"{path}: it has nothing for the agenda but what was carried over", err=True)
        warn(self._series, self._meeting)
