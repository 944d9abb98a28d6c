# make run · make test · make check · make bench: nothing more to remember.
.DEFAULT_GOAL := run
.PHONY: run test check bench setup dev frontend format docs

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv/bin
export COMMONBEAT_HOME ?= $(CURDIR)/var
PORT ?= 8000

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "CommonBeat needs Python 3.11 or newer; none was found."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements/run.lock | .venv/bin/python
	@echo "Installing what CommonBeat needs (a minute or two, once) ..."
	@$(VENV)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.lock
	@$(VENV)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.lock .venv/.run
	@echo "Installing the tools for tests and checks ..."
	@$(VENV)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.lock
	@touch $@

# Both look for themselves whether anything changed.
frontend: .venv/.run
	@$(VENV)/python -m commonbeat.ground.ui.frontend
	@$(VENV)/python -m commonbeat.ground.ui.catalogues

setup: .venv/.run frontend
dev: setup .venv/.dev

run: export COMMONBEAT_DEMO = 1
run: export COMMONBEAT_PUBLIC_URL ?= http://127.0.0.1:$(PORT)
run: setup
	@$(VENV)/commonbeat migrate --verbosity 0
	@$(VENV)/commonbeat collectstatic --noinput --verbosity 0
	@$(VENV)/commonbeat demo
	@trap 'kill 0' EXIT; $(VENV)/commonbeat demo --live & $(VENV)/commonbeat serve --port $(PORT)

test: dev
	@$(VENV)/python -m tests.machine

check: dev
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports
	$(VENV)/mypy
	$(VENV)/djlint --lint --quiet src
	$(VENV)/bandit --quiet --recursive src --configfile pyproject.toml
	COMMONBEAT_HOME=$$(mktemp -d) $(VENV)/commonbeat makemigrations --check --dry-run
	$(VENV)/python -m docs.generate --check

format: dev
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

docs: dev
	$(VENV)/python -m docs.generate

bench: dev
	@$(VENV)/python -m bench
