# The commands of the project; `make` alone lists them. Variables come from the command line or the environment.
STACK ?=
BASE ?=
JSON ?=
MARKDOWN ?=
VERBOSE ?=
STATE ?=
ENV ?=
FOLDER ?=
FAULT ?=
CONFIG ?=
RULE ?=
# Make would expand what it exports: a branch named `$(shell …)` would run.
unexport STACK BASE JSON MARKDOWN VERBOSE STATE ENV FOLDER FAULT CONFIG RULE

.DEFAULT_GOAL := help
sandboxes := sandbox-preview sandbox-up sandbox-refresh sandbox-destroy
.PHONY: help preview audit engine $(sandboxes) drift recover teardown test test-engine verify bench hooks

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 23

# An option with a variable's value as it was typed: neither make nor the shell reads anything into it.
option = $(if $(value $2),$1='$(subst ','\'',$(value $2))')
flag = $(if $(filter-out 0 false no,$(value $2)),$1)

preview: node_modules/.package-lock.json ## what each environment would be: STACK= BASE=<git ref> JSON=<file> MARKDOWN=<file> VERBOSE=1
	@node preview/start.mjs preview $(call option,--stack,STACK) $(call option,--base,BASE) \
	  $(call option,--json,JSON) $(call option,--markdown,MARKDOWN) $(call flag,--verbose,VERBOSE)

audit: node_modules/.package-lock.json ## the policies over an exported state: STATE=<file> STACK= JSON=<file>
	@node preview/start.mjs audit $(call option,--state,STATE) $(call option,--stack,STACK) \
	  $(call option,--json,JSON)

engine: node_modules/.package-lock.json ## the Pulumi CLI: finds it or builds it
	@node --import tsx tools/engine/main.ts

sandbox-preview: ## what `up` would change, on the real engine and emulated clouds: ENV=<stack> CONFIG='live=green'
sandbox-up: ## makes it so, in FOLDER=<folder>, by default .sandbox; FAULT='<fault>' makes a call go wrong
sandbox-refresh: ## reads what the emulated clouds hold
sandbox-destroy: ## deletes everything there
$(sandboxes): sandbox-%: node_modules/.package-lock.json
	@node --import tsx engine/main.ts $* $(call option,--stack,ENV) $(call option,--config,CONFIG) \
	  $(call option,--folder,FOLDER) $(call option,--fault,FAULT)

drift: node_modules/.package-lock.json ## what was changed behind the engine's back: ENV=<stack>
	@node --import tsx operations/drift/main.ts $(call option,--stack,ENV)

recover: node_modules/.package-lock.json ## a stack whose update was killed: ENV=<stack>
	@node --import tsx operations/recover/main.ts $(call option,--stack,ENV)

teardown: node_modules/.package-lock.json ## a pull request's environment, for good: ENV=pr-<n>
	@node --import tsx operations/teardown/main.ts $(call option,--stack,ENV)

test: node_modules/.package-lock.json ## every test that needs no engine, with coverage; RULE=<id> for what holds one rule
	@$(if $(value RULE),npm run test:rule --silent -- $(call option,--fgrep,RULE),npm test --silent)

test-engine: node_modules/.package-lock.json ## the tests on the real engine: ENGINE_TESTS=full for all, ENGINE_SEED=<number>
	@npm run test:engine --silent

verify: node_modules/.package-lock.json ## everything that CI does
	@npm run verify --silent

bench: node_modules/.package-lock.json ## speed and memory as ratios: JSON=<file>
	@npm run bench --silent -- $(call option,--json,JSON)

hooks: ## format, lint and types of what is staged, before each commit: turns on .githooks
	@git config core.hooksPath .githooks

node_modules/.package-lock.json: package-lock.json
	@node tools/install/main.mjs
