import { isText } from "../read";
import type { PolicyResource } from "../resource";
import type { Scoped } from "../rule";
import { isUnknownValueError } from "../unknown";
import { isIdle, scalingTargetType } from "../rules/cost/scaling";
import { controlsOf } from "./controls";
import type { Neutral } from "./neutral";

/** All of an environment's resources of one kind: every flow log of its networks, every cell's load balancer. */
export interface Kind {
  /** The types of its parents and its own, and what its parent calls it. */
  readonly name: string;
  /** That of its parent; empty for the stack itself. */
  readonly parent: string;
  readonly copies: readonly Copy[];
}

interface Copy {
  readonly urn: string;
  /** What it is called in any environment. */
  readonly called: string;
  readonly controls: ReadonlySet<string>;
  /** Whether it waits without a task, and has not all the parts that it works with. */
  readonly rests: boolean;
}

/**
 * An environment's resources by kind. Where a component stands and what it is called is left out, so that two cells are
 * one kind; what stands in the recovery region is left out altogether, since an environment need not have one.
 */
export function kindsOf({ index, environment }: Scoped, neutral: Neutral): Map<string, Kind> {
  const resources = atHome(index.resources, environment.regions[0]);
  const names = new Map<string, string>();
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const nameOf = (resource: PolicyResource): string => {
    const before = names.get(resource.urn);
    if (before !== undefined) return before;
    const name = kindName(resource, byUrn.get(resource.parent ?? ""), neutral);
    names.set(resource.urn, name);
    return name;
  };

  const resting = restingIn(resources);
  const parts = new Map<string, Set<string>>();
  const kinds = new Map<string, Kind & { copies: Copy[] }>();
  for (const resource of resources) {
    const name = nameOf(resource);
    const above = byUrn.get(resource.parent ?? "");
    const controls = new Set(controlsOf(resource, neutral));
    parts.set(resource.urn, controls);
    const kind = kinds.get(name) ?? { name, parent: above ? nameOf(above) : "", copies: [] };
    const called = neutral.text(resource.name);
    kind.copies.push({ urn: resource.urn, called, controls, rests: resting.has(resource.urn) });
    kinds.set(name, kind);
  }
  // A component's parts are its controls.
  for (const resource of resources) {
    parts.get(resource.parent ?? "")?.add(partOf(nameOf(resource)));
  }
  return kinds;
}

/** Whether a copy has a control, or need not have it while it rests. */
export function holds({ controls, rests }: Copy, control: string): boolean {
  return controls.has(control) || (rests && control.startsWith(partOf("")));
}

/** URNs of the services of which no task runs: those of a cell that waits for the next release. */
function restingIn(resources: readonly PolicyResource[]): ReadonlySet<string | undefined> {
  const targets = resources.filter(({ type }) => type === scalingTargetType);
  const idle = targets.filter((target) => known(() => isIdle(target)) === true);
  return new Set(idle.map(({ parent }) => parent));
}

/** How a component's controls name one of its parts. */
export function partOf(kind: string): string {
  return `part ${kind.split("$").at(-1) ?? kind}`;
}

function kindName(
  { urn, type, name }: PolicyResource,
  parent: PolicyResource | undefined,
  neutral: Neutral,
): string {
  const types = urn.split("::")[2] ?? type;
  if (isComponent(type)) return types;
  const own = parent !== undefined && name.startsWith(`${parent.name}-`);
  return `${types} ${neutral.text(own ? name.slice(parent.name.length + 1) : name)}`;
}

function isComponent(type: string): boolean {
  return type.startsWith("platform:") || type === "pulumi:pulumi:Stack";
}

/** Those that stand in the home region or in none, and in no component that is elsewhere as a whole. */
function atHome(
  resources: readonly PolicyResource[],
  home: string | undefined,
): readonly PolicyResource[] {
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const regions = new Map<string, Set<string>>();
  for (const resource of resources) {
    const region = regionIn(resource);
    if (region === undefined) continue;
    for (const urn of line(resource.urn, parents)) {
      const others = regions.get(urn) ?? new Set();
      regions.set(urn, others.add(region));
    }
  }
  const isElsewhere = (urn: string): boolean =>
    home !== undefined && regions.get(urn)?.has(home) === false;
  return resources.filter(({ urn }) => ![...line(urn, parents)].some(isElsewhere));
}

/** The region that a resource says, or its provider. */
function regionIn({ props, provider }: PolicyResource): string | undefined {
  return known(() => [props.region, provider?.props.region].find(isText));
}

/** What is read; `undefined` while it is not known. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return undefined;
  }
}

/** A resource and what it stands in. */
function* line(urn: string, parents: ReadonlyMap<string, string | undefined>): Iterable<string> {
  for (let at: string | undefined = urn; at !== undefined; at = parents.get(at)) yield at;
}
