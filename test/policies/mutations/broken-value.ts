import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import { breaks } from "./breaks";
import { type Estate, type StackName, stackIn, withResource, withStack } from "./estate";
import { replaced, valueAt } from "./reads";

/** One value of one resource broken, and what the whole pack says of it. */
export interface BrokenValue {
  readonly stack: StackName;
  readonly type: string;
  readonly name: string;
  readonly path: string;
  /** A name of `breaks`, `swapped` for what stands there in `otherOf` the stack, or one of `wholes`. */
  readonly how: string;
  /** The rules that object, and no others. */
  readonly objects: readonly string[];
  /** The rules that wait for the value, where it is unknown. */
  readonly waits: readonly string[];
}

/** Whose value a swapped one is. */
const otherOf: Readonly<Record<StackName, StackName>> = {
  production: "staging",
  staging: "production",
  dev: "staging",
  shared: "production",
  "pr-7": "production",
};

export const swapped = "swapped";

/** What is done to a resource as a whole, whose path is empty. */
export const wholes = ["taken away", "moved to another resource"] as const;

/** The estate with the value broken; `undefined` where that way does not suit the value. */
export function withBroken(
  estate: Estate,
  { stack: name, type, name: resourceName, path, how }: Omit<BrokenValue, "objects" | "waits">,
): Estate | undefined {
  const stack = stackIn(estate, name);
  const resource = resourceIn(stack, type, resourceName);
  if (resource === undefined) throw new Error(`${name} has no ${type} ${resourceName}`);
  if (how === "taken away") return withStack(estate, name, without(stack, resource));
  if (how === "moved to another resource") {
    const other = stack.resources.find((each) => each.type === type && each !== resource);
    return other === undefined
      ? undefined
      : withStack(estate, name, exchanged(stack, resource, other));
  }
  const keys = keysOf(path);
  const before = valueAt(resource, keys);
  const broken =
    how === swapped ? counterpart(estate, name, resource, keys) : brokenBy(how, before);
  if (broken === undefined || broken.after === before) return undefined;
  const changed = replaced(resource, keys, broken.after);
  return withStack(estate, name, withResource(stack, resource, changed));
}

/** A path as one text: a key with a slash in it, for example a file's, is escaped as in a JSON pointer. */
export function pathOf(keys: readonly string[]): string {
  return keys.map((key) => key.replaceAll("/", "~1")).join("/");
}

function keysOf(path: string): readonly string[] {
  return path.split("/").map((key) => key.replaceAll("~1", "/"));
}

function brokenBy(how: string, before: unknown): { readonly after: unknown } | undefined {
  const found = breaks.find(({ name }) => name === how);
  if (found === undefined) throw new Error(`no way to break a value is called ${how}`);
  return found.of(before);
}

/** What stands at that place in the same resource of another environment. */
function counterpart(
  estate: Estate,
  name: StackName,
  { type, name: resourceName }: PolicyResource,
  keys: readonly string[],
): { readonly after: unknown } | undefined {
  const other = otherOf[name];
  const there = resourceIn(stackIn(estate, other), type, resourceName.replaceAll(name, other));
  const after = there === undefined ? undefined : read(there.props, keys);
  return after === undefined ? undefined : { after };
}

function read(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

function resourceIn(
  { resources }: PolicyStack,
  type: string,
  name: string,
): PolicyResource | undefined {
  return resources.find((resource) => resource.type === type && resource.name === name);
}

function without({ stack, resources }: PolicyStack, gone: PolicyResource): PolicyStack {
  return { stack, resources: resources.filter((each) => each !== gone) };
}

/** Two resources of a type, each with the other's inputs. */
function exchanged(
  { stack, resources }: PolicyStack,
  a: PolicyResource,
  b: PolicyResource,
): PolicyStack {
  const inputsOf = ({ props, propertyDependencies, dependencies }: PolicyResource) => ({
    props,
    propertyDependencies,
    dependencies,
  });
  return {
    stack,
    resources: resources.map((each) => {
      if (each === a) return { ...a, ...inputsOf(b) };
      return each === b ? { ...b, ...inputsOf(a) } : each;
    }),
  };
}
