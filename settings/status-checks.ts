import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseYaml, type TextMap } from "./parse-text";
import { compareText, type Problem } from "./problem";
import { readText } from "./read-text";
import { checkNames } from "./check-names";

const folder = ".github/workflows";

/** How many workflows may call one another in turn, at GitHub. */
const mostCalls = 10;

/** A job on either condition runs whatever came of the jobs before it. */
const unconditional = /^(?:\$\{\{)?\s*(?:always\(\)|!\s*cancelled\(\))\s*(?:\}\})?$/u;

/** What a job reports, by the name under which a merge can wait for it. */
interface Report {
  readonly name: string;
  readonly job: string;
  /** Names of what the jobs before it report: where one of them fails, this one is skipped. */
  readonly after: readonly string[];
  /** The condition on which the job runs. */
  readonly condition: string | undefined;
}

/** A status check that a job reports on pull requests. */
export interface StatusCheck extends Omit<Report, "job"> {
  /** `<workflow's file>: <job>`. */
  readonly place: string;
  /** Whether every pull request to a branch starts its workflow, so that no merge waits for nothing. */
  readonly reportsOn: (branch: string) => boolean;
}

type Read = (file: string) => TextMap;

/** The checks of the project's workflows. */
export function readStatusChecks(root: string): {
  readonly checks: readonly StatusCheck[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const read: Read = (file) => {
    const text = readText(root, file, `restore ${file} from version control`);
    const workflow = "value" in text ? parseYaml(file, text.value) : text;
    if ("value" in workflow) return workflow.value;
    problems.push(...workflow.problems);
    return {};
  };
  const checks = workflowsIn(root).flatMap((file) => {
    const workflow = read(file);
    const trigger = triggerOf(workflow.on);
    if (trigger === undefined) return [];
    return reportsOf(workflow, read, mostCalls).map(({ job, ...report }) => ({
      ...report,
      place: `${file}: ${job}`,
      reportsOn: (branch: string) => startsFor(trigger, branch),
    }));
  });
  return { checks, problems };
}

function workflowsIn(root: string): readonly string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => /\.ya?ml$/u.test(name))
      .sort(compareText)
      .map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

/** What a workflow says of pull requests, or `undefined` where they don't start it. */
function triggerOf(on: unknown): TextMap | undefined {
  const event = "pull_request";
  if (on === event || (Array.isArray(on) && on.includes(event))) return {};
  if (!isMap(on) || !(event in on)) return undefined;
  return isMap(on[event]) ? on[event] : {};
}

/** What the jobs of a workflow report; nothing where only a run can tell its names. */
function reportsOf(workflow: TextMap, read: Read, calls: number): readonly Report[] {
  const jobs = mapsIn(workflow.jobs);
  const own = new Map([...jobs].map(([id, job]) => [id, reportsOfJob(id, job, read, calls)]));
  return [...jobs].flatMap(([id, job]) => {
    const condition = conditionOf(job.if);
    const always = condition !== undefined && unconditional.test(condition);
    const before = always
      ? []
      : textsIn(job.needs).flatMap((need) => own.get(need)?.map(({ name }) => name) ?? [need]);
    return (own.get(id) ?? []).map(({ name, after, condition: inner }) => ({
      name,
      job: id,
      after: [...before, ...after],
      condition: (always ? undefined : condition) ?? inner,
    }));
  });
}

/** A job's own names; where it calls a workflow, each before the names of that one's jobs. */
function reportsOfJob(
  id: string,
  job: TextMap,
  read: Read,
  calls: number,
): readonly Omit<Report, "job">[] {
  const names = checkNames(id, job);
  if (typeof job.uses !== "string") {
    return names.map((name) => ({ name, after: [], condition: undefined }));
  }
  if (!job.uses.startsWith("./") || calls === 0) return [];
  const called = reportsOf(read(job.uses.slice(2)), read, calls - 1);
  return names.flatMap((caller) =>
    called.map(({ name, after, condition }) => ({
      name: `${caller} / ${name}`,
      after: after.map((each) => `${caller} / ${each}`),
      condition,
    })),
  );
}

/** A workflow that looks at paths, or only at some events, leaves a merge waiting for a check that never comes. */
function startsFor(trigger: TextMap, branch: string): boolean {
  const types = trigger.types === undefined ? undefined : textsIn(trigger.types);
  return (
    !("paths" in trigger || "paths-ignore" in trigger) &&
    (types === undefined || ["opened", "synchronize"].every((type) => types.includes(type))) &&
    (!("branches" in trigger) || admits(textsIn(trigger.branches), branch)) &&
    (!("branches-ignore" in trigger) || !admits(textsIn(trigger["branches-ignore"]), branch))
  );
}

/** Whether a list of patterns admits a branch; the last one that matches decides. */
function admits(patterns: readonly string[], branch: string): boolean {
  return patterns.reduce((admitted, pattern) => {
    const denied = pattern.startsWith("!");
    return matches(denied ? pattern.slice(1) : pattern, branch) ? !denied : admitted;
  }, false);
}

function matches(pattern: string, branch: string): boolean {
  const source = pattern
    .replace(/[.^$()|{}\\]/gu, "\\$&")
    .replace(/\*\*|\*/gu, (stars) => (stars === "**" ? ".*" : "[^/]*"));
  return new RegExp(`^${source}$`, "u").test(branch);
}

function conditionOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

function mapsIn(value: unknown): ReadonlyMap<string, TextMap> {
  const entries = isMap(value) ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, TextMap] => isMap(entry[1])));
}

function textsIn(value: unknown): readonly string[] {
  return [value].flat().filter((each) => typeof each === "string");
}
