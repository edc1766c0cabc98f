.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# The type checker reads the settings; it connects to nothing.
TYPING_ENV := OPENPIAS_PROFILE=test DATABASE_URL=postgresql:///typing $(foreach name,SECRET AUDIT ANSWER CARD_MASTER HELPDESK,OPENPIAS_$(name)_KEY=typing-only-typing-only-typing-only)

# Compiled once for all the processes that tests start.
export PYTHONDONTWRITEBYTECODE :=
TESTS := $(BIN)/python -m pytest -q

help: ## Say what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/installed: requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch .venv/installed

install: .venv/installed ## Install everything into .venv

run: .venv/installed ## Set everything up and serve the portal on loopback (PORT, OPENPIAS_HOME)
	@exec $(BIN)/openpias run

run-door: .venv/installed ## Serve the portal behind nginx and certificates, with demonstration ones (DOOR_PORT)
	@exec $(BIN)/openpias run --door

check: .venv/installed ## Lint, types and import contracts, side by side
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint types

lint: .venv/installed
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/installed
	$(TYPING_ENV) $(BIN)/mypy

test: .venv/installed ## Run every test: the fast ones, then the slow ones, in the order of tests/order.py
	$(BIN)/python tests/prepare_machine.py
	$(TESTS) -n 2 -m "not slow"
	$(TESTS) -n 2 --dist loadfile -m slow

test-fast: .venv/installed ## Run the tests that take less than two minutes
	$(TESTS) -n 2 -m "not slow"

messages: .venv/installed ## Collect texts into the catalogues and compile them
	$(BIN)/pybabel -q extract -F babel.cfg --no-location --sort-output --omit-header -o src/openpias/locale/django.pot .
	for language in uk en; do $(BIN)/pybabel -q update -D django -N --no-wrap --ignore-obsolete --omit-header -i src/openpias/locale/django.pot -d src/openpias/locale -l $$language; done
	$(BIN)/pybabel -q compile -f -D django -d src/openpias/locale

bench: .venv/installed ## Measure every figure of docs/performance.md that takes minutes and no more
	$(BIN)/python benchmarks/issuing.py
	$(BIN)/python benchmarks/door.py
	$(BIN)/python benchmarks/management_unit.py
	$(BIN)/python benchmarks/insured_check.py
	$(BIN)/python benchmarks/station.py
	$(BIN)/python benchmarks/reporting.py
	$(BIN)/python benchmarks/helpdesk.py
	$(BIN)/openpias benchmark helpdesk-header benchmarks/labelled/helpdesk-header.jsonl
	$(BIN)/openpias benchmark helpdesk-personal-data benchmarks/labelled/helpdesk-personal-data.jsonl
	$(BIN)/python benchmarks/voice.py

requirements: ## Pin the dependencies of pyproject.toml again, with hashes
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements/base.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header --extra cards pyproject.toml -o requirements/cards.full
	(head -1 requirements/cards.txt; sed -n '/^pyscard==/,/^[a-z].*==/{/^pyscard==/p;/^ /p}' requirements/cards.full) > requirements/cards.new && mv requirements/cards.new requirements/cards.txt && rm requirements/cards.full

assets: .venv/installed ## Build style sheets, scripts and fonts of the pages again
	cd assets && export PATH="$(CURDIR)/$(BIN):$$PATH" && npm ci && npm run build

.PHONY: help install run run-door check lint types test test-fast messages requirements assets bench
