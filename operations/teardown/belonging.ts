import { tenancies, type Tenancies } from "../../blueprint/tenancies";
import { nameOf } from "../../catalog/urn";
import { permanentStacks, previewHost } from "../../settings/stack-name";
import type { StateResource } from "../stack/state";

/** Whose resources a stack may hold to be taken down. */
export interface Owner {
  /** `pr-<n>`. */
  readonly stack: string;
  /** What pull requests' environments stand on. */
  readonly owns: Tenancies;
}

/** What a resource is called where it lives. */
const naming = ["name", "bucket", "environment", "domain", "hostname", "pattern"] as const;

/**
 * Everything in a state that was not made for the stack, a sentence each. A state can come under a wrong name: renamed,
 * imported, or written with another environment's settings.
 */
export function strangersIn(resources: readonly StateResource[], owner: Owner): readonly string[] {
  return resources.flatMap((resource) => {
    const objection = objectionTo(resource, owner);
    return objection === undefined ? [] : [`${resource.type} ${nameOf(resource.urn)} ${objection}`];
  });
}

function objectionTo(resource: StateResource, { stack, owns }: Owner): string | undefined {
  const { urn, type, protect, inputs = {} } = resource;
  const holder = urn.split("::")[0] ?? "";
  if (holder !== `urn:pulumi:${stack}`) return `is of another stack: ${urn}`;
  if (protect === true) return "is protected";
  const elsewhere = tenancyElsewhere(type, inputs, owns);
  if (elsewhere !== undefined) return elsewhere;
  if (type === "pulumi:providers:aws" && textsIn(inputs.allowedAccountIds).length === 0) {
    return "acts in any account";
  }
  if (type.startsWith("pulumi:providers:") || type === "pulumi:pulumi:Stack") return undefined;
  if (type === "neon:index:Project") return "is a whole database project";
  const name = nameOf(urn);
  if (!new RegExp(`^${stack}(?:-|$)`).test(name)) return `is not named after ${stack}`;
  const tagged = environmentTag(inputs.tags);
  if (tagged !== undefined && tagged !== stack) return `is tagged as ${tagged}'s`;
  const names = [resource.id, ...naming.map((key) => inputs[key])];
  const other = names.find(
    (text): text is string => typeof text === "string" && namesAnother(text, stack),
  );
  return other === undefined ? undefined : `is another environment's "${other}"`;
}

/** The account, zone or organisation that a resource names and that is not the one pull requests have. */
function tenancyElsewhere(
  type: string,
  inputs: Readonly<Record<string, unknown>>,
  owns: Tenancies,
): string | undefined {
  for (const { setting, what, said } of tenancies) {
    if (said === undefined || !type.startsWith(said.types)) continue;
    const other = textsIn(inputs[said.input]).find((id) => id !== owns[setting]);
    if (other !== undefined) return `is in ${what} that is not ${previewHost}'s: ${other}`;
  }
  return undefined;
}

/** A text, or the texts of a list, which a provider's inputs hold as JSON. */
function textsIn(value: unknown): readonly string[] {
  const list: unknown =
    typeof value === "string" && value.startsWith("[") ? JSON.parse(value) : value;
  return (Array.isArray(list) ? list : [list]).flatMap((item) =>
    typeof item === "string" ? [item] : [],
  );
}

/** The tag `environment`, of a map or of a list of `key:value`; nothing where it has none. */
function environmentTag(tags: unknown): string | undefined {
  const key = "environment";
  if (Array.isArray(tags)) {
    const tag = tags.map(String).find((each) => each.startsWith(`${key}:`));
    return tag?.slice(key.length + 1);
  }
  if (typeof tags !== "object" || tags === null || !(key in tags)) return undefined;
  return typeof tags[key] === "string" ? tags[key] : "nobody";
}

/** Whether a name has an environment among its words, and not this one. */
function namesAnother(text: string, stack: string): boolean {
  const hasWord = (pattern: string) =>
    new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`).test(text);
  return hasWord([...permanentStacks, "pr-\\d+"].join("|")) && !hasWord(stack);
}
