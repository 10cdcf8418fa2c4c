import { readFileSync } from "node:fs";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import type { Recording } from "../../../preview/run/recording";
import { redact, Secret, type Tree, type TreeMap, Unknown } from "../../../preview/report/tree";
import { mapFromWire } from "../../../preview/run/wire";

/** One resource as a program declared it, in what the offline preview and the engine both tell of it, by URN. */
export type Declarations = ReadonlyMap<string, TreeMap>;

/** @param isDeployed - whether what the cloud answers belongs to it; a preview asks no cloud. */
export function declaredOffline(recording: Recording, isDeployed: boolean): Declarations {
  return new Map(
    [...recording.registrations].map(([urn, { options, id, outputs, ...registration }]) => [
      urn,
      {
        ...declared({ ...registration, ...options }),
        inputs: registration.inputs,
        ...(isDeployed && answered(registration.type, id, outputs)),
      },
    ]),
  );
}

/** What the engine's preview planned, from the file of its plan; the values of secrets are sealed in it. */
export function declaredInPlan(file: string): Declarations {
  const { resourcePlans } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resourcePlans: Readonly<Record<string, { readonly goal: Goal }>>;
  };
  return new Map(
    Object.entries(resourcePlans).map(([urn, { goal }]) => [
      urn,
      { ...declared(goal), inputs: mapFromWire(goal.inputDiff.adds ?? {}) },
    ]),
  );
}

/** What the engine recorded of what it made, from an export that shows secrets. */
export function declaredInState(deployment: unknown): Declarations {
  const { resources } = deployment as { readonly resources: readonly RecordedResource[] };
  return new Map(
    resources.map(({ urn, id, inputs = {}, outputs = {}, ...resource }) => [
      urn,
      {
        ...declared(resource),
        inputs: mapFromWire(opened(inputs) as Values),
        ...answered(resource.type, id, mapFromWire(opened(outputs) as Values)),
      },
    ]),
  );
}

/** Where the two sides tell different things of one resource. */
export interface Difference {
  readonly urn: string;
  /** For example `inputs.rules[].lifecycle`; empty where one side alone declares the resource. */
  readonly path: string;
  readonly offline: string;
  readonly engine: string;
}

/** Every difference, and apart from them what the engine does not know before a deployment. */
export function compareDeclarations(
  offline: Declarations,
  engine: Declarations,
): { readonly differing: readonly Difference[]; readonly unknown: readonly Difference[] } {
  const urns = new Set([...offline.keys(), ...engine.keys()]);
  const all = [...urns].flatMap((urn) =>
    [...compareTrees("", offline.get(urn), engine.get(urn))]
      .filter(({ path }) => !isEnginesOwn(urn, path))
      .map(({ path, sides: [one, other] }) => ({
        urn,
        path,
        offline: textOf(one),
        engine: textOf(other),
      })),
  );
  const isUnknown = ({ engine: told }: Difference) => told === textOf(Unknown.value);
  return {
    differing: all.filter((difference) => !isUnknown(difference)),
    unknown: all.filter(isUnknown),
  };
}

/** What is the engine's own affair: a provider's plugin, and its provider of what it keeps itself. */
function isEnginesOwn(urn: string, path: string): boolean {
  const type = typeIn(urn);
  if (type === "pulumi:index:Stash") return path === "provider";
  if (type === "pulumi:providers:pulumi") return true;
  return type.startsWith("pulumi:providers:") && /^\w+\.(?:version|__internal)$/.test(path);
}

type Values = Readonly<Record<string, unknown>>;

interface EngineResource {
  readonly type: string;
  readonly parent?: string | undefined;
  readonly provider?: string | undefined;
  readonly protect?: boolean;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
}

interface Goal extends EngineResource {
  readonly inputDiff: { readonly adds?: Values };
}

interface RecordedResource extends EngineResource {
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
}

function declared(resource: EngineResource): TreeMap {
  const { type, parent = null, provider, propertyDependencies = {} } = resource;
  return {
    type,
    parent,
    // The engine gives a provider another id each time.
    provider: provider?.slice(0, provider.lastIndexOf("::")) ?? null,
    protect: resource.protect ?? false,
    dependencies: [...(resource.dependencies ?? [])].sort(),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).flatMap(([key, urns]) =>
        urns === null || urns.length === 0 ? [] : [[key, [...urns].sort()]],
      ),
    ),
    ignoreChanges: resource.ignoreChanges ?? [],
    additionalSecretOutputs: [...(resource.additionalSecretOutputs ?? [])].sort(),
  };
}

function answered(type: string, id: string | undefined, outputs: TreeMap): TreeMap {
  return { outputs, ...(!type.startsWith("pulumi:") && { id: id ?? null }) };
}

/** The export's secrets hold their value as JSON text, the engine's wire form holds it plainly. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  const map = value as Values;
  if (map[rpc.specialSigKey] === rpc.specialSecretSig && typeof map.plaintext === "string") {
    return { [rpc.specialSigKey]: rpc.specialSecretSig, value: opened(JSON.parse(map.plaintext)) };
  }
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, opened(item)]));
}

interface Parted {
  readonly path: string;
  readonly sides: readonly [Tree | undefined, Tree | undefined];
}

function* compareTrees(
  path: string,
  one: Tree | undefined,
  other: Tree | undefined,
): Generator<Parted> {
  if (one instanceof Secret && other instanceof Secret) {
    // A plan seals the value: that both sides keep it secret is all there is to compare.
    if (other.value !== null) yield* compareTrees(path, one.value, other.value);
    return;
  }
  if (isBranch(one) && isBranch(other) && Array.isArray(one) === Array.isArray(other)) {
    const [left, right] = [one as TreeMap, other as TreeMap];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const step = Array.isArray(one) ? "[]" : path === "" ? key : `.${key}`;
      yield* compareTrees(path + step, left[key], right[key]);
    }
    return;
  }
  if (one !== other) yield { path, sides: [one, other] };
}

function isBranch(tree: Tree | undefined): boolean {
  const isLeaf = tree instanceof Secret || tree instanceof Unknown;
  return typeof tree === "object" && tree !== null && !isLeaf;
}

function textOf(tree: Tree | undefined): string {
  return tree === undefined ? "nothing" : JSON.stringify(redact(tree));
}

function typeIn(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
