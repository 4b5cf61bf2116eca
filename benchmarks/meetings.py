"""One relationship, meeting by meeting: what is raised, carried, moved, closed, rarely lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.items import OWNER, Action, Ids, Priority, Question
from benchmarks.words import GOALS, Words

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from datetime import date

KINDS = ("project", "people", "pattern", "growth")
NEEDS = ("thought-partner", "action", "viewpoint")
DROPPED, MOVED, LOST = 0.04, 0.12, 0.005


def closing(still_open: int) -> float:
    """How likely an item is closed: the fuller the list, the likelier, so that lists stay short."""
    return 0.4 if still_open < 6 else 0.65


@dataclass(frozen=True)
class Draft:
    """A meeting's file as it grew: each later text replaces the one before."""

    day: date
    status: str
    agenda: str
    reviewed: str | None
    """The agenda with the counterpart's remark, where there was one."""
    final: str | None
    """With notes and reflection; none for a meeting that has not been held."""


@dataclass
class Relationship:
    """The state of one series between its meetings."""

    name: str
    counterpart: str
    ids: Ids
    rng: random.Random
    words: Words = field(init=False)
    actions: list[Action] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take words from the series' own source, so that one series never shifts another."""
        self.words = Words(self.rng)
        self.priorities = [self._priority() for _ in range(4)]

    def meetings(self, days: Sequence[date], today: date) -> Iterator[Draft]:
        """The series' meetings in order; the days after today are planned ones."""
        before = None
        for day in days:
            if day > today:
                agenda = self._text(day, "planned", self._agenda(day, before))
                yield Draft(day, "planned", agenda, None, None)
            elif before and self.rng.random() < 0.03:
                yield self._cancelled(day, before)
            else:
                yield self._held(day, before)
            before = day

    def _held(self, day: date, before: date | None) -> Draft:
        new = [self._question(day) for _ in range(self.rng.randint(1, 3))]
        self.questions += new
        agenda = self._agenda(day, before)
        opening = self._text(day, "planned", agenda)
        reviewed = None
        if self.rng.random() < 0.25:
            new[-1].detail.append(f"  - @{self.counterpart}: {self.words.say('talk')}")
            agenda = self._agenda(day, before, again=agenda)
            reviewed = self._text(day, "planned", agenda)
        return Draft(day, "held", opening, reviewed, self._close(day, before, agenda))

    def _cancelled(self, day: date, before: date) -> Draft:
        extra = f"reason: {self.words['reason']}\nmoved_to: {day + timedelta(days=1)}\n"
        text = self._text(day, "cancelled", self._agenda(day, before), extra)
        return Draft(day, "cancelled", text, None, None)

    def _agenda(
        self, day: date, before: date | None, again: dict[str, list[str]] | None = None
    ) -> dict[str, list[str]]:
        """The sections shared ahead; ``again`` keeps what is told and retakes the questions."""
        questions = [line for item in self.questions for line in item.lines(day)]
        if again:
            return {**again, "Questions & Issues": questions}
        return {
            "Accomplishments": self._accomplishments(before),
            "Questions & Issues": questions,
            "Priorities": [p.line(rank) for rank, p in enumerate(self.priorities, 1)],
            "Actions": [line for item in self.actions for line in item.lines(day)],
        }

    def _close(self, day: date, before: date | None, agenda: dict[str, list[str]]) -> str:
        """Hold the meeting: settle, agree, re-rank, write down; what stays open is carried."""
        settled = self._settle(day)
        acted = self._act(day, before)
        if self.rng.random() < 0.3:
            self.priorities.pop(self.rng.randrange(len(self.priorities)))
            self.priorities.insert(0, self._priority())
        elif self.rng.random() < 0.3:
            self.rng.shuffle(self.priorities)
        ranked = [p.line(rank) for rank, p in enumerate(self.priorities, 1)]
        confirmed = f"- [x] Order confirmed with @{self.counterpart}"
        sections = {
            **agenda,
            "Questions & Issues": settled,
            "Priorities": [*ranked, "", confirmed],
            "Actions": acted,
            "Notes": self._notes(day, before),
            "Feedback": self._feedback(),
            "Reflection": self._reflection(),
        }
        return self._text(day, "held", {name: lines for name, lines in sections.items() if lines})

    def _settle(self, day: date) -> list[str]:
        lines: list[str] = []
        kept: list[Question] = []
        likely = closing(len(self.questions))
        for item in self.questions:
            if self.rng.random() < likely:
                lines += item.lines(day, "x", self.words.say("talk"))
            elif self.rng.random() >= LOST:
                lines += item.lines(day)
                kept.append(item)
        self.questions = kept
        return lines

    def _act(self, day: date, before: date | None) -> list[str]:
        lines: list[str] = []
        kept: list[Action] = []
        likely = closing(len(self.actions))
        for item in self.actions:
            fate = self.rng.random()
            if fate < likely and before:
                back = self.rng.randint(0, (day - before).days)
                lines += item.lines(day, "x", day - timedelta(days=back))
                continue
            if fate < likely + DROPPED:
                lines += item.lines(day, "-")
                continue
            if fate < likely + DROPPED + MOVED:
                item.was = item.due if self.rng.random() < 0.5 else item.was
                item.due += timedelta(days=7)
            lines += item.lines(day)
            if self.rng.random() >= LOST:
                kept.append(item)
        raised = [self._action(day) for _ in range(self.rng.randint(1, 3))]
        self.actions = kept + raised
        return lines + [line for item in raised for line in item.lines(day)]

    def _question(self, day: date) -> Question:
        kind, need = self.rng.choice(KINDS), self.rng.choice(NEEDS)
        minutes = self.rng.choice((5, 10, 15))
        item = Question(self.ids.next(), self.words.say("issue"), kind, need, minutes, day)
        item.detail = [f"  - {self.words.say('talk')}" for _ in range(self.rng.randint(1, 2))]
        return item

    def _action(self, day: date) -> Action:
        owner = OWNER if self.rng.random() < 0.65 else self.counterpart
        due = day + timedelta(days=self.rng.choice((3, 7, 7, 14, 21)))
        item = Action(self.ids.next(), owner, self.words.say("task"), due, day)
        if self.rng.random() < 0.2:
            item.detail = [f"  - {self.words.say('talk')}"]
        return item

    def _priority(self) -> Priority:
        return Priority(self.ids.next(), self.words.say("task"), self.rng.choice(list(GOALS)))

    def _accomplishments(self, before: date | None) -> list[str]:
        lines = []
        for _ in range(self.rng.randint(1, 3)):
            kind = self.rng.choice(("outcome", "feedback", "relationship"))
            link = f"[numbers](https://example.org/d/{self.rng.randint(100, 999)})"
            goal = f" (goal:: {self.rng.choice(list(GOALS))})" if self.rng.random() < 0.5 else ""
            lines.append(f"- {self.words.say('feat')} ({link}) (kind:: {kind}){goal}")
        if before and self.rng.random() < 0.15:
            lines += ["", "### Also", "", f"- {self.words.say('feat')} (kind:: outcome)"]
        return lines

    def _notes(self, day: date, before: date | None) -> list[str]:
        lines = [self.words.paragraph()]
        if before:
            lines += ["", f"We began with [last time]({before}.md). {self.words.paragraph(1, 3)}"]
        if self.rng.random() < 0.3:
            lines += ["", "```python", f"limit = {self.rng.randint(10, 900)}  # {day}"]
            lines += [f'queue = connect("{self.words.thing().strip("`")}")', "```"]
        if self.rng.random() < 0.25:
            lines += ["", "| what | before | now |", "| --- | ---: | ---: |"]
            rows = [(self.words.thing(), self.rng.randint(5, 900)) for _ in range(3)]
            lines += [f"| {name} | {value} | {value * 2 // 3} |" for name, value in rows]
        if self.rng.random() < 0.04:
            lines += ["", "<!-- private -->", "", self.words.say("talk"), "", "<!-- /private -->"]
        goal = self.rng.choice(list(GOALS))
        return [*lines, "", f"{self.words.paragraph()} See [the goal](../goals/{goal}.md)."]

    def _feedback(self) -> list[str]:
        if self.rng.random() < 0.5:
            return []
        way = self.rng.choice(("From", "To"))
        return [f"- {way} @{self.counterpart}: {self.words.say('talk')}"]

    def _reflection(self) -> list[str]:
        return [
            f"- As expected: {self.rng.choice(('yes', 'yes', 'partly', 'no'))}",
            f"- Effective: {self.rng.randint(2, 5)}",
            f"- Worth the time: {self.rng.choice(('yes', 'yes', 'no'))}",
            f"- Next time: {self.words.say('next')}",
        ]

    def _text(self, day: date, status: str, sections: dict[str, list[str]], extra: str = "") -> str:
        head = (
            f'---\ndate: {day}\nstatus: {status}\nattendees: ["@{OWNER}", "@{self.counterpart}"]\n'
        )
        title = f"{extra}---\n\n# {day:%A}, {day.day} {day:%B %Y}\n"
        body = [f"\n## {name}\n\n" + "\n".join(lines) + "\n" for name, lines in sections.items()]
        return head + title + "".join(body)
