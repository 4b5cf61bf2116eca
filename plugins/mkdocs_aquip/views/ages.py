"""How old what is open has become: actions and questions, by classes of age."""

from __future__ import annotations

from statistics import median
from typing import Final

from markupsafe import Markup

from aquip.core.trends import AGES, aged, open_ages
from mkdocs_aquip.charts.plot import Marks, Point, Sheet, columns
from mkdocs_aquip.charts.svg import Chart, el, key
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import plural

_SECTIONS: Final = ("actions", "questions")
_SHORT: Final = ("< 1 wk", "1–2 wk", "2–4 wk", "1–3 mo", "3–6 mo", "6–12 mo", "> 1 yr")
Found = dict[str, list[int]]


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the picture, none where nothing is open."""
    found = _ages(context, values)
    chart = _chart(found, context) if found else None
    return {"charts": [chart] if chart else [], "nothing": "Nothing is open."}


def made_of(context: ViewContext, values: Values) -> object:
    """Return the ages."""
    return sorted(_ages(context, values).items())


def _ages(context: ViewContext, values: Values) -> Found:
    record, section = context.record, values["of"]
    names = _SECTIONS if section == "both" else (section,)
    every = {name: threads_in(record, name, values["series"]) for name in names}
    found = {name: open_ages(threads, record.today) for name, threads in every.items()}
    return {name: ages for name, ages in found.items() if ages}


def _chart(found: Found, context: ViewContext) -> Chart:
    settings = context.record.settings
    names = {name: settings.section_label(name, name) for name in found}
    counts = {name: aged(ages) for name, ages in found.items()}
    title = f"Age of open {' and '.join(names.values())}"
    sentence = " ".join(_sentence(found[name], names[name]) for name in found)
    sets = [
        Marks(
            f"aq-of-{name}",
            [
                Point(
                    0, one[n], f"{names[name]}, {AGES[n].name}: {one[n]}", label=str(one[n] or "")
                )
                for n in range(len(AGES))
            ],
        )
        for name, one in counts.items()
    ]
    return Chart(
        name="ages",
        title=title,
        sentence=sentence,
        svg=columns(_SHORT, sets, Sheet(165, title, sentence), kept=frozenset(_SHORT[::2])),
        head=("Open for", *names.values()),
        rows=tuple((AGES[n].name, *(one[n] for one in counts.values())) for n in range(len(AGES))),
        legend=tuple((_mark(name), title) for name, title in names.items()),
        heading=title,
        fits=True,
    )


def _sentence(ages: list[int], name: str) -> str:
    """Say how old the oldest is, and half of them."""
    oldest = plural(ages[-1], "day")
    if len(ages) == 1:
        return f"Of {name} one is open, for {oldest}."
    half = plural(round(median(ages)), "day")
    words = f"{len(ages)} {name} are open, half of them for {half} or longer"
    return f"{words}, the oldest for {oldest}."


def _mark(name: str) -> Markup:
    bar = el("rect", x=-4, y=-7, width=8, height=14, class_="rect")
    return key(el("g", bar, class_=f"aq-plot aq-of-{name}"))


VIEW = View(
    "ages",
    "How long open actions and questions are open, from under a week to over a year.",
    data,
    (
        SERIES,
        Option("of", "word", "Only these", ("actions", "questions", "both"), "both"),
    ),
    "of: actions",
    key=made_of,
)
