# Needs python3 (3.11 or newer) and GNU make; everything else is fetched into .tools/ and .venv/.
# The data of `make run` lives in $(MOCKMATE_HOME), `.local` unless set.

PYTHON3 ?= python3
PYTHON := .venv/bin/python
ARGS ?=

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run services languages simulate soak backup restore test test-unit test-chaos test-foreign bench-matching bench-sockets bench-login check format docs texts pictures migration site env test-deployment smoke promote import export demo demo-remove mail-test check-deployment clean reset environment developer bench bench-rest bench-start bench-pages bench-peers bench-against bench-growth bench-costs

help: ## Show this list
	@$(PYTHON3) -c 'import re, sys; sys.stdout.write("".join("  make %-14s %s\n" % m for m in re.findall("(?m)^([a-z-]+):.*?## (.*)$$", open("Makefile").read())))'

run: environment ## Start Mock Mate on this machine (PORT, WS_PORT, MOCKMATE_HOME, DATABASE_URL, REDIS_URL; HOST=0.0.0.0 for other devices)
	@exec $(PYTHON) -m deployment.local

services: ## Install the services and build the client, on a server that has PostgreSQL and Redis (docs/debian.md)
	@$(PYTHON3) deployment/local/bootstrap.py services
	@$(PYTHON) -m deployment.local.webclient build

languages: environment ## Install the large programming languages that browsers run: C and C++, Go, Ruby, and PostgreSQL for SQL
	@$(PYTHON) -m deployment.local.webclient languages

simulate: developer ## Simulate people on a running Mock Mate (ARGS="--people 200 --minutes 5"; run with RATE_LIMITS=off)
	@$(PYTHON) -m benchmarks.simulation $(ARGS)

soak: developer ## Watch memory, file descriptors, and lag under simulated load (10 min; ARGS="--minutes 60")
	@$(PYTHON) -m benchmarks.soak $(ARGS)

test: developer ## Run all tests against a real PostgreSQL, Valkey, and Chromium (ARGS="-k pairing")
	@$(PYTHON) -m deployment.local.webclient test
	@$(PYTHON) -m pytest -n auto --ignore tests/foreign $(ARGS)

test-unit: developer ## Run the tests that need no database (seconds)
	@$(PYTHON) -m pytest tests/unit tests/contract $(ARGS)

test-chaos: developer ## Run the chaos tests of `make test` for minutes instead of seconds (CHAOS_SEED=7, ARGS)
	@CHAOS=long $(PYTHON) -m pytest tests/system -k "integrity or fire or kills" --timeout 1800 $(ARGS)
	@CHAOS=long $(PYTHON) -m pytest -n auto tests/unit

test-foreign: developer ## Run the tests that need third-party tools: Terraform with the AWS provider, checkov, cargo, Go, Maven, Debian's packages (ARGS)
	@$(PYTHON) -m pytest tests/foreign $(ARGS)

bench: bench-matching bench-sockets bench-login bench-rest bench-start bench-pages ## Run all benchmarks, in half an hour (ARGS=--quick)
	@$(PYTHON) -m benchmarks.render

bench-start: developer ## Measure the services' startup time and idle memory (ARGS=--quick)
	@$(PYTHON) -m benchmarks.start $(ARGS)

bench-rest: developer ## Measure bookings and reads over REST, in minutes (ARGS=--quick)
	@$(PYTHON) -m benchmarks.rest $(ARGS)
	@$(PYTHON) -m benchmarks.booking_profile $(ARGS)

bench-pages: developer ## Measure the client's page sizes and load times (ARGS=--quick)
	@$(PYTHON) -m benchmarks.pages $(ARGS)

bench-matching: developer ## Measure pairing, a full matching pass, and joining, in minutes (ARGS=--quick)
	@$(PYTHON) -m benchmarks.pairing $(ARGS)
	@$(PYTHON) -m benchmarks.pairing_pass $(ARGS)
	@$(PYTHON) -m benchmarks.join_to_match $(ARGS)

bench-sockets: developer ## Measure relaying, chat, typing, and idle sockets, in minutes (ARGS=--quick)
	@$(PYTHON) -m benchmarks.relay $(ARGS)
	@$(PYTHON) -m benchmarks.chat $(ARGS)
	@$(PYTHON) -m benchmarks.editor $(ARGS)
	@$(PYTHON) -m benchmarks.connections $(ARGS)

bench-login: developer ## Measure logins and their effect on other requests, in minutes (ARGS=--quick)
	@$(PYTHON) -m benchmarks.login $(ARGS)

bench-growth: developer ## Measure crowds at a tenth, once, and ten times the size (ARGS=--quick)
	@$(PYTHON) -m benchmarks.growth $(ARGS)
	@$(PYTHON) -m benchmarks.render

bench-costs: developer ## Measure what an interview adds to the database, traffic and logs, in minutes (ARGS=--quick)
	@$(PYTHON) -m benchmarks.costs $(ARGS)
	@$(PYTHON) -m benchmarks.calls $(ARGS)
	@$(PYTHON) -m benchmarks.render

bench-against: developer ## Measure this checkout beside an older revision, alternately (REV=850d4eb, ARGS=--quick)
	@$(PYTHON) -m benchmarks.against --rev $(or $(REV),$(error Say which revision, as in `make bench-against REV=850d4eb`)) $(ARGS)
	@$(PYTHON) -m benchmarks.render

bench-peers: developer ## Compare the shared editor with y-websocket and Hocuspocus, in minutes (ARGS="--quick --only ours")
	@$(PYTHON) -m benchmarks.peers $(ARGS)
	@$(PYTHON) -m benchmarks.render

check: developer ## Check formatting, lint, types, imports, the API documents, and that generated files are current
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m mypy
	@$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo
	@$(PYTHON) docs/generate.py --check
	@$(PYTHON) docs/web_schema.py
	@$(PYTHON) -m tests.documents
	@$(PYTHON) -m benchmarks.render --check
	@$(PYTHON) -m deployment.local.webclient check

format: developer ## Format the code and fix what can be fixed automatically
	@$(PYTHON) -m ruff format
	@$(PYTHON) -m ruff check --fix

docs: developer ## Generate the docs that come from the code
	@$(PYTHON) docs/generate.py
	@$(PYTHON) -m deployment.env_example
	@$(PYTHON) -m deployment.client_conf
	@$(PYTHON) -m deployment.helm.schema
	@$(PYTHON) -m deployment.release write

texts: developer ## Add new sentences of mails, calendars and pages for unsubscribing to shared/mail/locales/
	@$(PYTHON) -m deployment.local.mail_texts

pictures: developer ## Take the pictures of the README, the handbook and the landing page, by real browsers
	@$(PYTHON) -m docs.pictures

migration: developer ## Generate the next migration from changes in shared/models (NAME=headline)
	@$(PYTHON) -m deployment.new_migration "$(NAME)"

site: developer ## Build the handbook from docs/ into site/
	@NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict --quiet
	@echo "Built site/index.html"

env: ## Create deployment/.env with random secrets, for Docker Compose and `make smoke`
	@$(PYTHON3) deployment/make_env.py

# What happens to the stores of a deployment: poolers, failovers, read-only databases, passwords that change.
STORES := $(addprefix tests/system/test_,pooler.py sentinel.py cluster.py failover.py postgres_failover.py database_passwords.py)

test-deployment: developer ## Run the tests of nginx, of poolers and failovers, and of the image, ECS, and Terraform definitions (ARGS)
	@$(PYTHON) -m pytest -n auto tests/deployment $(STORES) $(ARGS)

smoke: developer env ## Start everything with Docker Compose, then scale, kill, and restart it (needs Docker; ARGS)
	@$(PYTHON) -m pytest tests/deployment/smoke.py tests/deployment/smoke_ecs.py -p no:cacheprovider --timeout 1800 $(ARGS)

promote: environment ## Make a user an administrator of the embedded deployment (EMAIL=ada@example.org)
	@$(PYTHON) -m deployment.local flask users promote $(if $(EMAIL),"$(EMAIL)",$(error EMAIL is required, as in `make promote EMAIL=ada@example.org`))

demo: environment ## Fill the embedded deployment with invented people and their past interviews, to look at (ELSEWHERE=1)
	@$(PYTHON) -m deployment.local demo make $(if $(ELSEWHERE),--elsewhere)

demo-remove: environment ## Remove the invented people of `make demo`, and all that is only theirs
	@$(PYTHON) -m deployment.local demo remove

mail-test: environment ## Send a mail as configured by MAIL_URL and MAIL_FROM, and say what the server answers (TO=ada@example.org)
	@$(PYTHON) -m deployment.local mail-test $(if $(TO),"$(TO)",$(error TO is required, as in `make mail-test TO=ada@example.org`))

check-deployment: environment ## Try every setting and connection of the running deployment, and say what is wrong (ARGS=--json)
	@$(PYTHON) -m deployment.local check $(ARGS)

import: environment ## Import questions into the embedded deployment (FROM=a folder, zip, JSON or CSV; DRY_RUN=1, SKIP=1, FORMAT=…, REPLACE=1)
	@$(PYTHON) -m deployment.local flask questions import $(if $(FROM),"$(FROM)",$(error FROM is required, as in `make import FROM=questions.csv DRY_RUN=1`)) $(if $(FORMAT),--format "$(FORMAT)") $(if $(DRY_RUN),--dry-run) $(if $(SKIP),--skip-refused) $(if $(REPLACE),--replace-edited)

export: environment ## Export all questions of the embedded deployment as Markdown (TO=a folder, or a zip)
	@$(PYTHON) -m deployment.local flask questions export $(if $(TO),"$(TO)",$(error TO is required, as in `make export TO=questions.zip`))

backup: environment ## Back up the embedded database to a file (FILE=…; by default in the data folder)
	@$(PYTHON) -m deployment.ops.backup save $(if $(FILE),"$(FILE)")

restore: environment ## Restore the embedded database from a backup (FILE=…, requires YES=1)
	@$(PYTHON) -m deployment.ops.backup restore $(if $(FILE),"$(FILE)") $(if $(YES),--yes)

clean: ## Remove .venv, .tools, and all caches; keeps the data
	@$(PYTHON3) -c 'import pathlib, shutil; [shutil.rmtree(path, ignore_errors=True) for pattern in (".venv", ".tools", ".*_cache", ".hypothesis", "[!.n]*/**/__pycache__") for path in list(pathlib.Path().glob(pattern))]'

reset: environment ## Delete the data of the embedded deployment (requires YES=1)
	@$(PYTHON) -m deployment.local reset $(if $(YES),--yes)

# What the targets stand on; nothing happens here when nothing has changed.
environment:
	@$(PYTHON3) deployment/local/bootstrap.py run

developer: ## Install the developer tools; other targets do this automatically
	@$(PYTHON3) deployment/local/bootstrap.py all
