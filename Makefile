# Everything a contributor or a pipeline runs. Needs git, make and Python 3.11 or newer, nothing else:
# the tools go into .venv, at the versions that requirements.txt pins.

PYTHON ?= python3
JOBS ?= 2
MEETINGS ?= 5000
SECONDS ?= 60

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
FUZZER := .cache/fuzz/tools

# pip never asks: a pipeline has nobody to answer.
export PIP_NO_INPUT := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Material's notice that it has reached the end of its life; the pins in pyproject.toml are the answer.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup site serve test screenshots fuzz lint format bench bench-quick lock clean

help:  ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Install the pinned tools and the project into .venv

site: $(READY)  ## Build the example site into site/
	$(BIN)/mkdocs build --strict

serve: $(READY)  ## Preview the example site, rebuilt as notes change
	$(BIN)/aquip serve

test: $(READY)  ## Run the tests; some where there is a Chromium, Node.js or Java
	$(BIN)/pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder -rs -m "not alone"
	$(BIN)/pytest -rs -m alone

screenshots: $(READY)  ## Take the pictures of docs/ anew; needs a Chromium
	$(BIN)/python -m docs.screenshots

fuzz: $(READY) $(FUZZER)  ## Look for notes that break it, for SECONDS; finds go to .cache/fuzz
	PYTHONPATH=$(FUZZER) $(BIN)/python -m tests.fuzz.campaign --seconds $(SECONDS)

lint: $(READY)  ## Check style, types and the example's notes
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/aquip check notes
	$(BIN)/aquip fmt --check

format: $(READY)  ## Format the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(READY)  ## Hold every budget of docs/performance.md; BENCH="--json FILE" and the like
	$(BIN)/python -m benchmarks.bench --meetings $(MEETINGS) $(BENCH)

bench-quick: $(READY)  ## The same with few notes, in two minutes
	$(BIN)/python -m benchmarks.bench --quick --meetings 250 $(BENCH)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "aquip needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Not among the pinned tools: it has no wheels for every Python that aquip runs on.
FUZZ := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["fuzz"])

$(FUZZER): pyproject.toml | $(READY)
	$(BIN)/python -m pip install --quiet --upgrade --target $@ $$($(BIN)/python -c '$(FUZZ)')
	@touch $@

# pip-compile knows no dependency groups yet, so it is handed the list.
LIST := import tomllib; p = tomllib.load(open("pyproject.toml", "rb")); \
	print(*p["project"]["dependencies"], *p["dependency-groups"]["dev"], sep="\n")

lock:  ## Pin the newest allowed versions in requirements.txt
	$(PYTHON) -m venv .cache/lock
	.cache/lock/bin/python -m pip install --quiet pip-tools
	$(PYTHON) -c '$(LIST)' | CUSTOM_COMPILE_COMMAND='make lock' .cache/lock/bin/pip-compile --quiet --upgrade \
		--generate-hashes --allow-unsafe --strip-extras --no-annotate \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --output-file requirements.txt -

clean:  ## Remove all that was made here
	rm -rf $(VENV) .cache site dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
