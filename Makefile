# Needs Python 3.11 or newer and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
# Whole files of tests on every core, the longest first. ARGS="-n 0" keeps all in one process, as a debugger needs.
SPREAD := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
# A quarter of the invented cases. Every core has a process of its own: threads within them would only wait for each other.
QUICK := HYPOTHESIS_PROFILE=quick POLARS_MAX_THREADS=1
# Told not to keep what it compiled, as in many a container, Python compiles every test anew in every process.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test fast lint bench release lock
help:
	@echo "make demo   an invented region, reconciled, in your browser"
	@echo "make test   every test, the browser's included, and what make lint does"
	@echo "make fast   rules, stories, reconciliation and who may see what: about a minute on two cores"
	@echo "make lint   style, types, arrows between rooms"
	@echo "make bench  reconciliation against its peers, on this machine"
	@echo "make release  the drills at full counts: things broken on purpose (about two hours)"
	@echo "make setup  .venv with the command .venv/bin/waylight"
	@echo "make lock   choose the pinned versions anew (needs uv)"

setup:
	@$(PYTHON) waylight/ops/bootstrap.py demo

demo: setup
	@$(BIN)/waylight demo

test:
	@$(PYTHON) waylight/ops/bootstrap.py test
	@$(BIN)/python -m waylight.ops.chromium
	@$(BIN)/python -m pytest $(SPREAD) $(ARGS)
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m waylight.ops.chromium --say-what-is-missing

fast:
	@$(PYTHON) waylight/ops/bootstrap.py test
	@$(QUICK) $(BIN)/python -m pytest $(SPREAD) -m "not slow and not browser and not committing" $(ARGS)

lint:
	@$(PYTHON) waylight/ops/bootstrap.py test
	@$(BIN)/ruff check --no-cache --quiet .
	@$(BIN)/ruff format --no-cache --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench:
	@$(PYTHON) waylight/ops/bootstrap.py bench
	@$(BIN)/python -m benchmarks.reconcile $(ARGS)

release:
	@$(PYTHON) waylight/ops/bootstrap.py test
	@WAYLIGHT_TIMELINES=10000 $(BIN)/python -m pytest -q tests/engine/owing -k thousands
	@WAYLIGHT_DAMAGED=10000 $(BIN)/python -m pytest -q tests/exchange/test_damage.py
	@WAYLIGHT_PAIRS=1000 WAYLIGHT_REPORTS=1000 WAYLIGHT_MOMENTS=5000 \
		$(BIN)/python -m pytest -q tests/episodes/test_at_once.py tests/episodes/test_interleavings.py
	@$(BIN)/waylight drill tamper
	@$(BIN)/waylight drill verify
	@$(BIN)/waylight drill restore
	@$(BIN)/waylight drill kill
	@$(BIN)/waylight drill tell
	@$(BIN)/waylight drill flow

lock:
	@sh requirements/lock.sh
