# The portal's commands; `make help` lists them.

PORT ?= 8000
DATA_DIR ?= var
SAMPLES_DIR ?= ../shared/samples
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

export DATA_DIR SAMPLES_DIR

.DEFAULT_GOAL := help
.PHONY: help install demo test lint bench messages locks

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## ?/  make \1\t/' | expand -t 24

install: $(VENV)/installed  ## the environment that the portal runs in
	@$(RUN) manage.py compile_catalogue

$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; PYTHON=... names it."; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

demo: install  ## a portal with demo content at PORT (8000), files in DATA_DIR (var); Ctrl-C ends it
	@BASE_URL=http://127.0.0.1:$(PORT) exec $(RUN) manage.py run_demo

test: install $(VENV)/installed-dev  ## every check and test
	@$(RUN) tests/run.py

lint: install $(VENV)/installed-dev  ## style and import contracts
	@$(RUN) tests/run.py --only lint

bench: install $(VENV)/installed-dev  ## benchmarks, one JSON object a line
	@$(RUN) tests/bench/run.py

messages: install $(VENV)/installed-dev  ## gather texts into the Vietnamese catalogue
	@$(RUN) manage.py make_catalogue
	@$(RUN) manage.py compile_catalogue

locks: $(VENV)/installed-dev  ## compile requirements*.txt anew
	@CUSTOM_COMPILE_COMMAND="make locks" $(VENV)/bin/pip-compile --quiet --allow-unsafe --annotation-style=line --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml
	@CUSTOM_COMPILE_COMMAND="make locks" $(VENV)/bin/pip-compile --quiet --allow-unsafe --annotation-style=line --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -c requirements.txt --extra dev -o requirements-dev.txt pyproject.toml
