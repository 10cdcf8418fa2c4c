# What every workload's Makefile has in common: the targets install, build, test and health, whatever it is made
# of. A workload sets APP and whichever of INSTALL, BUILD and TEST it needs, then includes this file.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help install build test health

ENV ?= dev
HEALTH_URL ?=

help: ## List the targets
	@printf '%s: make install | build | test | health ENV=%s\n' "$(APP)" "$(ENV)"

install:
	@$(or $(INSTALL),echo "$(APP): nothing to install")

build:
	@$(or $(BUILD),echo "$(APP): nothing to build")

test:
	@$(or $(TEST),echo "$(APP): no test of its own" && false)

# Asks the deployed workload at the address that its deploy.yaml gives it, or the one at HEALTH_URL.
health:
	@cd ../.. && node --import tsx operations/health/main.ts --stack "$(ENV)" --app "$(APP)" \
	  $(if $(HEALTH_URL),--url "$(HEALTH_URL)")
