# The two commands are `make run` and `make test`; each does all of its own set-up.
PORT ?= 8000
ARGS ?=
# The first Python of this machine that is new enough.
PYTHON := $(shell for each in python3 python3.13 python3.12 python3.11; do \
	"$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$each" && break; done)
SETUP = $(or $(PYTHON),$(error tarepo needs Python 3.11 or later)) -m tarepo.local.environment
IN = .venv/bin/python

.PHONY: run test check bench lint lock
.DEFAULT_GOAL := run

# http://localhost:8000 with the source documents' records and one account for each role.
run:
	@$(SETUP) run && exec $(IN) -m tarepo.local.run --port $(PORT) --with-parent

# Every behaviour. `make test ARGS="tests/activities -k publish"` runs some.
test:
	@$(SETUP) test && exec $(IN) -m pytest -n 2 --dist loadgroup -m "not long" $(ARGS)

# The long matrices besides, and all examples of what is tried with made-up ones.
check:
	@$(SETUP) test && TAREPO_ALL_EXAMPLES=1 exec $(IN) -m pytest -n 2 --dist loadgroup -m "long or hypothesis" $(ARGS)

# Speed and size, on a database of its own.
bench:
	@$(SETUP) test && TAREPO_VAR=var/bench exec $(IN) -m tarepo.local.database -- $(IN) -m tests.bench.run $(ARGS)

# Style and types. Nothing is changed.
lint:
	@$(SETUP) dev
	$(IN) -m ruff check .
	$(IN) -m ruff format --check .
	$(IN) -m mypy .

# The locked versions, from requirements*.in; names no package index. UPGRADE=--upgrade takes newer ones.
lock:
	@$(SETUP) dev
	$(IN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		$(UPGRADE) requirements.in -o requirements.txt
	$(IN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		$(UPGRADE) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	$(IN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		$(UPGRADE) requirements-saml.in -c requirements.txt -o requirements-saml.txt
