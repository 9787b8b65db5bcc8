# Two commands matter: `make run` shows Sopu, `make test` tries all of it.
# What is installed stays in .venv, what is stored stays in var; nothing else is touched.

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint bench bench-opinion bench-packs bench-plans bench-themes messages lock clean
PORT ?= 8000
POLIS ?= ../shared/data/polis
export PORT

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal

help: ## Show these lines
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

setup: ## Install what Sopu runs on, exactly as locked, into .venv
	@scripts/parts run

run: setup ## Set up, load the demonstration when there is none, and serve (PORT=8000)
	@exec $(BIN)/sopu serve --demonstration

test: ## Install what tests need, then run every check and every test, on both databases
	@scripts/parts test
	@scripts/try_everything

check: ## Format, lint, types, contracts and the fast tests: under a minute
	@scripts/parts test
	@$(MAKE) --no-print-directory lint
	@$(BIN)/sopu messages --compile
	$(PYTEST) -q -m "not slow" --ignore=tests/browser

lint: ## Format, lint, types and contracts, with what is already installed
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: ## Run the benchmarks that the README quotes
	@scripts/parts test
	@bench/run

bench-opinion: ## Groups and consensus beside red-dwarf: same result, time, memory (POLIS=folder of exports)
	@scripts/parts test
	@$(BIN)/python bench/opinion $(POLIS)

bench-packs: ## Decision packs of an agreement for 24 parties, and the pages of what they decided on 40 documents
	@scripts/parts test
	@$(BIN)/python bench/packs.py

bench-plans: ## The commitment matrix of 24 parties and 200 measures on the page and on A3, and 22 municipality cards
	@scripts/parts test
	@$(BIN)/python bench/commitments.py
	@$(BIN)/python bench/cards.py

bench-themes: ## Themes of Finnish texts beside plain ways (TEXTS=folder of opinions_fi.csv and questions_fi.csv)
	@scripts/parts test
	@$(BIN)/python bench/themes.py $(TEXTS)

messages: ## Bring the catalogues up to date and say what is not translated
	@$(BIN)/sopu messages

lock: ## Choose newest allowed releases anew and write requirements/*.txt
	@scripts/lock

clean: ## Remove what was installed and cached; var, where the data is, stays
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* src/*.egg-info
	find src tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
