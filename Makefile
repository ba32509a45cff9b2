# The doors of the project: `make demo` and `make test`. A machine needs make, a package index and
# Python 3.11 or later, as `python3` or as `make PYTHON=…`; all else goes into .venv. Run again, each
# target installs only what a changed pyproject.toml or constraints.txt asks for.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # two pips in one environment would overwrite each other

PYTHON ?= python3
# Workers for the tests: auto, a number, or 0 for none.
WORKERS ?= auto
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
PLUGINS := $(sort $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml)))
METADATA := pyproject.toml constraints.txt $(addsuffix /pyproject.toml,$(PLUGINS))
# Both builders share what was read: to read the pages takes longer than to write them.
SPHINX := $(BIN)/sphinx-build -q -n -W --keep-going -d build/docs/doctrees
DEMO_OUTPUTS := $(addprefix build/us_japan,.xlsx .ics .graphml .html)

.PHONY: help
help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: $(VENV)/.runtime ## Merge the examples; write a workbook, a calendar, a graph and a page; show conflicts.
	@mkdir -p build
	$(BIN)/alliancekit merge examples/us_japan $(addprefix -o ,$(DEMO_OUTPUTS))
	$(BIN)/alliancekit show examples/us_japan
	$(BIN)/alliancekit show examples/gulf_asean --conflicts

.PHONY: test
test: $(VENV)/.group-test ## Run every test of the core and the plugins, with branch coverage.
	$(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal --cov --cov-report term $(PYTEST_ARGS)

.PHONY: lint
lint: $(VENV)/.group-lint ## Check style and formatting.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: fmt
fmt: $(VENV)/.group-lint ## Mend style and formatting where that is safe.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: layers
layers: $(VENV)/.group-lint ## Check that imports run one way.
	$(BIN)/lint-imports --no-logo --no-cache

.PHONY: types
types: $(VENV)/.group-types ## Check the types of the core and the plugins, and of code that uses them.
	$(BIN)/mypy
	$(BIN)/pyright

.PHONY: docs
docs: $(VENV)/.group-docs ## Run the examples of the pages and build them in build/docs/html.
	$(SPHINX) -b doctest docs build/docs/doctest
	$(SPHINX) -b html docs build/docs/html

.PHONY: build
build: $(VENV)/.group-build ## Build the five sdists and wheels in build/dist and check them.
	$(BIN)/python .ci/distributions.py build/dist . $(PLUGINS)

.PHONY: tools
tools: $(addprefix $(VENV)/.group-,test lint types docs build) ## Install what all of the above need.

.PHONY: bench
bench: $(VENV)/.group-bench ## Install what the scripts in benchmarks/ need.

.PHONY: bench-merging
bench-merging: $(VENV)/.group-bench-merging ## Install what benchmarks/merging.py compares with.

.PHONY: lowest
lowest: $(VENV)/.group-test ## Run every test with the oldest versions that the metadata allows.
	$(BIN)/python .ci/lowest.py build/lowest . $(PLUGINS)
	build/lowest/bin/python -m pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal -p no:cacheprovider $(PYTEST_ARGS)

.PHONY: constraints
constraints: ## Write constraints.txt anew from a fresh environment.
	PYTHON="$(PYTHON)" .ci/constraints $(PLUGINS)

.PHONY: clean
clean: ## Remove the environment and everything that was built.
	rm -rf $(VENV) build .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# An environment whose making was interrupted has no stamp and is made anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "alliancekit needs Python 3.11 or later, and '$(PYTHON)' is not: name one with make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' has no ensurepip and cannot make an environment: install it (Debian and Ubuntu: apt install python3-venv), or name another Python with make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --upgrade -c constraints.txt pip hatchling
	@touch $@

# Hatchling is there already, so that four builds need not fetch it four times.
EDITABLE := --no-build-isolation -e . $(addprefix -e ,$(PLUGINS))

$(VENV)/.runtime: $(VENV)/.made $(METADATA)
	$(PIP) install -c constraints.txt $(EDITABLE)
	@touch $@

$(VENV)/.group-%: $(VENV)/.runtime
	$(PIP) install -c constraints.txt --group $*
	@touch $@
