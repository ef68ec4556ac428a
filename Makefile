# Two commands: `make up` shows Upstander at work, `make test` proves it. Both make the environment they need.
PYTHON ?= python3
BIN := .venv/bin
PURE := collect analyse warn respond records lib

.PHONY: up test check tests docs
up: .venv/.installed
	$(BIN)/upstander up --demo $(if $(PORT),--port $(PORT))

test: check docs tests

check: .venv/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/.installed-for-tests
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

tests: .venv/.installed-for-tests
	$(BIN)/pytest --cov --cov-report=
	$(BIN)/coverage report --include=$$(echo $(PURE:%=src/upstander/%/*) | tr ' ' ',') --skip-covered --show-missing --fail-under=95
	@if [ -n "$$UPSTANDER_TEST_POSTGRESQL" ]; then echo "once more, what touches the desk, on PostgreSQL"; \
	  UPSTANDER_TEST_ON=postgresql $(BIN)/pytest -m desk; fi

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/.installed-for-tests: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ .venv/.installed
