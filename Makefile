# The two commands that matter are `make demo` and `make test`.  `make` alone lists them all.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PATH := $(CURDIR)/$(BIN):$(PATH)
unexport PYTHONDONTWRITEBYTECODE # else each process compiles every module again

.DEFAULT_GOAL := help
.PHONY: help demo dist site runtime compressed serve screenshots test check browser lighthouse bench lock closed-days format clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.demo site ## Set up, build the help site, then play three months of the desk into dist/demo/
	@$(BIN)/backoffice demo
	@echo "The customers' help site is in dist/site; make serve shows it."

site: $(VENV)/.site runtime ## Build the customers' help site into dist/site/
	@echo "Building the help site …"
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@node site/runtime/offline.mjs dist/site

runtime: $(VENV)/.node ## Build the Python of the estimator page into dist/runtime/
	@echo "Building the estimator for the browser …"
	@node site/runtime/build.mjs dist/runtime

compressed: site ## The same, with a brotli and a gzip copy beside each file, for a server of your own
	@echo "Compressing (about a minute) …"
	@node site/runtime/compressed.mjs dist/site
	@PYTHONPATH=site $(BIN)/python -m pages.nginx_config dist/site > dist/nginx.conf
	@echo "dist/site is ready for a server of your own; dist/nginx.conf is its configuration for nginx."

serve: site ## Show the built site at http://127.0.0.1:8000/ with its real headers
	@PYTHONPATH=site $(BIN)/python -m pages.local_server dist/site

screenshots: site $(VENV)/.browser ## Take a picture of every page and every paper into dist/screenshots/; needs Chromium
	@PYTHONPATH=site $(BIN)/python -m tests.tools.screenshots
	@PYTHONPATH=site $(BIN)/python -m tests.tools.paper_pictures

test: check ## Set up, then prove everything: style, types, import contracts, all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.browser $(VENV)/.lint ## Style, types, import contracts and browser support only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=site $(BIN)/lint-imports
	@npm run --silent check --prefix tests/lint

browser: $(VENV)/.browser ## The built site in Chromium, Firefox and WebKit; BROWSERS="firefox" takes one
	@BROWSERS="$(or $(BROWSERS),chromium firefox webkit nginx)" $(BIN)/python -m pytest tests/browser

dist: $(VENV)/.test ## Build what installs the desk on another machine into dist/package/
	@rm -rf dist/package
	@$(BIN)/uv build --quiet --no-build-isolation --out-dir dist/package
	@sed -n 's/^\([a-z0-9][^ ]*==[^\\]*[^ \\]\) *\\$$/\1/p' requirements.lock > dist/package/versions.txt
	@echo "dist/package holds the wheel, the source and the versions it was tested with: docs/manual/install.md"

lighthouse: compressed $(VENV)/.browser ## Lighthouse on the first pages, as on a phone: 100 in all; needs Chromium
	@npm ci --silent --no-fund --no-audit --prefix tests/browser/lighthouse
	@PYTHONPATH=site $(BIN)/python -m tests.browser.lighthouse dist/site

bench: site $(VENV)/.browser ## Measure desk and estimator page against named peers; prints tables
	@$(BIN)/python -m tests.benchmarks.desk
	@$(BIN)/python -m tests.benchmarks.google_sheet --sizes 100 2000
	@$(BIN)/python -m tests.benchmarks.build
	@npm ci --silent --no-fund --no-audit --prefix tests/benchmarks
	@$(BIN)/python -m tests.benchmarks.page

format: $(VENV)/.test ## Put the code into the house style
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

closed-days: $(VENV)/.test ## Build the national holidays of the policy anew
	@$(BIN)/python -m tests.tools.closed_days

lock: $(VENV)/.test ## Pin exact versions with hashes again
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --group install --extra pdf pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --extra pdf --group install --group site --constraint requirements.lock pyproject.toml -o requirements-site.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --group node -o requirements-node.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --extra pdf --group dev --constraint requirements.lock --constraint requirements-site.lock pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade --extra pdf --group browser --constraint requirements-dev.lock pyproject.toml -o requirements-browser.lock

clean: ## Remove the environment and everything built
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it, or name yours with make PYTHON=python3.12 demo"; exit 2; }
	@echo "Making the virtual environment (once) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3.11-venv"; exit 2; }

$(VENV)/.demo: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the desk needs (once) …"
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.site: requirements-site.lock $(VENV)/.demo
	@echo "Installing what the site needs (once) …"
	@$(PIP) --require-hashes --requirement requirements-site.lock
	@touch $@

$(VENV)/.node: requirements-node.lock site/runtime/package-lock.json $(VENV)/.demo
	@echo "Bringing Pyodide (once) …"
	@node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' 2>/dev/null && npm --version >/dev/null 2>&1 \
	  || $(PIP) --require-hashes --requirement requirements-node.lock
	@npm ci --silent --no-fund --no-audit --prefix site/runtime \
	  || { echo "Pyodide could not be had from the npm registry: look at the network or the registry setting, then run this again."; exit 2; }
	@touch $@

$(VENV)/.test: requirements-dev.lock $(VENV)/.demo
	@echo "Installing what the checks need (once) …"
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.lint: tests/lint/package-lock.json $(VENV)/.node
	@echo "Installing what checks the JavaScript (once) …"
	@npm ci --silent --no-fund --no-audit --prefix tests/lint
	@touch $@

$(VENV)/.browser: requirements-browser.lock tests/browser/package-lock.json $(VENV)/.site $(VENV)/.node $(VENV)/.test
	@echo "Installing what the journeys need (once) …"
	@$(PIP) --require-hashes --requirement requirements-browser.lock
	@npm ci --silent --no-fund --no-audit --prefix tests/browser
	@touch $@
