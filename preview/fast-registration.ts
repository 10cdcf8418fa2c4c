import * as pulumi from "@pulumi/pulumi";
import * as outputs from "@pulumi/pulumi/output";
import { rpcKeepAlive } from "@pulumi/pulumi/runtime/settings";
import { version } from "@pulumi/pulumi/version";
// `import =` is the module itself; `import *` would be a copy, in which nothing can be replaced.
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import registration = require("@pulumi/pulumi/runtime/resource");
import { callerOf } from "./source-position";
import { outputOf, type Recording, type Registration, type RegistrationOptions } from "./recording";
import { containsSecret, containsUnknown, reveal, Secret, type Tree, Unknown } from "./tree";

/**
 * The SDK version whose internals this module knows. Another version runs the plain path: the same result, slower.
 *
 * The plain path makes an Output of some twenty promises for every property of every resource, asks for a stack trace
 * for each promise, and talks protobuf to itself: 5 ms a resource. Here a property becomes an Output when somebody reads
 * it, and a registration whose inputs are all known happens at once: 0.1 ms. Only the offline preview uses it, since it
 * takes away the SDK's detector of leaked promises; a test holds both paths to the same bytes.
 */
const knownVersion = "3.270.0";

type OutputConstructor = new (
  resource: pulumi.Resource,
  value: Promise<unknown>,
  isKnown: Promise<boolean>,
  isSecret: Promise<boolean>,
  allResources: Promise<readonly pulumi.Resource[]>,
) => pulumi.Output<unknown>;

/** What an Output has beside its public face. */
interface OutputInternals {
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<Iterable<pulumi.Resource>>;
}

interface ResourceInternals {
  readonly __childResources?: ReadonlySet<pulumi.Resource>;
}

const Output = outputs.Output as unknown as OutputConstructor;
const nothing = Promise.resolve<readonly pulumi.Resource[]>([]);

/** A resource on its way: registered as soon as every input is known. */
class Pending {
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

/** What an Output made by the program resolved to. */
interface Resolved {
  /** `undefined` is as good as not given. */
  readonly tree: Tree | undefined;
  readonly resources: readonly pulumi.Resource[];
}

let recording: Recording | undefined;
let pendings = new WeakMap<pulumi.Resource, Pending>();
let properties = new WeakMap<object, { readonly pending: Pending; readonly key: string }>();
let resolved = new WeakMap<object, Resolved>();

/** Whether this module knows the installed SDK. */
export function canRegisterFast(): boolean {
  // The types say what was installed when they were checked; what runs may be another.
  const installed: string = version;
  return installed === knownVersion && registration.registerResource.length === 12;
}

/** The parts of the SDK that are replaced. */
const sdk = {
  registration: registration as unknown as {
    registerResource: unknown;
    registerResourceOutputs: unknown;
  },
  debuggable: debuggable as unknown as { debuggablePromise: unknown },
  resource: pulumi.Resource as unknown as { stackTrace: unknown },
};

/**
 * Registers what programs construct from now on straight into `target`.
 *
 * @returns a function that gives the SDK back its own way.
 */
export function registerFast(target: Recording): () => void {
  recording = target;
  pendings = new WeakMap();
  properties = new WeakMap();
  resolved = new WeakMap();
  const { registerResource, registerResourceOutputs } = sdk.registration;
  const { debuggablePromise } = sdk.debuggable;
  const { stackTrace } = sdk.resource;
  sdk.registration.registerResource = register;
  sdk.registration.registerResourceOutputs = registerOutputs;
  sdk.debuggable.debuggablePromise = <T>(promise: T) => promise;
  sdk.resource.stackTrace = () => [];
  return () => {
    recording = undefined;
    Object.assign(sdk.registration, { registerResource, registerResourceOutputs });
    sdk.debuggable.debuggablePromise = debuggablePromise;
    sdk.resource.stackTrace = stackTrace;
  };
}

function current(): Recording {
  if (recording === undefined) throw new Error("no recording is running");
  return recording;
}

function register(
  resource: pulumi.Resource,
  parent: pulumi.Resource | undefined,
  type: string,
  name: string,
  custom: boolean,
  _remote: boolean,
  _newDependency: unknown,
  props: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions,
): void {
  const target = current();
  const parentUrn = parent === undefined ? undefined : pendingOf(parent).urn;
  const pending = new Pending(resource, target.urn(parentUrn, type, name));
  const source = callerOf(register);
  pendings.set(resource, pending);
  defineProperty(resource, "urn");
  if (custom) {
    defineProperty(resource, "id");
    for (const key of Object.keys(props)) {
      if (key !== "id" && key !== "urn") defineProperty(resource, key);
    }
  }

  whenKnown(() => {
    const waiting: Promise<unknown>[] = [];
    const dependencies = new Set<string>();
    const propertyDependencies: Record<string, readonly string[]> = {};
    const inputs: Record<string, Tree> = {};
    for (const key of Object.keys(props)) {
      if (key === "id" || key === "urn") continue;
      const resources = new Set<pulumi.Resource>();
      const tree = serialize(props[key], resources, waiting);
      if (tree === undefined) continue;
      inputs[key] = tree;
      const urns = urnsOf(resources, resource);
      if (urns.length > 0) propertyDependencies[key] = urns;
      for (const urn of urns) dependencies.add(urn);
    }
    const explicit = explicitDependencies(options.dependsOn, waiting);
    for (const urn of urnsOf(explicit, resource)) dependencies.add(urn);
    const provider = custom ? providerOf(options.provider, waiting) : undefined;
    if (waiting.length > 0) return waiting;
    pending.complete(
      target.register({
        type,
        name,
        custom,
        parent: parentUrn,
        provider,
        inputs,
        dependencies: [...dependencies].sort(),
        propertyDependencies,
        options: optionsOf(options),
        source,
      }),
    );
    return waiting;
  });
}

function registerOutputs(
  resource: pulumi.Resource,
  values: Readonly<Record<string, unknown>> | undefined,
): void {
  const target = current();
  const pending = pendingOf(resource);
  whenKnown(() => {
    const waiting: Promise<unknown>[] = [];
    const tree = serialize(values ?? {}, new Set(), waiting);
    if (pending.registration === undefined) waiting.push(pending.registered);
    if (waiting.length === 0) target.registerOutputs(pending.urn, tree as Record<string, Tree>);
    return waiting;
  });
}

/** Runs `attempt` until it waits for nothing more: at once when it can, else when what it named has come. */
function whenKnown(attempt: () => readonly Promise<unknown>[]): void {
  const target = current();
  try {
    const waiting = attempt();
    if (waiting.length === 0) return;
    const done = rpcKeepAlive();
    void retry(waiting, attempt)
      .catch((error: unknown) => {
        target.fail(error);
      })
      .finally(done);
  } catch (error) {
    target.fail(error);
    throw error;
  }
}

async function retry(
  waiting: readonly Promise<unknown>[],
  attempt: () => readonly Promise<unknown>[],
): Promise<void> {
  let remaining = waiting;
  while (remaining.length > 0) {
    await Promise.all(remaining);
    remaining = attempt();
  }
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

/** The plain form of an input; what is not known yet is added to `waiting`. */
function serialize(
  input: unknown,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Tree | undefined {
  if (input === undefined || typeof input === "function") return undefined;
  if (input === null || typeof input !== "object") return input as Tree;
  if (pulumi.Output.isInstance(input)) return serializeOutput(input, resources, waiting);
  if (input instanceof Promise) return serializePromise(input, resources, waiting);
  if (pulumi.Resource.isInstance(input)) return serializeResource(input, resources, waiting);
  if (outputs.isUnknown(input)) return Unknown.value;
  if (Array.isArray(input)) {
    return input.map((item) => serialize(item, resources, waiting) ?? null);
  }
  const map: Record<string, Tree> = {};
  for (const [key, value] of Object.entries(input)) {
    const tree = serialize(value, resources, waiting);
    if (tree !== undefined) map[key] = tree;
  }
  return map;
}

function serializeOutput(
  output: pulumi.Output<unknown>,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Tree | undefined {
  const property = properties.get(output);
  if (property !== undefined) {
    const { pending, key } = property;
    resources.add(pending.resource);
    if (pending.registration === undefined && key !== "urn") {
      waiting.push(pending.registered);
      return null;
    }
    return flatten(pending.read(key));
  }
  const known = resolved.get(output);
  if (known === undefined) {
    waiting.push(resolve(output));
    return null;
  }
  for (const resource of known.resources) resources.add(resource);
  return known.tree;
}

/** As the SDK hands an Output on: unknown as a whole, or secret as a whole. */
function flatten(tree: Tree): Tree {
  if (containsUnknown(tree)) return Unknown.value;
  return containsSecret(tree) ? new Secret(reveal(tree, undefined) as Tree) : tree;
}

async function resolve(output: pulumi.Output<unknown>): Promise<Resolved> {
  const internals = output as unknown as OutputInternals;
  const [value, isKnown, isSecret, allResources] = await Promise.all([
    internals.promise(true),
    internals.isKnown,
    internals.isSecret,
    internals.allResources(),
  ]);
  const inner = new Set<pulumi.Resource>(allResources);
  const waiting: Promise<unknown>[] = [];
  let tree = isKnown ? serialize(value, inner, waiting) : Unknown.value;
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(0));
    tree = serialize(value, inner, waiting);
  }
  const known: Resolved = {
    tree: isSecret && isKnown ? new Secret(tree ?? null) : tree,
    resources: [...inner],
  };
  resolved.set(output, known);
  return known;
}

function serializePromise(
  promise: Promise<unknown>,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Tree | undefined {
  const known = resolved.get(promise);
  if (known === undefined) {
    waiting.push(
      promise.then(async (value) => {
        resolved.set(promise, await resolve(pulumi.output(value)));
      }),
    );
    return null;
  }
  for (const resource of known.resources) resources.add(resource);
  return known.tree;
}

/** A custom resource stands for its id, a component for its URN. */
function serializeResource(
  resource: pulumi.Resource,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Tree {
  const pending = pendingOf(resource);
  resources.add(resource);
  if (!pulumi.CustomResource.isInstance(resource)) return pending.urn;
  if (pending.registration === undefined) waiting.push(pending.registered);
  return pending.read("id");
}

function explicitDependencies(dependsOn: unknown, waiting: Promise<unknown>[]): pulumi.Resource[] {
  if (dependsOn === undefined) return [];
  if (Array.isArray(dependsOn)) {
    return dependsOn.flatMap((item) => explicitDependencies(item, waiting));
  }
  if (pulumi.Resource.isInstance(dependsOn)) return [dependsOn];
  const resources = new Set<pulumi.Resource>();
  serialize(dependsOn, resources, waiting);
  return [...resources];
}

/** URNs of the custom resources among them and, for a component, of those it holds. */
function urnsOf(resources: Iterable<pulumi.Resource>, exclude: pulumi.Resource): string[] {
  const urns = new Set<string>();
  const visit = (resource: pulumi.Resource): void => {
    if (resource === exclude) return;
    if (pulumi.CustomResource.isInstance(resource)) {
      urns.add(pendingOf(resource).urn);
      return;
    }
    for (const child of (resource as ResourceInternals).__childResources ?? []) visit(child);
  };
  for (const resource of resources) visit(resource);
  return [...urns].sort();
}

function providerOf(
  provider: pulumi.ProviderResource | undefined,
  waiting: Promise<unknown>[],
): string | undefined {
  if (provider === undefined) return undefined;
  const pending = pendingOf(provider);
  if (pending.registration === undefined) waiting.push(pending.registered);
  return `${pending.urn}::${pending.registration?.id ?? ""}`;
}

function pendingOf(resource: pulumi.Resource): Pending {
  const pending = pendings.get(resource);
  if (pending === undefined) {
    throw new Error(
      "a resource of another stack, or one read from the cloud, is used as an input: pass its identifier as a setting",
    );
  }
  return pending;
}

function optionsOf(options: pulumi.CustomResourceOptions): RegistrationOptions {
  return {
    protect: options.protect ?? false,
    ignoreChanges: options.ignoreChanges ?? [],
    deleteBeforeReplace: options.deleteBeforeReplace,
    retainOnDelete: options.retainOnDelete ?? false,
    additionalSecretOutputs: options.additionalSecretOutputs ?? [],
    replaceOnChanges: options.replaceOnChanges ?? [],
    customTimeouts: {
      create: options.customTimeouts?.create ?? "",
      update: options.customTimeouts?.update ?? "",
      delete: options.customTimeouts?.delete ?? "",
    },
  };
}
