import type { Event } from "../events/event-type";

/** A row of a projection's table, as JSON. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * A version of a projection: what its rows are, told by events alone. Its table is `projection.<name>_<version>`, which a migration
 * makes. Once its rows are anywhere a version stays as it is: what is to be otherwise is the next one.
 */
export interface Projection {
  readonly name: string;
  readonly version: number;
  /** Whether services need it, so that recovery waits for it before they start. */
  readonly isCore: boolean;
  /** Types of today. */
  readonly reads: readonly string[];
  /** The primary key, a column of text. */
  readonly key: string;
  /** Keys of the rows that an event is about. */
  readonly keysOf: (event: Event) => readonly string[];
  /** What a row is after an event; nothing where there is none any more. It is pure. */
  readonly apply: (row: Row | undefined, event: Event, key: string) => Row | undefined;
  /** What is meant to be otherwise than in the version before it, and why: columns, or `rows` that only one of them has. */
  readonly differs: Readonly<Record<string, string>>;
}

export function tableOf({ name, version }: Pick<Projection, "name" | "version">): string {
  return `projection.${name}_${String(version)}`;
}

export function titleOf({ name, version }: Pick<Projection, "name" | "version">): string {
  return `${name} ${String(version)}`;
}

/** The newest version of each, those first that services need. */
export function newestOf(declared: readonly Projection[]): readonly Projection[] {
  const newest = declared.filter(({ name, version }) =>
    declared.every((other) => other.name !== name || other.version <= version),
  );
  return [...newest.filter(({ isCore }) => isCore), ...newest.filter(({ isCore }) => !isCore)];
}
