import type { ModelValues } from "../model";

/** An object of an emulated cloud, as its service lists it. */
export interface ListedObject {
  readonly id: string;
  readonly properties: ModelValues;
  /** What the service knows besides. */
  readonly runtime?: ModelValues;
}

/** The objects of a type where the provider works, or in another region of AWS, the oldest first. */
export type Objects = (type: string, region?: string) => readonly ListedObject[];

/** What the clouds observe of one another. */
export interface Observed {
  /** The tasks that an ECS service wants and those that are healthy, by its id; `undefined` where nobody has looked. */
  readonly tasksOf: (
    service: string,
  ) => { readonly wanted: number; readonly healthy: number } | undefined;
}

/** Answers a provider function that asks what is there. */
export type Lookup = (args: ModelValues, objects: Objects, observed: Observed) => ModelValues;

/** Lookups by token. */
export type Lookups = Readonly<Record<string, Lookup>>;
