# Every command a developer needs. `check` commands only look; generate, update-spec, format, lock and
# build write.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
# Scripts that tools install are found here first, also by tools that call each other by name.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

HAND_WRITTEN := jetemail_api_client pytest_jetemail.py codegen tests examples benchmarks docker docs

.DEFAULT_GOAL := help

.PHONY: help
help: ## Print these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

# Set-up. Two sets of pinned, hashed packages in one environment: the demo needs few of them.

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@rm -rf $(VENV)
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/demo.stamp: $(VENV)/python.stamp requirements/demo.txt pyproject.toml
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements/demo.txt
	@$(RUN) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/demo.stamp requirements/dev.txt
	@echo "Installing the tools of a developer (a minute or two, once) ..."
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

.PHONY: demo
demo: $(VENV)/demo.stamp ## What the client does, at a local JetEmail: no key, no network (KEEP=1)
	@KEEP=$(KEEP) $(RUN) -m examples.demo

.PHONY: sandbox
sandbox: $(VENV)/demo.stamp ## Run the local JetEmail until Ctrl-C
	@$(RUN) -m jetemail_api_client.sandbox

.PHONY: error-texts
error-texts: $(VENV)/dev.stamp ## Write docs/errors.md, the table of error texts
	@$(RUN) -m tests.docs.error_texts

# Generated code.

.PHONY: generate
generate: $(VENV)/dev.stamp ## Write jetemail_api_client/_generated from openapi.json
	@$(RUN) -m codegen.generate

.PHONY: update-spec
# As given: make would expand a $ in it.
update-spec: export DOCUMENT := $(value SPEC)
update-spec: $(VENV)/dev.stamp ## Follow the vendor: make update-spec SPEC=path-or-url (FORMAT=json)
	@test -n "$$DOCUMENT" || { echo "Say where the new description is: make update-spec SPEC=path-or-url"; exit 1; }
	@$(RUN) -m codegen.update $(if $(FORMAT),--format "$(FORMAT)") -- "$$DOCUMENT"

.PHONY: check-generated
check-generated: $(VENV)/dev.stamp ## Generate afresh and compare whole trees
	@$(RUN) -m codegen.generate --check

# Checks.

.PHONY: check-api
check-api: $(VENV)/dev.stamp ## Does the changelog name what breaks callers of the last release?
	@$(RUN) -m codegen.api .

.PHONY: format
format: $(VENV)/dev.stamp ## Format the code, and mend what can be mended by itself
	@ruff check --fix-only $(HAND_WRITTEN)
	@ruff format $(HAND_WRITTEN)

.PHONY: check-format
check-format: $(VENV)/dev.stamp ## Is the code formatted?
	@ruff format --check $(HAND_WRITTEN)

.PHONY: check-lint
check-lint: $(VENV)/dev.stamp ## Does the code keep the rules?
	@ruff check $(HAND_WRITTEN)

.PHONY: check-spelling
check-spelling: $(VENV)/dev.stamp ## Are the words of the prose and of the docstrings spelled well?
	@codespell $(wildcard *.md) docs examples jetemail_api_client pytest_jetemail.py codegen

.PHONY: check-types
check-types: $(VENV)/dev.stamp ## mypy --strict and pyright, generated code included
	@mypy
	@pyright
	@mkdir -p build
	@# From outside, as a user's pyright sees the package: every public type must be known.
	@cd build && PYTHONPATH=$(CURDIR):$$($(abspath $(RUN)) -c 'import sysconfig; print(sysconfig.get_path("purelib"))') \
		pyright --verifytypes jetemail_api_client --ignoreexternal > types.txt || { cat types.txt; exit 1; }
	@grep "completeness" build/types.txt

# Tests mostly wait, for a server or for an end: more of them at once than there are cores.
WORKERS ?= 6

.PHONY: test
test: $(VENV)/dev.stamp ## Run the tests, several at once
	@PYTHONDONTWRITEBYTECODE= $(MODE) $(RUN) -m pytest --numprocesses=$(WORKERS) --dist=worksteal $(COVERAGE) $(ARGS)

$(VENV)/browser.stamp: $(VENV)/dev.stamp requirements/browser.txt
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements/browser.txt
	@touch $@

.PHONY: check-page
check-page: $(VENV)/browser.stamp ## Use the sandbox's page in Chromium; from then on `make test` does, too
	@$(RUN) -m pytest tests/sandbox/test_page_in_browser.py $(ARGS)

.PHONY: screenshots
screenshots: $(VENV)/browser.stamp ## Take the pictures of the sandbox's page in docs/images
	@$(RUN) -m tests.sandbox.screenshots

.PHONY: matrix
matrix: $(VENV)/dev.stamp ## The whole fault matrix, over the transports of httpx and httpx2 as well
	@MATRIX=all $(RUN) -m pytest --numprocesses=$(WORKERS) --dist=worksteal tests/wire/test_matrix.py

.PHONY: check
# In development mode, where Python and asyncio watch themselves; every warning is an error. As
# variables of the environment, which reach the processes that run the tests; options would not.
check: MODE := PYTHONDEVMODE=1 PYTHONWARNINGS=error
check: COVERAGE := --cov --cov-report=term
check: check-generated check-format check-lint check-spelling check-types check-api docs test ## Everything that must hold

.PHONY: check-pythons
check-pythons: ## The generated bytes and the tests on every Python that is here
	@for python in python3.11 python3.12 python3.13 python3.14 python3.15; do \
		if $$python -c '' 2>/dev/null; then \
			echo "$$python:" && $(MAKE) --no-print-directory PYTHON=$$python VENV=build/$$python check-generated test || exit 1; \
		else echo "$$python: not here, skipped"; fi; \
	done

# The tests on what users get. Environments of their own: the package is not there as a checkout.

WHEEL := build/wheel

$(WHEEL)/venv.stamp: requirements/dev.txt
	@rm -rf $(WHEEL)/venv
	@echo "Setting up $(WHEEL)/venv ..."
	@$(PYTHON) -m venv $(WHEEL)/venv
	@$(WHEEL)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: check-wheel
check-wheel: $(WHEEL)/venv.stamp ## The tests against the built wheel, without the source
	@PYTHONDONTWRITEBYTECODE= $(WHEEL)/venv/bin/python -m tests.wheel $(WHEEL) --numprocesses=$(WORKERS) --dist=worksteal $(ARGS)

LOWEST := build/lowest

$(LOWEST)/venv.stamp: requirements/lowest.txt
	@rm -rf $(LOWEST)
	@echo "Setting up $(LOWEST)/venv ..."
	@$(PYTHON) -m venv $(LOWEST)/venv
	@$(LOWEST)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

# All but those of the generator, whose tools are pinned, and those that need the group `recipes`, which
# is not there: tests/test_architecture.py looks for its packages in the others.
LOWEST_TESTS := $(filter-out tests/codegen tests/docs tests/workers,$(patsubst %/__init__.py,%,$(wildcard tests/*/__init__.py)))
# The test client of the oldest Starlette uses what the newest anyio, which it allows, deprecates.
LOWEST_WARNINGS := -W "ignore:The anyio.abc.BlockingPortal alias:DeprecationWarning"

.PHONY: check-lowest
check-lowest: $(LOWEST)/venv.stamp ## The tests with the oldest packages that pyproject.toml allows
	@PYTHONDONTWRITEBYTECODE= $(LOWEST)/venv/bin/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal $(LOWEST_WARNINGS) $(LOWEST_TESTS) $(ARGS)

NEWCOMER := build/newcomer

$(NEWCOMER)/venv.stamp: requirements/newcomer.txt
	@rm -rf $(NEWCOMER)
	@echo "Setting up $(NEWCOMER)/venv ..."
	@$(PYTHON) -m venv $(NEWCOMER)/venv
	@$(NEWCOMER)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: check-newcomer
check-newcomer: $(VENV)/dev.stamp $(NEWCOMER)/venv.stamp ## The README's first example and the tutorial, from the wheel
	@$(RUN) -m tests.newcomer $(NEWCOMER)

# Benchmarks. The clients that calls are compared with live in an environment of their own.

BENCH := build/bench

$(BENCH)/venv.stamp: requirements/peers.txt
	@rm -rf $(BENCH)/venv
	@echo "Setting up $(BENCH)/venv ..."
	@$(PYTHON) -m venv $(BENCH)/venv
	@$(BENCH)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: bench
bench: $(BENCH)/venv.stamp ## The goals and what other clients cost, in one run (minutes; QUICK=1)
	@$(BENCH)/venv/bin/python -m benchmarks.measure $(if $(QUICK),--quick)
	@$(BENCH)/venv/bin/python -m benchmarks.report

.PHONY: throughput
throughput: $(BENCH)/venv.stamp ## A list beyond the rate limit, by this client and others (MESSAGES=1500)
	@$(BENCH)/venv/bin/python -m benchmarks.throughput $(if $(MESSAGES),--messages $(MESSAGES))

.PHONY: bench-picture
bench-picture: $(BENCH)/venv.stamp ## Draw docs/cost.svg from what `make bench` measured
	@$(BENCH)/venv/bin/python -m benchmarks.picture

.PHONY: compare
compare: $(BENCH)/venv.stamp ## Try other SDKs in the same situations: docs/explanation/comparison.md (WRITE=1)
	@$(BENCH)/venv/bin/python -m benchmarks.compare $(if $(WRITE),--write)

.PHONY: cost
cost: $(VENV)/demo.stamp ## Count the instructions of a call against the baseline (UPDATE=1 writes it)
	@$(RUN) -m benchmarks.cost $(if $(UPDATE),--update)

.PHONY: churn
churn: $(VENV)/dev.stamp ## What 10,000 cancellations do to a pool, beside httpx's own
	@$(RUN) -m benchmarks.churn

# Requests that the description allows, and others, against the sandbox. An environment of its own.

FUZZ := build/fuzz

$(FUZZ)/venv.stamp: requirements/fuzz.txt
	@rm -rf $(FUZZ)
	@echo "Setting up $(FUZZ)/venv ..."
	@$(PYTHON) -m venv $(FUZZ)/venv
	@$(FUZZ)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: fuzz-sandbox
fuzz-sandbox: $(FUZZ)/venv.stamp ## Send generated requests to the sandbox, in sequences too (minutes)
	@$(FUZZ)/venv/bin/python -m tests.fuzz_sandbox $(ARGS)

.PHONY: load-sandbox
load-sandbox: $(VENV)/dev.stamp ## Many clients at once against the sandbox (CLIENTS=100 SECONDS=30)
	@$(RUN) -m benchmarks.load_sandbox $(if $(CLIENTS),--clients $(CLIENTS)) $(if $(SECONDS),--seconds $(SECONDS))

# Prism, a validator of another make, between the client and the sandbox. It needs Node.js and npm.

PRISM := build/prism

$(PRISM)/prism.stamp:
	@npm install --silent --prefix $(PRISM) @stoplight/prism-cli@5
	@touch $@

.PHONY: check-prism
check-prism: $(VENV)/dev.stamp $(PRISM)/prism.stamp ## Run the tests of clients at the sandbox through Prism (minutes)
	@$(RUN) -m pytest -p tests.prism -p pytest_jetemail tests/sandbox examples/test_fastapi_service.py

# The documentation. An environment of its own: nothing else needs Sphinx.

DOCS := build/docs

$(DOCS)/venv.stamp: requirements/docs.txt
	@rm -rf $(DOCS)/venv
	@echo "Setting up $(DOCS)/venv ..."
	@$(PYTHON) -m venv $(DOCS)/venv
	@$(DOCS)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: docs
docs: $(DOCS)/venv.stamp ## Build the documentation into build/docs/html; links that lead nowhere fail
	@# Afresh: it does not notice all that pages depend on.
	@$(DOCS)/venv/bin/python -m sphinx --quiet --fail-on-warning --keep-going --fresh-env --jobs 2 \
		--doctree-dir $(DOCS)/doctrees docs $(DOCS)/html
	@echo "$(DOCS)/html/index.html"

# Mutation testing. An environment of its own: nothing else needs these packages.

MUTANTS := build/mutants

$(MUTANTS)/venv.stamp: requirements/mutants.txt
	@rm -rf $(MUTANTS)
	@echo "Setting up $(MUTANTS)/venv ..."
	@$(PYTHON) -m venv $(MUTANTS)/venv
	@$(MUTANTS)/venv/bin/python -m pip install --quiet --require-hashes --requirement $<
	@touch $@

.PHONY: mutate-spec
mutate-spec: $(VENV)/dev.stamp ## Random changes of openapi.json for update-spec (SEED=1 COUNT=300 JOBS=2)
	@$(RUN) -m tests.codegen.mutate_spec $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(if $(JOBS),--jobs $(JOBS))

.PHONY: mutants
mutants: $(MUTANTS)/venv.stamp ## Change the policy in every way that tests must notice (minutes)
	@$(MUTANTS)/venv/bin/python -m tests.mutants $(MUTANTS)/tree

# Releases.

# Extras are locked as extras: pip refuses one that is asked for and not pinned by its full name.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras

.PHONY: lock
lock: $(VENV)/dev.stamp ## Pin the newest packages that pyproject.toml allows
	@rm -f requirements/*.txt
	@$(LOCK) --extra sandbox --extra opentelemetry --extra httpx2 --extra redis --extra cli --group dev --output-file requirements/dev.txt pyproject.toml
	@$(LOCK) --extra sandbox --group demo --constraint requirements/dev.txt \
		--output-file requirements/demo.txt pyproject.toml
	@$(LOCK) --extra sandbox --constraint requirements/dev.txt \
		--output-file requirements/sandbox.txt pyproject.toml
	@$(LOCK) --extra sandbox --extra opentelemetry --extra httpx2 --extra redis --group test --group mutants \
		--constraint requirements/dev.txt --output-file requirements/mutants.txt pyproject.toml
	@$(LOCK) --group browser --constraint requirements/dev.txt \
		--output-file requirements/browser.txt pyproject.toml
	@$(LOCK) --extra sandbox --group fuzz --constraint requirements/dev.txt \
		--output-file requirements/fuzz.txt pyproject.toml
	@$(LOCK) --extra sandbox --extra opentelemetry --extra redis --extra cli --group docs --constraint requirements/dev.txt \
		--output-file requirements/docs.txt pyproject.toml
	@$(LOCK) --extra sandbox --group generate --group peers --constraint requirements/dev.txt \
		--output-file requirements/peers.txt pyproject.toml
	@$(LOCK) --extra sandbox --extra httpx2 --group tutorial --constraint requirements/dev.txt \
		--output-file requirements/newcomer.txt pyproject.toml
	@$(LOCK) --extra sandbox --extra opentelemetry --extra httpx2 --extra redis --extra cli --group generate --group test \
		--resolution lowest-direct --output-file requirements/lowest.txt pyproject.toml

.PHONY: check-tag
# As given: make would expand a $ in it.
check-tag: export TAG := $(value TAG)
check-tag: $(VENV)/dev.stamp ## Is the tag of a release its version, with a date? (TAG=v0.2.0)
	@$(RUN) -m tests.tag "$$TAG"

.PHONY: build
build: $(VENV)/dev.stamp ## Build the wheel and the source archive into dist/
	@rm -rf dist
	@$(RUN) -m hatchling build

.PHONY: clean
clean: ## Remove what the other targets made, the environment included
	@rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
