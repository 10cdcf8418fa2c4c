import type { Problems } from "../problems";
import { type Range, overlaps, rangeAt } from "./ranges";

/** What an environment is to its networks. */
interface Networked {
  readonly name: string;
  readonly networks: readonly string[];
  /** The environment that it lives in. */
  readonly within?: Networked | undefined;
}

/**
 * Holds apart the networks of any two environments of which neither lives in the other: a VPC that lies in its own
 * environment's (`vpc-isolate`) then meets nobody else's.
 */
export function requireDisjoint(environments: readonly Networked[], problems: Problems): void {
  const ranges = new Map<Networked, readonly Range[]>();
  for (const environment of environments) {
    const key = `environments.${environment.name}.networks`;
    const own = problems.attempt(key, () => environment.networks.map((text) => rangeAt(text)), []);
    for (const [other, theirs] of ranges) {
      if (environment.within === other) continue;
      if (own.some((range) => theirs.some((their) => overlaps(range, their))))
        problems.add(key, `overlaps the networks of ${other.name}`);
    }
    ranges.set(environment, own);
  }
}
