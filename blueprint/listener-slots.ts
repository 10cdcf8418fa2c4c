import { createHash } from "node:crypto";

/** A load balancer's rules have priorities from 1 to 50,000, of which each service takes two. */
const slots = 24_999;

/**
 * A place for each service among the rules of a listener, by its name alone: a new service moves no other one's rules,
 * whose numbers AWS would refuse while they are still taken. Only names that meet in one place yield to each other.
 */
export function listenerSlots(names: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const placed = new Map<string, number>();
  for (const name of [...names].sort()) {
    let slot = createHash("sha256").update(name).digest().readUInt32BE() % slots;
    while (taken.has(slot)) slot = (slot + 1) % slots;
    taken.add(slot);
    placed.set(name, slot);
  }
  return placed;
}
