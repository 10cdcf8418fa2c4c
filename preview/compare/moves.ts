import { groupBy } from "../report/group-by";
import type { ReportedResource } from "../report/report";
import { isComponent } from "../report/resource-kind";
import { canonical } from "./property-changes";

/**
 * Finds resources that only got another URN, as renaming a component or moving it does to all it holds. `deleted` and
 * `created` are what one side alone declares; the result maps the new URN to the resource it was.
 *
 * Two are taken for the same when they are the only ones on their sides with the same type and logical name, or with the
 * same type and physical name; components around them follow, then what those components hold with the same inputs.
 */
export function pairMoves(
  deleted: readonly ReportedResource[],
  created: readonly ReportedResource[],
): ReadonlyMap<string, ReportedResource> {
  const moves = new Moves(deleted, created);
  moves.pairUnique((resource) => `${resource.type}|${resource.name}`);
  moves.pairUnique(physicalIdentity);
  moves.pairParents();
  moves.pairSiblings();
  return moves.previous;
}

class Moves {
  public readonly previous = new Map<string, ReportedResource>();
  private readonly next = new Map<string, ReportedResource>();
  private readonly deletedByUrn: ReadonlyMap<string, ReportedResource>;
  private readonly createdByUrn: ReadonlyMap<string, ReportedResource>;

  public constructor(
    private readonly deleted: readonly ReportedResource[],
    private readonly created: readonly ReportedResource[],
  ) {
    this.deletedByUrn = new Map(deleted.map((resource) => [resource.urn, resource]));
    this.createdByUrn = new Map(created.map((resource) => [resource.urn, resource]));
  }

  public pairUnique(keyOf: (resource: ReportedResource) => string | undefined): void {
    const before = groupBy(this.unpairedDeleted(), keyOf);
    const after = groupBy(this.unpairedCreated(), keyOf);
    for (const [key, [is, ...others]] of after) {
      const [was, ...rivals] = before.get(key) ?? [];
      if (is !== undefined && was !== undefined && others.length + rivals.length === 0) {
        this.pair(was, is);
      }
    }
  }

  /** Upwards: what holds a moved resource has moved with it, if it is a component of the same type. */
  public pairParents(): void {
    for (const [urn, was] of [...this.previous]) {
      let before = this.parentOf(was, this.deletedByUrn);
      let after = this.parentOf(this.createdByUrn.get(urn), this.createdByUrn);
      while (before !== undefined && after !== undefined && this.mayPair(before, after)) {
        this.pair(before, after);
        before = this.parentOf(before, this.deletedByUrn);
        after = this.parentOf(after, this.createdByUrn);
      }
    }
  }

  /** Downwards: within a moved component, what has the same type and inputs, in the order of their names. */
  public pairSiblings(): void {
    const before = groupBy(this.unpairedDeleted(), (resource) => {
      const parent = this.next.get(resource.parent ?? "");
      return parent === undefined ? undefined : `${parent.urn}|${roleKey(resource)}`;
    });
    const after = groupBy(this.unpairedCreated(), (resource) =>
      this.previous.has(resource.parent ?? "")
        ? `${resource.parent ?? ""}|${roleKey(resource)}`
        : undefined,
    );
    for (const [key, these] of after) {
      const those = before.get(key) ?? [];
      if (these.length !== those.length) continue;
      those.forEach((was, index) => {
        const is = these[index];
        if (is !== undefined) this.pair(was, is);
      });
    }
  }

  private mayPair(before: ReportedResource, after: ReportedResource): boolean {
    return (
      before.type === after.type && !this.next.has(before.urn) && !this.previous.has(after.urn)
    );
  }

  private pair(was: ReportedResource, is: ReportedResource): void {
    this.previous.set(is.urn, was);
    this.next.set(was.urn, is);
  }

  private parentOf(
    resource: ReportedResource | undefined,
    among: ReadonlyMap<string, ReportedResource>,
  ): ReportedResource | undefined {
    return among.get(resource?.parent ?? "");
  }

  private unpairedDeleted(): ReportedResource[] {
    return this.deleted.filter(({ urn }) => !this.next.has(urn)).sort(byUrn);
  }

  private unpairedCreated(): ReportedResource[] {
    return this.created.filter(({ urn }) => !this.previous.has(urn)).sort(byUrn);
  }
}

function byUrn(a: ReportedResource, b: ReportedResource): number {
  return a.urn < b.urn ? -1 : 1;
}

/** Inputs by which a service knows a resource, whichever its URN. */
const naming = ["bucket", "environment", "hostname", "name", "pattern", "secretName"];

function physicalIdentity({ type, inputs }: ReportedResource): string | undefined {
  const names = naming.flatMap((key) => {
    const value = inputs[key];
    return typeof value === "string" ? [`${key}=${value}`] : [];
  });
  return names.length === 0 ? undefined : [type, ...names].join("|");
}

/** Type and inputs but for ids, which the offline preview makes from the URNs of the resources they belong to. */
function roleKey(resource: ReportedResource): string {
  if (isComponent(resource)) return resource.type;
  return `${resource.type}|${canonical(resource.inputs).replace(/[0-9a-f]{7,}/g, "…")}`;
}
