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

# Asks the deployed workload, or the one at HEALTH_URL. A redirect is no answer: it may be a login's.
health:
	@code=$$(curl --fail --silent --show-error --max-time 10 --retry 3 --retry-connrefused \
	  --output /dev/null --write-out '%{http_code}' "$(or $(HEALTH_URL),$(call url_of,$(ENV)))") || exit; \
	test "$$code" = 200 && echo "$(APP): healthy in $(ENV)" || \
	  { echo "$(APP): answers $$code in $(ENV), not 200; a path behind a login stands open by openPaths" >&2; false; }

# HEALTH_HOST and HEALTH_PATH under the environment's own host, which its stack's settings name.
host_of = $(shell sed -n 's/^ *platform:host: *//p' ../../Pulumi.$(1).yaml)
url_of = https://$(if $(HEALTH_HOST),$(HEALTH_HOST).)$(call host_of,$(1))$(HEALTH_PATH)
