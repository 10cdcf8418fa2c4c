import type { Limits } from "../../rollout/judge/limits";
import { leastOf } from "./least";
import { Random } from "./random";
import { judges } from "./rivals";
import { type Kind, type World, worldOf } from "./world";

/** What a judge made of some releases of a kind. */
export interface Measured {
  readonly kind: Kind;
  readonly judge: string;
  readonly releases: number;
  readonly takenBack: number;
  readonly promoted: number;
  readonly held: number;
  /** Of bad releases: those that show five times as much as a test needs on average, and how many were taken back. */
  readonly decidable?: number;
  readonly found?: number;
  /** Requests that bad releases got until they were taken back, by those that Wald's bound says are the least. */
  readonly requestsByLeast?: number;
}

/** The sample's own, of a service in production. */
export const limits: Limits = { errorRate: 0.01, watch: 1_800, settle: 120 };

/** So much more than the mean that chance alone leaves none open. */
const surplus = 5;

export function measure(kind: Kind, releases: number): readonly Measured[] {
  const tallies = Object.keys(judges).map((judge) => new Tally(kind, judge));
  for (let seed = 0; seed < releases; seed += 1) {
    const world = worldOf(kind, limits, new Random(seed));
    for (const tally of tallies) tally.add(world);
  }
  return tallies.map((tally) => tally.measured());
}

class Tally {
  private readonly count = { "roll back": 0, promote: 0, hold: 0, decidable: 0, found: 0 };
  private readonly requests = { needed: 0, least: 0 };

  public constructor(
    private readonly kind: Kind,
    private readonly judge: string,
  ) {}

  public add(world: World): void {
    const verdict = judges[this.judge]?.(world.minutes, limits);
    if (verdict === undefined) return;
    this.count[verdict.outcome] += 1;
    const least = this.kind === "healthy" ? undefined : leastOf(world, limits);
    if (least === undefined || least.surplus < surplus) return;
    this.count.decidable += 1;
    if (verdict.outcome !== "roll back") return;
    this.count.found += 1;
    this.requests.least += least.requests;
    for (const { candidate } of world.minutes.slice(0, verdict.index + 1)) {
      this.requests.needed += candidate.requests;
    }
  }

  public measured(): Measured {
    const { kind, judge, count, requests } = this;
    const of = { takenBack: count["roll back"], promoted: count.promote, held: count.hold };
    const releases = of.takenBack + of.promoted + of.held;
    if (kind === "healthy") return { kind, judge, releases, ...of };
    const requestsByLeast = requests.needed / requests.least;
    const { decidable, found } = count;
    return { kind, judge, releases, ...of, decidable, found, requestsByLeast };
  }
}
