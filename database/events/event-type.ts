/** What an event says, as JSON. */
export type Data = Readonly<Record<string, unknown>>;

/** Of JSON Schema what events are described by. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** A version of a type, for example `OrderPlaced.2`. */
export type TypeVersion = string;

/**
 * Makes of an older event one that readers of today know: of the next version of its type, or of another type. It is pure: the
 * same event gives the same, whenever it is read.
 */
export interface Upcaster {
  readonly from: TypeVersion;
  readonly to: TypeVersion;
  readonly upcast: (data: Data) => Data;
}

/** An event as the store has it, or as it is understood today. */
export interface Event {
  readonly position: number;
  readonly stream: string;
  /** Its number in the stream. */
  readonly version: number;
  readonly type: string;
  readonly typeVersion: number;
  readonly data: Data;
  /** ISO 8601 */
  readonly recordedAt: string;
}

export function splitVersion(name: TypeVersion): readonly [type: string, version: number] {
  const dot = name.lastIndexOf(".");
  return [name.slice(0, dot), Number(name.slice(dot + 1))];
}
