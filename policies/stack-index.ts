import { isText, valueAt } from "./read";
import { type PolicyResource, type PolicyStack, stackType } from "./resource";

/** Those of a resource that sets none. */
export const noOptions: PolicyResource["options"] = {
  protect: false,
  ignoreChanges: [],
  deleteBeforeReplace: undefined,
  additionalSecretOutputs: [],
  customTimeouts: { create: "", update: "", delete: "" },
};

/** One stack's resources, found by type, URN and reference without searching. */
export class StackIndex {
  public readonly stack: string;
  public readonly resources: readonly PolicyResource[];
  /** The stack's own resource: what a rule on the stack as a whole judges. */
  public readonly root: PolicyResource;
  private readonly byType: Index = new Map<string, PolicyResource[]>();
  private readonly byUrn = new Map<string, PolicyResource>();
  private readonly referrers = new Map<string, Index>();
  private readonly holders = new Map<string, Index>();

  public constructor({ stack, resources }: PolicyStack) {
    this.stack = stack;
    const root = resources.find((resource) => resource.type === stackType);
    this.root = root ?? rootOf(stack, resources[0]?.urn);
    // Sorted once, so that every rule's verdicts come in the order of the URNs.
    this.resources = (root === undefined ? [this.root, ...resources] : [...resources]).sort(byUrn);
    for (const resource of this.resources) {
      this.byUrn.set(resource.urn, resource);
      add(this.byType, resource.type, resource);
    }
  }

  public ofType(type: string): readonly PolicyResource[] {
    return this.byType.get(type) ?? [];
  }

  /** Every resource of the types, or every resource. */
  public of(types: readonly string[] | "all"): readonly PolicyResource[] {
    if (types === "all") return this.resources;
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) return this.ofType(only);
    return types.flatMap((type) => this.ofType(type)).sort(byUrn);
  }

  /** The resources that the property's value was made from. */
  public targets(resource: PolicyResource, property: string): readonly PolicyResource[] {
    const urns = resource.propertyDependencies[property] ?? [];
    return urns.flatMap((urn) => this.byUrn.get(urn) ?? []);
  }

  /** The resources of a type whose property was made from the target. */
  public referring(
    target: PolicyResource,
    type: string,
    property: string,
  ): readonly PolicyResource[] {
    const byTarget = remembered(this.referrers, `${type} ${property}`, (index) => {
      for (const resource of this.ofType(type)) {
        for (const urn of resource.propertyDependencies[property] ?? []) add(index, urn, resource);
      }
    });
    return byTarget.get(target.urn) ?? [];
  }

  /** The resources of a type that hold that text at a path. */
  public holding(type: string, path: string, text: string): readonly PolicyResource[] {
    const byText = remembered(this.holders, `${type} ${path}`, (index) => {
      for (const resource of this.ofType(type)) {
        const value = valueAt(resource.props, path);
        if (isText(value)) add(index, value, resource);
      }
    });
    return byText.get(text) ?? [];
  }
}

type Index = Map<string, PolicyResource[]>;

/** The index of that name, filled when it is first asked for. */
function remembered(
  indexes: Map<string, Index>,
  name: string,
  fill: (index: Index) => void,
): Index {
  let index = indexes.get(name);
  if (index === undefined) {
    index = new Map<string, PolicyResource[]>();
    fill(index);
    indexes.set(name, index);
  }
  return index;
}

function rootOf(stack: string, sibling: string | undefined): PolicyResource {
  const project = sibling?.split("::")[1] ?? stack;
  const name = `${project}-${stack}`;
  return {
    urn: `urn:pulumi:${stack}::${project}::${stackType}::${name}`,
    type: stackType,
    name,
    props: {},
    options: noOptions,
    parent: undefined,
    provider: undefined,
    dependencies: [],
    propertyDependencies: {},
  };
}

function byUrn(a: PolicyResource, b: PolicyResource): number {
  return a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
