import { replacingInputs } from "./replacing/replacing-inputs";

/** What holds for the types of a package that the program does not declare. */
const unread: Readonly<Record<string, readonly string[]>> = { aws: ["bucket", "name"] };

/** The place that a resource lives in, for every type of a package. */
const placesByPackage: Readonly<Record<string, readonly string[]>> = {
  aws: ["region"],
  cloudflare: ["accountId", "zoneId"],
  neon: ["projectId"],
};

/**
 * Inputs that count when the resource is made, and of which its provider ignores another value later (a plan modifier of
 * terraform-provider-cloudflare 5.22.0 puts the old one back).
 */
const keptInputs: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/r2Bucket:R2Bucket": ["location"],
};

/**
 * Whether another value of the property makes another resource. Revisions have no such property: a new task definition
 * or Worker version leaves the old one in place.
 */
export function isIdentity(type: string, property: string): boolean {
  const provider = type.slice(0, type.indexOf(":"));
  const identity = replacingInputs[type] ?? unread[provider] ?? [];
  return identity.includes(property) || (placesByPackage[provider] ?? []).includes(property);
}

/** Whether another value of the input changes nothing, once the resource is there. */
export function isKept(type: string, property: string): boolean {
  return (keptInputs[type] ?? []).includes(property);
}

/**
 * Each change makes another one of these, and the one before stays what it was (the providers' schemas); but for the inputs
 * named, which an update changes.
 */
const revisions: Readonly<Record<string, readonly string[]>> = {
  "aws:ecs/taskDefinition:TaskDefinition": ["skipDestroy", "tags", "trackLatest"],
  "cloudflare:index/workerVersion:WorkerVersion": [],
  "cloudflare:index/workersDeployment:WorkersDeployment": [],
};

/** Whether a change, of that input if one is named, makes another resource under the same name. */
export function isRevision(type: string, property?: string): boolean {
  const updated = revisions[type];
  if (updated === undefined) return false;
  return property === undefined || !updated.includes(property);
}
