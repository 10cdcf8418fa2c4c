import type { CheckProblem } from "../../server/provider";
import type { AnyFields, AnyOutputFields, Fields, OutputFields } from "../schema/field";
import type { Values } from "../schema/values";
import type { Work } from "./work";

/** Inputs as far as they are known: at a preview what another resource gives may be missing at any depth. */
export type Known<Inputs> = Inputs extends readonly (infer Item)[]
  ? readonly (Known<Item> | undefined)[]
  : Inputs extends object
    ? { readonly [Key in keyof Inputs]?: Known<Inputs[Key]> | undefined }
    : Inputs;

/** What Neon says that a resource is; an input with `undefined` is not set, one that is left out it does not tell. */
export type Live<Inputs> = { readonly [Key in keyof Inputs]?: LiveValue<Inputs[Key]> | undefined };

type LiveValue<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? Live<Value>
    : Value;

export interface Found<Inputs, Outputs> {
  readonly inputs: Live<Inputs>;
  /** Those that Neon tells only once are left out. */
  readonly outputs: Partial<Outputs>;
  /** Its id from now on. Default: the one that was asked for; an import may ask by more. */
  readonly id?: string;
}

/** How one type of resource is described, checked, made, read, changed and deleted. */
export interface ResourceDefinition<Inputs, Outputs> {
  /** For example `neon:index:Project`. */
  readonly token: string;
  /** What it is, in Markdown, for the schema. */
  readonly description: string;
  readonly inputs: Fields<Inputs>;
  readonly outputs: OutputFields<Outputs>;
  /** How messages name one, for example `the branch "pr-7"`. */
  name(inputs: Known<Inputs>): string;
  /** What is wrong with inputs that have the right types and bounds each, but not together. Default: nothing. */
  check?(inputs: Known<Inputs>): readonly CheckProblem[];
  /**
   * What is wrong with right inputs as things are at Neon, which is asked where there is an API key; an input that is not
   * known yet can't be asked about. What Neon refuses to say it will say when the resource is made. Default: nothing.
   */
  ask?(work: Work, inputs: Known<Inputs>): Promise<readonly CheckProblem[]>;
  /** What can't be done to one that is there, although its inputs are right. Default: nothing. */
  checkChange?(olds: Known<Inputs>, news: Known<Inputs>): readonly CheckProblem[];
  /**
   * Of which Neon has room for one only: a replacement with the same slot has to wait until the old one is deleted.
   * Default: there is always room.
   */
  slot?(inputs: Known<Inputs>): readonly unknown[] | undefined;
  /** Makes it, calls `work.made` as soon as it is there, and waits until it is ready. Its state is read afterwards. */
  create(work: Work, inputs: Inputs): Promise<void>;
  /**
   * @param id - its id; of an import, what the user gave.
   * @param known - what is known of its inputs; nothing where it is imported.
   * @returns nothing where it is gone.
   */
  read(work: Work, id: string, known: Known<Inputs>): Promise<Found<Inputs, Outputs> | undefined>;
  /**
   * Makes it what the inputs say, whatever it is now: the last update may have been cut off.
   *
   * @param news - with the default of each input that the program has stopped to say.
   */
  update(work: Work, id: string, news: Inputs, olds: Known<Inputs>): Promise<void>;
  /** Deletes it; what is gone already counts as deleted. */
  delete(work: Work, id: string, inputs: Known<Inputs>): Promise<void>;
}

/** A type of resource, whatever its inputs are. */
export interface NeonResource {
  readonly token: string;
  readonly description: string;
  readonly inputs: AnyFields;
  readonly outputs: AnyOutputFields;
  name(inputs: Values): string;
  check(inputs: Values): readonly CheckProblem[];
  ask(work: Work, inputs: Values): Promise<readonly CheckProblem[]>;
  checkChange(olds: Values, news: Values): readonly CheckProblem[];
  slot(inputs: Values): readonly unknown[] | undefined;
  create(work: Work, inputs: Values): Promise<void>;
  read(work: Work, id: string, known: Values): Promise<FoundValues | undefined>;
  update(work: Work, id: string, news: Values, olds: Values): Promise<void>;
  delete(work: Work, id: string, inputs: Values): Promise<void>;
}

export interface FoundValues {
  readonly inputs: Values;
  readonly outputs: Values;
  readonly id?: string;
}

/** Forgets the types of a resource's inputs, which its table has been held against by then. */
export function defineResource<Inputs extends object, Outputs extends object>(
  definition: ResourceDefinition<Inputs, Outputs>,
): NeonResource {
  const known = (values: Values) => values as Known<Inputs>;
  return {
    token: definition.token,
    description: definition.description,
    inputs: definition.inputs,
    outputs: definition.outputs,
    name: (inputs) => definition.name(known(inputs)),
    check: (inputs) => definition.check?.(known(inputs)) ?? [],
    ask: (work, inputs) => definition.ask?.(work, known(inputs)) ?? Promise.resolve([]),
    checkChange: (olds, news) => definition.checkChange?.(known(olds), known(news)) ?? [],
    slot: (inputs) => definition.slot?.(known(inputs)),
    create: (work, inputs) => definition.create(work, inputs as Inputs),
    read: async (work, id, inputs) => {
      const found = await definition.read(work, id, known(inputs));
      return found;
    },
    update: (work, id, news, olds) => definition.update(work, id, news as Inputs, known(olds)),
    delete: (work, id, inputs) => definition.delete(work, id, known(inputs)),
  };
}
