# Every target makes the environment first, if it is missing or older than the lock. The lock names
# everything (--no-deps): the RO-Crate validator asks for an older rich than it needs. Files with
# other hashes than it has are refused.
PYTHON ?= $(shell command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made

.PHONY: setup lock compiled run test test-browser test-long fuzz check bench bench-view bench-scale bench-kills patterns validate backtests \
  identifiability history-matching weather view view-assets view-runs view-emulator wheel site tutorial bundles studies custody natural-experiments extremes edges coverage widths clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 12))' \
	  || { echo "Narrows needs Python 3.12 or later; say which: make PYTHON=/path/to/python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# The lock with the hashes of all files of each release that it names, for every platform. Change,
# add or remove lines NAME==VERSION first. It needs uv, which is no part of the environment.
UV ?= uv
lock:
	sed -E '/--hash=/d; s/ *\\$$//' requirements.lock \
	  | $(UV) pip compile --quiet --no-deps --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --python-version 3.12 --output-file requirements.lock.new -
	mv requirements.lock.new requirements.lock

# The model in machine code, which commands otherwise make when they first run.
compiled: setup
	$(BIN)/python -c "from runs.compilation import compile_model; compile_model()"

RESULTS := results/border-security-command

run: setup
	$(BIN)/narrows compare baseline bsc-package bsc-150m posts-abroad balkan-agreements \
	  upstream-equipment technology-and-prosecution finance \
	  --replicates 40 --seed 1 --out $(RESULTS) --replace

# Matrices are small here: processes that each use all cores for one wait for each other.
export OPENBLAS_NUM_THREADS ?= 1

test: setup
	@! command -v chromium >/dev/null || ! command -v npm >/dev/null || $(MAKE) view-assets
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder --ignore tests/browser -m "not long"
	$(MAKE) test-browser

# A part of make test; and what takes longest, before a release.
test-browser: setup
	$(BIN)/python -m pytest tests/browser -m "not long"
test-long: setup
	$(BIN)/python -m pytest -m long

# FUZZ: examples of each property; a long run of random input. make test runs a few of each.
FUZZ := 2000
fuzz: setup
	NARROWS_FUZZ=$(FUZZ) $(BIN)/python -m pytest -q tests/properties

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# BENCH: options, such as --quick; the page, large studies and kills are measured apart.
bench: setup
	$(BIN)/python -m benchmarks $(BENCH)

bench-view bench-scale bench-kills: bench-%: setup
	$(BIN)/python -m benchmarks.$* $(BENCH)

# For developers: parts of the documents, made anew.
patterns: setup
	$(BIN)/narrows patterns --docs docs

validate: setup
	$(BIN)/narrows validate --docs docs

# FITS: folders of narrows calibrate with earlier cut-offs. MEMBERS run under the policies; RANKS is
# a folder of narrows sbc.
backtests: setup
	$(BIN)/narrows backtest $(FITS) --docs docs

identifiability: setup
	$(BIN)/narrows identifiability --docs docs $(if $(MEMBERS),--members $(MEMBERS)) \
	  $(if $(RANKS),--ranks $(RANKS))

# FIT: a folder of narrows calibrate --whole.
history-matching: setup
	$(BIN)/python -m calibration.reporting.history_matching_page $(FIT)

weather: setup
	$(BIN)/python -m calibration.weather_record
	$(BIN)/python -m calibration.reporting.weather_checks

view: setup view-assets
	$(BIN)/narrows view

# The page's libraries, once, from the npm registry; their sums are pinned in narrows/view/front_end_libraries.json.
view-assets: setup
	$(BIN)/python -m narrows.view.front_end_libraries

# VIEW_RUNS: options, such as --replicates 192; runs of all presets, which the page answers with.
view-runs: setup
	$(BIN)/python -m narrows.view.make_included_runs $(VIEW_RUNS)

# VIEW_EMULATOR: options, such as --workers 1; packages that the page estimates others from, after view-runs.
view-emulator: setup
	$(BIN)/python -m narrows.view.make_emulator $(VIEW_EMULATOR)

# Everything a user needs in one file in dist/, the page's libraries among it.
wheel: setup view-assets
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  --wheel-dir dist .

site: setup
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --nitpicky docs site
	@echo "Open site/index.html"

tutorial: setup
	NARROWS_WRITE_TUTORIAL=1 $(BIN)/python -m pytest -q tests/test_commands_in_documents.py -k tutorial \
	  || git diff --stat docs/tutorial.md

STUDIES := $(basename $(notdir $(wildcard experiments/studies/*.yaml)))

bundles: setup
	for study in $(STUDIES); do \
	  $(BIN)/narrows study $$study --out results/study-$$study \
	  && $(BIN)/narrows publish results/study-$$study --out results/bundle-$$study --replace \
	  || exit; \
	done

# What prison does to gangs within two and five years, in docs/custody.md.
custody: setup
	$(BIN)/python -m experiments.custody.page

# Six events of the past beside the draws, in docs/natural-experiments.md.
natural-experiments: setup
	$(BIN)/python -m experiments.natural_experiments.page --workers 2

# Every lever from nothing to its end, in docs/extremes.md; and 3,000 random scenarios within bounds.
extremes: setup
	$(BIN)/python -m experiments.extremes.page --workers 2

edges: setup
	NARROWS_RANDOM_SCENARIOS=3000 $(BIN)/python -m pytest -q -n 2 tests/verification/test_random_scenarios.py

# How often intervals hold what they say, over 200 worlds; FOLDERS: other runs of the same scenarios.
COVERAGE := results/coverage
coverage: setup
	$(BIN)/narrows compare baseline bsc-package --replicates 200 --seed 3 --out $(COVERAGE) --replace
	$(BIN)/python -m experiments.coverage.interval_coverage $(COVERAGE) $(FOLDERS)

# How wide intervals of make run are with and without drawn strengths.
widths: run
	$(BIN)/narrows compare baseline bsc-package bsc-150m posts-abroad balkan-agreements \
	  upstream-equipment technology-and-prosecution finance \
	  --replicates 40 --seed 1 --effects central --out $(RESULTS)-central --replace
	$(BIN)/python -m experiments.coverage.interval_widths $(RESULTS) $(RESULTS)-central

PAGES := funding equal-cost scarce-boats

studies: setup
	for study in $(PAGES); do \
	  $(BIN)/narrows study $$study --out results/study-$$study \
	  && $(BIN)/narrows study $$study --seed 2 --out results/study-$$study-seed-2 \
	  && $(BIN)/python -m experiments.publishing.included_studies results/study-$$study results/study-$$study-seed-2 \
	  || exit; \
	done

clean:
	rm -rf $(VENV) .view-assets results site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
