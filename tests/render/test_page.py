"""A note's page: what GitHub would show, with its items made readable."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import pytest

from aquip.core import gfm
from aquip.core.model import Item, State
from aquip.core.parse import parse
from aquip.core.settings import Person, Settings
from mkdocs_aquip.render.page import Rendered, render
from mkdocs_aquip.render.sanitize import sanitize
from mkdocs_aquip.render.surroundings import Step, Surroundings

SETTINGS = Settings(
    people={"sam": Person("sam", "Sam Reyes"), "morgan": Person("morgan", "Morgan Diaz")}
)


class Known(Surroundings):
    """Surroundings that know a goal, an item and an item's past."""

    def goal(self, slug: str) -> tuple[str, str | None]:
        """Know one goal."""
        return ("Fast <checkout>", "../goals/latency/") if slug == "latency" else (slug, None)

    def item(self, item_id: str) -> tuple[str, str | None]:
        """Know one item."""
        return ("Talk to *Jo*", "#^ep28g") if item_id == "ep28g" else (f"^{item_id}", None)

    def steps(self, item: Item) -> Sequence[Step]:
        """Let every action have come from somewhere and gone elsewhere."""
        if item.section != "actions":
            return ()
        return (
            Step("from", dt.date(2026, 11, 13), "open", "../2026-11-13/#^a81kd"),
            Step("to", dt.date(2026, 11, 27), "done", "../2026-11-27/#^a81kd"),
        )

    def current_state(self, item: Item) -> State | None:
        """Let every item stand newest here."""
        return item.state


def page(text: str, around: Surroundings | None = None) -> Rendered:
    """Render a note."""
    note = parse(text, path="a.md", uri="a.md", settings=SETTINGS)
    around = around or Surroundings(SETTINGS, dt.date(2026, 11, 20), dt.date(2026, 11, 22))
    return render(note, around)


def known(text: str) -> str:
    """Render a note in surroundings that know things."""
    return page(text, Known(SETTINGS, dt.date(2026, 11, 20), dt.date(2026, 11, 22))).html


PLAIN = """\
Some *text* with ~~strikes~~, `code`, a <https://example.org> and www.example.org.

| a | b |
| :-- | --: |
| 1 | 2 |

1. one
   - nested *list*

> quote

<details><summary>More</summary>

inside

</details>

    indented <code>
"""


def test_without_items_the_page_is_what_cmark_gfm_says() -> None:
    """Decoration touches what aquip knows, and nothing else."""
    expected = sanitize(gfm.to_html(PLAIN, unsafe=True))
    undecorated = page(PLAIN).html
    code = re.compile(r'<div class="highlight"><pre><span></span>(.*?)</pre></div>', re.DOTALL)
    assert expected == code.sub(r"<pre>\1</pre>", undecorated)


def test_headings_get_githubs_anchors() -> None:
    """Repeated headings are numbered, letters of any script stay, punctuation goes."""
    text = "# A & B\n\n## Über `x`: 日本!\n\n## A & B\n\n## A & B\n"
    anchors = [heading.anchor for heading in page(text).headings]
    assert anchors == ["a--b", "über-x-日本", "a--b-1", "a--b-2"]


@pytest.mark.parametrize(
    ("alert", "kind"),
    [
        ("NOTE", "note"),
        ("TIP", "tip"),
        ("IMPORTANT", "info"),
        ("WARNING", "warning"),
        ("CAUTION", "danger"),
    ],
)
def test_alerts_become_admonitions(alert: str, kind: str) -> None:
    """Each of GitHub's alerts looks like Material's admonition of that kind."""
    html = page(f"> [!{alert}]\n> Mind the *gap*\n").html
    assert f'<div class="admonition {kind}">' in html
    assert f'<p class="admonition-title">{alert.capitalize()}</p>' in html
    assert "Mind the <em>gap</em></p>\n</div>" in html


def test_an_alert_in_a_list_stays_a_quote() -> None:
    """As on GitHub, an alert stands at the top level or is none."""
    assert "admonition" not in page("- > [!NOTE]\n  > x\n").html


def test_tasks_are_boxes_at_any_depth() -> None:
    """A box is a picture with a name, at every depth, and can't be clicked."""
    html = page("- [ ] a\n  - [x] b\n    - [ ] c\n").html
    assert "<input" not in html
    assert re.findall(r'aria-label="(\w+)"', html) == ["open", "done", "open"]


def test_code_is_highlighted_with_the_themes_classes() -> None:
    """Material styles what Pygments marks, and its copy button finds the block."""
    html = page("```python\nx = 'a' < 1\n```\n").html
    assert '<div class="language-python highlight"><pre><span></span><code>' in html
    assert '<span class="o">&lt;</span>' in html
    assert "&lt;b&gt;\n</code>" in page("```nosuch\n<b>\n```\n").html


def test_footnotes_lead_there_and_back() -> None:
    """Their ids carry the prefix of all that stands in a note, and the links follow."""
    html = page("a[^1]\n\n[^1]: b\n").html
    assert 'id="user-content-fnref-1"' in html
    assert 'href="#user-content-fn-1"' in html
    assert 'href="#user-content-fnref-1"' in html
    assert '<div class="footnote">' in html


def test_a_link_to_the_notes_own_anchor_finds_it() -> None:
    """An anchor that the note makes in HTML has a prefix on the page; its links as well."""
    assert 'href="#user-content-here"' in page('<a id="here"></a>\n\n[go](#here)\n').html


def test_an_action_reads_well() -> None:
    """Owner, due date and identity become a person, a date and an anchor."""
    html = known("## Actions\n\n- [ ] @morgan Talk (due:: 2026-11-20) ^a81kd\n")
    assert '<li class="aq-item aq-task aq-item--open" id="^a81kd">' in html
    assert "Morgan Diaz</span> Talk" in html
    assert '<time datetime="2026-11-20">20 Nov</time>' in html
    assert "overdue 2 days" in html
    assert "^a81kd" not in re.sub(r"<[^>]*>", "", html)


def test_an_item_tells_where_it_came_from_and_went_to() -> None:
    """Each step is a link with a name of its own."""
    html = known("## Actions\n\n- [ ] @sam Talk (since:: 2026-11-06) ^a81kd\n")
    trail = html.partition('class="aq-trail"')[2]
    assert 'since <time datetime="2026-11-06">6 Nov</time>' in trail
    assert 'href="../2026-11-13/#^a81kd"' in trail
    assert 'title="Done by 27 Nov"' in trail


def test_a_dropped_item_is_struck_and_says_so() -> None:
    """Struck through for the eye, and a word for everybody."""
    html = known("## Priorities\n\n1. A\n2. [-] B *c* (goal:: latency) ^abcd\n")
    assert re.search(r"<del>\s*B <em>c</em> .*</del> <span[^>]*>dropped</span>", html)


def test_unclosed_html_in_a_dropped_item_is_not_struck_across() -> None:
    """Where striking through would tangle tags, the word and the box do."""
    html = known("## Priorities\n\n- [-] B <b>c ^abcd\n")
    assert "<del>" not in html
    assert ">dropped</span>" in html


def test_goals_and_items_are_linked_by_their_titles() -> None:
    """A field shows what it refers to; what is unknown stays as written."""
    html = known("## Topics\n\n- [ ] Q (goal:: latency) (see:: ep28g) (goal:: other)\n")
    assert 'href="../goals/latency/"' in html
    assert "Fast &lt;checkout&gt;</a>" in html
    assert "Talk to Jo</a>" in html
    assert ">other</span>" in html


def test_a_reference_in_a_detail_is_linked() -> None:
    """`Outcome: … (see:: id)` stands in an item's detail, and leads there all the same."""
    text = "## Topics\n\n- [ ] Q\n  - Outcome: talk (see:: ep28g), not `(see:: ep28g)`\n"
    html = known(text)
    assert html.count('href="#^ep28g"') == 1
    assert "<code>(see:: ep28g)</code>" in html


def test_mentions_become_people_outside_code_and_links() -> None:
    """A known handle reads as a name; elsewhere, and unknown ones, as written."""
    html = page("With @morgan and @nobody, `@morgan`, [@morgan](a.md), morgan@morgan.org.\n").html
    assert html.count("Morgan Diaz") == 1
    assert "@nobody" in html
    assert "<code>@morgan</code>" in html


def test_windows_line_endings_change_nothing() -> None:
    """CRLF and a byte-order mark are the editor's business."""
    text = "---\ndate: 2026-11-20\n---\n\n## Actions\n\n- [ ] @sam A (due:: 2026-11-27) ^a81kd\n"
    unix = page(text).html
    windows = page("\ufeff" + text.replace("\n", "\r\n")).html
    assert unix == windows.replace("\r\n", "\n")


@pytest.mark.parametrize("text", ["", "\x00", "&#xFFFE;&#1;", "- [ ]", "#", "\ud800", "[]: ()"])
def test_nothing_makes_it_fail(text: str) -> None:
    """Whatever a file holds, it has a page."""
    assert isinstance(page(f"## Actions\n\n- [ ] a {text}\n\n{text}\n").html, str)
