# Everything a developer or CI asks for. A fresh machine needs Python 3.11 or newer, git and make; the rest comes by itself.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
LOCAL = @$(if $(PYTHON),exec "$(PYTHON)" prosaas/local/bootstrap.py,echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 1;)

.PHONY: help demo run test check bench api lock
.DEFAULT_GOAL := help

help: ## This list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

demo: ## Start everything, place one simulated call and tell its story (ONCE=1: then stop)
	$(LOCAL) demo $(if $(ONCE),--once)

run: ## Start everything and stay up
	$(LOCAL) run

test: ## Every check and every test
	$(LOCAL) test

check: ## Static checks only
	$(LOCAL) check

bench: ## Measure: ONLY=name for one bench
	$(LOCAL) bench $(ONLY)

api: ## Write docs/api/openapi.yaml and the dashboard's types anew from the code
	$(LOCAL) api

lock: ## Write requirements.txt anew from requirements.in
	$(LOCAL) lock
