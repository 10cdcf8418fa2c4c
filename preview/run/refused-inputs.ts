import { checkInputs, type InputProblem, type Opened } from "../../sandbox/check/check";
import { Secret, Unknown } from "../report/tree";
import type { Recording, Registration } from "./recording";
import type { Locate } from "./source-map";

interface Refused {
  readonly stack: string;
  readonly registration: Registration;
  readonly problem: InputProblem;
}

/** Every input that the services would refuse, of all stacks at once; an `up` would stop there. */
export class RefusedInputsError extends Error {
  public constructor(refused: readonly Refused[], locate: Locate) {
    const count = refused.length === 1 ? "1 input" : `${String(refused.length)} inputs`;
    const details = refused.map((each) => describe(each, locate));
    super([`${count} that the services would refuse`, ...details].join("\n\n"));
    this.name = "RefusedInputsError";
  }
}

/** @throws RefusedInputsError when a service would refuse an input of what the stacks declare. */
export function requireAcceptable(recordings: readonly Recording[], locate: Locate): void {
  const refused = recordings.flatMap(({ stack, registrations }) =>
    [...registrations.values()]
      .filter(({ custom }) => custom)
      .flatMap((registration) =>
        checkInputs(registration.type, registration.inputs, openTree).map((problem) => ({
          stack,
          registration,
          problem,
        })),
      ),
  );
  if (refused.length > 0) throw new RefusedInputsError(refused, locate);
}

function describe({ stack, registration, problem }: Refused, locate: Locate): string {
  const { type, name, source } = registration;
  const { property, got, expected, model } = problem;
  const place = source === undefined ? null : locate(source);
  return [
    `${stack}: ${name} (${type}): ${property}`,
    `    got       ${got}`,
    `    expected  ${expected}`,
    `    model     ${model}`,
    ...(place === null ? [] : [`    declared  ${place}`]),
  ].join("\n");
}

function openTree(tree: unknown): Opened {
  if (tree instanceof Unknown) return { value: undefined, isKnown: false, isSecret: false };
  if (tree instanceof Secret) return { ...openTree(tree.value), isSecret: true };
  return { value: tree, isKnown: true, isSecret: false };
}
