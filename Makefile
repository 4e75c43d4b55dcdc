PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.PHONY: run test lint types bench load lock clean

run: .venv/installed
	$(BIN)/streamlit run streamlit_app.py $(ARGS)

test: .venv/installed-dev
	$(BIN)/python -m pytest --cov --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev
	$(BIN)/mypy

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks.bench $(ARGS)

load: .venv/installed-dev
	$(BIN)/python -m benchmarks.load $(ARGS)

# Newer versions of every dependency, pinned by hash. The lock files name no registry.
lock: .venv/installed-dev
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

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage
