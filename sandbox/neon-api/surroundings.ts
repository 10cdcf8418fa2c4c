import type { EmulatedClock } from "./clock";
import type { Identities } from "./identities";
import type { Pace } from "./operation-queue";
import type { PlanLimits } from "./plans";

/** What everything in Neon has in common, whichever project it is in. */
export interface Surroundings {
  readonly clock: EmulatedClock;
  readonly identities: Identities;
  readonly limits: PlanLimits;
  /** How long the operations take that begin from now on. */
  readonly pace: Pace;
  /** The place in the write-ahead log after everything that was written so far. */
  nextLsn(): number;
}
