import { Recording, type Registration } from "../../preview/run/recording";
import { runProgram, type Program } from "../../preview/run/run-program";
import { revealMap } from "../../preview/report/tree";
import { functionModels, resourceModels } from "../../sandbox/models";

/** What a program declared, as a test asks for it. */
export class Recorded {
  public readonly all: readonly Registration[];

  public constructor(registrations: Iterable<Registration>) {
    this.all = [...registrations];
  }

  public ofType(type: string): readonly Registration[] {
    return this.all.filter((registration) => registration.type === type);
  }

  /** The one resource of that type, or of that type and logical name. */
  public one(type: string, name?: string): Registration {
    const found = this.ofType(type).filter((r) => name === undefined || r.name === name);
    const [only, ...others] = found;
    if (only === undefined || others.length > 0) {
      throw new Error(
        `expected one ${type} ${name ?? ""}, got ${String(found.length)}: ${this.ofType(type)
          .map((r) => r.name)
          .join(", ")}`,
      );
    }
    return only;
  }

  /** Inputs of that one resource with secrets revealed and unknowns as the text `[unknown]`. */
  public inputs(type: string, name?: string): Record<string, unknown> {
    return revealMap(this.one(type, name).inputs, "[unknown]");
  }

  /** Registered outputs of a component with secrets revealed. */
  public outputs(type: string, name?: string): Record<string, unknown> {
    return revealMap(this.one(type, name).outputs, "[unknown]");
  }
}

/** Runs a piece of program offline, as `make preview` does, and returns what it declared. */
export async function record(
  program: () => unknown,
  { stack = "production", project = "platform" } = {},
): Promise<Recorded> {
  const recording = new Recording(project, stack, resourceModels, functionModels);
  const main: Program = async () => {
    await program();
    return {};
  };
  await runProgram(main, recording, { values: {}, secretKeys: [] });
  return new Recorded(recording.registrations.values());
}
