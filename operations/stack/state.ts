import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { urnOf } from "../../catalog/urn";
import type { Values } from "./find/finder";

/** A resource as an exported state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Values;
  readonly outputs?: Values;
  readonly parent?: string;
  readonly protect?: boolean;
  /** `<URN>::<id>`. */
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly deletedWith?: string;
  readonly additionalSecretOutputs?: readonly string[];
  /** A replacement stands beside it, and it waits to be deleted. */
  readonly delete?: boolean;
  /** It was deleted to make room for its replacement. */
  readonly pendingReplacement?: boolean;
}

/** What the engine was doing when it was cut off. */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: StateResource;
}

/** What `pulumi stack export` writes. */
export interface ExportedState {
  readonly version: number;
  readonly deployment: {
    readonly manifest?: { readonly time?: string };
    readonly secrets_providers?: unknown;
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly PendingOperation[];
  } | null;
}

export function resourcesOf({ deployment }: ExportedState): readonly StateResource[] {
  return deployment?.resources ?? [];
}

export function pendingIn({ deployment }: ExportedState): readonly PendingOperation[] {
  return deployment?.pending_operations ?? [];
}

/** The provider that a resource refers to. */
export function providerOf(
  { provider }: StateResource,
  state: ExportedState,
): StateResource | undefined {
  const urn = provider === undefined ? undefined : urnOf(provider);
  return resourcesOf(state).find((resource) => resource.urn === urn && resource.delete !== true);
}

/** Whether the engine has marked anything in it, encrypted or plain. */
export function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value !== "object" || value === null) return false;
  return rpc.specialSigKey in value || Object.values(value).some(holdsSecret);
}

export function withoutSecrets(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !holdsSecret(value)));
}

/** The values with their secrets in the open, from a state that was exported with them. */
export function revealed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, reveal(value)]));
}

function reveal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reveal);
  if (typeof value !== "object" || value === null) return value;
  if ("plaintext" in value && rpc.specialSigKey in value)
    return JSON.parse(String(value.plaintext));
  return revealed(value as Values);
}
