import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Call, Runner } from "./commands";
import { evaluate, filled, holds } from "./expressions";
import type { Happening } from "./events";
import { action, type Job, type Step, workflow } from "./workflows";

/** What became of a job, one of each cell of its matrix. */
export interface PlayedJob {
  readonly id: string;
  readonly environment: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly result: "success" | "failure";
  readonly calls: readonly Call[];
  /** Actions of others with what they were given, by name. */
  readonly uses: readonly (readonly [action: string, given: Readonly<Record<string, string>>])[];
  /** Names of secrets and variables that reached a step. */
  readonly secrets: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Files that are asked for, as the job left them. */
  readonly kept: Readonly<Record<string, string>>;
}

export interface PlayOptions {
  /** What commands print, by name and first argument. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Files of a job's workspace to look at afterwards. */
  readonly keep?: readonly string[];
}

/** What jobs handed on, by artifact and file. */
type Artifacts = Map<string, ReadonlyMap<string, string>>;

type Contexts = Readonly<Record<string, unknown>>;
type Needs = Record<string, { result: string; outputs: Readonly<Record<string, string>> }>;

const marker = "secret:";
const secretNames = [
  ...["CLOUDFLARE_API_TOKEN", "GATE_READER_PRIVATE_KEY", "GITHUB_TOKEN", "NEON_API_KEY"],
  ...["BACKUP_IDENTITY", "READER_DATABASE_URL", "SONAR_TOKEN", "STAGING_DATABASE_URL"],
];
const usualVars = {
  AWS_REGION: "eu-west-1",
  AWS_ROLE_ARN: "arn:aws:iam::111111111111:role/acme-dev-deploy",
  GATE_READER_CLIENT_ID: "client",
  PULUMI_BACKEND_URL: "s3://acme-state-111111111111",
  SONAR_HOST_URL: "https://sonar.acme.example",
};

/** Runs the jobs of a workflow for what happened, each `run:` of theirs for real, with commands that note their arguments. */
export async function play(
  file: string,
  happening: Happening,
  options: PlayOptions = {},
): Promise<readonly PlayedJob[]> {
  const secrets = Object.fromEntries(secretNames.map((name) => [name, `${marker}${name}`]));
  const common = { ...happening, vars: usualVars, secrets };
  const needs: Needs = {};
  const artifacts: Artifacts = new Map();
  const played: PlayedJob[] = [];
  for (const [id, job] of Object.entries(workflow(file).jobs)) {
    const before = Object.fromEntries([job.needs ?? []].flat().map((name) => [name, needs[name]]));
    const contexts = { ...common, needs: before };
    const failed = Object.values(before).some((each) => each?.result !== "success");
    if (!(await holds(job.if, contexts, { failed, hasFile: () => false }))) {
      needs[id] = { result: "skipped", outputs: {} };
      continue;
    }
    const cells = await cellsOf(job, contexts);
    const done: PlayedJob[] = [];
    for (const matrix of cells)
      done.push(await playJob(id, job, { ...contexts, matrix }, options, artifacts));
    needs[id] = {
      result: done.every(({ result }) => result === "success") ? "success" : "failure",
      outputs: done[0]?.outputs ?? {},
    };
    played.push(...done);
  }
  return played;
}

async function cellsOf({ strategy }: Job, contexts: Contexts): Promise<readonly Contexts[]> {
  const [[name, values] = []] = Object.entries(strategy?.matrix ?? {});
  if (name === undefined) return [{}];
  const list =
    typeof values === "string"
      ? await evaluate(values.replace(/^\$\{\{|\}\}$/gu, "").trim(), contexts)
      : values;
  return (list as readonly unknown[]).map((value) => ({ [name]: value }));
}

async function playJob(
  id: string,
  job: Job,
  contexts: Contexts,
  { answers = {}, keep = [] }: PlayOptions,
  artifacts: Artifacts,
): Promise<PlayedJob> {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  const outputs = new Map<string, Readonly<Record<string, string>>>();
  const state = { failed: false, calls: [] as Call[], uses: [] as PlayedJob["uses"][number][] };
  const reached = new Set<string>();
  const runner = new Runner(folder, answers);
  const stepsOf = async (steps: readonly Step[], inherited: Contexts): Promise<void> => {
    for (const step of steps) {
      const so = { failed: state.failed, hasFile: runner.hasFile };
      const known = {
        ...inherited,
        steps: Object.fromEntries(
          [...outputs].map(([name, values]) => [name, { outputs: values, outcome: "success" }]),
        ),
        job: { status: state.failed ? "failure" : "success" },
      };
      if (!(await holds(step.if, known, so))) continue;
      const [env, given] = [await all(step.env, known), await all(step.with, known)];
      for (const value of [...Object.values(env), ...Object.values(given)]) {
        for (const [, name = ""] of value.matchAll(/secret:(\w+)/gu)) reached.add(name);
      }
      if (step.uses === "./.github/actions/pulumi") {
        const defaults = Object.entries(action.inputs).map(([name, input]) => [
          name,
          input.default ?? "",
        ]);
        await stepsOf(action.runs.steps, { inputs: { ...Object.fromEntries(defaults), ...given } });
      } else if (step.uses !== undefined) {
        const used = step.uses.replace(/@.*/u, "");
        state.uses.push([used, given]);
        handOn(used, given, runner, artifacts);
        if (step.id !== undefined) outputs.set(step.id, { token: `${marker}GITHUB_TOKEN` });
      } else {
        const result = runner.run(step.run ?? "", env);
        state.calls.push(...result.calls);
        state.failed ||= result.failed;
        if (step.id !== undefined) outputs.set(step.id, result.outputs);
      }
    }
  };
  try {
    await stepsOf(job.steps, contexts);
    const steps = Object.fromEntries(
      [...outputs].map(([name, values]) => [name, { outputs: values }]),
    );
    return {
      id,
      environment: await filled(job.environment ?? "", contexts),
      permissions: job.permissions ?? {},
      result: state.failed ? "failure" : "success",
      ...{ calls: state.calls, uses: state.uses, secrets: [...reached] },
      outputs: await all(job.outputs, { ...contexts, steps }),
      kept: Object.fromEntries(keep.map((file) => [file, runner.read(file)])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What goes from job to job as an artifact. */
function handOn(
  used: string,
  { name = "", path = "." }: Readonly<Record<string, string>>,
  runner: Runner,
  artifacts: Artifacts,
): void {
  if (used === "actions/upload-artifact") {
    const files = path.trim().split(/\s+/u).filter(runner.hasFile);
    artifacts.set(name, new Map(files.map((file) => [basename(file), runner.read(file)])));
  } else if (used === "actions/download-artifact") {
    for (const [file, text] of artifacts.get(name) ?? []) runner.write(join(path, file), text);
  }
}

async function all(
  values: Readonly<Record<string, unknown>> = {},
  contexts: Contexts,
): Promise<Readonly<Record<string, string>>> {
  const entries = Object.entries(values).map(
    async ([name, value]) => [name, await filled(String(value), contexts)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
