"""``aquip guard``: whether a stranger could read the site; asked before it is there, and after."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip.cli import root_option
from aquip.errors import AquipError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aquip.hosts.visibility import Visibility

PLACES: Final = ("github-pages", "gitlab-pages", "cloudflare-pages")
_PATIENCE: Final = 120
"""Seconds in all, however slowly a host answers."""


@click.command()
@click.argument("place", metavar="PLACE", type=click.Choice(PLACES))
@click.option("--absent-ok", is_flag=True, help="End well where there is no site as yet.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
)
@root_option
@click.pass_context
def guard(ctx: click.Context, place: str, format_: str, *, absent_ok: bool) -> None:
    """Make sure that no stranger can read the site, before it is published.

    PLACE is github-pages, gitlab-pages or cloudflare-pages; it runs in a pipeline, which
    has the variables that it takes. The host is asked what is set, and the site what
    somebody without an account is shown. Nothing is published or changed.

    It ends with 0 where the site is private, with 1 where it is public or where there is
    none, and with 2 where that can't be told; on GitHub the step's output `private` is
    then not `true`.

    \b
    Examples:
      aquip guard github-pages
      aquip guard cloudflare-pages && npx wrangler pages deploy site
    """
    from aquip.hosts.visibility import Verdict

    seen = _look(place, os.environ)
    if format_ == "json":
        from aquip.report.text import as_json

        click.echo(as_json(_row(place, seen)), nl=False)
    else:
        _tell(place, seen, os.environ)
    if seen.verdict is Verdict.PRIVATE:
        _hand_on(os.environ)
    elif seen.verdict is Verdict.UNKNOWN:
        ctx.exit(2)
    elif not (absent_ok and seen.verdict is Verdict.ABSENT):
        ctx.exit(1)


def _look(place: str, environment: Mapping[str, str]) -> Visibility:
    from aquip.hosts import pages
    from aquip.hosts.patience import within
    from aquip.hosts.visibility import Verdict, Visibility

    ask = {
        "github-pages": pages.github_pages,
        "gitlab-pages": pages.gitlab_pages,
        "cloudflare-pages": pages.cloudflare_pages,
    }[place]
    try:
        return within(_PATIENCE, lambda: ask(environment))
    except AquipError as error:
        return Visibility(Verdict.UNKNOWN, error.message, error.remedy)
    except TimeoutError:
        return Visibility(Verdict.UNKNOWN, f"no answer within {_PATIENCE} seconds")


def _row(place: str, seen: Visibility) -> dict[str, object]:
    return {"place": place, "verdict": seen.verdict, "why": seen.why, "remedy": seen.remedy}


def _tell(place: str, seen: Visibility, environment: Mapping[str, str]) -> None:
    from aquip.hosts.visibility import Verdict
    from aquip.report.text import flat

    lines = [flat(f"{place}: {seen.verdict}: {seen.why}")]
    if seen.verdict is not Verdict.PRIVATE:
        lines.append("Nothing may be published there.")
        lines += [seen.remedy] if seen.remedy else []
        if environment.get("GITHUB_ACTIONS"):  # a line of the log that is shown with the run
            kind = "notice" if seen.verdict is Verdict.ABSENT else "error"
            lines = [f"::{kind} title=aquip guard::{' '.join(lines).replace('%', '%25')}"]
    click.echo("\n".join(lines))


def _hand_on(environment: Mapping[str, str]) -> None:
    """Tell the steps that follow, on GitHub; without this they do not run."""
    path = environment.get("GITHUB_OUTPUT")
    if path:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write("private=true\n")
