# Needs Python 3.11 or newer and make; everything else is built into .venv. `make help` lists targets.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin

# The interpreter that .venv is made with. Override: make test PYTHON=/path/to/python
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	echo $$name; break; fi; done)

# More arguments for pytest: make test ARGS='tests/unit -k swap'
ARGS ?=

# Half as many processes again as there are cores: tests of the screens wait half of their time.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) \* 3 / 2)

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(firstword $(MAKEFILE_LIST)) \
		| awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.PHONY: demo
demo: $(VENV)/.installed ## open the terminal on an invented prison
	@$(BIN)/wingterm demo

.PHONY: test
test: $(VENV)/.developed ## run the whole test suite, on PostgreSQL too where its programs are found
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: thorough
thorough: $(VENV)/.developed ## let the machines of the suite go through ten times as many histories
	WINGTERM_THOROUGH=1 $(BIN)/pytest -n $(WORKERS) $(ARGS) \
		tests/services/test_ledger_machine.py tests/services/test_check_machine.py \
		tests/services/test_over_days.py

.PHONY: torture
torture: $(VENV)/.developed ## put the store through all that docs/reliability.md names, at length
	WINGTERM_TORTURE=long $(BIN)/pytest tests/torture -s -n 0 -m 'torture or not torture' $(ARGS)

.PHONY: lint
lint: $(VENV)/.developed ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(VENV)/.developed ## put style and formatting right where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: types
types: $(VENV)/.developed ## check types, of the program and of its tests
	$(BIN)/mypy

.PHONY: contracts
contracts: $(VENV)/.developed ## check who imports whom
	$(BIN)/lint-imports

.PHONY: wheel
wheel: $(VENV)/.developed ## build the wheel, install it alone, run both front ends from it
	$(BIN)/pytest tests/packaging -m packaging $(ARGS)

.PHONY: check
check: lint types contracts wheel test ## everything that CI checks

.PHONY: bench
bench: $(VENV)/.developed ## measure (tests/benchmarks)
	$(BIN)/pytest tests/benchmarks -m benchmark -s $(ARGS)

# Seconds for each reader of files. Override: make fuzz SECONDS_EACH=3600
SECONDS_EACH ?= 60

.PHONY: fuzz
fuzz: $(VENV)/.developed ## hand every reader of files what a fuzzer makes up; finds go to tests/fuzz/corpus
	$(call install,--group fuzz)
	for reader in $$($(BIN)/python -c 'from tests.fuzz.readers import READERS; print(*READERS)'); do \
		$(BIN)/python -m tests.fuzz.fuzzer $$reader $(SECONDS_EACH); \
	done

.PHONY: lock
lock: $(VENV)/.developed ## pin the newest versions of everything installed (docs/deploy), and bill them
	$(call install,--group supply)
	$(BIN)/python -m tests.packaging.supply lock

# The folder that `make wheelhouse` fills. Override: make wheelhouse WHEELHOUSE=/media/stick/wingterm
WHEELHOUSE ?= dist/wheelhouse

.PHONY: wheelhouse
wheelhouse: $(VENV)/.developed ## fill a folder from which a machine without a network installs
	rm -rf build dist/wingterm-*
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/python -m tests.packaging.supply wheelhouse $(WHEELHOUSE) dist/wingterm-*.whl

.PHONY: setup
setup: $(VENV)/.developed ## build .venv with the tools of a developer

.PHONY: clean
clean: ## remove what make and the tools have built, .venv too
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find wingterm screens db fixtures tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- .venv ---------------------------------------------------------------------------------------

# $(call install,ARGUMENTS): into .venv, by uv where it is found and able, by pip otherwise.
# Dependency groups came with pip 25.1, so pip is raised first.
define install
	@test -n '$(PYTHON)' || { echo 'wingterm needs Python 3.11 or newer; none was found.' >&2; exit 1; }
	@set -e; \
	if uv --version >/dev/null 2>&1; then \
		{ test -x $(BIN)/python || uv venv --quiet --clear --python '$(PYTHON)' $(VENV); } \
		&& uv pip install --quiet --python $(BIN)/python $(1) && exit 0; \
		echo 'uv could not do it; trying pip.' >&2; \
	fi; \
	test -x $(BIN)/python || '$(PYTHON)' -m venv --clear $(VENV); \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'; \
	$(BIN)/python -m pip install --quiet $(1)
endef

$(VENV)/.installed: pyproject.toml
	$(call install,--editable .)
	@touch $@

$(VENV)/.developed: pyproject.toml
	$(call install,--editable . --group dev)
	@touch $(VENV)/.installed $@
