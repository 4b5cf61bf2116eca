"""What a reader feels: filtering a dashboard, searching, and what a page weighs."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.browser import Server, served
from benchmarks.measured import Measured
from benchmarks.rows.builds import site
from benchmarks.runs import Bench, FailedError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DASHBOARDS = ("", "actions/", "questions/", "priorities/", "timeline/", "accomplishments/")
FILTERS = ("checkout", "zephyr", "", "nothing of the kind", "gateway")
SEARCHES = ("gateway", "zephyr", "capacity")
QUERY = "[data-md-component=search-query]"

# From typing, all at once, to the last change of the count, with the rows laid out. Whether the
# page answers at once or after asking a worker, the count is the last thing it says.
FOLLOWED = """words => new Promise((resolve, reject) => {
  const count = document.querySelector(".aq-bar__count")
  const input = document.querySelector(".aq-bar input[type=search]")
  let quiet = setTimeout(() => reject(new Error("the count does not follow")), 10000)
  const seen = new MutationObserver(() => {
    document.body.offsetHeight
    const taken = performance.now() - start
    clearTimeout(quiet)
    quiet = setTimeout(() => { seen.disconnect(); resolve(taken) }, 1000)
  })
  seen.observe(count, {childList: true, characterData: true, subtree: true})
  input.value = words
  const start = performance.now()
  input.dispatchEvent(new Event("input", {bubbles: true}))
})"""

# From the first key to the first result of the whole word.
FOUND = """words => {
  const input = document.querySelector("[data-md-component=search-query]")
  const result = document.querySelector("[data-md-component=search-result]")
  window.found = new Promise((resolve, reject) => {
    let start
    input.addEventListener("keydown", () => { start = start || performance.now() }, true)
    const there = () => input.value === words && result.querySelector("li a") &&
      result.textContent.toLowerCase().includes(words)
    const look = () => {
      if (there()) resolve(performance.now() - start)
      else if (performance.now() - start > 60000) reject(new Error("the search finds nothing"))
      else requestAnimationFrame(look)
    }
    look()
  })
}"""


def filtered(bench: Bench) -> Measured:
    """The dashboard of all actions, its rows loaded, filtered by words."""
    with _site(bench, bench.sizes.usual) as (browser, server):
        page = browser.new_page()
        page.goto(f"{server.address}/actions/?state=all")
        page.wait_for_selector(".aq-bar__count")
        page.evaluate(FOLLOWED, "load the rows")
        taken = [page.evaluate(FOLLOWED, words) for words in FILTERS]
    return Measured(statistics.median(taken), 100, unit="ms")


def found(bench: Bench) -> Measured:
    """A word typed into the search of a page just opened: how soon there is a result."""
    return Measured(statistics.median(taken for taken, _ in _searches(bench)), 1000, unit="ms")


def fetched(bench: Bench) -> Measured:
    """What was fetched by then, from the page itself on, uncompressed."""
    return Measured(statistics.median(sent for _, sent in _searches(bench)) / 1e6, 2, unit="MB")


def weight(path: str, bench: Bench) -> Measured:
    """All that opening a dashboard fetches, uncompressed."""
    return Measured(_weights(bench)[path] / 1e6, 1.5, unit="MB")


@cache
def _searches(bench: Bench) -> list[tuple[float, int]]:
    """Milliseconds and bytes of each search."""
    done = []
    for words in SEARCHES:
        with _site(bench, bench.sizes.usual) as (browser, server):
            page = browser.new_page()
            page.goto(server.address)
            page.evaluate(FOUND, words)
            page.locator(QUERY).press_sequentially(words)
            done.append((page.evaluate("window.found"), server.sent))
    return done


@cache
def _weights(bench: Bench) -> dict[str, int]:
    """Bytes of each dashboard, with all that it asks for by itself."""
    weights = {}
    with _site(bench, bench.sizes.large) as (browser, server):
        for path in DASHBOARDS:
            before = server.sent
            page = browser.new_page()
            page.goto(f"{server.address}/{path}", wait_until="networkidle")
            page.close()
            weights[path] = server.sent - before
    return weights


@contextmanager
def _site(bench: Bench, meetings: int) -> Iterator[tuple[Browser, Server]]:
    """The site of so many notes in a browser; what goes wrong in it fails the row."""
    with served(site(bench, meetings)) as opened:
        from playwright.sync_api import Error

        try:
            yield opened
        except Error as error:
            raise FailedError(error.message.splitlines()[0]) from error
