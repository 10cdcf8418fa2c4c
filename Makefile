# The commands of the project; `make` alone lists them. Variables come from the command line or the environment.
STACK ?=
BASE ?=
JSON ?=
MARKDOWN ?=
VERBOSE ?=
STATE ?=
# Make would expand what it exports: a branch named `$(shell …)` would run.
unexport STACK BASE JSON MARKDOWN VERBOSE STATE

.DEFAULT_GOAL := help
.PHONY: help preview audit test verify bench

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

# An option with a variable's value as it was typed: neither make nor the shell reads anything into it.
option = $(if $(value $2),$1='$(subst ','\'',$(value $2))')
flag = $(if $(filter-out 0 false no,$(value $2)),$1)

preview: node_modules/.package-lock.json ## what each environment would be: STACK= BASE=<git ref> JSON=<file> MARKDOWN=<file> VERBOSE=1
	@node preview/start.mjs preview $(call option,--stack,STACK) $(call option,--base,BASE) \
	  $(call option,--json,JSON) $(call option,--markdown,MARKDOWN) $(call flag,--verbose,VERBOSE)

audit: node_modules/.package-lock.json ## the policies over an exported state: STATE=<file> STACK= JSON=<file>
	@node preview/start.mjs audit $(call option,--state,STATE) $(call option,--stack,STACK) \
	  $(call option,--json,JSON)

test: node_modules/.package-lock.json ## every test, with coverage
	@npm test --silent

verify: node_modules/.package-lock.json ## everything that CI does
	@npm run verify --silent

bench: node_modules/.package-lock.json ## speed and memory as ratios: JSON=<file>
	@npm run bench --silent -- $(call option,--json,JSON)

# A branch switch touches the lock file without changing it.
node_modules/.package-lock.json: package-lock.json
	@cmp -s package-lock.json node_modules/.installed-lock.json || { \
	  echo "Installing the packages this needs (from the npm registry)…" >&2 && \
	  npm ci --no-audit --no-fund --loglevel=error >/dev/null && \
	  cp package-lock.json node_modules/.installed-lock.json; }
	@touch $@
