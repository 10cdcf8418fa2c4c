import type { Connection } from "../server/connection";

/** Where a drill restores, and nobody works. */
export interface Scratch {
  /** The database as it was at the moment; nothing where the place has no history. */
  readonly pointInTime: Connection | undefined;
  /** An empty database. */
  readonly empty: Connection;
}

/** Makes one, and takes it away after the work, whatever becomes of that. */
export type WithScratch = <Result>(
  moment: string,
  work: (scratch: Scratch) => Promise<Result>,
) => Promise<Result>;
