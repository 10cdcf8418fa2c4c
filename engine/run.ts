import { resolve } from "node:path";
import { CommandError } from "@pulumi/pulumi/automation";
import program = require("../index");
import { checkout, fetchArtifacts, rebuilt, wantedOf } from "../artifacts/fetch";
import { loadSpec } from "../settings/load-spec";
import { SettingsError } from "../settings/problem";
import { readProject } from "../settings/project";
import { readReleases } from "../settings/release";
import { readStackConfig, type StackConfig } from "../settings/stack-file";
import { UsageError } from "../settings/usage-error";
import { visible, visibleLines } from "../settings/visible";
import { ownEngine } from "../operations/own-engine";
import { InquiryError } from "../operations/stack/inquiry";
import { findDrift, forbidsUp } from "../operations/drift/drift";
import { describeDrift } from "../operations/drift/report";
import { recover, RecoveryError } from "../operations/recover/recover";
import { describe, exitCodeOf } from "../operations/recover/report";
import { describeLock, lockHolders } from "../operations/stack/lock";
import { EngineError } from "../operations/stack/state-file";
import { isLocked, LockedError } from "../operations/stack/unlocking";
import { tenanciesOfPullRequests, objectionToStack } from "../operations/teardown/pull-request";
import { teardown, TeardownError } from "../operations/teardown/teardown";
import { describeFindings } from "../sandbox/monitor/findings";
import { emulatedCloudflare } from "./emulated-cloudflare";
import { identityOf } from "./identity";
import { interruption } from "./interruption";
import { judgedUp, OrphanError, StragglerError } from "./judged-up";
import { nextSteps } from "./next-steps";
import { quietOutput } from "./quiet-output";
import type { SandboxCommand } from "./options";
import { SandboxStack } from "./sandbox-stack";

/** What our own operations object to in a sentence; what the engine objects to, it has printed. */
const refusals = [
  TeardownError,
  LockedError,
  RecoveryError,
  InquiryError,
  EngineError,
  OrphanError,
  StragglerError,
];

/**
 * Runs a command; whether it succeeded. Where it did not, the engine has said why.
 *
 * @throws UsageError, SettingsError before the engine is started.
 */
export async function run(command: SandboxCommand): Promise<boolean> {
  const home = process.cwd();
  const objection = command.command === "teardown" ? objectionToStack(command.stack) : undefined;
  if (objection !== undefined) throw new UsageError(objection);
  if (command.command === "up") await bringWorkers(home, command.stack);
  const config = configOf(home, command);
  const sandbox = await SandboxStack.open({
    engine: ownEngine(),
    home,
    folder: resolve(home, command.folder),
    stack: command.stack,
    config,
    program,
    faults: command.faults,
    identity: identityOf(command.as, { root: home, stack: command.stack, config: config.values }),
  });
  const succeeded = await operate(command, sandbox).finally(sandbox.close);
  const findings = sandbox.monitor.takeFindings();
  if (findings.length > 0) process.stderr.write(`\n${describeFindings(findings)}\n`);
  process.stdout.write(nextSteps(command, succeeded));
  return succeeded && findings.length === 0;
}

async function operate(
  { command, isJudged, isVerbose, folder }: SandboxCommand,
  { stack, policies }: SandboxStack,
): Promise<boolean> {
  const write = (text: string): void => {
    process.stdout.write(text);
  };
  const options = {
    onOutput: isVerbose ? write : quietOutput(write, command === "preview"),
    color: process.stdout.isTTY ? ("always" as const) : ("never" as const),
    signal: interruption(),
  };
  try {
    switch (command) {
      case "preview":
        await stack.preview({ ...options, policyPacks: isJudged ? [policies] : [] });
        break;
      case "up":
        await judgedUp(stack, { ...options, policyPacks: [policies] });
        break;
      case "refresh":
        await stack.refresh(options);
        break;
      case "destroy":
        await stack.destroy(options);
        break;
      case "drift": {
        const asked = { settle: 0, cloudflare: emulatedCloudflare(resolve(folder)) };
        const drift = await findDrift(stack, asked);
        write(describeDrift(stack.name, drift, "sandbox-"));
        return !forbidsUp(drift) && drift.unplanned === undefined;
      }
      case "recover": {
        // The emulated clouds list at once what was made.
        const recovery = await recover(stack, { ...options, settle: 0 });
        process.stdout.write(describe(recovery));
        return exitCodeOf(recovery) === 0;
      }
      case "teardown": {
        const owns = tenanciesOfPullRequests(process.cwd());
        const said = await teardown(stack, { ...options, owns });
        process.stdout.write(`\n${said.map(visible).join("\n")}\n`);
        break;
      }
    }
    return true;
  } catch (error) {
    if (error instanceof Error && refusals.some((refusal) => error instanceof refusal)) {
      process.stderr.write(`${visibleLines(error.message)}\n`);
    } else if (!(error instanceof CommandError)) throw error;
    else if (isLocked(error.message))
      process.stderr.write(`${lockedHere(stack.name, error.message)}\n`);
    return false;
  }
}

/** The engine names the holder of a lock, and a command that is for people with an account. */
function lockedHere(stack: string, refusal: string): string {
  const holder = visible(describeLock(lockHolders(refusal)));
  return `${stack} is locked by ${holder}. If that was killed: make sandbox-recover ENV=${stack}`;
}

/** Needs no store: a newcomer's checkout holds what the releases record, or the commit to build it from. */
async function bringWorkers(home: string, stack: string): Promise<void> {
  const { sound } = readReleases(home, stack, undefined);
  const workers = wantedOf(readProject(home).workloads.sound, sound).filter(
    ({ workload: { manifest } }) => manifest.target === "cloudflare-worker",
  );
  await fetchArtifacts(home, workers, [checkout(home), rebuilt(home)]);
}

/** The stack's settings, of which those that the command gives stand in place of the file's. */
function configOf(home: string, { command, stack, settings }: SandboxCommand): StackConfig {
  const config = readStackConfig(home, stack);
  if ("problems" in config) throw new SettingsError(stack, config.problems);
  const values = { ...config.value.values, ...settings };
  // What the engine reads back or deletes, it has from the state.
  if (["preview", "up", "drift"].includes(command)) {
    loadSpec({ root: home, stack, config: values, deploys: command === "up" });
  }
  return { ...config.value, values };
}
