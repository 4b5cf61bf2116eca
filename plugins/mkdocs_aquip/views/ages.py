"""How old what is open has become: actions and questions, by classes of age."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from markupsafe import Markup

from aquip.core.trends import AGES, Age, aged, open_ages
from mkdocs_aquip.charts.plot import Marks, Point, Sheet, columns
from mkdocs_aquip.charts.svg import Chart, el, key
from mkdocs_aquip.context import ViewContext
from mkdocs_aquip.views.options import Option, Values
from mkdocs_aquip.views.page import Ui
from mkdocs_aquip.views.rows import threads_in
from mkdocs_aquip.views.view import SERIES, View
from mkdocs_aquip.words import plural

_SECTIONS: Final = ("actions", "questions")
_SHORT: Final = ("< 1 wk", "1–2 wk", "2–4 wk", "1–3 mo", "3–6 mo", "6–12 mo", "> 1 yr")
Found = dict[str, list[int]]


def data(context: ViewContext, values: Values) -> dict[str, object]:
    """Return the picture, none where nothing is open."""
    found = _ages(context, values)
    chart = _chart(found, values["series"], context) if found else None
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


def _chart(found: Found, series: Sequence[str], context: ViewContext) -> Chart:
    """Draw each class of age as a column that leads to its rows."""
    settings, ui = context.record.settings, Ui(context)
    # A source's dashboards are those of all repositories.
    named = series or (context.record.series if context.name else ())
    where = {"series": ",".join(named)} if named else {}

    def url_of(name: str, age: Age) -> str | None:
        return ui.rows_url(f"{name}.md", **where, age=_said(age))

    names = {name: settings.section_label(name, name) for name in found}
    counts = {name: aged(ages) for name, ages in found.items()}
    title = f"Age of open {' and '.join(names.values())}"
    sentence = " ".join(_sentence(found[name], names[name]) for name in found)
    sets = [
        Marks(
            f"aq-of-{name}",
            [
                Point(
                    0,
                    one[n],
                    f"{names[name]}, {AGES[n].name}: {one[n]}",
                    label=str(one[n] or ""),
                    href=url_of(name, AGES[n]) if one[n] else None,
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
        rows=tuple(
            (age.name, *(_linked(one[n], url_of(name, age)) for name, one in counts.items()))
            for n, age in enumerate(AGES)
        ),
        legend=tuple((_mark(name), title) for name, title in names.items()),
        heading=title,
        fits=True,
    )


def _said(age: Age) -> str:
    """Return an age as the dashboards' addresses say it."""
    return str(age.least) if age.below is None else f"{age.least}-{age.below - 1}"


def _linked(count: int, url: str | None) -> object:
    return el("a", str(count), href=url) if count and url else count


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
