import { isIdentity } from "../../catalog/identity";
import { compareText } from "../../settings/problem";
import type { Report, ReportedResource, StackReport, Values } from "../report/report";
import { isStack } from "../report/resource-kind";
import { standingCost } from "../report/standing-cost";
import { attentionOf, byGravity } from "./attention";
import type { Comparison, PropertyChange, ResourceChange, StackComparison } from "./comparison";
import { pairMoves } from "./moves";
import { diffProperties } from "./property-changes";
import { diffVerdicts, isVerdictChanged } from "./verdict-changes";

/** Says what differs from `base` to `head`, whatever order their resources stand in. */
export function compareReports(base: Report, head: Report): Comparison {
  const baseStacks = new Map(base.stacks.map((stack) => [stack.stack, stack]));
  const headStacks = new Set(head.stacks.map(({ stack }) => stack));
  const stacks = [
    ...head.stacks.map((stack) => compareStacks(baseStacks.get(stack.stack), stack)),
    ...base.stacks
      .filter(({ stack }) => !headStacks.has(stack))
      .map((stack) => compareStacks(stack, undefined)),
  ];
  return { stacks, attention: stacks.flatMap(attentionOf).sort(byGravity) };
}

function compareStacks(
  base: StackReport | undefined,
  head: StackReport | undefined,
): StackComparison {
  const before = byUrn(base);
  const after = byUrn(head);
  const deleted = [...before.values()].filter(({ urn }) => !after.has(urn));
  const created = [...after.values()].filter(({ urn }) => !before.has(urn));
  const moves = pairMoves(deleted, created);
  const moved = new Map([...moves].map(([urn, previous]) => [previous.urn, urn]));

  const changes: ResourceChange[] = [];
  for (const resource of after.values()) {
    const previous = before.get(resource.urn) ?? moves.get(resource.urn);
    const change = compareResources(previous, resource, ancestorsOf(resource, after));
    if (change !== undefined) changes.push(change);
  }
  for (const resource of deleted) {
    if (moved.has(resource.urn)) continue;
    changes.push({ ...untouched(resource, ancestorsOf(resource, before)), kind: "deleted" });
  }

  const verdicts = diffVerdicts(base, head, (urn) => moved.get(urn) ?? urn);
  const touched = changes.filter(({ kind }) => kind !== "deleted").length;
  return {
    stack: (head ?? base)?.stack ?? "",
    status: statusOf(base, head, changes.length > 0 || isVerdictChanged(verdicts)),
    changes: inTreeOrder(changes),
    unchanged: after.size - touched,
    verdicts,
    cost: { before: base && standingCost(base), after: head && standingCost(head) },
  };
}

function statusOf(
  base: StackReport | undefined,
  head: StackReport | undefined,
  changed: boolean,
): StackComparison["status"] {
  if (base === undefined) return "added";
  if (head === undefined) return "removed";
  return changed ? "changed" : "unchanged";
}

function compareResources(
  previous: ReportedResource | undefined,
  resource: ReportedResource,
  within: readonly ReportedResource[],
): ResourceChange | undefined {
  const same = untouched(resource, within);
  if (previous === undefined) return { ...same, kind: "created", previous: undefined };
  const properties = diffProperties(propertiesOf(previous), propertiesOf(resource));
  const moved = previous.urn !== resource.urn;
  const options = diffProperties(optionsOf(previous, moved), optionsOf(resource, moved));
  if (moved) return { ...same, kind: "moved", previous, properties, options };
  if (properties.length + options.length === 0) return undefined;
  const identity = identityOf(resource.type, properties);
  const kind = identity.length > 0 ? "replaced" : "changed";
  return { ...same, kind, previous, properties, options, identity };
}

function untouched(
  resource: ReportedResource,
  within: readonly ReportedResource[],
): Omit<ResourceChange, "kind"> {
  return { resource, previous: resource, within, properties: [], options: [], identity: [] };
}

/** The stack has no inputs; what it exports is what its users see. */
function propertiesOf(resource: ReportedResource): Values {
  return isStack(resource) ? { outputs: resource.outputs } : resource.inputs;
}

/** A moved resource has another parent, or one with another URN: that it moved says so. */
function optionsOf({ protect, provider, parent }: ReportedResource, moved: boolean): Values {
  return moved ? { protect, provider } : { protect, provider, parent };
}

function identityOf(type: string, properties: readonly PropertyChange[]): readonly string[] {
  const names = properties.map(({ path }) => /^[\w-]+/.exec(path)?.[0] ?? "");
  return [...new Set(names)].filter((name) => isIdentity(type, name));
}

function byUrn(report: StackReport | undefined): ReadonlyMap<string, ReportedResource> {
  return new Map(report?.resources.map((resource) => [resource.urn, resource]));
}

function ancestorsOf(
  { parent }: ReportedResource,
  resources: ReadonlyMap<string, ReportedResource>,
): readonly ReportedResource[] {
  const ancestors: ReportedResource[] = [];
  for (
    let ancestor = resources.get(parent ?? "");
    ancestor !== undefined && !isStack(ancestor);
    ancestor = resources.get(ancestor.parent ?? "")
  ) {
    ancestors.unshift(ancestor);
  }
  return ancestors;
}

function inTreeOrder(changes: readonly ResourceChange[]): ResourceChange[] {
  return changes
    .map((change) => ({ change, place: placeOf(change) }))
    .sort((a, b) => compareText(a.place, b.place) || compareText(a.change.kind, b.change.kind))
    .map(({ change }) => change);
}

function placeOf({ within, resource }: ResourceChange): string {
  return [...within, resource].map(({ type, name }) => `${type}\u0001${name}`).join("\u0000");
}
