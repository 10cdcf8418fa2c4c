import type { Report, ReportedResource, StackReport, StandingCost, VerdictStatus } from "./report";
import { isComponent } from "./resource-kind";
import { standingCost } from "./standing-cost";

/** How much of what one stack declares, and what the policies say of it. */
export interface StackSummary {
  readonly stack: string;
  /** Everything registered, the stack, components and providers included, as `pulumi preview` counts. */
  readonly resources: number;
  readonly components: number;
  /** By component type, the biggest first. */
  readonly byComponentType: readonly ComponentTypeCount[];
  /** The components a reader meets first: below the stack, or below the only one there. */
  readonly topComponents: readonly ComponentCount[];
  /** Rules that judged the stack, whatever they found. */
  readonly rules: number;
  readonly verdicts: Readonly<Record<VerdictStatus, number>>;
  readonly mandatoryViolations: number;
  readonly advisoryViolations: number;
  readonly cost: StandingCost;
}

export interface ComponentTypeCount {
  readonly type: string;
  readonly components: number;
  /** What these components hold themselves; a component among it counts, what that one holds does not. */
  readonly resources: number;
}

export interface ComponentCount {
  readonly component: ReportedResource;
  /** All that it holds at any depth. */
  readonly resources: number;
}

export interface Summary {
  readonly stacks: readonly StackSummary[];
  readonly resources: number;
  /** Distinct rules over all stacks. */
  readonly rules: number;
  readonly verdicts: Readonly<Record<VerdictStatus, number>>;
  readonly mandatoryViolations: number;
  readonly advisoryViolations: number;
}

export function summarise(report: Report): Summary {
  const stacks = report.stacks.map(summariseStack);
  const total = (count: (stack: StackSummary) => number): number =>
    stacks.reduce((sum, stack) => sum + count(stack), 0);
  return {
    stacks,
    resources: total(({ resources }) => resources),
    rules: new Set(report.stacks.flatMap(({ verdicts }) => verdicts.map(({ rule }) => rule))).size,
    verdicts: {
      passed: total(({ verdicts }) => verdicts.passed),
      violated: total(({ verdicts }) => verdicts.violated),
      "not-applicable": total(({ verdicts }) => verdicts["not-applicable"]),
      waived: total(({ verdicts }) => verdicts.waived),
      "could-not-evaluate": total(({ verdicts }) => verdicts["could-not-evaluate"]),
    },
    mandatoryViolations: total(({ mandatoryViolations }) => mandatoryViolations),
    advisoryViolations: total(({ advisoryViolations }) => advisoryViolations),
  };
}

export function summariseStack(report: StackReport): StackSummary {
  const verdicts: Record<VerdictStatus, number> = {
    passed: 0,
    violated: 0,
    "not-applicable": 0,
    waived: 0,
    "could-not-evaluate": 0,
  };
  for (const { status } of report.verdicts) verdicts[status] += 1;
  const mandatoryViolations = report.verdicts.filter(
    ({ status, level }) => status === "violated" && level === "mandatory",
  ).length;
  return {
    stack: report.stack,
    resources: report.resources.length,
    components: report.resources.filter(isComponent).length,
    byComponentType: countByType(report),
    topComponents: countTop(report),
    rules: new Set(report.verdicts.map(({ rule }) => rule)).size,
    verdicts,
    mandatoryViolations,
    advisoryViolations: verdicts.violated - mandatoryViolations,
    cost: standingCost(report),
  };
}

function countByType({ resources }: StackReport): ComponentTypeCount[] {
  const counts = new Map<string, { components: number; resources: number }>();
  const typeOf = new Map<string, string>();
  for (const { urn, type } of resources.filter(isComponent)) {
    typeOf.set(urn, type);
    const count = counts.get(type);
    if (count === undefined) counts.set(type, { components: 1, resources: 0 });
    else count.components += 1;
  }
  for (const { parent } of resources) {
    const count = counts.get(typeOf.get(parent ?? "") ?? "");
    if (count !== undefined) count.resources += 1;
  }
  return [...counts]
    .map(([type, count]) => ({ type, ...count }))
    .sort((a, b) => b.resources - a.resources || (a.type < b.type ? -1 : 1));
}

function countTop({ resources }: StackReport): ComponentCount[] {
  const components = resources.filter(isComponent);
  const urns = new Set(components.map(({ urn }) => urn));
  const below = (parent: ReportedResource | undefined): ReportedResource[] =>
    components.filter((component) =>
      parent === undefined ? !urns.has(component.parent ?? "") : component.parent === parent.urn,
    );
  const roots = below(undefined);
  const inner = roots.length === 1 ? below(roots[0]) : [];
  const held = countDescendants(resources);
  return (inner.length > 0 ? inner : roots).map((component) => ({
    component,
    resources: held.get(component.urn) ?? 0,
  }));
}

/** How many resources each one holds at any depth, by its URN; a parent stands before its children. */
export function countDescendants(
  resources: readonly ReportedResource[],
): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const { urn, parent } of [...resources].reverse()) {
    if (parent === null) continue;
    held.set(parent, (held.get(parent) ?? 0) + 1 + (held.get(urn) ?? 0));
  }
  return held;
}
