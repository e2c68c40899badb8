# `make demo` and `make test` need Python 3.11 and make, nothing else. See README.md.

PORT ?= 8000
# Of `make load`.
USERS ?= 200
MINUTES ?= 10
SCALE ?= 20

# The first of these that is a Python 3.11; empty where none is.
PYTHON := $(shell for candidate in python3.11 python3 python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	&& { command -v "$$candidate"; break; }; done)

VENV := .venv/bin
MANAGE := $(VENV)/python manage.py
BOOTSTRAP = $(PYTHON) sufficiency/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help python environment setup free-port demonstration demo test test-quick test-slow stop tables backtest bench load screenshots check
.NOTPARALLEL:

help:
	@echo "make demo       the demonstration at http://127.0.0.1:$(PORT) (PORT= to change)"
	@echo "make test       the tests"
	@echo "make setup      everything but demonstration data"
	@echo "make stop       stops the local PostgreSQL"
	@echo "make test-quick the tests without those that walk every page, form and role"
	@echo "make test-slow  the long tests, at full size"
	@echo "make tables     the Southampton demonstration: printed against computed, cell by cell"
	@echo "make backtest   the accuracy of the forecast"
	@echo "make bench      the benchmarks"
	@echo "make load       200 simulated people at once for ten minutes (USERS=, MINUTES=, SCALE= to change)"
	@echo "make screenshots  docs/screens.md and its pictures (AUTHORITY= whose)"
	@echo "make check      formatter, linter, import contracts, types, templates, migrations, settings"

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found as python3.11, python3 or python. \
	Debian: apt-get install python3.11 python3.11-venv" >&2; exit 1; }

environment: python
	@$(BOOTSTRAP) environment

setup: environment
	@echo "Database: bringing its tables up to date"
	@$(MANAGE) migrate --verbosity 0
	@echo "Reference data: authorities, postcodes, code sets"
	@$(MANAGE) load_reference --verbosity 0

free-port: python
	@$(PYTHON) sufficiency/local_server.py check $(PORT)

demonstration: export SUFFICIENCY_DEMO = 1
demonstration: environment
	@$(MANAGE) prepare_demo

demo: export SUFFICIENCY_DEMO = 1
demo: free-port environment
	@$(BOOTSTRAP) static
	@$(MANAGE) prepare_demo
	@exec $(VENV)/python sufficiency/local_server.py serve $(PORT)

test: environment
	@$(BOOTSTRAP) chromium
	@echo "Tests, two at a time"
	@$(VENV)/python -m pytest -n 2 --dist loadgroup

test-quick: environment
	@$(VENV)/python -m pytest -n 2 --dist loadgroup -m "not slow and not walk"

test-slow: environment
	@$(BOOTSTRAP) chromium
	@echo "The long tests, one after another"
	@# Here a test may well last longer than the time after which a hanging one is asked where it is.
	@$(VENV)/python -m pytest -m slow -o faulthandler_timeout=0

stop: python
	@$(PYTHON) sufficiency/local_postgres.py stop

tables: demonstration
	@$(MANAGE) southampton_tables

# The generated authorities, and the two demonstrations: Southampton and Northmere.
backtest: demonstration
	@$(MANAGE) help backtest >/dev/null 2>&1 || { \
	echo "The forecast is not part of this version, so there is nothing to test back." >&2; exit 1; }
	@$(MANAGE) backtest --all --authority E06000045 --authority E06999001

bench: setup
	@$(MANAGE) bench

load: setup
	@$(MANAGE) load_test --users $(USERS) --minutes $(MINUTES) --scale $(SCALE) --into .local/load.md

AUTHORITY ?= Northmere
screenshots: export SUFFICIENCY_DEMO = 1
screenshots: demonstration
	@$(BOOTSTRAP) static
	@$(VENV)/python -m sufficiency.demonstration.screenshots --authority "$(AUTHORITY)"

# Settings as production has them, with values that stand for a council's own.
PRODUCTION := SUFFICIENCY_PRODUCTION=1 SUFFICIENCY_DEMO=0 SUFFICIENCY_DEBUG=0 ALLOWED_HOSTS=sufficiency.example \
	SECRET_KEY=only-to-check-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz \
	SUFFICIENCY_SEALING_KEYS=only-to-check-the-settings-zyxwvutsrqponmlkjihgfedcba-9876543210 \
	DATABASE_URL=postgres://checked@database.example/sufficiency

check: environment
	@echo "Format"
	@$(VENV)/python -m ruff format --check --quiet .
	@echo "Lint"
	@$(VENV)/python -m ruff check --quiet .
	@echo "Imports"
	@$(VENV)/python -c "from importlinter.cli import lint_imports_command as run; run()" --no-cache --no-logo
	@echo "Templates"
	@$(VENV)/python -m djlint --lint --quiet templates
	@echo "Types"
	@$(VENV)/python -m mypy
	@echo "Migrations"
	@$(MANAGE) makemigrations --check --dry-run
	@echo "Production settings"
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
