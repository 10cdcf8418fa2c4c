import { shown, type Step, type World } from "./step";

/** A step failed; the message says which, and how to go on. */
export class BootstrapError extends Error {}

export interface Outcome {
  /** Titles of what is left for a person. */
  readonly left: readonly string[];
  /** Whether later steps wait for one of them. */
  readonly waits: boolean;
}

/**
 * Takes the steps in their order. What is done already is passed by, so that it goes on wherever it was stopped or killed
 * before.
 *
 * @throws BootstrapError at the first step that fails.
 */
export async function bootstrap(
  steps: readonly Step[],
  world: World,
  say: (line: string) => void,
): Promise<Outcome> {
  const left: string[] = [];
  for (const [index, step] of steps.entries()) {
    const title = titleOf(step, index, steps.length);
    if (await step.isDone(world)) {
      say(`${title}: done`);
      continue;
    }
    say(title);
    for (const line of describeWork(step)) say(line);
    if (step.commands.length === 0) {
      left.push(step.title);
      if (step.isNeeded) return { left, waits: true };
    }
    for (const command of step.commands) {
      const { status, stderr } = await world.run(command);
      if (status === 0) continue;
      throw new BootstrapError(`${shown(command)} failed\n${stderr.trim()}`.trim());
    }
  }
  return { left, waits: false };
}

/** What all steps would do, without a look at what is done. */
export function describe(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step, index) => [
    titleOf(step, index, steps.length),
    ...describeWork(step),
  ]);
}

function titleOf({ title, commands }: Step, index: number, count: number): string {
  const whose = commands.length === 0 ? "yours: " : "";
  return `${String(index + 1)}/${String(count)} ${whose}${title}`;
}

function describeWork({ commands, byHand }: Step): readonly string[] {
  return [
    ...commands.map((command) => `    $ ${shown(command)}`),
    ...byHand.map((line) => `    ${line}`),
  ];
}
