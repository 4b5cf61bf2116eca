"""The Content-Security-Policy as it is written: what it allows, and what mkdocs.yml makes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from mkdocs_aquip.policy import hash_of, let_reload

if TYPE_CHECKING:
    from pathlib import Path

    from tests.plugin.conftest import Build


def policy(page: str) -> dict[str, list[str]]:
    """Return a page's policy, by directive."""
    (said,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return {name: sources for name, *sources in map(str.split, said.split(";"))}


def test_scripts_of_templates_and_of_pages(make: Build) -> None:
    """What a template writes is allowed by its hash, what a page holds is not; no mark is left."""
    site = make({"notes/own.md": "# Own\n\n<script>evil()</script>\n<script>evil()</script>\n"})
    page = site.html("own")
    sources = policy(page)["script-src"]
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    theirs = [text for text in inline if text != "evil()"]
    assert len(inline) - len(theirs) == 2
    assert ["'self'", *dict.fromkeys(map(hash_of, theirs))] == sources
    assert "data-aquip" not in "".join(site.texts().values())
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_what_another_plugin_adds(make: Build, tmp_path: Path) -> None:
    """A script that a plugin adds to a page runs, but not where the page's text has one too."""
    hook = tmp_path / "adds.py"
    hook.write_text(
        "def on_post_page(output, **_):\n"
        "    return output.replace('</body>', '<script>added()</script></body>')\n",
        "utf-8",
    )
    site = make(
        {"notes/own.md": "# Own\n\n<script src='x' >evil()</script>\n", "notes/good.md": "# A\n"},
        hooks=[str(hook)],
    )
    assert hash_of("added()") in policy(site.html("good"))["script-src"]
    assert hash_of("added()") in policy(site.html("morgan/2026-11-20"))["script-src"]
    assert hash_of("added()") not in policy(site.html("own"))["script-src"]
    assert hash_of("evil()") not in policy(site.html("own"))["script-src"]


def test_every_page_has_one(make: Build) -> None:
    """Meetings, views, MkDocs' own pages and the page of no address; and headers beside them."""
    site = make({"notes/own.md": "# Own\n"})
    pages = [text for path, text in site.texts().items() if path.endswith(".html")]
    assert len(pages) > 8
    for page in pages:
        assert policy(page)["default-src"] == ["'none'"]
    assert "frame-ancestors 'none'" in (site.folder / "_headers").read_text("utf-8")


def test_what_the_configuration_names_is_allowed(make: Build) -> None:
    """Scripts, styles and fonts that the owner takes from elsewhere go on to work."""
    site = make(
        extra_javascript=["https://one.example.org/a.js", "own.js", "//two.example.org:8443/b.js"],
        extra_css=["https://three.example.org/a.css"],
        theme={"name": "material"},
        extra={"analytics": {"provider": "google", "property": "G-1"}},
        options={"csp": {"img-src": "https://four.example.org", "frame-src": ["https://x.org"]}},
    )
    said = policy(site.html(""))
    assert said["script-src"][:3] == ["'self'", "https://one.example.org", "two.example.org:8443"]
    assert "https://www.googletagmanager.com" in said["script-src"]
    assert {"https://three.example.org", "https://fonts.googleapis.com"} <= {*said["style-src"]}
    assert "https://fonts.gstatic.com" in said["font-src"]
    assert {"'self'", "data:", "https://four.example.org"} <= {*said["img-src"]}
    assert said["frame-src"] == ["'self'", "https://x.org"]


def test_turned_off(make: Build) -> None:
    """With `csp: off` pages are as they would be without."""
    site = make(options={"csp": False})
    assert "Content-Security-Policy" not in "".join(site.texts().values())
    assert not (site.folder / "_headers").exists()


@pytest.mark.parametrize(
    "wrong", ["yes please", {"script": ["x"]}, {"img-src": ["a; b"]}, {"img-src": 5}]
)
def test_nonsense_is_refused(make: Build, wrong: object) -> None:
    """A directive that there is not, or a source that could end one, stops the build."""
    with pytest.raises(Abort):
        make(options={"csp": wrong})


def test_a_preview_may_reload(make: Build, tmp_path: Path) -> None:
    """The script that a preview puts into each page it sends is allowed there, and nowhere else."""
    site = make()
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    let_reload(server)
    before = (site.folder / "index.html").read_bytes()
    sent = server._inject_js_into_html(before, 4711).decode()  # type: ignore[no-untyped-call]
    server.server_close()
    (script,) = re.findall(r"<script>([^<]*livereload\(4711.*?)</script>", sent, re.DOTALL)
    assert hash_of(script) in policy(sent)["script-src"]
    assert hash_of(script) not in policy(before.decode())["script-src"]
