import { judgeEstate } from "../../../policies/judge-estate";
import { judgeStack } from "../../../policies/judge-stack";
import type { PolicyResource, PolicyStack } from "../../../policies/resource";
import type { Rule } from "../../../policies/rule";
import { scopedOf } from "../../../policies/scope";
import { wrapUnknown } from "../../../policies/unknown";
import { replaceAt } from "../support/replace";
import { unknown } from "./breaks";
import type { PackData } from "../../../policies/pack-data";

/** A value of a resource that a rule looked at. */
export interface Read {
  readonly resource: PolicyResource;
  readonly path: readonly string[];
}

/** Rules that look at every text of every resource: what is missing names nobody. */
export const readEveryText: ReadonlySet<string> = new Set([
  "reference-isolate",
  "region-require-independence",
  "text-forbid-secret",
]);

/** Those, and rules that look at what may hold a payment or a key, and at what cards say, which have a test of their own. */
export const readEveryInput: ReadonlySet<string> = new Set([
  ...readEveryText,
  ...["identity-isolate", "payment-forbid-live", "payment-forbid-sandbox"],
  ...["type-require-card", "input-require-value", "reference-require-own"],
]);

/** Every value that a rule reads while it judges a stack; one for each type of resource and form of path. */
export function readsOf(rule: Rule, stack: PolicyStack, data: PackData): Read[] {
  const reads = new Map<string, Read>();
  const resources = stack.resources.map((resource) => {
    const note = (path: readonly string[]): void => {
      const form = `${resource.type} ${formOf(path)}`;
      if (!reads.has(form)) reads.set(form, { resource, path });
    };
    return { ...resource, props: watched(resource.props, [], note) as PolicyResource["props"] };
  });
  const scoped = scopedOf({ stack: stack.stack, resources }, data);
  judgeStack(scoped, [rule]);
  judgeEstate([scoped], [rule]);
  return [...reads.values()];
}

/** The path with every place in a list alike: `rules.*.lifecycle.deleteAfter`. */
export function formOf(path: readonly string[]): string {
  return path.map((key) => (/^\d+$/.test(key) ? "*" : key)).join(".");
}

/** The value, such that `note` is told of every text, number or truth value that is read from it. */
function watched(
  value: unknown,
  path: readonly string[],
  note: (path: readonly string[]) => void,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  // A proxy of what is frozen has to hand out what stands there.
  const open = Object.isFrozen(value)
    ? Array.isArray(value)
      ? [...(value as readonly unknown[])]
      : { ...value }
    : value;
  return new Proxy<object>(open, {
    get(target, key, receiver): unknown {
      const item: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || !Object.hasOwn(target, key)) return item;
      if (Array.isArray(target) && key === "length") return item;
      const at = [...path, key];
      if (typeof item !== "object" || item === null) note(at);
      return watched(item, at, note);
    },
  });
}

/** What stands at the path of a resource's inputs. */
export function valueAt({ props }: PolicyResource, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], props);
}

/** The resource with another value there. */
export function replaced(
  resource: PolicyResource,
  path: readonly string[],
  after: unknown,
): PolicyResource {
  const props = replaceAt(resource.props, path, () => after) as PolicyResource["props"];
  const [property = "", ...inside] = path;
  // A value that is written anew is made from no resource; one that is unknown still is.
  const made = inside.length > 0 || after === unknown;
  const others = { ...resource.propertyDependencies, [property]: [] };
  return {
    ...resource,
    props: wrapUnknown(props, (value) => value === unknown),
    propertyDependencies: made ? resource.propertyDependencies : others,
  };
}
