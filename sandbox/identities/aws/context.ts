import type { Context } from "../../../iam/request";
import type { ModelValues } from "../../model";
import { publishedActions } from "./published";

/** What AWS knows of a resource besides what is asked. */
export interface Attributes {
  /** Tags of the resource with this ARN, as it is there. */
  readonly tags: (arn: string) => ModelValues | undefined;
  /** Boundary of the role with this ARN. */
  readonly boundary: (arn: string) => string | undefined;
  /** Aliases of the key with this ARN. */
  readonly aliases: (arn: string) => readonly string[];
}

/** What of the request a condition key is made of. */
interface Facts {
  readonly operation: string;
  readonly region: string;
  readonly values: ModelValues;
  readonly before: ModelValues;
  readonly attributes: Attributes;
}

/** The values of every condition key that AWS publishes for the action and the sandbox knows. */
export function contextOf(action: string, resource: string, facts: Facts): Context {
  const keys = new Set(publishedActions[action]?.keys);
  const { values, attributes, operation } = facts;
  const own = tagsIn(values);
  const takesTags = keys.has("aws:RequestTag");
  const isUntagging = /:(?:Untag|RemoveTags|DeleteTags)/.test(action);
  const asked = takesTags && !isUntagging ? own : {};
  const removed = Object.keys(tagsIn(facts.before)).filter((key) => !(key in own));
  const tagKeys = isUntagging ? removed : Object.keys(asked);
  // What is being made has its tags from the call on that brings them.
  const isNew = operation === "create" && resource.includes("*");
  const there = attributes.tags(resource) ?? (isNew && !takesTags ? own : {});
  return {
    "aws:RequestedRegion": facts.region,
    "aws:SecureTransport": "true",
    ...(keys.has("aws:TagKeys") && tagKeys.length > 0 && { "aws:TagKeys": tagKeys }),
    ...prefixed("aws:RequestTag/", asked),
    ...(keys.has("aws:ResourceTag") && prefixed("aws:ResourceTag/", there)),
    ...(keys.has("iam:PermissionsBoundary") && {
      "iam:PermissionsBoundary": boundaryFor(action, resource, facts),
    }),
    ...(keys.has("kms:ResourceAliases") && { "kms:ResourceAliases": attributes.aliases(resource) }),
  };
}

/** The boundary that the call sets, or that the role has. */
function boundaryFor(
  action: string,
  resource: string,
  { values, attributes }: Facts,
): string | undefined {
  const sets = ["iam:CreateRole", "iam:PutRolePermissionsBoundary"].includes(action);
  return sets && typeof values.permissionsBoundary === "string"
    ? values.permissionsBoundary
    : attributes.boundary(resource);
}

function tagsIn({ tags }: ModelValues): Readonly<Record<string, string>> {
  return typeof tags === "object" && tags !== null ? (tags as Record<string, string>) : {};
}

function prefixed(prefix: string, tags: ModelValues): Context {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`${prefix}${key}`, String(value)]),
  );
}
