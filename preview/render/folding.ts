import type { Attention, AttentionKind, ResourceChange } from "../compare/comparison";
import { groupBy } from "../report/group-by";
import type { ReportedResource } from "../report/report";
import { groupText, kindText } from "./labels";
import { visible } from "../../settings/visible";

/** What concerns several resources in the same way, told once. */
export interface FoldedAttention {
  readonly kind: AttentionKind;
  /** `dev, staging · s3 Bucket documents`, one for each resource or kind of them, whatever the environments. */
  readonly subjects: readonly string[];
  readonly details: readonly string[];
}

export function foldAttention(attention: readonly Attention[]): FoldedAttention[] {
  const alike = groupBy(attention, ({ kind, details }) =>
    JSON.stringify([kind, details.map(withoutIds)]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const same = group.every(({ details }) => details.join() === first.details.join());
    const details = same ? first.details : first.details.map(withoutIds);
    return [{ kind: first.kind, subjects: subjectsOf(group), details: details.map(visible) }];
  });
}

/** `sg-0a1b2c3d4e5f67890` is another one in each environment, and means the same there. */
function withoutIds(detail: string): string {
  return detail.replace(/\b([a-z]+-)[0-9a-f]{17}\b/g, "$1…");
}

/** Of more resources in a stack than these only the kinds are told. */
const named = 5;

function subjectsOf(group: readonly Attention[]): string[] {
  const told = [...groupBy(group, ({ stack }) => stack)].flatMap(([stack, concerns]) => {
    const resources = concerns.flatMap(({ resource = [] }) => resource);
    const texts =
      resources.length > named
        ? [groupText(resources).replaceAll("\u00a0", " ")]
        : concerns.map(({ resource }) => (resource === undefined ? "" : nameIn(stack, resource)));
    return texts.map((text) => ({ stack, text }));
  });
  return [...groupBy(told, ({ text }) => text)].map(([text, same]) =>
    [same.map(({ stack }) => visible(stack)).join(", "), text]
      .filter((part) => part !== "")
      .join(" · "),
  );
}

/** What the program calls it in every environment. */
function nameIn(stack: string, resource: ReportedResource): string {
  const { name } = resource;
  const own = name.startsWith(`${stack}-`) ? name.slice(stack.length + 1) : name;
  return `${kindText(resource)} ${visible(own)}`;
}

/** A change and those of the same kind within the component that it is about. */
export interface FoldedChange {
  readonly change: ResourceChange;
  readonly within: readonly ResourceChange[];
}

/**
 * One entry for a component that comes, goes or moves as a whole. In tree order, so that a component stands before what
 * it holds; what changes beyond its place keeps an entry of its own.
 */
export function foldChanges(changes: readonly ResourceChange[]): FoldedChange[] {
  const folded: { readonly change: ResourceChange; readonly within: ResourceChange[] }[] = [];
  const entries = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const { kind, resource, properties, options } = change;
    const whole =
      kind !== "changed" && kind !== "replaced" && properties.length + options.length === 0;
    const entry = whole
      ? change.within.map(({ urn }) => entries.get(`${kind} ${urn}`)).find((e) => e !== undefined)
      : undefined;
    if (entry !== undefined) {
      entry.push(change);
      continue;
    }
    const within: ResourceChange[] = [];
    folded.push({ change, within });
    if (whole) entries.set(`${kind} ${resource.urn}`, within);
  }
  return folded;
}
