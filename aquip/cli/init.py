"""``aquip init``: a repository of notes, ready to push."""

from __future__ import annotations

import getpass
import json
import os
import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from aquip import __version__
from aquip.cli.series import RELATIONS, index_of, working_day
from aquip.errors import AquipError

if TYPE_CHECKING:
    import datetime as dt

    from aquip.files.atomic import Change
    from aquip.history.repository import Committer

FILES: Final = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    ".github/workflows/notes.yml": "notes.yml",
    ".github/workflows/review.yml": "review.yml",
    ".github/workflows/comment.yml": "comment.yml",
    ".github/workflows/reminder.yml": "reminder.yml",
    ".github/pull_request_template.md": "pull_request.md",
    ".gitlab-ci.yml": "gitlab-ci.yml",
    ".gitlab/merge_request_templates/Default.md": "pull_request.md",
    "CODEOWNERS": "CODEOWNERS",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    "notes/index.md": "index.md",
    "notes/goals/index.md": "goals.md",
}
"""What is written, and the template of each, which ships with aquip."""
PUBLISHING: Final = {
    "github-pages": (".github/workflows/publish.yml", "publish-github-pages.yml"),
    "gitlab-pages": (".gitlab-ci.yml", "publish-gitlab-pages.yml"),
    "cloudflare-pages": (".github/workflows/publish.yml", "publish-cloudflare-pages.yml"),
}
"""Where the site may be published, the file that does so or is added to, and its template."""


@click.command()
@click.argument("directory", metavar="[DIR]", default=".", type=click.Path())
@click.option("--me", metavar="HANDLE", help="Your handle.  [default: from git's user.name]")
@click.option("--name", metavar="NAME", help="Your name.  [default: git's user.name]")
@click.option(
    "--with",
    "with_",
    metavar="HANDLE",
    default="manager",
    show_default=True,
    help="Whom you meet first.",
)
@click.option("--relation", type=click.Choice(RELATIONS), default="manager", show_default=True)
@click.option("--cadence", default="weekly", show_default=True, help="How often: see `series add`.")
@click.option("--site-name", metavar="TEXT", help="The site's title.")
@click.option(
    "--reviewer", metavar="USER", help="Their user name on GitHub or GitLab, to be asked to review."
)
@click.option(
    "--publish",
    type=click.Choice([*PUBLISHING]),
    help="Publish the site there, where no stranger can read it.  [default: nowhere]",
)
@click.option(
    "-C",
    "--root",
    "base",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="The folder that DIR counts from.  [default: the current one]",
)
@click.pass_context
def init(
    ctx: click.Context,
    directory: str,
    me: str | None,
    name: str | None,
    with_: str,
    relation: str,
    cadence: str,
    site_name: str | None,
    reviewer: str | None,
    publish: str | None,
    base: str | None,
) -> None:
    """Begin a repository of notes in DIR, ready to push.

    Configuration, a first series, goals, a template, pipelines for GitHub and GitLab:
    a review on each pull request, and a reminder each morning.

    The site is kept as an artifact; --publish adds a pipeline that puts it on a host,
    and stops where strangers could read it.

    Nothing is overwritten. Whoever is invited to the repository reads every series in
    it: one repository per audience is the honest way.

    \b
    Examples:
      aquip init one-to-ones --with morgan
      aquip init . --me sam --with priya --relation skip-level --cadence monthly
      aquip init one-to-ones --with morgan --reviewer morgan-diaz
      aquip init one-to-ones --with morgan --publish github-pages
    """
    from aquip.core.settings import Settings
    from aquip.history.repository import committer
    from aquip.store import Store

    above = base or ctx.meta.get("aquip.root") or ""
    directory = os.path.normpath(os.path.join(above, directory))  # noqa: PTH118 - links as typed
    root = Path(os.path.abspath(directory))  # noqa: PTH100 - links stay as the user typed them
    if root.exists() and not root.is_dir():
        raise AquipError("this is a file, not a folder", path=directory)
    who = committer(_existing(root))
    words = _words(me, name, with_, site_name, who)
    words |= {"reviewer": _user_name(reviewer), "publish": publish}
    changes = _changes(words, relation, cadence, _today())
    from aquip.config import Config

    config = Config(root, root / "mkdocs.yml", root / "notes", "", None, None, Settings())
    store = Store(config)
    finished = store.recover()
    left = [one for one in changes if one.path not in finished or not _is_there(root, one)]
    _refuse(root, left)
    root.mkdir(parents=True, exist_ok=True)
    store.apply(left)
    _tell(directory, changes, str(words["series"]))


def _existing(folder: Path) -> Path:
    """Return the nearest folder upward that is there, for git to be asked in."""
    return next(f for f in (folder, *folder.parents) if f.is_dir())


def _today() -> dt.date:
    import datetime as dt

    value = os.environ.get("AQUIP_TODAY", "").strip()
    try:
        return dt.date.fromisoformat(value) if value else dt.date.today()  # noqa: DTZ011 - as config
    except ValueError:
        raise AquipError(f"AQUIP_TODAY is `{value}`, which is no date") from None


def _words(
    me: str | None, name: str | None, with_: str, site_name: str | None, who: Committer | None
) -> dict[str, object]:
    """Return what the templates name, written as YAML takes it."""
    from aquip.core.grammar import handle_of

    my_name = name or (who.name if who else "") or (me or _login()).capitalize()
    handle = handle_of(me or my_name.split()[0])
    other = handle_of(with_)
    for given, found in ((me or my_name, handle), (with_, other)):
        if found is None:
            raise AquipError(f"`{given}` is no handle", remedy="A handle is a word, such as sam.")
    return {
        "site_name": json.dumps(site_name or f"{my_name}: 1:1s", ensure_ascii=False),
        "me": handle,
        "my_name": json.dumps(my_name, ensure_ascii=False),
        "my_email": who.email if who and not name else "",
        "with": other,
        "with_name": json.dumps(str(other).capitalize(), ensure_ascii=False),
        "series": str(other).replace(".", "-"),
        "year": _today().year,
        "version": ".".join(__version__.split(".")[:2]),
    }


def _user_name(reviewer: str | None) -> str | None:
    """Return a host's name of a person or a group, which is none of the notes' handles."""
    if reviewer is None:
        return None
    name = reviewer.removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)*", name, re.ASCII):
        raise AquipError(
            f"`{reviewer}` is no user name",
            remedy="It is the name in the address of their page on GitHub or GitLab.",
        )
    return name


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "me"


def _changes(words: dict[str, object], relation: str, cadence: str, today: dt.date) -> list[Change]:
    from jinja2 import Environment, StrictUndefined

    from aquip.files.atomic import Change

    # Workflows use {{ … }} for themselves.
    environment = Environment(
        variable_start_string="[[",
        variable_end_string="]]",
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - YAML and Markdown, not HTML
        keep_trailing_newline=True,
    )
    folder = files("aquip") / "templates"
    plain = {**words, "site_name": json.loads(str(words["site_name"]))}
    added = {}
    if words["publish"]:
        path, template = PUBLISHING[str(words["publish"])]
        added[path] = (folder / "init" / template).read_text("utf-8")
    changes = []
    for path, template in FILES.items():
        source = (folder / "init" / template).read_text("utf-8")
        given = words if path == "mkdocs.yml" else plain
        written = environment.from_string(source).render(given)
        changes.append(Change(path, written + added.pop(path, "")))
    changes += [Change(path, text) for path, text in added.items()]
    meeting = (folder / "meeting.md").read_text("utf-8")
    series: dict[str, str | int | dt.date | None] = {
        "title": str(words["with"]).capitalize(),
        "with": str(words["with"]),
        "relation": relation,
        "owner": str(words["me"]),
        "cadence": cadence,
        "starts": working_day(today),
        "duration": 30,
    }
    index = Change(f"notes/{words['series']}/index.md", index_of(series))
    return [*changes, Change("templates/meeting.md", meeting), index]


def _is_there(root: Path, change: Change) -> bool:
    """Tell whether a file is as it was to be, by an earlier command that died amid it."""
    return (root / change.path).read_bytes() == change.text.encode()


def _refuse(root: Path, changes: list[Change]) -> None:
    taken = [change.path for change in changes if (root / change.path).exists()]
    if taken:
        raise AquipError(
            f"{', '.join(taken)} {'is' if len(taken) == 1 else 'are'} there already;"
            " nothing was written",
            path=root,
            remedy="Choose an empty folder, or move them away.",
        )


def _tell(directory: str, changes: list[Change], series: str) -> None:
    for change in sorted(changes, key=lambda change: change.path):
        click.echo(f"{Path(directory, change.path).as_posix()}: written")
    into = [] if directory == "." else [f"cd {shlex.quote(directory)}"]
    steps = [
        *into,
        "git init -b main && git add . && git commit -m 'Begin my 1:1 notes'",
        f"aquip new {series}",
        "aquip serve",
    ]
    click.echo(
        "\nWhoever is invited to this repository reads every series in it: "
        "one repository per audience.\nNext:\n\n  " + "\n  ".join(steps)
    )
