import { availableParallelism } from "node:os";
import { BuildError } from "../../artifacts/build/command";
import { runCommandLine } from "../../operations/command-line";
import { chooseWorkloads } from "../../settings/choose-workloads";
import { requireDeployable, requireService } from "./deployable";
import { listWorkloads } from "./list";
import { parseWorkloads, usage, type WorkloadsCommand } from "./options";
import { describeOutcome, describeStage, nothingToDo } from "./report";
import { jobsOf, runStage } from "./run-stage";
import { deployStages, type Stage, testStage, typed } from "./steps";

const exitCodes = { done: 0, some: 1, failed: 3 } as const;

async function run(command: WorkloadsCommand): Promise<number> {
  const root = process.cwd();
  if (command.command === "list") {
    process.stdout.write(listWorkloads(root, command));
    return exitCodes.done;
  }
  const stages = await stagesOf(root, command);
  if (stages.flat().length === 0) process.stdout.write(nothingToDo(command));
  if (!command.dryRun) return runStages(stages, command);
  process.stdout.write(
    stages
      .flat()
      .map((step) => `${typed(step)}\n`)
      .join(""),
  );
  return exitCodes.done;
}

async function stagesOf(root: string, command: WorkloadsCommand): Promise<readonly Stage[]> {
  const { app, service, base, stack } = command;
  const isTest = command.command === "test";
  if (!isTest) requireDeployable(stack);
  if (base !== undefined) {
    // Only now: it takes the compiler's time to load what git and make are asked by.
    const { findChanges } = await import("../changes/find-changes.js");
    const { workloads, removed, platform } = findChanges(root, base);
    if (isTest) return [testStage(workloads)];
    const names = workloads.filter(({ changed }) => changed).map(({ name }) => name);
    const isWhole = platform || removed.length > 0;
    return names.length === 0 && !isWhole
      ? []
      : deployStages(stack, names, isWhole ? "whole" : "these");
  }
  const chosen = chooseWorkloads(
    root,
    app ?? service,
    service === undefined ? "--app" : "--service",
  );
  if (service !== undefined) requireService(chosen);
  if (isTest) return [testStage(chosen)];
  const names = chosen.map(({ name }) => name);
  return deployStages(stack, names, (app ?? service) === undefined ? "all" : "these");
}

async function runStages(
  stages: readonly Stage[],
  { verbose, command }: WorkloadsCommand,
): Promise<number> {
  const jobs = jobsOf(process.env.MAKEFLAGS, availableParallelism());
  for (const stage of stages) {
    const outcomes = await runStage(stage, jobs, (outcome) => {
      process.stdout.write(describeOutcome(outcome, { whole: verbose || command === "deploy" }));
    });
    process.stdout.write(describeStage(outcomes));
    if (outcomes.some(({ passed }) => !passed)) return exitCodes.some;
  }
  return exitCodes.done;
}

void runCommandLine({
  usage,
  parse: parseWorkloads,
  run,
  explained: { [exitCodes.failed]: [BuildError] },
  failed: exitCodes.failed,
});
