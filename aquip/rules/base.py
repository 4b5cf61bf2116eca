"""What a rule is, what it is given and what it yields.

A rule module's docstring is its test, its explanation and its page on the site:
a summary line, the reason, and examples under ``Bad:`` and ``Good:``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeVar

from aquip.core.edit import Edit
from aquip.core.model import Meeting, Note, Problem, State, Status, Thread
from aquip.core.settings import Severity
from aquip.core.text import Span
from aquip.rules.context import Context

T = TypeVar("T")
Scope = Literal["note", "meeting", "thread", "record"]

FAMILIES: Final = {
    "AQ0": "File",
    "AQ1": "Structure",
    "AQ2": "Accomplishments",
    "AQ3": "Questions",
    "AQ4": "Priorities",
    "AQ5": "Actions",
    "AQ6": "Practice",
}

_EXAMPLES = re.compile(r"^(Bad|Good):$", re.MULTILINE)

START: Final = Span(0, 0)
"""The beginning of a file, for what concerns all of it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: where, and in words. Its severity is decided elsewhere.

    ``note`` is None for a file that is not among the notes, which ``path`` then
    names. ``tells`` are further places whose text the message repeats; where one of
    them is private, so is the message. None stands for all of a note. ``edits`` mend it
    without guessing, in the note itself or in another; a part of it is enough, since what
    is left is found again. ``discreet`` is a message that repeats nothing of any note, and
    is told even of a private place.
    """

    message: str
    note: Note | None
    span: Span = START
    path: str = ""
    tells: tuple[tuple[Note, Span | None], ...] = ()
    edits: tuple[tuple[Note, Edit], ...] = ()
    discreet: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its rule and severity; lines and columns count from 1, the end is exclusive.

    ``withheld`` is True where the place is private and the message therefore says nothing
    of it; neither may its source be shown.
    """

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    fixable: bool = False
    withheld: bool = False


@dataclass(frozen=True)
class Rule:
    """One thing that is checked. ``severity`` is the default; settings may change it."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    doc: str
    run: Callable[[Context], Iterator[Fault]]

    @property
    def family(self) -> str:
        """What the rule is about, as the reference groups them."""
        return FAMILIES[self.code[:3]]

    @cached_property
    def _parts(self) -> dict[str, str]:
        pieces = _EXAMPLES.split(self.doc)
        summary, _, why = pieces[0].partition("\n")
        parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
        return {"summary": summary.rstrip("."), "why": textwrap.dedent(why), **parts}

    @property
    def summary(self) -> str:
        """What is wrong, in a sentence without a full stop."""
        return self._parts["summary"]

    @property
    def why(self) -> str:
        """Why it matters and what to do, as Markdown."""
        return self._parts["why"].strip()

    @property
    def reason(self) -> str:
        """Why it matters, as far as a list of rules has room for: its first paragraph."""
        return " ".join(self.why.partition("\n\n")[0].split())

    @property
    def bad(self) -> str:
        """Examples that the rule finds fault with, as Markdown with fenced blocks."""
        return self._parts["Bad"].strip()

    @property
    def good(self) -> str:
        """Examples that it is content with, in the same form."""
        return self._parts["Good"].strip()


def _rule(
    module: str,
    doc: str | None,
    severity: Severity,
    scope: Scope,
    run: Callable[[Context], Iterator[Fault]],
) -> Rule:
    """Take code and name from the module's own: ``aq501_action_without_owner``."""
    code, _, name = module.rpartition(".")[2].partition("_")
    return Rule(code.upper(), name.replace("_", "-"), severity, scope, doc or "", run)


def _over(
    things: Callable[[Context], Iterable[T]], check: Callable[[T, Context], Iterator[Fault]]
) -> Callable[[Context], Iterator[Fault]]:
    """Look at one thing after the other."""

    def run(context: Context) -> Iterator[Fault]:
        for thing in things(context):
            yield from check(thing, context)

    return run


def note_rule(
    module: str,
    doc: str | None,
    severity: Severity,
    check: Callable[[Note, Context], Iterator[Fault]],
) -> Rule:
    """Make a rule that looks at every note by itself."""
    run = _over(lambda context: context.record.notes, check)
    return _rule(module, doc, severity, "note", run)


def problem_rule(
    module: str,
    doc: str | None,
    severity: Severity,
    say: Callable[[Problem], str | None],
    *,
    discreet: bool = False,
) -> Rule:
    """Make a rule that puts into words what parsing noticed; None where it is another's.

    With ``discreet``, these words are told of private places too.
    """

    def run(context: Context) -> Iterator[Fault]:
        for note in context.faulty:
            for problem in note.problems:
                message = say(problem)
                if message is not None:
                    yield Fault(message, note, problem.span, discreet=discreet)

    return _rule(module, doc, severity, "note", run)


def meeting_rule(  # noqa: PLR0913 - a rule, and which meetings it is for
    module: str,
    doc: str | None,
    severity: Severity,
    check: Callable[[Meeting, Context], Iterator[Fault]],
    *,
    status: Status | None = None,
    recent: bool = False,
) -> Rule:
    """Make a rule that looks at every meeting by itself, or at those of one status.

    A rule on what nobody can mend later looks at ``recent`` ones alone.
    """

    def meetings(context: Context) -> Iterable[Meeting]:
        return context.recent(status) if recent else context.meetings(status)

    run = _over(meetings, check)
    return _rule(module, doc, severity, "meeting", run)


def thread_rule(  # noqa: PLR0913 - a rule, and which threads it is for
    module: str,
    doc: str | None,
    severity: Severity,
    check: Callable[[Thread, Context], Iterator[Fault]],
    *,
    section: str | None = None,
    state: State | None = None,
) -> Rule:
    """Make a rule that looks at an item through all its meetings, so that it is said once.

    With ``section`` and ``state`` it looks at such items alone.
    """
    run = _over(lambda context: context.threads(section, state), check)
    return _rule(module, doc, severity, "thread", run)


def record_rule(
    module: str, doc: str | None, severity: Severity, check: Callable[[Context], Iterator[Fault]]
) -> Rule:
    """Make a rule that needs everything at once."""
    return _rule(module, doc, severity, "record", check)
