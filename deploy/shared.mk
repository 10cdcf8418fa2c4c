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

# Asks the deployed workload, or the one at HEALTH_URL.
health:
	@curl --fail --silent --show-error --max-time 10 --retry 3 --retry-connrefused \
	  "$(or $(HEALTH_URL),$(call url_of,$(ENV)))" >/dev/null && echo "$(APP): healthy in $(ENV)"

# HEALTH_HOST and HEALTH_PATH under the environment's own host, which its stack's settings name.
host_of = $(shell sed -n 's/^ *platform:host: *//p' ../../Pulumi.$(1).yaml)
url_of = https://$(if $(HEALTH_HOST),$(HEALTH_HOST).)$(call host_of,$(1))$(HEALTH_PATH)
