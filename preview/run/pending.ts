import type * as pulumi from "@pulumi/pulumi";
import * as outputs from "@pulumi/pulumi/output";
import { containsSecret, containsUnknown, reveal, type Tree, Unknown } from "../report/tree";
import { outputOf, type Registration } from "./recording";

type OutputConstructor = new (
  resource: pulumi.Resource,
  value: Promise<unknown>,
  isKnown: Promise<boolean>,
  isSecret: Promise<boolean>,
  allResources: Promise<readonly pulumi.Resource[]>,
) => pulumi.Output<unknown>;

const Output = outputs.Output as unknown as OutputConstructor;
const nothing = Promise.resolve<readonly pulumi.Resource[]>([]);

/** A resource on its way: registered as soon as every input is known. */
export class Pending {
  public registration: Registration | undefined;
  /** The Outputs that somebody has read, by property. */
  public readonly outputs = new Map<string, pulumi.Output<unknown>>();
  private waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  public constructor(
    public readonly resource: pulumi.Resource,
    public readonly urn: string,
  ) {}

  public get registered(): Promise<void> {
    if (this.registration !== undefined) return Promise.resolve();
    if (this.waiting === undefined) {
      let resolve: () => void = () => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.waiting = { promise, resolve };
    }
    return this.waiting.promise;
  }

  public complete(registered: Registration): void {
    this.registration = registered;
    this.waiting?.resolve();
  }

  public read(key: string): Tree {
    if (key === "urn") return this.urn;
    if (this.registration === undefined) return Unknown.value;
    return key === "id"
      ? (this.registration.id ?? Unknown.value)
      : outputOf(this.registration, key);
  }
}

const pendings = new WeakMap<pulumi.Resource, Pending>();
const properties = new WeakMap<object, { readonly pending: Pending; readonly key: string }>();

/** Announces a resource: from now on its properties can be read and others can depend on it. */
export function announce(pending: Pending, keys: readonly string[]): void {
  pendings.set(pending.resource, pending);
  for (const key of keys) defineProperty(pending.resource, key);
}

export function pendingOf(resource: pulumi.Resource): Pending {
  const pending = pendings.get(resource);
  if (pending === undefined) {
    throw new Error(
      "a resource of another stack, or one read from the cloud, is used as an input: pass its identifier as a setting",
    );
  }
  return pending;
}

/** Which property of which resource an Output is; `undefined` for one that the program made. */
export function propertyOf(
  output: object,
): { readonly pending: Pending; readonly key: string } | undefined {
  return properties.get(output);
}

const accessors = new Map<string, PropertyDescriptor>();

/** A property that becomes an Output when it is first read; all resources share its accessors. */
function defineProperty(resource: pulumi.Resource, key: string): void {
  let accessor = accessors.get(key);
  if (accessor === undefined) {
    accessor = {
      enumerable: true,
      configurable: true,
      get(this: pulumi.Resource) {
        return propertyOutput(pendingOf(this), key);
      },
      set(this: pulumi.Resource, value: unknown) {
        const plain = { value, enumerable: true, configurable: true, writable: true };
        Object.defineProperty(this, key, plain);
      },
    };
    accessors.set(key, accessor);
  }
  Object.defineProperty(resource, key, accessor);
}

function propertyOutput(pending: Pending, key: string): pulumi.Output<unknown> {
  const known = pending.outputs.get(key);
  if (known !== undefined) return known;
  const tree =
    key === "urn" ? Promise.resolve(pending.urn) : pending.registered.then(() => pending.read(key));
  const output = new Output(
    pending.resource,
    tree.then(toValue),
    tree.then((value) => !containsUnknown(value)),
    tree.then(containsSecret),
    nothing,
  );
  pending.outputs.set(key, output);
  properties.set(output, { pending, key });
  return output;
}

function toValue(tree: Tree): unknown {
  return reveal(tree, outputs.unknown);
}
