import * as pulumi from "@pulumi/pulumi";
import * as outputs from "@pulumi/pulumi/output";
import {
  containsSecret,
  containsUnknown,
  reveal,
  Secret,
  type Tree,
  Unknown,
} from "../report/tree";
import { hashedArchive, hashedAsset } from "./asset-hash";
import { pendingOf, propertyOf } from "./pending";

/** What an Output has beside its public face. */
interface OutputInternals {
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<Iterable<pulumi.Resource>>;
}

/** What an Output made by the program resolved to. */
interface Resolved {
  /** `undefined` is as good as not given. */
  readonly tree: Tree | undefined;
  readonly resources: readonly pulumi.Resource[];
}

const resolved = new WeakMap<object, Resolved>();

/**
 * The plain form of an input, as the SDK's own serialisation has it.
 *
 * @param resources - receives what the input was made from.
 * @param waiting - receives what must come before the input is known; the result means nothing until then.
 */
export function serializeInput(
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
    return input.map((item) => serializeInput(item, resources, waiting) ?? null);
  }
  const map = serializeMap(input, resources, waiting);
  if (pulumi.asset.Asset.isInstance(input)) return hashedAsset(map);
  return pulumi.asset.Archive.isInstance(input) ? hashedArchive(map) : map;
}

function serializeMap(
  input: object,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Record<string, Tree> {
  const map: Record<string, Tree> = {};
  for (const [key, value] of Object.entries(input)) {
    const tree = serializeInput(value, resources, waiting);
    if (tree !== undefined) map[key] = tree;
  }
  return map;
}

function serializeOutput(
  output: pulumi.Output<unknown>,
  resources: Set<pulumi.Resource>,
  waiting: Promise<unknown>[],
): Tree | undefined {
  const property = propertyOf(output);
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
  let tree = isKnown ? serializeInput(value, inner, waiting) : Unknown.value;
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(0));
    tree = serializeInput(value, inner, waiting);
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
