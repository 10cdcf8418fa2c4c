/** A version of a workload that runs on this machine. */
export interface Running {
  readonly port: number;
  /** Resolves when it has ended by itself, which a build that crashes does. */
  readonly ended: Promise<void>;
  /** Ends it as its platform does: what it has begun to answer, it answers. */
  stop(): Promise<void>;
}

/** It could not be started: the message says why. */
export class StartError extends Error {}
