import { isMap } from "../../providers/server/wire";
import { describeBroken, isBroken, show } from "./constraint";
import { parsed } from "./json-text";
import { argumentsSourceOf, type InputNode, inputsOf, sourceOf } from "./table";

/** A value out of the inputs, whatever marks its holder puts on secrets and unknowns. */
export interface Opened {
  /** Without meaning when it is not known. */
  readonly value: unknown;
  readonly isKnown: boolean;
  readonly isSecret: boolean;
}

/** An input that the real service or its provider would refuse. */
export interface InputProblem {
  /** Path of the input, for example `rules[0].name`. */
  readonly property: string;
  /** A secret's value never stands here. */
  readonly got: string;
  readonly expected: string;
  /** Where that is published: the model's type, the package and its version. */
  readonly model: string;
  /** All of it in one sentence. */
  readonly reason: string;
}

/**
 * Holds inputs against the published models of the services. What is not known yet passes, and so does what the table
 * does not have: an input that the program does not set.
 *
 * @param type - token of the resource type.
 * @param open - takes the marks off a value, of which those that the inputs hold may have their own.
 */
export function checkInputs(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  open: (value: unknown) => Opened,
): readonly InputProblem[] {
  const tree = inputsOf(type);
  if (tree === undefined) return [];
  const check = new Check(type, open);
  check.members(tree, inputs, "", false);
  return check.problems;
}

class Check {
  public readonly problems: InputProblem[] = [];

  public constructor(
    private readonly type: string,
    private readonly open: (value: unknown) => Opened,
  ) {}

  public members(
    { members }: InputNode,
    object: Readonly<Record<string, unknown>>,
    prefix: string,
    isSecret: boolean,
  ): void {
    for (const [key, node] of members) {
      const value = object[key] ?? undefined;
      if (value === undefined && !node.required) continue;
      const path = prefix === "" ? key : `${prefix}.${key}`;
      if (value !== undefined) this.value(node, value, path, isSecret);
      else this.report(path, "nothing", "a value", argumentsSourceOf(this.type));
    }
  }

  private value(node: InputNode, marked: unknown, path: string, inSecret: boolean): void {
    const { value, isKnown, isSecret: isOwnSecret } = this.open(marked);
    if (!isKnown) return;
    const isSecret = inSecret || isOwnSecret;
    if (!hasType(node.type, value)) {
      const got = show(value, isSecret);
      this.report(path, got, typeNames[node.type], argumentsSourceOf(this.type));
      return;
    }
    this.constraints(node.constraints, value, path, isSecret);
    if (Array.isArray(value)) {
      const { items } = node;
      if (items === undefined) return;
      for (const [index, item] of value.entries()) {
        this.value(items, item, `${path}[${String(index)}]`, isSecret);
      }
    } else if (typeof value === "string") {
      const held = node.items === undefined ? undefined : parsed(value);
      if (node.items !== undefined && held !== undefined) {
        this.value(node.items, held, path, isSecret);
      }
    } else if (isMap(value)) {
      if (node.type === "map") this.entries(node, value, path, isSecret);
      else this.members(node, value, path, isSecret);
    }
  }

  private entries(
    { items, keyConstraints }: InputNode,
    map: Readonly<Record<string, unknown>>,
    path: string,
    isSecret: boolean,
  ): void {
    for (const [key, value] of Object.entries(map)) {
      const entry = /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}["${key}"]`;
      this.constraints(keyConstraints, key, entry, isSecret);
      if (items !== undefined) this.value(items, value, entry, isSecret);
    }
  }

  /** Reports the first that is broken: one mistake is one problem. */
  private constraints(
    constraints: InputNode["constraints"],
    value: unknown,
    path: string,
    isSecret: boolean,
  ): void {
    const broken = constraints.find((constraint) => isBroken(constraint, value, isSecret));
    if (broken === undefined) return;
    const { got, expected } = describeBroken(broken, value, isSecret);
    const model =
      broken.kind === "format"
        ? broken.format.publishedIn
        : `${broken.name}, ${sourceOf(broken.name)}`;
    this.report(path, got, expected, model);
  }

  private report(property: string, got: string, expected: string, model: string): void {
    const reason = `got ${got}, expected ${expected} (${model})`;
    this.problems.push({ property, got, expected, model, reason });
  }
}

const typeNames: Readonly<Record<InputNode["type"], string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  map: "a map",
  object: "an object",
  any: "a value",
};

/** Providers read a number or a truth value out of a text and the other way round. */
function hasType(type: InputNode["type"], value: unknown): boolean {
  switch (type) {
    case "string":
      return ["string", "number", "boolean"].includes(typeof value);
    case "number":
      return typeof value === "number" || (typeof value === "string" && isNumeric(value));
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isMap(value);
    case "any":
      return true;
  }
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}
