# Two commands do everything: `make demo` and `make test`. Both ask nothing, resume after a break, and say what comes next.
# PORT and ACADEMY_HOME may be set, so that two copies can run side by side.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
ACADEMY_HOME ?= $(CURDIR)/var
# The first that runs and is new enough: a name may be there and yet start nothing.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
BIN := .venv/bin
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

# The process manager gives each process a PORT of its own; links in letters and QR marks need the one of the web server.
SITE_URL ?= http://localhost:$(PORT)
export PORT ACADEMY_HOME SITE_URL

RUN_LIBRARIES := libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz-subset.so.0
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PROGRAMS := chromium pdfsig qpdf mutool openssl certutil msgfmt softhsm2-util faketime
TEST_PACKAGES := chromium poppler-utils qpdf mupdf-tools openssl libnss3-tools gettext softhsm2 faketime

.PHONY: help
help: ## Say what can be done
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

.PHONY: demo
demo: .venv/run messages system-run ## Set up and serve the demo on http://localhost:$PORT
	@mkdir -p "$(ACADEMY_HOME)"
	@echo "Preparing the database in $(ACADEMY_HOME) ..."
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed_demo
	@echo
	@echo "Next: open http://localhost:$(PORT)/ and log in as learner@example.org with the password in the README."
	@echo "Letters are written to $(ACADEMY_HOME)/mails. Stop with Ctrl+C; the next start takes seconds and loses nothing."
	@echo
	@DJANGO_SETTINGS_MODULE=academy.settings.development exec $(BIN)/honcho start --no-prefix -f academy/demo.procfile

.PHONY: test
test: .venv/test tests/verifiers/node_modules/.installed messages system-run system-test ## Check everything: lint, types, contracts, unit, journeys, browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	@$(MAKE) --no-print-directory test-databases
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m browser tests
	@echo
	@echo "Everything passed. Next: make demo"

# Pages are asked for on one of the two databases, for the browser sees all of them on SQLite.
.PHONY: test-databases
test-databases: .venv/test
	@url=$$($(BIN)/python -m tests.services postgresql); \
	if [ -n "$$url" ]; then \
		set -ex; \
		$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser and not pages and not slow_fault" tests; \
		DATABASE_URL="$$url" $(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser and not static and not slow_fault" tests; \
	else \
		echo "Left out: the tests on PostgreSQL, because no server answers. Set TEST_DATABASE_URL or start one."; \
		$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser and not slow_fault" tests; \
	fi

.PHONY: test-pages
test-pages: .venv/test messages system-run system-test ## Look at every page in every language, colour scheme and width
	EVERY_VIEW=1 $(BIN)/pytest --durations=5 tests/browser/test_html.py tests/browser/test_every_page.py

.PHONY: snapshots
snapshots: .venv/test messages system-run system-test ## Take new pictures of the style guide, with which tests compare it
	RENEW_SNAPSHOTS=1 $(BIN)/pytest tests/browser/test_snapshots.py

.PHONY: pictures
pictures: .venv/test messages system-run system-test ## Take new pictures of the main pages for the README
	$(BIN)/pytest tests/browser/take_pictures.py

# One after the other, because each case has the machine to itself.
.PHONY: faults
faults: .venv/test messages system-run system-test ## Break real processes in every way we know, and write tests/faults/RESULTS.md
	@records=$$(mktemp -d); url=$$($(BIN)/python -m tests.services postgresql); \
	FAULT_RECORDS=$$records DATABASE_URL="$${url:-$$DATABASE_URL}" $(BIN)/pytest --durations=10 tests/faults; \
	ended=$$?; $(BIN)/python -m tests.faults.report $$records; exit $$ended

FUZZ_ROUNDS ?= 100000

.PHONY: fuzz
fuzz: .venv/test ## Feed each importer of questions with FUZZ_ROUNDS faulty files
	FUZZ_ROUNDS=$(FUZZ_ROUNDS) $(BIN)/pytest tests/courses/formats/test_fuzz.py

.PHONY: soak
soak: .venv/test messages system-run ## Run what takes long: seats under a crowd, certificates under workers that are killed, a restore (PostgreSQL and Redis)
	DATABASE_URL="$$($(BIN)/python -m tests.services postgresql)" $(BIN)/pytest tests/faults/soak.py tests/backup/drill.py

.PHONY: mutation
mutation: .venv/test messages system-run system-test ## Change the rules and see whether tests notice, for AREA or all; writes tests/mutation/RESULTS.md (MOST=0: every mutant)
	nice $(BIN)/python -m tests.mutation $(AREA)

.PHONY: benchmark-certificates
benchmark-certificates: .venv/test system-run system-test ## Measure what a certificate costs, in plain renders of its page (TURNS, SIGNING_KEY_TYPE)
	$(BIN)/python -m tests.benchmarks.certificates

SIZE ?= small
DATASETS ?= $(if $(filter large,$(SIZE)),M L,S)

.PHONY: bench
bench: .venv/test messages system-run system-test ## Hold the site against its budgets, on SQLite and on PostgreSQL with Redis (SIZE=large: a hundred times the data)
	@missed=0; url=$$($(BIN)/python -m tests.services postgresql); \
	for size in $(DATASETS); do \
		DATABASE_URL= REDIS_URL= DATASET=$$size $(BIN)/python -m tests.benchmarks.pages || missed=1; \
		[ -z "$$url" ] || DATABASE_URL="$$url" DATASET=$$size $(BIN)/python -m tests.benchmarks.pages || missed=1; \
	done; \
	DATABASE_URL= $(BIN)/python -m tests.benchmarks.certificates || missed=1; \
	$(BIN)/python -m tests.benchmarks.first_page || missed=1; \
	$(BIN)/python -m tests.benchmarks.summary; \
	exit $$missed

.PHONY: support-matrix
support-matrix: .venv/test ## Write the table of what the importers take into courses/README.md (needs the corpus)
	$(BIN)/python -m tests.support_matrix

USERS ?= 100
MINUTES ?= 15

.PHONY: load
load: .venv/test .venv-load/ready messages system-run ## Let USERS people use the site as in production for MINUTES minutes (PostgreSQL and Redis)
	USERS=$(USERS) MINUTES=$(MINUTES) $(BIN)/python -m tests.load.run $(CURDIR)/.venv-load/bin/locust

.venv-load/ready: tests/load/requirements.lock | .venv/bin/python
	@echo "Installing what asks ..."
	@$(BIN)/python -m venv .venv-load
	@.venv-load/bin/pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/load/requirements.lock
	@touch $@

.PHONY: release-snapshot
release-snapshot: .venv/test messages system-run ## Keep the state of a release, on which upgrades are tried: VERSION=1.0 (PostgreSQL)
	@test -n "$(VERSION)" || { echo "Say which release: make release-snapshot VERSION=1.0"; exit 1; }
	@$(BIN)/python -m tests.production.release $(VERSION)

.PHONY: lint
lint: .venv/test ## Mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: messages
messages: $(patsubst %.po,%.mo,$(wildcard academy/locale/*/LC_MESSAGES/*.po academy/locale/*/*/LC_MESSAGES/*.po)) ## Compile the catalogues

%.mo: %.po | .venv/run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --domain $(basename $(notdir $<))

.PHONY: strings
strings: .venv/run ## Collect the strings of code and templates into the catalogues (needs gettext)
	@$(BIN)/python manage.py makemessages --locale az --locale ru --no-wrap --no-obsolete --add-location file \
		--ignore '.venv/*' --ignore 'tests/*' --ignore 'var/*'

.PHONY: lock
lock: ## Resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o requirements.lock
	uv pip compile pyproject.toml --extra production --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		-c requirements.lock -o deploy/requirements.lock
	uv pip compile pyproject.toml --extra production --extra test --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		-c deploy/requirements.lock -o requirements-test.lock
	uv pip compile --group load --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -o tests/load/requirements.lock

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing. Install it, or name it: make PYTHON=/path/to/python3"; exit 1; }
	@echo "Making the virtual environment with $(PYTHON) ..."
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Run: sudo apt-get install -y python3-venv"; exit 1; }

.venv/run: requirements.lock | .venv/bin/python
	@echo "Installing what the lock file names ..."
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

.venv/test: requirements-test.lock | .venv/run
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	@touch $@

# Verifiers of credentials that nobody here wrote. Without Node.js the tests that ask them are left out, and say so.
tests/verifiers/node_modules/.installed: tests/verifiers/package-lock.json
	@if command -v npm >/dev/null; then \
		echo "Installing the verifiers of credentials ..."; \
		cd tests/verifiers && npm ci --silent --no-audit --no-fund --ignore-scripts && touch node_modules/.installed; \
	else \
		echo "Left out: the verifiers of npm, because Node.js is missing. Run: sudo apt-get install -y nodejs npm"; \
	fi

# $(call install,packages): as root, or with a sudo that asks nothing; otherwise say what to run.
define install
	{ echo "Installing $(1) ..."; \
	if [ "$$(id -u)" = 0 ]; then run=; elif sudo -n true 2>/dev/null; then run="sudo -n"; \
	else echo "These system packages are missing. Run: sudo apt-get install -y $(1)"; exit 1; fi; \
	$$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -qq -y --no-install-recommends $(1) >/dev/null; }
endef

.PHONY: system-run
system-run:
	@for library in $(RUN_LIBRARIES); do \
		$(BIN)/python -c "import ctypes, sys; ctypes.CDLL('$$library')" 2>/dev/null || missing=1; \
	done; [ -z "$$missing" ] || $(call install,$(RUN_PACKAGES))

.PHONY: system-test
system-test:
	@for program in $(TEST_PROGRAMS); do command -v $$program >/dev/null || missing=1; done; \
	[ -z "$$missing" ] || $(call install,$(TEST_PACKAGES))
