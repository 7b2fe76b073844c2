# Two commands matter: `make run` (see it work) and `make test` (the gate).
PYTHON ?= python3
BIN := .venv/bin
.PHONY: run test setup quality model bench chaos lock clean

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

lock: ## Write both lock files anew (hashes, no addresses)
	@scripts/lock

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
