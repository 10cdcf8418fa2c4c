# The commands of the project; `make` alone lists them. Variables come from the command line or the environment.
# Make knows one by itself: the assembler.
ifeq ($(origin AS),default)
AS :=
endif
# Commands with each of the variables that their lines below name, as `preview:ENV`.
named := $(shell sed -n 's/:[^\#]*\#\# / /p' $(firstword $(MAKEFILE_LIST)) | \
  awk '{ for (i = 2; i <= NF; i++) if (match($$i, /^[A-Z_]+=/)) print $$1 ":" substr($$i, 1, RLENGTH - 1) }')
# Make would expand what it exports: a branch named `$(shell …)` would run.
unexport $(sort $(foreach each,$(named),$(lastword $(subst :, ,$(each)))))

.DEFAULT_GOAL := help
sandboxes := sandbox-preview sandbox-up sandbox-refresh sandbox-destroy sandbox-recover sandbox-drift sandbox-teardown
releases := release release-resume rollback switch release-status release-history
workloads := list-apps list-services test-all test-app test-service test-changed \
  deploy-all deploy-app deploy-service deploy-changed
.PHONY: $(shell sed -n 's/^\([a-z-]*\):[^\#]*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

# A command takes the variables that its line below names; another one would be silently ignored.
given := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(given),)
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

##@ Begin
init: node_modules/.package-lock.json ## makes this platform yours: asks what only you know, and writes it: ANSWERS=<file> SET=<answers> DRY_RUN=1
	@node --import tsx tools/init/main.ts $(call option,--answers,ANSWERS) $(call option,--set,SET) $(call flag,--dry-run,DRY_RUN)

bootstrap: node_modules/.package-lock.json ## makes a stack from nothing, and says what is left for people: ENV=<stack> DRY_RUN=1
	@node --import tsx operations/bootstrap/main.ts $(call option,--stack,ENV) $(call flag,--dry-run,DRY_RUN)

##@ See what a change does
preview: node_modules/.package-lock.json ## what each environment would be, judged by the policies: ENV=<stack> BASE=<git-ref> JSON=<file> MARKDOWN=<file> EXPECT=<file> TREE=1 VERBOSE=1
	@node preview/start.mjs preview $(call option,--stack,ENV) $(call option,--base,BASE) \
	  $(call option,--json,JSON) $(call option,--markdown,MARKDOWN) $(call option,--expect,EXPECT) \
	  $(call flag,--tree,TREE) $(call flag,--verbose,VERBOSE)

passport: node_modules/.package-lock.json ## whether what would be applied is what was approved, and what differs: PASSPORT=<digest-or-file> BASE=<git-ref> ENV=<stack>
	@node preview/start.mjs passport $(call option,--passport,PASSPORT) $(call option,--base,BASE) $(call option,--stack,ENV)

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

rehearse-pipeline: node_modules/.package-lock.json ## goes from a commit to production on emulated clouds, as the workflows do: TO=<stack>
	@node --import tsx rehearsal/pipeline/main.ts $(call option,--to,TO)

rehearse-disaster: node_modules/.package-lock.json ## has emulated clouds fail, brings them back, and goes back, on a clock: SCENARIO=<what> ENV=<stack> SAY=go JSON=1
	@node --import tsx rehearsal/disaster/main.ts $(call option,--scenario,SCENARIO) $(call option,--stack,ENV) \
	  $(call option,--say,SAY) $(call flag,--json,JSON)

##@ Release, step by step
build: node_modules/.package-lock.json ## makes what releases name, from a commit; with PUSH puts it where it runs from: APP=<workload> CHANGED=<file> COMMIT=<git-ref> PUSH=1 STORE=<url> DIRTY=1 JSON=1
	@node --import tsx tools/build/main.ts $(call option,--app,APP) $(call option,--changed,CHANGED) $(call option,--commit,COMMIT) $(call flag,--push,PUSH) \
	  $(call option,--store,STORE) $(call flag,--dirty,DIRTY) $(call flag,--json,JSON)

fetch: node_modules/.package-lock.json ## brings what an environment's releases name here, checked by digest: ENV=<stack> STORE=<url>
	@node --import tsx tools/fetch/main.ts $(call option,--stack,ENV) $(call option,--store,STORE)

promote: node_modules/.package-lock.json ## lets an environment run what another one ran: FROM=<stack> TO=<stack> APP=<workload> STORE=<url> JOURNAL=<url> UNVERIFIED=<reason>
	@node --import tsx operations/promote/main.ts $(call option,--from,FROM) $(call option,--to,TO) \
	  $(call option,--app,APP) $(call option,--store,STORE) $(call option,--journal,JOURNAL) \
	  $(call option,--unverified,UNVERIFIED)

release: ## deploys a stack: settings, then releases by stages; takes back what does badly: ENV=<stack> DRY_RUN=1 ONLY=<workloads> SHARE=<percent> WATCH=<time> AGAIN=<reason> JOURNAL=<url> STORE=<url>
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

##- A database, and whether it can be brought back
db-migrate: ## applies the migrations that an environment's database lacks, or takes the last one back: ENV=<stack> BACK=<number> JSON=1
db-verify: ## whether a database has the migrations of this checkout, and the schema that they make: ENV=<stack> JSON=1
db-seed: ## fills the database of dev with seed data: ENV=<stack>
db-migrate db-verify db-seed: db-%: node_modules/.package-lock.json
	@node --import tsx database/migrate/main.ts $* $(call option,--stack,ENV) $(call option,--back,BACK) $(call flag,--json,JSON)

db-lint: node_modules/.package-lock.json ## whether a migration breaks code that runs or lets it wait, or events that are stored are read no more: BASE=<git-ref> JSON=1
	@node --import tsx database/lint/main.ts $(call option,--base,BASE) $(call flag,--json,JSON)

db-rehearse: node_modules/.package-lock.json ## each migration up, back and up again, while old and new code work: ROWS=<number> RATE=<per-second> JSON=1
	@node --import tsx database/rehearse/main.ts $(call option,--rows,ROWS) $(call option,--rate,RATE) $(call flag,--json,JSON)

db-backup: node_modules/.package-lock.json ## dumps DATABASE_URL, seals it and puts it into the locked bucket: ENV=<stack> STORE=<url> NEW_KEY=1 JSON=1
	@node --import tsx database/backup/main.ts $(call option,--stack,ENV) $(call option,--store,STORE) \
	  $(call flag,--new-key,NEW_KEY) $(call flag,--json,JSON)

db-restore: node_modules/.package-lock.json ## lists the backups, or restores one into an empty database: ENV=<stack> BACKUP=<id> INTO=<url> STORE=<url>
	@node --import tsx database/restore/main.ts $(call option,--stack,ENV) $(call option,--backup,BACKUP) $(call option,--into,INTO) \
	  $(call option,--store,STORE)

db-rebuild: node_modules/.package-lock.json ## builds a projection's newest version from events, compares it, switches: ENV=<stack> PROJECTION=<projection> VERSION=<number> FRESH=1 ACCEPT=<reason> DRY_RUN=1 FOLLOW=1 JSON=1
	@node --import tsx database/projections/main.ts $(call option,--stack,ENV) $(call option,--projection,PROJECTION) \
	  $(call option,--version,VERSION) $(call option,--accept,ACCEPT) $(call flag,--fresh,FRESH) $(call flag,--dry-run,DRY_RUN) \
	  $(call flag,--follow,FOLLOW) $(call flag,--json,JSON)

drill: node_modules/.package-lock.json ## tries whether a database can be brought back, and records it: ENV=<stack> INTO=<url> STORE=<url> JSON=1
	@node --import tsx database/drill/main.ts $(call option,--stack,ENV) $(call option,--into,INTO) $(call option,--store,STORE) \
	  $(call flag,--json,JSON)

staging-data: node_modules/.package-lock.json ## puts production's rows into staging's database, masked and checked: INTO=<url> DRY_RUN=1 NEON=<database> JSON=1
	@node --import tsx database/mask/main.ts $(call option,--into,INTO) $(call flag,--dry-run,DRY_RUN) $(call option,--neon,NEON) \
	  $(call flag,--json,JSON)

##@ Watch an environment, and mend it
drift: node_modules/.package-lock.json ## what was changed behind the engine's back: ENV=<stack>
	@node --import tsx operations/drift/main.ts $(call option,--stack,ENV)

running: node_modules/.package-lock.json ## whether ECS runs what the last `up` asked for: ENV=<stack> AGAIN=1
	@node --import tsx operations/running/main.ts $(call option,--stack,ENV) $(call flag,--again,AGAIN)

recover: node_modules/.package-lock.json ## mends a stack whose update was killed: ENV=<stack>
	@node --import tsx operations/recover/main.ts $(call option,--stack,ENV)

disaster: node_modules/.package-lock.json ## what to do when something is lost, how long it takes, and with APPLY does it: ENV=<stack> SCENARIO=region|corruption|bug|data-centre APPLY=1 BACK=1 SAY=go AT=<time> VERSION=<version> PROJECTION=<names> REASON=<text> JSON=1
	@node --import tsx operations/disaster/main.ts $(call option,--stack,ENV) $(call option,--scenario,SCENARIO) \
	  $(call flag,--apply,APPLY) $(call flag,--back,BACK) $(call option,--say,SAY) $(call option,--at,AT) \
	  $(call option,--version,VERSION) $(call option,--projection,PROJECTION) $(call option,--reason,REASON) $(call flag,--json,JSON)

teardown: node_modules/.package-lock.json ## deletes a pull request's environment, for good: ENV=pr-<n>
	@node --import tsx operations/teardown/main.ts $(call option,--stack,ENV)

health-check-all: node_modules/.package-lock.json ## whether each workload of an environment answers: ENV=<stack> JSON=1
	@node --import tsx operations/health/main.ts $(call option,--stack,ENV) $(call flag,--json,JSON)

health-check: node_modules/.package-lock.json ## whether one of them does: ENV=<stack> APP=<workload> JSON=1
	@node --import tsx operations/health/main.ts $(call option,--stack,ENV) $(call option,--app,APP) $(call flag,--json,JSON)

##- The platform itself
gates: node_modules/.package-lock.json ## whether what an environment runs passed its quality gates: ENV=<stack> APP=<workload> JSON=1
	@node --import tsx operations/gates/main.ts $(call option,--stack,ENV) $(call option,--app,APP) $(call flag,--json,JSON)

notify: node_modules/.package-lock.json ## tells an environment's people how a job ended, by chat, mail and page: ENV=<stack> EVENT=<what> OUTCOME=<status> TEXT=<text>
	@node --import tsx operations/notify/main.ts $(call option,--stack,ENV) $(call option,--event,EVENT) \
	  $(call option,--outcome,OUTCOME) $(call option,--text,TEXT)

stack-file: node_modules/.package-lock.json ## writes the stack file of a pull request: ENV=pr-<n>
	@node --import tsx settings/write-stack-file.ts $(call quoted,ENV)

judge: node_modules/.package-lock.json ## what becomes of a release, by its recorded counts: FILE=<series> SVG=<file> JSON=1
	@node --import tsx tools/judge/main.ts $(call option,--file,FILE) $(call option,--svg,SVG) $(call flag,--json,JSON)

test: node_modules/.package-lock.json ## every test that needs no engine, with coverage, or what holds one rule: RULE=<id>
	@$(if $(value RULE),npm run test:rule --silent -- $(call option,--fgrep,RULE),npm test --silent)

engine: node_modules/.package-lock.json ## finds the Pulumi CLI, or builds it
	@node --import tsx tools/engine/main.ts

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

quality: check test ## all that a merge is judged by here: check, test, coverage of new lines, copies: BASE=<git-ref>
	@node --import tsx tools/quality/main.ts $(call option,--base,BASE)

sonar-scan: node_modules/.package-lock.json ## has SonarQube analyse what is checked out, and waits for its gate; SONAR_HOST_URL and SONAR_TOKEN say where
	@npx sonar-scanner-npm

sonar-gate: node_modules/.package-lock.json ## gives the project in SonarQube its gate and profiles: DRY_RUN=1
	@node --import tsx tools/sonarqube/main.ts $(call flag,--dry-run,DRY_RUN)

check-workflows: ## whether a workflow could be taken over, by zizmor (pip install -r .github/zizmor.txt)
	@command -v zizmor > /dev/null || { echo 'zizmor is not here: NOTHING WAS CHECKED. pip install --require-hashes -r .github/zizmor.txt' >&2; exit 1; }
	@zizmor --offline --quiet .github

gitleaks := ghcr.io/gitleaks/gitleaks:v8.30.1@sha256:c00b6bd0aeb3071cbcb79009cb16a60dd9e0a7c60e2be9ab65d25e6bc8abbb7f
trivy := aquasec/trivy:0.69.3@sha256:bcc376de8d77cfe086a917230e818dc9f8528e3c852f7b1aff648949b6258d1c

scan-secrets: ## looks for secrets in every commit, by gitleaks in docker
	@docker run --rm --network none --volume '$(CURDIR):/code:ro' $(gitleaks) git --no-banner --redact /code

# Each image as its Makefile makes it for this machine.
images = $(patsubst %/Dockerfile,%,$(wildcard apps/*/Dockerfile services/*/Dockerfile) database/Dockerfile)
scan-images: ## builds the images and looks for known holes in them, by trivy in docker
	@set -e; for folder in $(images); do \
	  make --no-print-directory -C $$folder build IMAGE=scanned/$${folder##*/}; \
	  docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock $(trivy) image --quiet --exit-code 1 \
	    --ignore-unfixed --severity HIGH,CRITICAL scanned/$${folder##*/}; \
	done

registry-login: ## lets docker push to the registry of the account whose credentials are in the shell
	@aws ecr get-login-password | docker login --username AWS --password-stdin \
	  "$$(aws sts get-caller-identity --query Account --output text).dkr.ecr.$$AWS_REGION.amazonaws.com"

version: ## the commit of a version, which a branch has to hold: VERSION=<git-ref> BRANCH=<branch>
	@commit=$$(git rev-parse --verify --quiet --end-of-options $(call quoted,VERSION)'^{commit}') && \
	  git merge-base --is-ancestor "$$commit" origin/$(call quoted,BRANCH) && echo "commit=$$commit" || \
	  { printf '%s\n' $(call quoted,VERSION)' is no commit of origin/'$(call quoted,BRANCH)': merge it first' >&2; exit 1; }

record: node_modules/.package-lock.json ## names in an environment's releases what was built, beside what runs: ENV=<stack> FILE=<builds> BASE=<git-ref> JOURNAL=<url>
	@node --import tsx operations/record/main.ts $(call option,--stack,ENV) $(call option,--file,FILE) \
	  $(call option,--base,BASE) $(call option,--journal,JOURNAL)

approved: node_modules/.package-lock.json ## what was approved of a commit: the preview's comment, and reviews: COMMIT=<commit>
	@node --import tsx operations/approved/main.ts $(call option,--commit,COMMIT)

pr-plan: node_modules/.package-lock.json ## which pull requests are to have an environment: COMMIT=<commit> NUMBER=<number>
	@node --import tsx operations/pull-requests/main.ts $(call option,--commit,COMMIT) $(call option,--number,NUMBER)

hooks: ## format, lint and types of what is staged, before each commit: turns on .githooks
	@git config core.hooksPath .githooks

node_modules/.package-lock.json: package-lock.json
	@node tools/install/main.mjs
