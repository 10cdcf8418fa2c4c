import inputs from "./published/inputs.json";
import published from "./published/rules.json";
import { type Format, formatNamed } from "./formats";

/** What a service accepts of a value. A minimum or maximum is of a text's length, a number's value or a list's count. */
export interface Rule {
  readonly oneOf?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Holds for the whole text. */
  readonly pattern?: string;
  /** Whether the value is a whole number. */
  readonly whole?: boolean;
}

export type InputType = "string" | "number" | "boolean" | "list" | "map" | "object" | "any";

/** An input that the program sets, as the table has it under its path. */
export interface TabledInput {
  readonly type: InputType;
  /** Whether the object that it belongs to can't be without it. */
  readonly required?: boolean;
  /** Names of rules, and of formats as `format cidr`. */
  readonly heldTo?: readonly string[];
  /** The same for the keys of a map. */
  readonly keysHeldTo?: readonly string[];
  /** Why no model says more than the type. */
  readonly unheld?: string;
}

/** By type token and path: `[]` stands for the items of a list, `*` for a map's values, `{}` for what a JSON text holds. */
export const tabledInputs: Readonly<Record<string, Readonly<Record<string, TabledInput>>>> =
  inputs as unknown as Readonly<Record<string, Readonly<Record<string, TabledInput>>>>;

/** Rules by the name of the published type that they come from. */
export const publishedRules: Readonly<Record<string, Rule>> = published.rules;

/** Versions of the packages that publish the models. */
const versions: Readonly<Record<string, string>> = published.sources;

/** A rule or a format under which inputs stand. */
export type Constraint = {
  readonly name: string;
  /** Texts that it has accepted: tags and names come again and again. */
  readonly accepted: Set<unknown>;
} & (
  | { readonly kind: "rule"; readonly rule: Rule; readonly pattern: RegExp | undefined }
  | { readonly kind: "format"; readonly format: Format }
);

/** An input with all that it holds. */
export interface InputNode {
  readonly type: InputType;
  readonly required: boolean;
  readonly constraints: readonly Constraint[];
  readonly keyConstraints: readonly Constraint[];
  readonly members: Map<string, InputNode>;
  /** Of a list or a map; what a JSON text holds. */
  items: InputNode | undefined;
}

const trees = new Map<string, InputNode>();

/** The inputs of a resource type as one object; `undefined` when the table has no such type. */
export function inputsOf(type: string): InputNode | undefined {
  let tree = trees.get(type);
  const paths = tabledInputs[type];
  if (tree === undefined && paths !== undefined) {
    tree = treeOf(paths);
    trees.set(type, tree);
  }
  return tree;
}

/** The package that publishes a rule's model and its version, for example `botocore 1.44.5`. */
export function sourceOf(rule: string): string {
  const [first = ""] = rule.split(" ");
  const name = first in versions ? first : first === "neon" ? "providers/neon" : "botocore";
  return [name, versions[name]].filter((part) => part !== undefined).join(" ");
}

/** The package of the program's own types of a resource, for example `@pulumi/aws 7.48.0`. */
export function argumentsSourceOf(type: string): string {
  const name = type.split(":")[0] ?? "";
  return name === "neon" ? "providers/neon" : sourceOf(`@pulumi/${name}`);
}

/** Paths stand in the table after those of what holds them. */
function treeOf(paths: Readonly<Record<string, TabledInput>>): InputNode {
  const root = nodeOf({ type: "object" });
  const nodes = new Map([["", root]]);
  for (const [path, input] of Object.entries(paths)) {
    const node = nodeOf(input);
    nodes.set(path, node);
    const item = /^(.*?)(?:\[\]|\.\*|\{\})$/.exec(path)?.[1];
    if (item !== undefined && nodes.has(item)) {
      const holder = nodes.get(item);
      if (holder !== undefined) holder.items = node;
      continue;
    }
    const dot = path.lastIndexOf(".");
    nodes.get(path.slice(0, Math.max(0, dot)))?.members.set(path.slice(dot + 1), node);
  }
  return root;
}

function nodeOf({ type, required = false, heldTo = [], keysHeldTo = [] }: TabledInput): InputNode {
  return {
    type,
    required,
    constraints: heldTo.map(constraintOf),
    keyConstraints: keysHeldTo.map(constraintOf),
    members: new Map(),
    items: undefined,
  };
}

const constraints = new Map<string, Constraint>();

function constraintOf(name: string): Constraint {
  let constraint = constraints.get(name);
  if (constraint === undefined) {
    constraint = newConstraint(name);
    constraints.set(name, constraint);
  }
  return constraint;
}

function newConstraint(name: string): Constraint {
  const accepted = new Set();
  const format = formatNamed(name.replace(/^format /, ""));
  if (name.startsWith("format ") && format !== undefined) {
    return { kind: "format", name, format, accepted };
  }
  const rule = publishedRules[name];
  if (rule === undefined) throw new Error(`published/rules.json has no ${name}`);
  const pattern = rule.pattern === undefined ? undefined : patternOf(rule.pattern);
  return { kind: "rule", name, rule, pattern, accepted };
}

const patterns = new Map<string, RegExp>();

/** A rule's pattern for the whole of a text, compiled once for all rules that say the same. */
export function patternOf(pattern: string): RegExp {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    expression = compile(`^(?:${pattern})$`);
    patterns.set(pattern, expression);
  }
  return expression;
}

/** Some patterns escape what the Unicode mode forbids to escape. */
function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
