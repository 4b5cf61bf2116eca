"""``aquip post``: what a pipeline has to say, said in one place and kept up to date there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip.cli import root_option
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.hosts.github import GitHub
    from aquip.hosts.gitlab import GitLab
    from aquip.hosts.posts import Place

_READ: Final = 4 * 2**20
"""Bytes of a file that are read: more than any host takes."""


@click.group()
@root_option
def post() -> None:
    """From a pipeline, keep a comment or an issue up to date.

    On GitHub and on GitLab: the workflows that `aquip init` writes use it. Nobody is
    notified by a handle in what is posted.

    \b
    Examples:
      aquip post comment review.md
      aquip post issue reminder.md --title "What needs attention in the 1:1s"
    """


@post.command()
@click.argument("file", type=click.Path(dir_okay=False))
@root_option
@click.pass_context
def comment(ctx: click.Context, file: str) -> None:
    """Say what FILE says in one comment on the pull request.

    The comment that this command wrote before is written anew, else one is added.

    On GitHub it runs in a workflow that follows the pull request's own
    (`on: workflow_run`), with GITHUB_TOKEN; on GitLab in the merge request's pipeline,
    with AQUIP_TOKEN, a project access token.

    \b
    Example:
      aquip post comment review.md
    """
    text = _text(ctx, file)
    places = _host(os.environ).comments()
    if not places:
        click.echo("the pull request has changed since, or is closed: nothing is posted")
    for place in places:
        _keep(place, "review", text)


@post.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--title", required=True, metavar="TEXT", help="The title of a new issue.")
@root_option
@click.pass_context
def issue(ctx: click.Context, file: str, title: str) -> None:
    """Say what FILE says in one issue; close it when FILE is empty.

    The issue that this command wrote before is written anew and opened again, else a new
    one is made.

    \b
    Example:
      aquip post issue reminder.md --title "What needs attention in the 1:1s"
    """
    text = _text(ctx, file)
    _keep(_host(os.environ).issues(title), "reminder", text)


def _host(environment: Mapping[str, str]) -> GitHub | GitLab:
    """Tell by its variables which host's pipeline this is."""
    from aquip.hosts.github import GitHub
    from aquip.hosts.gitlab import GitLab

    if environment.get("GITHUB_ACTIONS"):
        return GitHub(environment)
    if environment.get("GITLAB_CI"):
        return GitLab(environment)
    raise AquipError(
        "this is neither a workflow of GitHub's nor a pipeline of GitLab's",
        remedy="`aquip init` writes workflows that run this command.",
    )


def _text(ctx: click.Context, file: str) -> str:
    """Read a file that may come from anyone: no link is followed, and not more than can be used.

    Where a link leads is the runner's own, and must not be posted.
    """
    path = Path(ctx.meta.get("aquip.root") or "", file)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise AquipError(f"can't be read: {error.strerror}", path=file) from None
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(_READ).decode("utf-8-sig", "replace")


def _keep(place: Place, mark: str, text: str) -> None:
    from aquip.hosts.posts import keep
    from aquip.report.text import flat

    click.echo(flat(f"{place}: {keep(place, mark, text)}"))
