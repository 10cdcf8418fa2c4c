# The commands of the project; `make` alone lists them. Variables come from the command line or the environment.
# Make knows one by itself: the assembler.
ifeq ($(origin AS),default)
AS :=
endif
# Make would expand what it exports: a branch named `$(shell …)` would run.
unexport BASE JSON MARKDOWN TREE VERBOSE STATE ENV FOLDER FAULT AS AGAIN CONFIG RULE FILE SVG \
  APP COMMIT PUSH DIRTY STORE FROM TO JOURNAL UNVERIFIED DRY_RUN ONLY SHARE WATCH SAY REASON VERSION \
  BAD IN RATE SPEED \
  SERVICE NAME TARGET COMMAND

.DEFAULT_GOAL := help
sandboxes := sandbox-preview sandbox-up sandbox-refresh sandbox-destroy sandbox-recover sandbox-drift sandbox-teardown
releases := release release-resume rollback switch release-status release-history
workloads := list-apps list-services test-all test-app test-service test-changed \
  deploy-all deploy-app deploy-service deploy-changed
.PHONY: help preview audit changed setup-env new-service $(workloads) engine $(sandboxes) rehearse build fetch promote $(releases) rehearse-rollback \
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

# An option with a variable's value as it was typed: neither make nor the shell reads anything into it.
quoted = '$(subst ','\'',$(value $1))'
option = $(if $(value $2),$1=$(call quoted,$2))
flag = $(if $(filter-out 0 false no,$(value $2)),$1)

help: ## lists the commands, or says what one takes: COMMAND=<command>
	@awk -v command=$(call quoted,COMMAND) -f tools/help.awk $(firstword $(MAKEFILE_LIST))

##@ See what a change does
preview: node_modules/.package-lock.json ## what each environment would be, judged by the policies: ENV=<stack> BASE=<git-ref> JSON=<file> MARKDOWN=<file> TREE=1 VERBOSE=1
	@node preview/start.mjs preview $(call option,--stack,ENV) $(call option,--base,BASE) \
	  $(call option,--json,JSON) $(call option,--markdown,MARKDOWN) $(call flag,--tree,TREE) $(call flag,--verbose,VERBOSE)

audit: node_modules/.package-lock.json ## judges an exported state by the policies: STATE=<file> ENV=<stack> JSON=<file>
	@node preview/start.mjs audit $(call option,--state,STATE) $(call option,--stack,ENV) \
	  $(call option,--json,JSON)

changed: node_modules/.package-lock.json ## which workloads are not what they were, and which work with one of them: BASE=<git-ref> JSON=1
	@node --import tsx tools/changes/main.ts $(call option,--base,BASE) $(call flag,--json,JSON)

##@ Work on an app or a service; make's -j2 runs two at a time
setup-env: node_modules/.package-lock.json ## prepares this machine, and says what it lacks
	@node --import tsx tools/setup-env/main.ts

new-service: node_modules/.package-lock.json ## writes a workload that passes everything: NAME=<workload> TARGET=aws-ecs|cloudflare-worker|cloudflare-pages
	@node --import tsx tools/new-service/main.ts $(call option,--name,NAME) $(call option,--target,TARGET)

list-apps: ## apps, and the version that each environment runs: JSON=1
list-services: ## services, and the version that each environment runs: JSON=1
test-app: ## the tests of a workload: APP=<workload> VERBOSE=1 DRY_RUN=1
test-service: ## the tests of a service: SERVICE=<service> VERBOSE=1 DRY_RUN=1
test-changed: ## the tests of what changed, and of what works with it: BASE=<git-ref> VERBOSE=1 DRY_RUN=1
test-all: ## the tests of every workload: VERBOSE=1 DRY_RUN=1

##@ Deploy: builds where dev or staging is meant, else takes what the environment before ran
deploy-app: ## one workload: APP=<workload> ENV=<stack> DRY_RUN=1
deploy-service: ## one service: SERVICE=<service> ENV=<stack> DRY_RUN=1
deploy-changed: ## what changed since a revision: BASE=<git-ref> ENV=<stack> DRY_RUN=1
deploy-all: ## every workload, and the environment's settings: ENV=<stack> DRY_RUN=1
$(workloads): node_modules/.package-lock.json
	@node --import tsx tools/workloads/main.ts $(firstword $(subst -, ,$@)) $(if $(filter list-%,$@),--in=$(@:list-%=%)) \
	  $(if $(filter %-app,$@),--app=$(call quoted,APP)) $(if $(filter %-service,$@),--service=$(call quoted,SERVICE)) \
	  $(if $(filter %-changed,$@),--base=$(call quoted,BASE)) $(call option,--stack,ENV) \
	  $(call flag,--dry-run,DRY_RUN) $(call flag,--verbose,VERBOSE) $(call flag,--json,JSON)

##- Without an account: the real engine on emulated clouds
engine: node_modules/.package-lock.json ## finds the Pulumi CLI, or builds it
	@node --import tsx tools/engine/main.ts

sandbox-preview: ## what an `up` would change in the sandbox (real engine, emulated clouds): ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
sandbox-up: ## makes an environment in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
sandbox-refresh: ## takes what the emulated clouds hold into its state: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
sandbox-destroy: ## deletes an environment in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
sandbox-recover: ## mends what a killed update left in the sandbox: ENV=<stack> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
sandbox-drift: ## what was changed there behind the engine's back: ENV=<stack> CONFIG=<settings> FOLDER=<folder> AS=<who> VERBOSE=1
sandbox-teardown: ## deletes a pull request's environment in the sandbox, for good: ENV=pr-<n> CONFIG=<settings> FOLDER=<folder> FAULT=<fault> AS=<who> VERBOSE=1
$(sandboxes): sandbox-%: node_modules/.package-lock.json
	@node --import tsx engine/main.ts $* $(call option,--stack,ENV) $(call option,--config,CONFIG) \
	  $(call option,--folder,FOLDER) $(call option,--fault,FAULT) $(call option,--as,AS) $(call flag,--verbose,VERBOSE)

rehearse: node_modules/.package-lock.json ## a good and a bad release on this machine, under load: BAD=errors|slow|leak|crash IN=<workload> ENV=<stack> RATE=<per-second> SPEED=<times> FOLDER=<folder> JSON=<file>
	@node --import tsx rehearsal/main.ts $(call option,--bad,BAD) $(call option,--in,IN) $(call option,--stack,ENV) \
	  $(call option,--rate,RATE) $(call option,--speed,SPEED) $(call option,--folder,FOLDER) $(call option,--json,JSON)

rehearse-rollback: node_modules/.package-lock.json ## tries a release and its way back on emulated clouds: ENV=<stack> JOURNAL=<url>
	@node --import tsx engine/way-back/main.ts $(call option,--stack,ENV) $(call option,--journal,JOURNAL)

##@ Release, step by step
build: node_modules/.package-lock.json ## makes what releases name, from a commit; with PUSH puts it where it runs from: APP=<workload> COMMIT=<git-ref> PUSH=1 STORE=<url> DIRTY=1 JSON=1
	@node --import tsx tools/build/main.ts $(call option,--app,APP) $(call option,--commit,COMMIT) $(call flag,--push,PUSH) \
	  $(call option,--store,STORE) $(call flag,--dirty,DIRTY) $(call flag,--json,JSON)

fetch: node_modules/.package-lock.json ## brings what an environment's releases name here, checked by digest: ENV=<stack> STORE=<url>
	@node --import tsx tools/fetch/main.ts $(call option,--stack,ENV) $(call option,--store,STORE)

promote: node_modules/.package-lock.json ## lets an environment run what another one ran: FROM=<stack> TO=<stack> APP=<workload> STORE=<url> JOURNAL=<url> UNVERIFIED=<reason>
	@node --import tsx operations/promote/main.ts $(call option,--from,FROM) $(call option,--to,TO) \
	  $(call option,--app,APP) $(call option,--store,STORE) $(call option,--journal,JOURNAL) \
	  $(call option,--unverified,UNVERIFIED)

release: ## brings an environment's releases in, stage by stage; takes back what does badly: ENV=<stack> DRY_RUN=1 ONLY=<workloads> SHARE=<percent> WATCH=<time> AGAIN=<reason> JOURNAL=<url> STORE=<url>
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

##@ Watch an environment, and mend it
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

stack-file: node_modules/.package-lock.json ## writes the stack file of a pull request: ENV=pr-<n>
	@node --import tsx settings/write-stack-file.ts $(call quoted,ENV)

##- The platform itself
judge: node_modules/.package-lock.json ## what becomes of a release, by its recorded counts: FILE=<series> SVG=<file> JSON=1
	@node --import tsx tools/judge/main.ts $(call option,--file,FILE) $(call option,--svg,SVG) $(call flag,--json,JSON)

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
