"""The repository that notes are pushed to: what is there, getting it, adding to it.

The user's own git does this, with all that it is configured to: credentials, addresses written
otherwise, the pre-push hook. What goes wrong is told in terms of what the user can do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aquip.errors import AquipError
from aquip.history.plumbing import Plumbing, Said, git_in, said, without_secrets
from aquip.history.repository import hook_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

_CAUSES: Final = (
    (
        re.compile(
            r"could not read (?:Username|Password)|Authentication failed|Permission .*denied"
            r"|terminal prompts disabled|Access denied|Host key verification failed"
            r"|returned error: 40[13]",
            re.IGNORECASE,
        ),
        "{name} does not let you in",
        "`git push` signs in the same way: set up a key or a credential helper for it.",
    ),
    (
        re.compile(
            r"Could not resolve host|unable to access|unable to connect|unreachable"
            r"|Connection (?:refused|timed out|reset|closed)|Operation timed out",
            re.IGNORECASE,
        ),
        "{name} can't be reached",
        "Nothing was shared; try again when it can.",
    ),
    (
        re.compile(
            r"not appear to be a git repository|repository .*not (?:be )?found|does not exist"
            r"|no such (?:file|device)",
            re.IGNORECASE,
        ),
        "{name} is no repository, or not one for you",
        "`git remote -v` shows where it leads to.",
    ),
)
_URL: Final = re.compile(r"https?://[^\s<>\"']+")


class Remote:
    """A remote of a repository, as it is at this moment.

    ``main`` is the branch that pull requests go into, ``base`` its commit; ``tip`` is the commit
    of ``branch``, None without one. ``interactive`` tells whether there is somebody to ask for a
    password.

    Raises:
        AquipError: There is no such remote, it can't be reached, or it has no branch.
    """

    def __init__(
        self, repository: Plumbing, name: str | None, branch: str, *, interactive: bool
    ) -> None:
        self._repository = repository
        # Not the one for the plumbing: here the user's settings and hooks are at work.
        self._git = git_in(repository.folder)
        self._environment = hook_environment(repository.folder)
        if not interactive:
            self._environment["GIT_TERMINAL_PROMPT"] = "0"
        self.name = self._named(name)
        self._points_to = ""
        heads = self._list(branch)
        self.main = self._main(heads)
        self.base = heads[self.main]
        self.tip = heads.get(branch)
        self._fetch(branch)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where it is: as git goes there, and as the user wrote it. They may hold passwords."""
        ways = (
            ("remote", "get-url", "--push", self.name),
            ("config", "--get", f"remote.{self.name}.pushurl"),
            ("config", "--get", f"remote.{self.name}.url"),
        )
        found = (self._repository.ask(*way).text for way in ways)
        return tuple(dict.fromkeys(address for address in found if address))

    def push(self, commit: str, branch: str) -> tuple[str, ...]:
        """Set a branch there to a commit that goes on from it; return the addresses it tells.

        Raises:
            AquipError: It was refused, be it by the pre-push hook here.
        """
        options = ("--porcelain", "--no-follow-tags", "--recurse-submodules=no")
        target = f"{commit}:refs/heads/{branch}"
        answer = self._ask("push", *options, "--", self.name, target)
        if answer.status:
            raise self._refusal(answer, branch)
        told = [line for line in answer.err.splitlines() if line.startswith("remote:")]
        return tuple(_URL.findall(without_secrets("\n".join(told))))

    def _named(self, name: str | None) -> str:
        names = self._repository.get("remote").splitlines()
        if name is None:
            head = self._repository.ask("symbolic-ref", "--quiet", "--short", "HEAD").text
            own = self._repository.ask("config", "--get", f"branch.{head}.remote").text
            chosen = own if own in names else "origin" if "origin" in names else None
            name = chosen or (names[0] if len(names) == 1 else None)
        if name in names and not name.startswith("-"):
            return name
        if not names:
            raise AquipError(
                "this repository has no remote to share on",
                remedy="`git remote add origin ADDRESS`, then `git push -u origin HEAD`.",
            )
        cause = f"there is no remote `{name}`" if name else "there are several remotes"
        raise AquipError(cause, remedy=f"Name one with --remote: {', '.join(names)}.")

    def _list(self, branch: str) -> dict[str, str]:
        """Return the commits of a branch, and of those that requests may go into."""
        refs = [f"refs/heads/{name}" for name in ("main", "master", *self._tracked(), branch)]
        answer = self._ask("ls-remote", "--symref", "--", self.name, "HEAD", *refs)
        if answer.status:
            raise self._failure(answer, "can't be asked:")
        found = {}
        for line in answer.text.splitlines():
            value, _, ref = line.partition("\t")
            if ref != "HEAD":
                found[ref.removeprefix("refs/heads/")] = value
            elif value.startswith("ref: refs/heads/"):
                self._points_to = value.removeprefix("ref: refs/heads/")
            elif self._points_to:
                found[self._points_to] = value
        return found

    def _tracked(self) -> tuple[str, ...]:
        """Name the branch that the remote's main one was when it was cloned."""
        ref = f"refs/remotes/{self.name}/HEAD"
        found = self._repository.ask("symbolic-ref", "--quiet", ref).text
        return (found.removeprefix(f"refs/remotes/{self.name}/"),) if found else ()

    def _main(self, heads: Mapping[str, str]) -> str:
        for branch in (self._points_to, *self._tracked(), "main", "master"):
            if branch in heads:
                return branch
        raise AquipError(
            f"{self.name} has no branch that a pull request could go into",
            remedy=f"Push yours first: `git push -u {self.name} HEAD`.",
        )

    def _fetch(self, branch: str) -> None:
        """Get what is not here yet; no name here is made or moved."""
        wanted = {self.main: self.base} | ({branch: self.tip} if self.tip else {})
        if all(map(self._repository.has, wanted.values())):
            return
        options = ("--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--refmap=")
        refs = [f"refs/heads/{name}" for name in wanted]
        answer = self._ask("fetch", *options, "--recurse-submodules=no", "--", self.name, *refs)
        if answer.status:
            raise self._failure(answer, "can't be fetched from:")

    def _ask(self, *arguments: str) -> Said:
        return said(self._git, *arguments, env=self._environment)

    def _failure(self, answer: Said, what: str) -> AquipError:
        """Return the error that says why git did not get through."""
        for pattern, cause, remedy in _CAUSES:
            for line in without_secrets(answer.err).splitlines():
                if pattern.search(line):
                    why = re.sub(r"^(?:fatal|error|remote): ", "", line.strip()).rstrip(".")
                    return AquipError(f"{cause.format(name=self.name)}: {why}", remedy=remedy)
        return AquipError(f"{self.name} {what} {answer.why}")

    def _refusal(self, answer: Said, branch: str) -> AquipError:
        """Return the error that says who did not want what was pushed."""
        line = next((one for one in answer.text.splitlines() if one.startswith("!")), "")
        verdict = without_secrets(line.rpartition("\t")[2])
        errors = without_secrets(answer.err).splitlines()
        told = [one.removeprefix("remote:").strip() for one in errors if one.startswith("remote:")]
        if verdict.startswith("[rejected]") or any("but expected" in one for one in told):
            return AquipError(
                f"{self.name} got other commits on {branch} just now",
                remedy="Share again: what they changed is looked at first.",
            )
        if verdict:
            reason = verdict.removeprefix("[remote rejected] ").strip("()")
            said_so = [reason, *(one for one in told if not one.startswith("error:"))]
            return AquipError(
                f"{self.name} does not take {branch}: {' '.join(said_so).strip()}",
                remedy="Where such names are not allowed there, --branch gives another.",
            )
        if "failed to push some refs" in answer.err and not told:
            lines = [one.strip() for one in errors if one.strip() and not one.startswith("error:")]
            why = f": {lines[-1]}" if lines else ""
            return AquipError(f"your pre-push hook refuses{why}", remedy="Nothing was pushed.")
        return self._failure(answer, "refuses:")
