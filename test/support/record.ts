import { expect } from "chai";
import { Recording, type Registration } from "../../preview/run/recording";
import { runProgram, type Program } from "../../preview/run/run-program";
import { revealMap } from "../../preview/report/tree";
import { functionModels, resourceModels } from "../../sandbox/models";
import { nearest } from "../../settings/nearest";

/** What a program declared, as a test asks for it. */
export class Recorded {
  public readonly all: readonly Registration[];

  public constructor(registrations: Iterable<Registration>) {
    this.all = [...registrations];
  }

  /**
   * All of that type; `expectNone` says that there is none.
   *
   * @throws Error when there is none: a loop over nothing would expect nothing.
   */
  public ofType(type: string): readonly [Registration, ...Registration[]] {
    const [first, ...others] = this.all.filter((registration) => registration.type === type);
    if (first !== undefined) return [first, ...others];
    const types = [...new Set(this.all.map((registration) => registration.type))].sort();
    const meant = nearest(type, types);
    const hint = meant === undefined ? "" : `, perhaps ${meant}`;
    throw new Error(`nothing of type ${type}${hint}, only:\n${types.join("\n")}`);
  }

  /** Fails when there is one of that type, and for a type that the sandbox does not know: it may be misspelt. */
  public expectNone(type: string): void {
    expect(resourceModels).to.have.property(type);
    const names = this.all.filter((each) => each.type === type).map(({ name }) => name);
    expect(names, type).to.deep.equal([]);
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
