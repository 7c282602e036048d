# `make run` serves the paper, `make test` tests it; both set up what they need. `make help` lists the rest.

PORT ?= 8000
# Tests to run and how: make test ARGS="tests/articles -x"
ARGS ?=
COMPOSE ?= $(shell docker compose version >/dev/null 2>&1 && echo docker compose || echo docker-compose)
UV ?= uv

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# A throw-away database and key for commands that only look at the code.
AT_REST := DEBUG=1 DATABASE_URL=sqlite://:memory:
IN_PRODUCTION := DEBUG=0 SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	ALLOWED_HOSTS=paper.example SITE_URL=https://paper.example BEHIND_PROXY=1 SECURE_SSL_REDIRECT=1 \
	SECURE_HSTS_INCLUDE_SUBDOMAINS=1 DATABASE_URL=sqlite://:memory:

# Templates of Django's own language; the others are Jinja2's (docs/adr/0013), and a test compiles them all.
OF_DJANGO := templates/admin templates/400.html templates/403.html templates/403_csrf.html templates/500.html

.DEFAULT_GOAL := help
.PHONY: help run test check dev format messages lock screenshots audit bench memory drills backup restore up down clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set everything up and serve the demo edition at http://127.0.0.1:8000 (PORT=8001 for another)
	@PORT=$(PORT) exec scripts/run

test: dev ## All tests: on SQLite and in a browser, then on PostgreSQL what touches the database
	$(BIN)/pytest -n logical $(ARGS)
	$(BIN)/pytest -n logical --db=postgresql $(ARGS)

check: dev ## Lint, format, types, templates, migrations, deployment settings, known holes in dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(AT_REST) $(BIN)/mypy
	find $(OF_DJANGO) -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	$(AT_REST) $(MANAGE) makemigrations --check --dry-run
	$(IN_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/python scripts/check_dependencies.py requirements.lock

dev: ## The virtual environment with everything that tests and checks need
	@scripts/setup requirements-dev.lock

format: dev ## Bring code and templates into form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find $(OF_DJANGO) -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

messages: dev ## Gather the texts to translate into locale/ko and compile them (needs gettext)
	$(AT_REST) $(MANAGE) makemessages --locale ko --no-obsolete --no-location --ignore 'var/*' --ignore '.venv/*' --ignore 'tests/*'
	$(AT_REST) $(MANAGE) makemessages --locale ko --no-obsolete --no-location --domain djangojs --ignore 'var/*' --ignore '.venv/*' --ignore 'tests/*'
	$(AT_REST) $(MANAGE) compilemessages --locale ko --ignore '.venv/*'

LOCK := pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock: ## Pin the dependencies of pyproject.toml, with hashes (needs uv; UPGRADE=--upgrade for newer versions)
	$(UV) $(LOCK) $(UPGRADE) --output-file requirements.lock
	$(UV) $(LOCK) $(UPGRADE) --group dev --output-file requirements-dev.lock

screenshots: dev ## The pictures of the README, from a paper that `make run` serves
	$(BIN)/python scripts/screenshots.py http://127.0.0.1:$(PORT)

audit: dev ## Lighthouse and the Nu HTML checker over a paper that `make run` serves, into docs/audit.md (Node.js, Java)
	$(BIN)/python scripts/audit.py http://127.0.0.1:$(PORT)

bench: dev ## How fast it is, beside the limits of this machine, into docs/performance.md (nginx, wrk; ARGS="--articles 1000")
	$(BIN)/python -m scripts.bench $(ARGS)

memory: dev ## What each process of the stack takes of the memory, idle (nginx; ARGS="--articles 20000")
	$(BIN)/python -m scripts.bench.resident $(ARGS)

drills: dev ## What readers and the desk get when parts of the stack fail, into docs/drills.md (Docker; ten minutes)
	$(BIN)/python -m scripts.drills

backup: ## The whole paper into one dated file under backups/, from the running stack or the database under var/
	@scripts/backup

restore: ## Put a backup back: make restore FILE=backups/newsroom-….tar (OVER=1 replaces a paper that is there)
	@OVER="$(OVER)" scripts/restore "$(FILE)"

up: .env ## Start the whole stack with Docker Compose
	$(COMPOSE) up --detach --build

down: ## Stop the stack; its data is kept
	$(COMPOSE) down

.env:
	@echo "There is no .env yet: copy .env.example to .env and fill it in." >&2; exit 1

clean: ## Remove what can be made again; never the database or the photos
	rm -rf .venv var/static var/cache var/log var/test-screenshots .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
