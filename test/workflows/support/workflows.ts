import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { projectRoot } from "../../support/project";

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string | readonly unknown[]>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

/** What of an event starts a workflow; `undefined` in YAML where all of it does. */
export interface Filter {
  readonly branches?: readonly string[];
  readonly tags?: readonly string[];
  readonly types?: readonly string[];
  readonly workflows?: readonly string[];
  readonly inputs?: Readonly<Record<string, { readonly options?: readonly string[] }>>;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Filter | null>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectRoot, ".github/workflows");
export const names = readdirSync(folder);
export const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));

export const actionText = readFileSync(
  join(projectRoot, ".github/actions/pulumi/action.yml"),
  "utf8",
);
export const action = load(actionText) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

export function workflow(name: string): Workflow {
  return load(texts.get(name) ?? "") as Workflow;
}

export function job(file: string, id: string): Job {
  const found = workflow(file).jobs[id];
  if (found === undefined) throw new Error(`${file} has no job ${id}`);
  return found;
}

/** Every job with its place. */
export const jobs = names.flatMap((name) =>
  Object.entries(workflow(name).jobs).map(([id, value]) => ({
    place: `${name}: ${id}`,
    file: name,
    value,
  })),
);

/** Every step, those that the composite action adds among them. */
export const steps = [
  ...jobs.flatMap(({ place, value }) => value.steps.map((step) => ({ place, step }))),
  ...action.runs.steps.map((step) => ({ place: "actions/pulumi", step })),
];

/** The GitHub environments that a job may pass: one for each stack of its matrix, or choice of whoever starts it. */
export function environmentsOf(
  file: string,
  { environment = "", strategy }: Job,
): readonly string[] {
  if (environment.includes("matrix.stack")) {
    return [strategy?.matrix.stack ?? []]
      .flat()
      .map((stack) => environment.replace("${{ matrix.stack }}", String(stack)));
  }
  if (environment.includes("inputs.environment")) {
    return workflow(file).on.workflow_dispatch?.inputs?.environment?.options ?? [];
  }
  return environment === "" ? [] : [environment];
}
