import type {
  AttentionKind,
  ChangeKind,
  PropertyChange,
  ResourceChange,
} from "../compare/comparison";
import { visible } from "../../settings/visible";

/** The kinds of change in the order in which they are counted. */
export const changeKinds: readonly ChangeKind[] = [
  "created",
  "changed",
  "replaced",
  "moved",
  "deleted",
];

/** One sign per kind, as a diff and `pulumi preview` have them. */
export const signs: Readonly<Record<ChangeKind, string>> = {
  created: "+",
  changed: "~",
  replaced: "±",
  moved: "»",
  deleted: "-",
};

export const words: Readonly<Record<ChangeKind, string>> = {
  created: "created",
  changed: "changed",
  replaced: "may be replaced",
  moved: "moved",
  deleted: "deleted",
};

export const attentionTitles: Readonly<Record<AttentionKind, string>> = {
  "data-at-risk": "Data at risk",
  interrupted: "Replaced or deleted",
  "protection-lost": "Protection lost",
  "secret-exposed": "Secret exposed",
  "policy-weakened": "Policy weakened",
  "access-gained": "Access gained",
  "secret-added": "New secret",
  "access-withdrawn": "Access withdrawn",
};

export function countChanges(
  changes: readonly ResourceChange[],
): Readonly<Record<ChangeKind, number>> {
  const counts = { created: 0, changed: 0, replaced: 0, moved: 0, deleted: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}

/** Where a moved resource was; empty for others. */
export function formerPlace({ kind, previous }: ResourceChange): string {
  if (kind !== "moved" || previous === undefined) return "";
  return `was ${visible(previous.urn.split("::").slice(2).join("::"))}; without an alias it is deleted and created again`;
}

/** What is said beside a differing property. */
export function propertyRemark({ identity }: ResourceChange, { path }: PropertyChange): string {
  const property = /^[\w-]+/.exec(path)?.[0] ?? "";
  return identity.includes(property) ? " (may replace)" : "";
}
