# The commands of the project; `make` alone lists them. Variables come from the command line or the environment.
# Make knows one by itself: the assembler.
ifeq ($(origin AS),default)
AS :=
endif
# Make would expand what it exports: a branch named `$(shell …)` would run.
unexport BASE JSON MARKDOWN TREE VERBOSE STATE ENV FOLDER FAULT AS AGAIN CONFIG RULE FILE SVG \
  APP COMMIT PUSH DIRTY STORE FROM TO JOURNAL UNVERIFIED DRY_RUN ONLY SHARE WATCH SAY REASON VERSION \
  BAD IN RATE SPEED EXPECT PASSPORT

.DEFAULT_GOAL := help
sandboxes := sandbox-preview sandbox-up sandbox-refresh sandbox-destroy sandbox-recover sandbox-teardown
releases := release release-resume rollback switch release-status release-history
.PHONY: help preview passport audit engine $(sandboxes) rehearse build fetch promote $(releases) rehearse-rollback \
  drift running recover teardown health-check-all health-check gates judge stack-file test test-engine check format verify bench \
  schema published-models record-states hooks

# A command takes the variables that its line below names; another one would be silently ignored.
given := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(given),)
named := $(shell sed -n 's/:[^#]*## / /p' $(firstword $(MAKEFILE_LIST)) | \
  awk '{ for (i = 2; i <= NF; i++) if (match($$i, /^[A-Z_]+=/)) print $$1 ":" substr($$i, 1, RLENGTH - 1) }')
takes = $(patsubst $1:%,%,$(filter $1:%,$(named)))
strange := $(filter-out $(foreach goal,$(MAKECMDGOALS),$(call takes,$(goal))),$(given))
$(if $(strange),$(error $(strange) is no variable of: $(foreach goal,$(or $(MAKECMDGOALS),help),make \
  $(goal) $(addsuffix =,$(call takes,$(goal))))))
$(foreach name,$(given),$(if $(value $(name)),,$(error $(name)= has no value: leave it out)))
endif

help: ## lists these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

# An option with a variable's value as it was typed: neither make nor the shell reads anything into it.
quoted = '$(subst ','\'',$(value $1))'
option = $(if $(value $2),$1=$(call quoted,$2))
flag = $(if $(filter-out 0 false no,$(value $2)),$1)

preview: node_modules/.package-lock.json ## what each environment would be, judged by the policies: ENV=<stack> BASE=<git-ref> JSON=<file> MARKDOWN=<file> EXPECT=<file> TREE=1 VERBOSE=1
	@node preview/start.mjs preview $(call option,--stack,ENV) $(call option,--base,BASE) \
	  $(call option,--json,JSON) $(call option,--markdown,MARKDOWN) $(call option,--expect,EXPECT) \
	  $(call flag,--tree,TREE) $(call flag,--verbose,VERBOSE)

passport: node_modules/.package-lock.json ## whether what would be applied is what was approved, and what differs: PASSPORT=<digest-or-file> BASE=<git-ref> ENV=<stack>
	@node preview/start.mjs passport $(call option,--passport,PASSPORT) $(call option,--base,BASE) $(call option,--stack,ENV)

audit: node_modules/.package-lock.json ## judges an exported state by the policies: STATE=<file> ENV=<stack> JSON=<file>
	@node preview/start.mjs audit $(call option,--state,STATE) $(call option,--stack,ENV) \
	  $(call option,--json,JSON)

engine: node_modules/.package-lock.json ## finds the Pulumi CLI, or builds it
	@node --import tsx tools/engine/main.ts

sandbox-preview: ## what an `up` would change in the sandbox (real engine, emulated clouds): ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
sandbox-up: ## makes an environment in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
sandbox-refresh: ## takes what the emulated clouds hold into its state: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
sandbox-destroy: ## deletes an environment in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
sandbox-recover: ## mends what a killed update left in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
sandbox-teardown: ## deletes a pull request's environment in the sandbox, for good: ENV=pr-<n> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who>
$(sandboxes): sandbox-%: node_modules/.package-lock.json
	@node --import tsx engine/main.ts $* $(call option,--stack,ENV) $(call option,--config,CONFIG) \
	  $(call option,--folder,FOLDER) $(call option,--fault,FAULT) $(call option,--as,AS)

build: node_modules/.package-lock.json ## makes what releases name, from a commit, and with PUSH puts it where it runs from: APP=<workload> COMMIT=<git-ref> PUSH=1 STORE=<url> DIRTY=1 JSON=1
	@node --import tsx tools/build/main.ts $(call option,--app,APP) $(call option,--commit,COMMIT) $(call flag,--push,PUSH) \
	  $(call option,--store,STORE) $(call flag,--dirty,DIRTY) $(call flag,--json,JSON)

fetch: node_modules/.package-lock.json ## brings what an environment's releases name here, checked by digest: ENV=<stack> STORE=<url>
	@node --import tsx tools/fetch/main.ts $(call option,--stack,ENV) $(call option,--store,STORE)

promote: node_modules/.package-lock.json ## lets an environment run what another one ran: FROM=<stack> TO=<stack> APP=<workload> STORE=<url> JOURNAL=<url> UNVERIFIED=<reason>
	@node --import tsx operations/promote/main.ts $(call option,--from,FROM) $(call option,--to,TO) \
	  $(call option,--app,APP) $(call option,--store,STORE) $(call option,--journal,JOURNAL) \
	  $(call option,--unverified,UNVERIFIED)

rehearse: node_modules/.package-lock.json ## a good and a bad release on this machine, under load: BAD=errors|slow|leak|crash IN=<workload> ENV=<stack> RATE=<per-second> SPEED=<times> FOLDER=<folder> JSON=<file>
	@node --import tsx rehearsal/main.ts $(call option,--bad,BAD) $(call option,--in,IN) $(call option,--stack,ENV) \
	  $(call option,--rate,RATE) $(call option,--speed,SPEED) $(call option,--folder,FOLDER) $(call option,--json,JSON)

release: ## brings an environment's releases in, stage by stage, and takes back what does not do well: ENV=<stack> DRY_RUN=1 ONLY=<workloads> SHARE=<percent> WATCH=<time> AGAIN=<reason> JOURNAL=<url> STORE=<url>
release-resume: ## goes on with a release that was stopped, or waits for a person: ENV=<stack> SAY=<decision> REASON=<reason> JOURNAL=<url> STORE=<url>
rollback: ## goes back to what was verified healthy; without VERSION shows what that is: ENV=<stack> VERSION=<version> REASON=<reason> DRY_RUN=1 JOURNAL=<url> STORE=<url>
switch: ## leads all traffic to the other cell: ENV=<stack> TO=<cell> DRY_RUN=1 AGAIN=<reason> JOURNAL=<url>
release-status: ## what runs, since when, by whose approval: ENV=<stack> JSON=1 JOURNAL=<url>
release-history: ## every release of an environment, and what became of it: ENV=<stack> JSON=1 JOURNAL=<url>
$(releases): node_modules/.package-lock.json
	@node --import tsx operations/release/main.ts $(patsubst release-%,%,$@) $(call option,--stack,ENV) $(call option,--only,ONLY) \
	  $(call option,--share,SHARE) $(call option,--watch,WATCH) $(call option,--again,AGAIN) $(call option,--say,SAY) \
	  $(call option,--reason,REASON) $(call option,--version,VERSION) $(call option,--to,TO) $(call option,--journal,JOURNAL) \
	  $(call option,--store,STORE) $(call flag,--dry-run,DRY_RUN) $(call flag,--json,JSON)

rehearse-rollback: node_modules/.package-lock.json ## tries a release and its way back on emulated clouds: ENV=<stack> JOURNAL=<url>
	@node --import tsx engine/way-back/main.ts $(call option,--stack,ENV) $(call option,--journal,JOURNAL)

drift: node_modules/.package-lock.json ## what was changed behind the engine's back: ENV=<stack>
	@node --import tsx operations/drift/main.ts $(call option,--stack,ENV)

running: node_modules/.package-lock.json ## whether ECS runs what the last `up` asked for: ENV=<stack> AGAIN=1
	@node --import tsx operations/running/main.ts $(call option,--stack,ENV) $(call flag,--again,AGAIN)

recover: node_modules/.package-lock.json ## mends a stack whose update was killed: ENV=<stack>
	@node --import tsx operations/recover/main.ts $(call option,--stack,ENV)

teardown: node_modules/.package-lock.json ## deletes a pull request's environment, for good: ENV=pr-<n>
	@node --import tsx operations/teardown/main.ts $(call option,--stack,ENV)

health-check-all: node_modules/.package-lock.json ## whether each workload of an environment answers: ENV=<stack> JSON=1
	@node --import tsx operations/health/main.ts $(call option,--stack,ENV) $(call flag,--json,JSON)

health-check: node_modules/.package-lock.json ## whether one of them does: ENV=<stack> APP=<workload> JSON=1
	@node --import tsx operations/health/main.ts $(call option,--stack,ENV) $(call option,--app,APP) $(call flag,--json,JSON)

gates: node_modules/.package-lock.json ## whether what an environment runs passed its quality gates: ENV=<stack> APP=<workload> JSON=1
	@node --import tsx operations/gates/main.ts $(call option,--stack,ENV) $(call option,--app,APP) $(call flag,--json,JSON)

judge: node_modules/.package-lock.json ## what becomes of a release, by its recorded counts: FILE=<series> SVG=<file> JSON=1
	@node --import tsx tools/judge/main.ts $(call option,--file,FILE) $(call option,--svg,SVG) $(call flag,--json,JSON)

stack-file: node_modules/.package-lock.json ## writes the stack file of a pull request: ENV=pr-<n>
	@node --import tsx settings/write-stack-file.ts $(call quoted,ENV)

test: node_modules/.package-lock.json ## every test that needs no engine, with coverage, or what holds one rule: RULE=<id>
	@$(if $(value RULE),npm run test:rule --silent -- $(call option,--fgrep,RULE),npm test --silent)

test-engine: node_modules/.package-lock.json ## the tests on the real engine, a seeded share or all: ENGINE_TESTS=full ENGINE_SEED=<number>
	@npm run test:engine --silent

check: node_modules/.package-lock.json ## format, types and lint
	@npm run check --silent

format: node_modules/.package-lock.json ## writes the format that `make check` asks for
	@npm run format --silent

verify: node_modules/.package-lock.json ## everything that CI does
	@npm run verify --silent

bench: node_modules/.package-lock.json ## speed and memory as ratios: JSON=<file>
	@node --import tsx bench/bench.ts $(call option,--json,JSON)

schema: node_modules/.package-lock.json ## writes the JSON Schemas and docs/reference anew
	@npm run schema --silent

published-models: node_modules/.package-lock.json ## writes anew what sandbox/check reads, after the program sets a new input
	@npm run published-models --silent

record-states: node_modules/.package-lock.json ## keeps the state that this version leaves, as its last step before a release
	@npm run record-states --silent

hooks: ## format, lint and types of what is staged, before each commit: turns on .githooks
	@git config core.hooksPath .githooks

node_modules/.package-lock.json: package-lock.json
	@node tools/install/main.mjs
