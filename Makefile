# make run    serve the map on http://HOST:PORT (default 127.0.0.1:8501)
# make test   everything: lint, types, import direction, data, unit and browser tests
# make check  the data only: every fault, with file, feature, column and remedy
# make words  new texts of ours into the catalogues of languages; names what has no translation (docs/languages.md)
# make figure  the overview as PDF and PNG in figures/; ARGS="--preset outside-presence --out map.pdf" says otherwise
# make gallery the small pictures of the README
# make guide  the pictures of docs/guide.md
# make sheets every ready figure in every size and language as contact sheets in out/sheets, to be looked at
# make proof  an earlier state (BEFORE=) beside the working tree, and the screen beside the figure; pictures in out/proof
# make day    eight hours of use in twenty minutes: what server and browser hold at the end; ARGS="--minutes 5"
# make attack hostile requests, connections and data against a running server, in full; make test runs a sample
# make bench  speed and memory beside a plain streamlit-folium app
# Each sets up what it needs in .venv on a fresh machine with Python 3.11+ and make.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin
SCRIPTS := geo/screen/js tests/js
export HOST PORT
# Where it is set, each server that a test starts would compile all our modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check words figure gallery sheets proof attack day bench lint types style scripts chromium firefox guide
.DEFAULT_GOAL := run

run: .venv/.run
	@exec $(BIN)/python -m geo

check: .venv/.run
	@$(BIN)/python -m geo.check

words: .venv/.run
	@$(BIN)/python -m geo.language

figure: .venv/.run
ifeq ($(strip $(ARGS)),)
	@mkdir -p figures
	@$(BIN)/python -m geo.figure --preset overview --out figures/overview.pdf
	@$(BIN)/python -m geo.figure --preset overview --out figures/overview.png
else
	@$(BIN)/python -m geo.figure $(ARGS)
endif

sheets: .venv/.dev
	@$(BIN)/python -m tests.figure.sheets out/sheets $(ARGS)

gallery: .venv/.run
	@mkdir -p docs/gallery
	@$(BIN)/python -m geo.figure.series.gallery docs/gallery 2026-11-24

lint: types style scripts

types: .venv/.dev
	@$(BIN)/mypy --num-workers 2

style: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

scripts: .venv/.dev
	@$(BIN)/deno check $(SCRIPTS)
	@$(BIN)/deno lint --quiet $(SCRIPTS)
	@$(BIN)/deno fmt --quiet --check $(SCRIPTS)
	@$(BIN)/deno test --quiet --allow-read tests/js

# Three workers on two cores: a browser test waits a third of its time. The order is that of tests/conftest.py:
# to begin with files of many tests, as the plugin would, leaves the longest to the end, where a core idles.
test: .venv/.dev chromium firefox
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint check
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

proof: .venv/.dev chromium
	@$(BIN)/python -m tests.proof $(if $(BEFORE),--before $(BEFORE)) $(ARGS)

day: .venv/.dev chromium
	@$(BIN)/python -m tests.day $(ARGS)

attack: .venv/.dev chromium
	@timeout 900 $(BIN)/python -m pytest -n 3 --dist worksteal -m "long or not long" tests/attack tests/browser/test_line.py

bench: .venv/.dev chromium
	@$(BIN)/python -m tests.bench

# Debian has the browser without its windows by itself, which takes a tenth less of the processor.
chromium: .venv/.dev
	@$(BIN)/python -m tests.chromium >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; \
	    for one in chromium-headless-shell chromium; do \
	      apt-get install -y -qq --no-install-recommends $$one >/dev/null 2>&1 && break; \
	    done; \
	  fi; }
	@$(BIN)/python -m tests.chromium >/dev/null

# Not needed: without it the test of Firefox is skipped and says how to install it.
firefox:
	@command -v firefox-esr >/dev/null || command -v firefox >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null || true; \
	  fi; }

guide: .venv/.dev chromium
	@$(BIN)/python -m tests.browser.guide docs/guide

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is needed (Debian, Ubuntu: sudo apt-get install python3-venv)" >&2; exit 1; }
	@touch $@

.venv/.run: requirements.txt | .venv/.python
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
