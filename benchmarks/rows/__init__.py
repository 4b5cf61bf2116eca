"""What is measured: one small function a row, and the table of them.

Budgets in seconds are those of the machine that a release is measured on; ratios hold anywhere.
"""

from __future__ import annotations

from functools import partial

from benchmarks.measured import Row
from benchmarks.rows import browser, builds, commands, history, memory, serve

PLAIN = "plain MkDocs + Material"

ROWS = (
    Row("aquip build, cold", PLAIN, builds.cold),
    Row("mkdocs build, cold", PLAIN, builds.mkdocs),
    Row("aquip build, nothing changed", PLAIN, builds.unchanged),
    Row("aquip build, one note changed", PLAIN, builds.one_note),
    Row("aquip serve, one note saved", "", serve.serve),
    Row("growth of the build", "a build of fewer notes", builds.growth),
    Row("memory of the build", "", memory.peak),
    Row("check, cold", "", commands.check_cold),
    Row("check, warm", "", commands.check_warm),
    Row("check, one note edited", "", commands.check_edited),
    Row("aquip --version", "python, import click", commands.version),
    Row("new, warm", "", commands.new),
    Row("add, warm", "", commands.add),
    Row("done, warm", "", commands.done),
    Row("git facts", "git log --raw", history.facts),
    Row("actions filtered", "", browser.filtered),
    Row("search, first result", "", browser.found),
    Row("search, fetched", "", browser.fetched),
    *(Row(f"weight of /{path}", "", partial(browser.weight, path)) for path in browser.DASHBOARDS),
)
