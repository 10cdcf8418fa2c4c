import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** A command that a workflow's job runs. */
export interface PipelineStep {
  /** `<workflow's file>: <job>`. */
  readonly job: string;
  readonly target: string;
  /** The environment that it is for, where it names one. */
  readonly stack: string | undefined;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** What the jobs of workflows have make do, in their order. */
export function stepsOf(root: string, files: readonly string[]): readonly PipelineStep[] {
  return files.flatMap((file) => {
    const text = readFileSync(join(root, ".github/workflows", file), "utf8");
    return Object.entries((load(text) as Workflow).jobs).flatMap(([id, { steps }]) =>
      steps
        .flatMap(({ run = "" }) => [...run.matchAll(/^\s*make ([a-z-]+)(.*)$/gm)])
        .map(([, target = "", variables = ""]) => ({
          job: `${file}: ${id}`,
          target,
          stack: /\bENV=(\w+)/.exec(variables)?.[1],
        })),
    );
  });
}
