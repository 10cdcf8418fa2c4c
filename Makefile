# The commands of the project; `make` alone lists them. Variables are empty unless given on the command line.
STACK ?=
BASE ?=
JSON ?=
MARKDOWN ?=
VERBOSE ?=
STATE ?=

.DEFAULT_GOAL := help
.PHONY: help preview audit test verify bench

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

preview: node_modules/.package-lock.json ## what each environment would be: STACK= BASE=<git ref> JSON=<file> MARKDOWN=<file> VERBOSE=1
	@node preview/start.mjs preview $(if $(STACK),--stack "$(STACK)") $(if $(BASE),--base "$(BASE)") \
	  $(if $(JSON),--json "$(JSON)") $(if $(MARKDOWN),--markdown "$(MARKDOWN)") $(if $(VERBOSE),--verbose)

audit: node_modules/.package-lock.json ## the policies over an exported state: STATE=<file> STACK= JSON=<file>
	@node preview/start.mjs audit $(if $(STATE),--state "$(STATE)") $(if $(STACK),--stack "$(STACK)") \
	  $(if $(JSON),--json "$(JSON)")

test: node_modules/.package-lock.json ## every test, with coverage
	@npm test --silent

verify: node_modules/.package-lock.json ## everything that CI does
	@npm run verify --silent

bench: node_modules/.package-lock.json ## speed and memory as ratios: JSON=<file>
	@npm run bench --silent -- $(if $(JSON),--json "$(JSON)")

node_modules/.package-lock.json: package-lock.json
	@echo "Installing the packages this needs (once, from the npm registry)…" >&2
	@npm ci --silent
	@touch $@
