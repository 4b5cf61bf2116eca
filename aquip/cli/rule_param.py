"""Rules as arguments: by code, by name, or by how several codes begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from aquip.errors import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class RuleType(click.ParamType):  # type: ignore[type-arg]  # generic since Click 8.4 alone
    """A rule's code or name, or how several codes begin; several of them with commas."""

    name = "rule"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the codes that are meant."""
        from aquip.rules import selected

        codes: list[str] = []
        for word in str(value).replace(",", " ").split():
            found = selected(word)
            if not found:
                self.fail(f"there is no rule `{word}`. {nearest_rule(word)}", param, ctx)
            codes.extend(rule.code for rule in found)
        return tuple(codes)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click's signature
        param: click.Parameter,  # noqa: ARG002 - Click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer codes, with their names."""
        from click.shell_completion import CompletionItem

        from aquip.rules import RULES

        return [
            CompletionItem(code, help=rule.name)
            for code, rule in RULES.items()
            if code.startswith(incomplete.upper())
        ]


RULE: Final = RuleType()

_CODE: Final = re.compile(r"(?:aq)?(?P<number>[0-9]{3})")


def nearest_rule(word: str) -> str:
    """Return a remedy for an unknown rule: the nearest one, else where they are listed."""
    from aquip.rules import RULES

    code = _CODE.fullmatch(word.casefold().replace("o", "0"))
    if code:
        number = int(code["number"])
        near = min(RULES, key=lambda one: abs(int(one[2:]) - number))
        return f"Did you mean `{near}`, {RULES[near].name}?"
    known = [*RULES, *(rule.name for rule in RULES.values())]
    return did_you_mean(word, known) or "`aquip explain` lists them."
