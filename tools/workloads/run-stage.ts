import { spawn } from "node:child_process";
import { visible } from "../../settings/visible";
import type { Stage, Step } from "./steps";

export interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  /** What it printed; empty where that went to the terminal as it came. */
  readonly said: string;
}

/** How many at a time a make above was told to run. */
export function jobsOf(makeFlags = "", processors = 1): number {
  const [flags = ""] = makeFlags.split(" -- ");
  const [, count] = /(?:^|\s)-?-?j(?:obs=?)?(\d*)(?=\s|$)/.exec(flags) ?? [];
  if (count === undefined) return 1;
  return count === "" ? processors : Number(count);
}

/** Runs a stage: a step alone prints as it goes, several are handed on whole, each when it is done. */
export async function runStage(
  stage: Stage,
  jobs: number,
  onDone: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const waiting = [...stage];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step, stage.length === 1);
      outcomes.push(outcome);
      onDone(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, stage.length) }, work));
  return outcomes;
}

function runStep(step: Step, isAlone: boolean): Promise<Outcome> {
  const [command = "", ...args] = step.command;
  const began = Date.now();
  const output: Buffer[] = [];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: withoutMake(process.env),
      stdio: isAlone ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    const done = (passed: boolean): void => {
      const said = Buffer.concat(output).toString("utf8");
      resolve({ step, passed, seconds: (Date.now() - began) / 1000, said });
    };
    child.stdout?.on("data", (text: Buffer) => output.push(text));
    child.stderr?.on("data", (text: Buffer) => output.push(text));
    child.on("error", (error) => {
      output.push(Buffer.from(`${visible(error.message)}\n`));
      done(false);
    });
    child.on("close", (code) => {
      done(code === 0);
    });
  });
}

/** A make above hands its own flags and variables on, which would stand in place of a workload's. */
function withoutMake(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(?:MAKE|MFLAGS|GNUMAKEFLAGS)/.test(name)),
  );
}
