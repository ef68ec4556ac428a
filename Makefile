# Two commands: `make up` shows Upstander at work (PORT=8123 names the port), `make test` proves it.
# Both make the environment they need. The stamp is written last: an installation that was killed is made again.

NEWER := python3 python3.13 python3.12 python3.11 python3.14
PYTHON ?= $(firstword $(foreach name,$(NEWER),$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
PURE := collect analyse warn respond learn records lib
COVERING := $(PURE:%=tests/%) tests/jobs tests/api
LONG := $(addprefix tests/jobs/test_,backup.py desk_year.py whole_year.py drill.py forecast.py sweepers.py two_postmen.py up.py) \
  tests/api/test_matrix.py tests/api/test_schema.py
OTHERS := $(filter-out $(COVERING) tests/__pycache__,$(patsubst %/,%,$(wildcard tests/*/)))
SHARED := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: up test check tests docs messages bench

up: export UPSTANDER_HOME ?= $(CURDIR)/.upstander
up: .venv/.installed
	@$(BIN)/upstander up --demo $(if $(PORT),--port $(PORT))

test: check docs tests

check: .venv/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: .venv/.installed-for-tests
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

tests: .venv/.installed-for-tests
	$(BIN)/pytest $(SHARED) --cov --cov-report= $(COVERING) $(LONG:%=--ignore=%)
	$(BIN)/coverage report --include=$$(echo $(PURE:%=src/upstander/%/*) | tr ' ' ',') --skip-covered --show-missing --fail-under=95
	$(BIN)/pytest $(SHARED) $(OTHERS) $(LONG)
	@if [ -n "$$UPSTANDER_TEST_POSTGRESQL" ]; then echo "once more, what touches the desk, on PostgreSQL"; \
	  UPSTANDER_TEST_ON=postgresql $(BIN)/pytest $(SHARED) -m desk --ignore=tests/jobs/test_whole_year.py tests/store tests/jobs; fi

messages: .venv/.installed-for-tests
	$(BIN)/python tools/messages.py

bench: .venv/.installed
	$(BIN)/python benchmarks/run.py

.venv/.installed: pyproject.toml
	@$(call install,.[papers])

.venv/.installed-for-tests: pyproject.toml
	@$(call install,.[dev])
	@touch .venv/.installed

# What a killed installation left is removed first; a .venv that was made otherwise is kept and added to.
define install
set -e; \
if [ -z "$(PYTHON)" ]; then echo "Upstander needs Python 3.11 or newer: install it, or name it with make PYTHON=..." >&2; exit 1; fi; \
if [ -e .venv/.installing ]; then find .venv -mindepth 1 -maxdepth 1 ! -name .installing -exec rm -rf {} +; fi; \
mkdir -p .venv; rm -f $@; touch .venv/.installing; \
echo "Installing Upstander into .venv: this takes a minute or two, once."; \
test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "Python cannot make an environment: install its venv package (python3-venv on Debian)." >&2; exit 1; }; \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable "$(1)" || { echo "The packages could not be installed: see that the network answers, then run make again." >&2; exit 1; }; \
rm -f .venv/.installing; touch $@
endef
