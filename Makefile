# make demo | make test: from a bare Debian/Ubuntu with Python 3.11; nothing else is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
STAMP := $(VENV)/.installed

.PHONY: demo test check bench clean

demo: $(STAMP)
	$(BIN)/theme-mining demo -o demo

test: check
	$(BIN)/python -m pytest -q -n 2

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# With libvoikko on the machine the native library is used; without it the portable backend is installed.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt torch
	@if $(PYTHON) tests/native_voikko.py; then \
	  extras=dev; echo "libvoikko found: the native library is used"; \
	else \
	  extras=dev,portable; echo "no libvoikko here: installing the portable backend (apt-get install libvoikko1 voikko-fi gives the faster one)"; \
	fi; \
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[$$extras]"
	touch $(STAMP)

clean:
	rm -rf $(VENV) demo dist build
