import type { Call } from "../cloud/call-log";
import { isChange } from "../cloud/faults";
import type { CloudObject, ObjectStore, Shelf, StoreWatcher } from "../cloud/object-store";
import { HealthyTasks, serviceType } from "./healthy-tasks";
import { type Finding, named } from "./findings";
import type { Invariant, Violation } from "./invariant";
import { invariants } from "./invariants";
import { Inventory } from "./inventory";

/** Asks after every call that changes the emulated clouds whether all that has to hold at every moment does. */
export class Monitor implements StoreWatcher {
  public readonly held = new Inventory();
  public readonly tasks = new HealthyTasks();
  private found: Finding[] = [];
  private command: number | undefined;
  private changes: Pick<Call, "operation" | "type" | "urn">[] = [];
  private touched = new Set<string>();
  private readonly standing = new Map<Invariant, ReadonlyMap<string, Violation>>();

  public constructor(private readonly store: ObjectStore) {}

  public put(shelf: Shelf, object: CloudObject): void {
    this.held.put(shelf, object);
    this.note(object);
  }

  public removed(_shelf: Shelf, object: CloudObject): void {
    this.held.remove(object);
    this.note(object);
  }

  /**
   * A call comes in. With the first of another command everything is read anew, since people may have changed it, and
   * what was started before has become healthy.
   */
  public before(command: number): void {
    if (command === this.command) return;
    this.command = command;
    this.changes = [];
    this.held.clear();
    for (const [shelf, object] of this.store.everything()) this.held.put(shelf, object);
    this.tasks.settle(this.held);
    this.touched.clear();
    for (const invariant of invariants) this.standing.set(invariant, this.violationsOf(invariant));
  }

  /** A call was answered, or would have been had its answer not been lost. */
  public after(call: Pick<Call, "operation" | "type" | "urn">): void {
    if (!isChange(call.operation)) return;
    this.changes.push(call);
    for (const invariant of invariants) {
      if (!invariant.types.some((type) => this.touched.has(type))) continue;
      const violations = this.violationsOf(invariant);
      const standing = this.standing.get(invariant);
      for (const [key, violation] of violations) {
        if (standing?.has(key) !== true) this.found.push(this.finding(invariant, violation, call));
      }
      this.standing.set(invariant, violations);
    }
    this.touched.clear();
  }

  /** What ECS says of a service's tasks. */
  public tasksOf(id: string): { readonly wanted: number; readonly healthy: number } | undefined {
    const service = this.held.ofType(serviceType).find((each) => each.id === id);
    return (
      service && {
        wanted: this.tasks.wantedOf(service, this.held),
        healthy: this.tasks.of(service),
      }
    );
  }

  /** What was found since the last time that somebody asked. */
  public takeFindings(): readonly Finding[] {
    const taken = this.found;
    this.found = [];
    return taken;
  }

  private note(object: CloudObject): void {
    this.touched.add(object.type);
    this.tasks.follow(object, this.held);
  }

  private violationsOf(invariant: Invariant): ReadonlyMap<string, Violation> {
    return new Map(invariant.violations(this).map((violation) => [keyOf(violation), violation]));
  }

  private finding(invariant: Invariant, violation: Violation, call: Finding["call"]): Finding {
    const before = this.changes
      .slice(0, -1)
      .map((each, index) => ({ ...each, number: index + 1 }))
      .filter(({ urn }) => urn === violation.user || urn === violation.needs)
      .map(({ number, operation, urn }) => `${String(number)}. ${operation} ${named(urn)}`);
    return { ...violation, invariant: invariant.name, call, number: this.changes.length, before };
  }
}

function keyOf({ what, user, needs }: Violation): string {
  return [what, user, needs].join("\n");
}
