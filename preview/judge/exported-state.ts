import { readFileSync } from "node:fs";
import { nameOf, urnOf } from "../../catalog/urn";
import type { PolicyResource, PolicyStack } from "../../policies/resource";
import { wrapUnknown } from "../../policies/unknown";
import { reasonOf } from "../../settings/file-error";
import { UsageError } from "../../settings/usage-error";
import { secretText, unknownText } from "../report/tree";

/** The key by which the engine marks a value that is not plain, and the mark of a secret. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

const unknown = Symbol("unknown");

interface StateResource extends StateOptions {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string | null;
  readonly provider?: string | null;
  readonly protect?: boolean;
  /** Read by the program and managed elsewhere: the engine shows it to no policy. */
  readonly external?: boolean;
  readonly delete?: boolean;
  /** Deleted already, and to be made anew. */
  readonly pendingReplacement?: boolean;
  /** Its creation or update failed half-way. */
  readonly initErrors?: readonly string[] | null;
  /** To be replaced by the next `up`. */
  readonly taint?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[] | null;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | null;
  /** A report keeps its options together, a state beside the rest. */
  readonly options?: StateOptions;
}

interface StateOptions {
  readonly customTimeouts?: Readonly<Record<string, unknown>> | null;
  readonly ignoreChanges?: readonly string[] | null;
  readonly additionalSecretOutputs?: readonly string[] | null;
  readonly deleteBeforeReplace?: boolean | null;
}

/** A stack as a file has it. */
export interface ExportedStack extends PolicyStack {
  /** What the state says besides what can be judged, for example `1 operation was cut off …`. */
  readonly notShown: readonly string[];
}

/**
 * The stacks in a file that `pulumi stack export` or `make preview JSON=` wrote, or that a self-managed backend keeps. A
 * secret that the export encrypted, or that the report left out, can't be read: a rule that asks for it could not evaluate.
 *
 * @throws UsageError when the file is none of these.
 */
export function readExportedStacks(file: string): ExportedStack[] {
  const content = parse(file);
  const deployment = deploymentIn(content);
  if (deployment !== undefined) {
    const { resources, pending_operations: pending } = deployment;
    return toStacks(file, resources ?? [], isList(pending) ? pending.length : 0);
  }
  if (isObject(content) && isList(content.stacks)) {
    return content.stacks.flatMap((stack) =>
      toStacks(file, isObject(stack) ? stack.resources : undefined),
    );
  }
  throw new UsageError(
    `${file} is no exported state: it has neither "deployment" nor "stacks". ` +
      "Write one with: pulumi stack export --stack production --file exported-state.json",
  );
}

/** The engine's own deployment: an export has it as it is, a self-managed backend's file inside its checkpoint. */
function deploymentIn(content: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(content)) return undefined;
  const { deployment, checkpoint } = content;
  const found = isObject(checkpoint) ? checkpoint.latest : deployment;
  return isObject(found) ? found : undefined;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(decode(readFileSync(file))) as unknown;
  } catch (error) {
    throw new UsageError(`${file} can't be read as JSON: ${reasonOf(error)}`);
  }
}

/** Shells of Windows write UTF-16, or UTF-8 behind a mark. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** @param pending - how many operations the engine never heard the end of. */
function toStacks(file: string, resources: unknown, pending = 0): ExportedStack[] {
  if (!isList(resources) || !resources.every(isStateResource)) {
    throw new UsageError(`${file}: every resource needs a "urn" and a "type"`);
  }
  const byStack = new Map<string, StateResource[]>();
  for (const resource of resources) {
    if (resource.external === true) continue;
    if (resource.delete === true || resource.pendingReplacement === true) continue;
    const stack = /^urn:pulumi:([^:]+)::/.exec(resource.urn)?.[1];
    if (stack === undefined) throw new UsageError(`${file}: "${resource.urn}" is no URN`);
    const members = byStack.get(stack);
    if (members === undefined) byStack.set(stack, [resource]);
    else members.push(resource);
  }
  return [...byStack].map(([stack, members]) => ({
    ...toStack(stack, members),
    notShown: [...cutOff(stack, pending), ...unfinished(members)],
  }));
}

function cutOff(stack: string, pending: number): string[] {
  if (pending === 0) return [];
  const operations = pending === 1 ? "1 operation was" : `${String(pending)} operations were`;
  return [
    `${operations} cut off, and the state does not say what became of that: make recover ENV=${stack}`,
  ];
}

function unfinished(resources: readonly StateResource[]): string[] {
  const failed = resources.filter(({ initErrors }) => (initErrors ?? []).length > 0);
  const tainted = resources.filter(({ taint }) => taint === true);
  const names = (of: readonly StateResource[]) => of.map(({ urn }) => nameOf(urn)).join(", ");
  return [
    ...(failed.length === 0
      ? []
      : [`failed half-way, so it may not run as declared: ${names(failed)}`]),
    ...(tainted.length === 0 ? [] : [`tainted, so the next up replaces it: ${names(tainted)}`]),
  ];
}

function toStack(stack: string, resources: readonly StateResource[]): PolicyStack {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ urn, type, inputs }) => [urn, { urn, type, props: propsOf(inputs) }]),
  );
  return { stack, resources: resources.map((resource) => toResource(resource, providers)) };
}

function toResource(
  resource: StateResource,
  providers: ReadonlyMap<string, NonNullable<PolicyResource["provider"]>>,
): PolicyResource {
  const { urn, type, provider, propertyDependencies } = resource;
  const options = resource.options ?? resource;
  const { customTimeouts } = options;
  return {
    urn,
    type,
    name: nameOf(urn),
    props: propsOf(resource.inputs),
    options: {
      protect: resource.protect ?? false,
      ignoreChanges: options.ignoreChanges ?? [],
      deleteBeforeReplace: options.deleteBeforeReplace ?? undefined,
      additionalSecretOutputs: options.additionalSecretOutputs ?? [],
      customTimeouts: {
        create: duration(customTimeouts?.create),
        update: duration(customTimeouts?.update),
        delete: duration(customTimeouts?.delete),
      },
    },
    parent: resource.parent ?? undefined,
    provider: provider ? providers.get(urnOf(provider)) : undefined,
    dependencies: resource.dependencies ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
    ),
  };
}

/** The engine keeps timeouts in seconds, the program writes them as `6h`. */
function duration(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && value > 0 ? `${String(value)}s` : "";
}

function propsOf(
  inputs: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> {
  const hidden: string[] = [];
  const hide = (what: string): symbol => {
    hidden.push(what);
    return unknown;
  };
  const reveal = (value: unknown): unknown => {
    if (value === secretText || value === unknownText) return hide(value);
    if (Array.isArray(value)) return value.map(reveal);
    if (!isObject(value)) return value;
    if (value[signatureKey] === secretSignature) {
      const plain = plainOf(value.plaintext);
      return plain === undefined ? hide(secretText) : reveal(plain);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item)]));
  };
  const props = reveal(inputs ?? {}) as Readonly<Record<string, unknown>>;
  return hidden.length > 0 ? wrapUnknown(props, (value) => value === unknown) : props;
}

/** A secret that was exported in the clear: JSON inside a text; `undefined` where it is neither. */
function plainOf(plaintext: unknown): unknown {
  try {
    return typeof plaintext === "string" ? (JSON.parse(plaintext) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function isStateResource(value: unknown): value is StateResource {
  return isObject(value) && typeof value.urn === "string" && typeof value.type === "string";
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
