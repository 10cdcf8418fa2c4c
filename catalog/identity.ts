import { replacingInputs } from "./replacing-inputs";

/** What holds for the types of a package that the table does not name. */
const byPackage: Readonly<Record<string, readonly string[]>> = {
  aws: ["bucket", "name"],
  random: [
    ...["keepers", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper"],
    ...["numeric", "overrideSpecial", "special", "upper"],
  ],
};

/** The place that a resource lives in, for every type of a package. */
const placesByPackage: Readonly<Record<string, readonly string[]>> = {
  aws: ["region"],
  cloudflare: ["accountId", "zoneId"],
  github: ["repository"],
  neon: ["projectId"],
};

/**
 * Whether another value of the property makes another resource. Revisions have no such property: a new task definition
 * or Worker version leaves the old one in place.
 */
export function isIdentity(type: string, property: string): boolean {
  const provider = type.slice(0, type.indexOf(":"));
  const identity = replacingInputs[type] ?? byPackage[provider] ?? [];
  return identity.includes(property) || (placesByPackage[provider] ?? []).includes(property);
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
