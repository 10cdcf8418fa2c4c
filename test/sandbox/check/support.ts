import { checkInputs, type InputProblem, type Opened } from "../../../sandbox/check/check";
import { type TabledInput, tabledInputs } from "../../../sandbox/check/table";
import { recordSample, sampleStacks } from "../../support/sample";
import { revealMap } from "../../../preview/report/tree";

type Values = Readonly<Record<string, unknown>>;

/** Stands for a value that nobody knows before the deployment. */
export const unknown = Symbol("unknown");

export class Hidden {
  public constructor(public readonly value: unknown) {}
}

/** What is wrong with inputs in which `unknown` and `Hidden` mark unknowns and secrets. */
export function problemsOf(type: string, inputs: Values): readonly InputProblem[] {
  return checkInputs(type, inputs, open);
}

function open(value: unknown): Opened {
  if (value instanceof Hidden) return { ...open(value.value), isSecret: true };
  return { value, isKnown: value !== unknown, isSecret: false };
}

export interface Sampled {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
}

/** Every resource of all stacks, secrets revealed. */
export async function sampledResources(): Promise<readonly Sampled[]> {
  const sampled: Sampled[] = [];
  for (const stack of sampleStacks) {
    const { registrations } = await recordSample(stack);
    for (const { type, name, custom, inputs } of registrations.values()) {
      if (!custom || type.startsWith("pulumi:")) continue;
      sampled.push({ stack, type, name, inputs: revealMap(inputs, unknown) });
    }
  }
  return sampled;
}

/** One place in the inputs of a resource. */
export interface Place {
  readonly path: string;
  /** The table's path of it: `[]` and `*` for the items of lists and maps. */
  readonly tabledPath: string;
  /** Absent where the table does not have it. */
  readonly input: TabledInput | undefined;
  readonly value: unknown;
  /** The inputs with another value there; `undefined` takes it away. */
  readonly replaced: (value: unknown) => Values;
}

/** Every place that holds something, but for what the table takes as it is. */
export function placesOf(type: string, inputs: Values): readonly Place[] {
  const paths = tabledInputs[type] ?? {};
  const places: Place[] = [];
  const visit = (
    value: unknown,
    path: string,
    tabledPath: string,
    replaced: Place["replaced"],
  ): void => {
    if (value === undefined || value === null || value === unknown) return;
    const input = paths[tabledPath];
    if (tabledPath !== "") places.push({ path, tabledPath, input, value, replaced });
    if (tabledPath !== "" && (input === undefined || input.type === "any")) return;
    if (typeof value === "string" && `${tabledPath}{}` in paths) {
      visit(JSON.parse(value), path, `${tabledPath}{}`, (other) => replaced(JSON.stringify(other)));
    } else if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      for (const [index, item] of list.entries()) {
        visit(item, `${path}[${String(index)}]`, `${tabledPath}[]`, (other) =>
          replaced(list.map((same, at) => (at === index ? other : same))),
        );
      }
    } else if (typeof value === "object") {
      for (const [key, item] of Object.entries(value)) {
        const step = input?.type === "map" ? "*" : key;
        const place = step === "*" && !/^\w+$/.test(key) ? `${path}["${key}"]` : join(path, key);
        visit(item, place, join(tabledPath, step), (other) => replaced({ ...value, [key]: other }));
      }
    }
  };
  visit(inputs, "", "", (value) => value as Values);
  return places;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
