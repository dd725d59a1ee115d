# The habits. Everything that is needed is made by ./run and ./test.
.PHONY: help run check test test-long bench tour demands coverage-of-demands openapi translations clean
SEEDS ?= 1 2 3
PYTHON = .venv/bin/python

help:
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

run: ## start Indgang with the demonstration
	./run

check: ## format, lint, types, imports and the quick tests
	./test --quick

test: ## everything
	./test

test-long: .venv/indgang-stamp.json ## everything, with many more examples and other seeds
	@mkdir -p var
	@set -e; for seed in $(SEEDS); do \
		echo "seed $$seed, output in var/test-long-$$seed.log"; \
		HYPOTHESIS_PROFILE=long $(PYTHON) -m pytest -n 2 --dist loadfile -m "long or not long" --hypothesis-seed=$$seed \
			>var/test-long-$$seed.log 2>&1 || { tail -n 40 var/test-long-$$seed.log; exit 1; }; \
		tail -n 1 var/test-long-$$seed.log; \
	done

bench: .venv/indgang-stamp.json ## requests per second and CPU time per request
	$(PYTHON) -m bench

tour: .venv/indgang-stamp.json ## the commands of the README, one after the other
	$(PYTHON) tools/tour.py

demands: ## make docs/demands.md from the marks on the tests
	python3 tools/demands.py --write

coverage-of-demands: ## which tests show which demand
	@python3 tools/demands.py

openapi: .venv/indgang-stamp.json ## store the API's description
	.venv/bin/indgang openapi

translations: .venv/indgang-stamp.json ## texts without English
	.venv/bin/indgang translations --check

.venv/indgang-stamp.json:
	python3 tools/setup.py prepare

clean: ## remove what can be made again (the database stays)
	rm -rf node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis var/static var/collected
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
