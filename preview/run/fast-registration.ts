import * as pulumi from "@pulumi/pulumi";
import { version } from "@pulumi/pulumi/version";
// `import =` is the module itself; `import *` would be a copy, in which nothing can be replaced.
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import registration = require("@pulumi/pulumi/runtime/resource");
import settings = require("@pulumi/pulumi/runtime/settings");
import { explicitDependencies, urnsOf } from "./dependencies";
import { announce, Pending, pendingOf } from "./pending";
import type { Recording, RegistrationOptions } from "./recording";
import { serializeInput } from "./serialize-input";
import { callerOf } from "./source-position";
import type { Tree } from "../report/tree";

/**
 * The SDK version whose internals this module knows. Another version runs the plain path: the same result, slower.
 *
 * The plain path makes an Output of some twenty promises for every property of every resource, asks for a stack trace
 * for each promise, and talks protobuf to itself: 5 ms a resource. Here a property becomes an Output when somebody reads
 * it, and a registration whose inputs are all known happens at once: 0.1 ms. Only the offline preview uses it, since it
 * takes away the SDK's detector of leaked promises; a test holds both paths to the same bytes.
 */
const knownVersion = "3.270.0";

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
    registerResourceHook: unknown;
  },
  debuggable: debuggable as unknown as { debuggablePromise: unknown },
  settings: settings as unknown as { getCallbacks: () => unknown },
  resource: pulumi.Resource as unknown as { stackTrace: unknown },
};

let recording: Recording | undefined;
let onBeyond: () => void = () => undefined;

/**
 * Registers what programs construct from now on straight into `target`.
 *
 * @param beyond - told when the program wants what only the SDK's own machinery can do.
 * @returns a function that gives the SDK back its own way.
 */
export function registerFast(target: Recording, beyond: () => void): () => void {
  recording = target;
  onBeyond = beyond;
  const { registerResource, registerResourceOutputs, registerResourceHook } = sdk.registration;
  const { debuggablePromise } = sdk.debuggable;
  const { getCallbacks } = sdk.settings;
  const { stackTrace } = sdk.resource;
  sdk.registration.registerResource = register;
  sdk.registration.registerResourceOutputs = registerOutputs;
  // No hook runs in a preview, so nobody has to be told of one.
  sdk.registration.registerResourceHook = () => Promise.resolve();
  sdk.debuggable.debuggablePromise = <T>(promise: T) => promise;
  // What the engine is to call back, transforms of the stack among it.
  sdk.settings.getCallbacks = () => {
    onBeyond();
    return getCallbacks();
  };
  sdk.resource.stackTrace = () => [];
  return () => {
    recording = undefined;
    Object.assign(sdk.registration, {
      registerResource,
      registerResourceOutputs,
      registerResourceHook,
    });
    sdk.debuggable.debuggablePromise = debuggablePromise;
    sdk.settings.getCallbacks = getCallbacks;
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
  remote: boolean,
  _newDependency: unknown,
  props: Readonly<Record<string, unknown>>,
  options: pulumi.CustomResourceOptions,
  _sourcePosition: unknown,
  _stackTrace: unknown,
  packageReference: unknown,
): void {
  const target = current();
  if (remote || packageReference !== undefined || isBeyond(options)) onBeyond();
  const parentUrn = parent === undefined ? undefined : pendingOf(parent).urn;
  const pending = new Pending(resource, target.urn(parentUrn, type, name));
  const source = callerOf(register);
  const keys = Object.keys(props).filter((key) => key !== "id" && key !== "urn");
  announce(pending, custom ? ["urn", "id", ...keys] : ["urn"]);

  whenKnown(() => {
    const waiting: Promise<unknown>[] = [];
    const dependencies = new Set<string>();
    const propertyDependencies: Record<string, readonly string[]> = {};
    const inputs: Record<string, Tree> = {};
    for (const key of keys) {
      const resources = new Set<pulumi.Resource>();
      const tree = serializeInput(props[key], resources, waiting);
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
        remote,
        hooks: momentsOf(options),
        importId: undefined,
        source,
      }),
    );
    return waiting;
  });
}

/** The moments at which the engine would call something. */
function momentsOf({ hooks = {} }: pulumi.CustomResourceOptions): string[] {
  return Object.entries(hooks).flatMap(([moment, each]) =>
    (each as readonly unknown[]).length > 0 ? [moment] : [],
  );
}

function registerOutputs(
  resource: pulumi.Resource,
  values: Readonly<Record<string, unknown>> | undefined,
): void {
  const target = current();
  const pending = pendingOf(resource);
  whenKnown(() => {
    const waiting: Promise<unknown>[] = [];
    const tree = serializeInput(values ?? {}, new Set(), waiting);
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
    const done = settings.rpcKeepAlive();
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

function providerOf(
  provider: pulumi.ProviderResource | undefined,
  waiting: Promise<unknown>[],
): string | undefined {
  if (provider === undefined) return undefined;
  const pending = pendingOf(provider);
  if (pending.registration === undefined) waiting.push(pending.registered);
  return `${pending.urn}::${pending.registration?.id ?? ""}`;
}

/** Functions that the engine calls back, and an id that may have to be waited for. */
function isBeyond({ transforms, import: importId }: pulumi.CustomResourceOptions): boolean {
  return (transforms ?? []).length > 0 || importId !== undefined;
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
