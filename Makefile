# The two commands of a new user: make sample, make test.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
install-into = $(if $(UV),VIRTUAL_ENV=$(1) $(UV) pip install -q --compile-bytecode,$(1)/bin/python -m pip install -q --disable-pip-version-check)
INSTALL = $(call install-into,$(VENV))
DATA ?= ../shared/data

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.run ## make .venv with narrator in it

$(VENV)/.python: scripts/find-python
	@python="$$(scripts/find-python)" || exit 1; \
	$(if $(UV),$(UV) venv -q --allow-existing --python "$$python" $(VENV),"$$python" -m venv $(VENV))
	@touch $@

$(VENV)/.run: $(VENV)/.python pyproject.toml constraints.txt
	$(INSTALL) -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(INSTALL) -c constraints.txt $$($(BIN)/python scripts/group.py dev)
	@touch $@

sample: out/sample.mp3 ## make out/sample.mp3 from samples/

out/sample.mp3: samples/short-names.md $(VENV)/.run $(shell find src voices -type f -not -name '*.pyc')
	@mkdir -p out
	$(BIN)/narrate samples/short-names.md -o $@ --force

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest

# Environments of their own: Coqui's torch is not the one that models are trained with, and
# everyday tests do without the 200 MB of Ray.
COQUI := $(VENV)/coqui
CLUSTER := $(VENV)/cluster
$(COQUI)/.made $(CLUSTER)/.made: $(VENV)/%/.made: $(VENV)/.dev pyproject.toml
	$(BIN)/uv venv -q --allow-existing --python $(BIN)/python $(VENV)/$*
	$(BIN)/uv pip install -q --python $(VENV)/$*/bin/python -e '.[$*]' $$($(BIN)/python scripts/group.py test)
	@touch $@

test-coqui: $(COQUI)/.made ## install Coqui (5 GB) and speak with tiny voices in its formats
	OMP_NUM_THREADS=1 $(COQUI)/bin/python -m pytest tests/engines/test_coqui.py

test-cluster: $(CLUSTER)/.made ## kill workers, a node and the driver of a Ray cluster of two
	$(CLUSTER)/bin/python -m pytest tests/production/test_cluster.py

extras: $(VENV)/.dev ## show that all extras install together, beside hazm, on either Python
	@mkdir -p build
	@for version in 3.12 3.13; do \
	  $(BIN)/uv pip compile -q --python-version $$version --all-extras --group training \
	    --only-binary :all: --no-binary docopt --no-binary flashtext pyproject.toml > build/extras-$$version.txt || exit 1; \
	  echo "Python $$version: $$(grep -c == build/extras-$$version.txt) packages go together"; \
	done

check: $(VENV)/.dev ## lint, types and architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## lay the code out
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

$(VENV)/.training: $(VENV)/.run
	$(INSTALL) -c constraints.txt $$($(BIN)/python scripts/group.py training)
	@touch $@

lexicon-data: $(VENV)/.training ## rebuild the word list, verb stems and emoji names of lang/fa
	$(BIN)/python training/lexicon.py $(DATA)
	$(BIN)/python training/emoji_names.py

$(VENV)/.bench: $(VENV)/.run
	$(INSTALL) -c constraints.txt $$($(BIN)/python scripts/group.py bench)
	@touch $@

# parsinorm pins an nltk that no longer imports; it runs with the one hazm brings.
PEERS := $(VENV)/peers
$(PEERS)/.made: $(VENV)/.run
	$(if $(UV),$(UV) venv -q --allow-existing --python $(BIN)/python,$(BIN)/python -m venv) $(PEERS)
	$(call install-into,$(PEERS)) -e . $$($(BIN)/python scripts/group.py peers)
	$(call install-into,$(PEERS)) --no-deps parsinorm==0.0.3
	@touch $@

peers: $(PEERS)/.made ## write bench/peers.md: our golden sentences spoken by us and by others
	$(PEERS)/bin/python -W ignore bench/peers.py accuracy > bench/peers.md

HOURS ?= 0.1 1 10
bench: $(VENV)/.bench $(PEERS)/.made ## measure CPU, memory and speed against others: bench/RESULTS.md
	@mkdir -p build
	scripts/bench $(BIN) $(PEERS)/bin $(HOURS) > build/results.md
	mv build/results.md bench/RESULTS.md

SENTENCES ?= 300
KILLS ?= 20
SEED ?= 7
kills: $(VENV)/.run ## kill a production 20 times at random moments and compare its bytes
	PYTHONPATH=tests $(BIN)/python bench/kills.py $(SENTENCES) $(KILLS) $(SEED)

pictures: $(VENV)/.dev ## take the pictures of docs/studio.md anew
	PYTHONPATH=tests $(BIN)/python scripts/studio_pictures.py

constraints: $(VENV)/.dev $(VENV)/.training $(VENV)/.bench ## write constraints.txt from what .venv holds
	@echo "# What the tests were last run with; written by: make constraints" > constraints.txt
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip freeze --exclude-editable,$(BIN)/python -m pip freeze --exclude-editable) >> constraints.txt

$(VENV)/.models: $(VENV)/.training
	$(INSTALL) -c constraints.txt $$($(BIN)/python scripts/group.py models)
	@touch $@

tagger-model: $(VENV)/.models ## rebuild the model of ezafe and homographs from training/corpus and $(DATA)
	OMP_NUM_THREADS=1 $(BIN)/python training/tagger/train.py $(DATA) build/tagger

repair-model: $(VENV)/.training ## rebuild the word model that mends damaged text
	$(BIN)/python training/repair.py $(DATA)

eval-repair: $(VENV)/.run ## word error of damaged text before and after repair, by class
	PYTHONPATH=tests $(BIN)/python bench/repair.py $(wildcard $(DATA))

readings: $(VENV)/.training ## rebuild the readings of words and the letter-to-sound model
	$(BIN)/python training/readings.py $(DATA)
	$(BIN)/python training/letters.py

models: tagger-model readings ## rebuild the pronunciation models

eval: $(VENV)/.dev ## measure pronunciation on $(DATA): phonemes, words, ezafe, homographs
	OMP_NUM_THREADS=1 $(BIN)/python bench/pronunciation.py $(DATA)

clean: ## remove what make made
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: help setup sample test test-coqui test-cluster extras check format lexicon-data tagger-model repair-model eval-repair readings models eval peers bench kills pictures constraints clean
