/** PostgreSQL's table locks, from the weakest on. */
export const lockModes = [
  "AccessShare",
  "RowShare",
  "RowExclusive",
  "ShareUpdateExclusive",
  "Share",
  "ShareRowExclusive",
  "Exclusive",
  "AccessExclusive",
] as const;

export type LockMode = (typeof lockModes)[number];

/** Who waits while somebody holds such a lock. */
export const whoWaits: Readonly<Record<LockMode, string>> = {
  AccessShare: "nobody but DDL",
  RowShare: "nobody but DDL",
  RowExclusive: "index builds and DDL",
  ShareUpdateExclusive: "vacuum and DDL",
  Share: "everybody who writes",
  ShareRowExclusive: "everybody who writes",
  Exclusive: "everybody who writes",
  AccessExclusive: "everybody who reads or writes",
};

export interface Lock {
  /** `schema.name`. */
  readonly relation: string;
  readonly mode: LockMode;
}

export interface Objection {
  /**
   * `breaks` the code that runs: for a contract, once no code needs it. `blocks` others for as long as it reads or
   * writes the rows. `unread`: what it does can't be seen in the text.
   */
  readonly kind: "breaks" | "blocks" | "unread";
  /** For example `DROP COLUMN total`. */
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

/** What a statement does to others. */
export interface Effect {
  readonly locks: readonly Lock[];
  readonly objections: readonly Objection[];
}

export const noEffect: Effect = { locks: [], objections: [] };

export const breaks = (what: string, why: string, instead: string): Objection => ({
  ...{ kind: "breaks", what, why, instead },
});

export const blocks = (what: string, why: string, instead: string): Objection => ({
  ...{ kind: "blocks", what, why, instead },
});

export const unread = (what: string, why: string, instead: string): Objection => ({
  ...{ kind: "unread", what, why, instead },
});

/** The strongest lock on each relation. */
export function strongest(locks: readonly Lock[]): readonly Lock[] {
  const modes = new Map<string, LockMode>();
  for (const { relation, mode } of locks) {
    const known = modes.get(relation);
    if (known === undefined || lockModes.indexOf(mode) > lockModes.indexOf(known)) {
      modes.set(relation, mode);
    }
  }
  return [...modes]
    .map(([relation, mode]) => ({ relation, mode }))
    .sort((one, other) => (one.relation < other.relation ? -1 : 1));
}
