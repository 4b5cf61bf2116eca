"""Names as notes have them, and whom they mean. Who is not known stays text."""

from __future__ import annotations

import re
from typing import Final

from aquip.core.grammar import handle_of
from aquip.importing.model import Options

_MARKS = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|[*_`\[\]<>()]")
_JOINERS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b)\s*")
_NAME_LIKE: Final = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}|[a-z]{1,2}[A-Z]{1,3}")
# What begins a sentence before "to" and is nobody.
_NOBODY: Final = frozenset(
    re.findall(
        r"\w+",
        "need, needs, want, wants, try, remember, how, plan, plans, continue, start, going, "
        "have, has, back, up, due, ready, able, next, introduction, intro, response, reply, "
        "link, links, add, get, make, proposal, idea, aim, goal, question, note, todo, action, "
        "actions, ask, asks, what, when, where, who, why, we, i, you, they, it, this, that, "
        "everyone, everybody, all, anyone, someone, nobody, none, url, re, fyi, update, "
        "status, date, time, decision, outcome, resolution, proposed, risk, blocker, draft, "
        "invite, switch, move, migrate, respond, subscribe, listen, talk, speak, write, send, "
        "contribute, commit, access, approach, according",
    )
)


class People:
    """Whom names, initials and handles mean."""

    def __init__(self, options: Options) -> None:
        self._known = dict(options.settings.handle_by_name)
        self._known |= {name.casefold(): handle for name, handle in options.people.items()}

    def handle(self, name: str) -> str | None:
        """Return the handle of a known person; one written with ``@`` need not be known."""
        bare = " ".join(_MARKS.sub(r"\1", name).split()).strip(" :,.")
        if bare.startswith("@"):
            own = handle_of(bare)
            return self._known.get(own or "", own)
        return self._known.get(bare.casefold())

    def handles(self, names: str) -> tuple[str, ...]:
        """Return the handles of ``Sam, Lee and Morgan``; nothing where one is unknown."""
        if whole := self.handle(names):
            return (whole,)
        parts = [part for part in _JOINERS.split(names) if part.strip()]
        found = [self.handle(part) for part in parts]
        known = tuple(dict.fromkeys(handle for handle in found if handle))
        return known if parts and len(known) == len({*found}) and None not in found else ()


def strangers(names: str) -> tuple[str, ...]:
    """Return what looks like names; nothing where a part of it does not."""
    parts = [_MARKS.sub(r"\1", part).strip() for part in _JOINERS.split(names)]
    fits = all(
        _NAME_LIKE.fullmatch(part) and part.split()[0].casefold() not in _NOBODY for part in parts
    )
    return tuple(parts) if fits else ()
