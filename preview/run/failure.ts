import { ResourceError, RunError } from "@pulumi/pulumi/errors";
import type { Locate } from "./source-map";
import { positionIn } from "./source-position";

/** The program failed while it declared a stack: what it threw is the cause. */
export class ProgramError extends Error {
  public constructor(
    public readonly stackName: string,
    cause: unknown,
  ) {
    super(`the program failed in stack "${stackName}"`, { cause });
  }
}

/** A failure that no check foresaw, as a person can use it: in the program's own lines, or as something to report. */
export function describeFailure(error: unknown, locate: Locate): string {
  if (error instanceof ProgramError) {
    const lines = placesOf(error.cause, locate).filter((place) => !place.startsWith("preview/"));
    return [`The program failed in stack "${error.stackName}": ${reasonOf(error.cause)}`]
      .concat(indented(isExpected(error.cause) ? [] : lines))
      .join("\n");
  }
  return [`The preview itself failed: ${reasonOf(error)}`]
    .concat(indented(placesOf(error, locate)))
    .concat(
      "That is a defect of the preview: please report these lines, the command and the commit.",
    )
    .join("\n");
}

/** What the engine, too, prints without a stack. */
function isExpected(error: unknown): boolean {
  return (
    RunError.isInstance(error) || (ResourceError.isInstance(error) && error.hideStack === true)
  );
}

/** Its message and those of what caused it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}: ${reasonOf(error.cause)}`;
}

/** The lines of this repository that a stack trace passes through. */
function placesOf(error: unknown, locate: Locate): string[] {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return frames.flatMap((frame) => locate(positionIn(frame) ?? "") ?? []);
}

function indented(places: readonly string[]): string[] {
  return places.map((place) => `    ${place}`);
}
