import type { Held, Inventory } from "./inventory";

export const serviceType = "aws:ecs/service:Service";
export const scalingTargetType = "aws:appautoscaling/target:Target";

/**
 * How many healthy tasks each ECS service has at least. Fewer tasks are fewer at once. More of them start within a
 * command of the engine, and are healthy when the next one begins, unless the service itself is waited for: that
 * answers when its tasks are steady.
 */
export class HealthyTasks {
  private readonly counts = new Map<string, number>();
  private readonly least = new Map<string, number>();

  public of(service: Held): number {
    return this.counts.get(service.id) ?? 0;
  }

  /** How many it has to have: as many as its scaling asks for, but no more than when the command began. */
  public leastOf(service: Held): number {
    return Math.max(1, this.least.get(service.id) ?? 0);
  }

  public wantedOf(service: Held, held: Inventory): number {
    return tasksWanted(service, held);
  }

  /** What was started has become healthy. */
  public settle(held: Inventory): void {
    this.counts.clear();
    this.least.clear();
    for (const service of held.ofType(serviceType)) {
      this.counts.set(service.id, tasksWanted(service, held));
      this.least.set(service.id, leastWanted(service, held));
    }
  }

  /** @param changed - the object that a call has just made, changed or deleted. */
  public follow(
    { id, type, properties }: Pick<Held, "id" | "type" | "properties">,
    held: Inventory,
  ): void {
    if (type !== serviceType && type !== scalingTargetType) return;
    for (const service of held.ofType(serviceType)) {
      const wanted = tasksWanted(service, held);
      const least = leastWanted(service, held);
      this.least.set(service.id, Math.min(this.least.get(service.id) ?? least, least));
      const steady = service.id === id && properties.waitForSteadyState === true;
      this.counts.set(service.id, steady ? wanted : Math.min(this.of(service), wanted));
    }
  }
}

/** What bounds a service's tasks; `undefined` where nothing scales it. */
export function scalingOf(service: Held, held: Inventory): Held | undefined {
  const resourceId = service.id.slice(service.id.lastIndexOf(":") + 1);
  return held
    .having(scalingTargetType, { resourceId })
    .find(({ accountId, region }) => accountId === service.accountId && region === service.region);
}

function leastWanted(service: Held, held: Inventory): number {
  return Number(scalingOf(service, held)?.properties.minCapacity ?? 0);
}

/** Application Auto Scaling brings a service within its bounds as soon as they are set. */
function tasksWanted(service: Held, held: Inventory): number {
  const desired = Number(service.properties.desiredCount ?? 0);
  const bounds = scalingOf(service, held)?.properties;
  if (bounds === undefined) return desired;
  return Math.min(Math.max(desired, Number(bounds.minCapacity)), Number(bounds.maxCapacity));
}
