PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-unit test-app test-browser check fix lint types bench load data-version simulation lock clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

run: .venv/installed ## start the app
	$(BIN)/streamlit run streamlit_app.py $(ARGS)

test: .venv/installed-dev ## run every test, with coverage of the model
	$(BIN)/python -m pytest --cov --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder $(ARGS)

test-unit: .venv/installed-dev ## run the unit tests
	$(BIN)/python -m pytest tests/unit --quiet --numprocesses=auto --maxprocesses=4 $(ARGS)

test-app: .venv/installed-dev ## run the tests of the pages, without a browser
	$(BIN)/python -m pytest tests/app --quiet --numprocesses=auto --maxprocesses=4 $(ARGS)

test-browser: .venv/installed-dev ## run the tests of the pages in Chromium
	$(BIN)/python -m pytest tests/browser --quiet --numprocesses=auto --maxprocesses=4 --dist=loadfile $(ARGS)

check: lint types test-unit ## run lint, types and unit tests, in less than a minute

fix: .venv/installed-dev ## mend what the linter can mend, and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: .venv/installed-dev ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev ## check types
	$(BIN)/mypy

bench: .venv/installed-dev ## measure time and memory, beside a bare page
	$(BIN)/python -m benchmarks.bench $(ARGS)

load: .venv/installed-dev ## drive 1 to 100 students at once, beside a bare page
	$(BIN)/python -m benchmarks.load $(ARGS)

data-version: .venv/installed-dev ## record the figures in data/ under their new version
	$(BIN)/python -m tests.data.data_version

# Simulate anew what data/simulation.json holds. A changed figure is refused: ARGS=--allow-changes keeps it.
simulation: .venv/installed-dev ## simulate anew what data/simulation.json holds
	$(BIN)/python -m model simulate --renew $(ARGS)

# Newer versions of every dependency, pinned by hash. The lock files name no registry.
lock: .venv/installed-dev ## renew the lock files
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --quiet -c requirements.txt --upgrade -o requirements-dev.txt

# The lock files are complete: nothing else is looked up, so every pip installs the same. requirements-dev.txt holds all
# of requirements.txt. Each install is tried once more before it fails: a registry may be away for a moment.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
CHECK = $(BIN)/python -m pip check || { echo "If an older lock left that there, 'make clean' takes it away." >&2; exit 1; }

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	$(INSTALL) || $(INSTALL)
	$(CHECK)
	touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(INSTALL) || $(INSTALL)
	$(CHECK)
	touch .venv/installed $@

clean: ## remove the environment and the caches
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage
