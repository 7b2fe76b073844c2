# Two commands matter: `make run` (see it work) and `make test` (the gate).
PYTHON ?= python3
BIN := .venv/bin
.PHONY: run test setup quality model bench chaos search versions lock clean

run: .venv/.run-ready ## Replay the stored seeds through the whole bot
	@$(BIN)/huunghi replay seeds/pages

test: .venv/.test-ready ## The gate: format, lint, types, contracts, tests, coverage
	@scripts/check

setup: .venv/.run-ready

.venv/.run-ready: requirements.lock pyproject.toml
	@scripts/setup requirements.lock
	@touch $@

.venv/.test-ready: requirements-dev.lock pyproject.toml
	@scripts/setup requirements-dev.lock
	@touch $@ .venv/.run-ready

quality: .venv/.test-ready ## How well kinds, facts and stories are judged, on the corpus
	@$(BIN)/python -m scripts.quality_kind
	@$(BIN)/python -m scripts.quality_facts
	@$(BIN)/python -m scripts.quality_stories

model: .venv/.test-ready ## Train both models anew from seeds/corpus
	@$(BIN)/python -m scripts.train_kind
	@$(BIN)/python -m scripts.train_pairs

bench: .venv/.test-ready ## Speed and memory, point by point, beside the usual libraries
	@$(BIN)/python scripts/bench.py

chaos: .venv/.test-ready ## Kill the bot 200 times among faults, then look at what its readers see
	@$(BIN)/python -m scripts.chaos $(SEED)

search: .venv/.test-ready ## Property tests on new cases, and damaged pages, by chance
	@scripts/search
	@$(BIN)/python -m scripts.fuzz

versions: ## pip install and a first run under each Python from 3.11 to 3.13 that is here
	@scripts/versions

lock: ## Write all lock files anew (hashes, no addresses)
	@scripts/lock

clean:
	rm -rf .venv .venv-bench build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
