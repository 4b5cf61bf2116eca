"""The repositories that a site is made of: its own, and below their names the sources."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mkdocs.config.base
from mkdocs.config import config_options
from mkdocs.structure.files import File, Files, get_files, set_exclusions

from aquip import sources
from aquip.config import Config, complain_of, fixed_today
from aquip.core.joined import below, settings_below
from aquip.errors import AquipError
from aquip.mkdocs_yml import read
from mkdocs_aquip.astray import ASTRAY, refuse_folders, take_away
from mkdocs_aquip.incremental.key import digest, plain
from mkdocs_aquip.past.past import history_key
from mkdocs_aquip.site import log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from aquip.core.model import Note
    from aquip.core.settings import Settings


class _Hosted(mkdocs.config.base.Config):  # type: ignore[no-untyped-call]  # MkDocs' metaclass
    """What MkDocs is told of a source: where it is hosted, and which files are no part of it."""

    repo_url = config_options.Optional(config_options.URL())
    repo_name = config_options.Optional(config_options.RepoName("repo_url"))
    edit_uri_template = config_options.Optional(config_options.EditURITemplate("edit_uri"))
    edit_uri = config_options.Optional(config_options.EditURI("repo_url"))
    exclude_docs = config_options.Optional(config_options.PathSpec())
    draft_docs = config_options.Optional(config_options.PathSpec())
    not_in_nav = config_options.Optional(config_options.PathSpec())


_HOSTED: Final = tuple(key for key, _ in _Hosted._schema)  # noqa: SLF001 - no other way to ask


@dataclass(frozen=True)
class Repository:
    """One repository as the site shows it.

    Its pages stand below its ``name``, which for the site's own is empty; ``where`` is how
    messages call its folder. ``mkdocs`` is MkDocs' configuration as it holds for its pages.
    """

    config: Config
    mkdocs: MkDocsConfig
    name: str = ""
    where: str = ""

    @cached_property
    def settings(self) -> Settings:
        """Its settings, for notes that stand where the site has them."""
        settings = self.config.settings
        return settings_below(settings, self.name) if self.name else settings

    def note(self, note: Note) -> Note:
        """Return a note as it stands in the site."""
        return below(note, self.name) if self.name else note

    def told(self, path: str) -> str:
        """Return how a message calls a file: by the way to it from the site's own folder."""
        return f"{self.where}/{path}" if self.where else path

    @cached_property
    def key(self) -> str:
        """A digest of all that is set in it, but for what MkDocs is told of the site."""
        hosted = [(key, plain(self.mkdocs[key])) for key in _HOSTED]
        return digest(self.config, self.name, hosted)

    @property
    def history_key(self) -> str:
        """The key of all that a build knows from git."""
        return history_key(self.config.root, self.config.settings)

    def inputs(self) -> tuple[str, ...]:
        """Return the files and folders that it is made of."""
        return (str(self.config.path), str(self.config.docs_dir))


def repositories_of(
    settings: Settings, given: object, config: MkDocsConfig
) -> tuple[Repository, ...]:
    """Return the site's own repository, and those that ``given``, the option `sources`, names.

    All are judged on the same day.

    Raises:
        AquipError: one can't be read; it says which.
    """
    own = _own(settings, config)
    today = fixed_today(own)
    own = _on(own, today)
    found = [Repository(own, config)]
    if given is not None:
        for source in sources.sources_of(given, own, complain_of(own.path)):
            mkdocs = _hosted(source, config)
            found.append(Repository(_on(source.config, today), mkdocs, source.name, source.where))
    return tuple(found)


def _own(settings: Settings, config: MkDocsConfig) -> Config:
    """Return the site's own repository as the rest of aquip knows it."""
    docs_dir = Path(config.docs_dir)
    path = Path(config.config_file_path or docs_dir.parent / "mkdocs.yml").absolute()
    return Config(
        root=path.parent,
        path=path,
        docs_dir=docs_dir,
        site_name=config.site_name,
        repo_url=config.repo_url,
        edit_uri=config.edit_uri,
        settings=settings,
    )


def _on(config: Config, today: Any) -> Config:  # noqa: ANN401 - a day, or None for the clock's
    return dataclasses.replace(config, settings=dataclasses.replace(config.settings, today=today))


def _hosted(source: sources.Source, config: MkDocsConfig) -> MkDocsConfig:
    """Return the site's configuration with the source's folder and host in it."""
    path = source.config.path
    values = read(path).values
    hosted = _Hosted(config_file_path=str(path))
    hosted.load_dict({key: values[key] for key in _HOSTED if key in values})
    errors, _ = hosted.validate()
    for key, error in errors:
        where = f"{source.where}/{path.name}"
        raise AquipError(f"`{key}`: {error}", path=where, remedy="Correct it there.")
    made = copy.copy(config)
    made.update({**hosted, "docs_dir": str(source.config.docs_dir)})
    made.config_file_path = str(path)
    return made


def gather(repositories: Sequence[Repository], files: Files) -> dict[str, list[File]]:
    """Put the files of sources among those of the site; return those of each by its name.

    What is no file, or leads out of its repository, is taken away.

    Raises:
        AquipError: one stands where the site has another.
    """
    for uri in take_away(files, repositories[0].config):
        _tell_astray(uri)
    found = {one.name: [*_files(one)] if one.name else [*files] for one in repositories}
    for one in repositories:
        for file in found[one.name] if one.name else ():
            if files.get_file_from_path(file.src_uri):
                raise AquipError(
                    f"`{file.src_uri}` is a page of the source `{one.name}`, and another one",
                    remedy=f"Give the source another name than `{one.name}`.",
                )
            files.append(file)
    return found


def _files(repository: Repository) -> Iterator[File]:
    """Yield the files of a source as the site has them."""
    try:
        refuse_folders(repository.mkdocs)
    except AquipError as error:
        raise sources.told_by(error, repository.where) from None
    found = get_files(repository.mkdocs)
    set_exclusions(found, repository.mkdocs)
    for uri in take_away(found, repository.config):
        _tell_astray(f"{repository.name}/{uri}")
    for file in found:
        made = File(
            f"{repository.name}/{file.src_uri}",
            file.src_dir,
            file.dest_dir,
            file.use_directory_urls,
            inclusion=file.inclusion,
        )
        made.abs_src_path = file.abs_src_path
        made.edit_uri = file.src_uri
        yield made


def _tell_astray(uri: str) -> None:
    shown = uri.encode("utf-8", "backslashreplace").decode()
    log.warning("`%s` is not published: %s", shown, ASTRAY)
