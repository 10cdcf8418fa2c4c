import type { AnyFields, AnyOutputFields, Fields, OutputFields } from "../schema/field";
import type { Values } from "../schema/values";
import type { Work } from "../resources/work";

/** A question that a program asks Neon; nothing is made. */
export interface FunctionDefinition<Inputs, Outputs> {
  /** For example `neon:index:getConnectionUri`. */
  readonly token: string;
  /** What it answers, in Markdown, for the schema. */
  readonly description: string;
  /** Its arguments; of a question nothing changes, so that each says `change: "ignored"`. */
  readonly inputs: Fields<Inputs>;
  readonly outputs: OutputFields<Outputs>;
  /** The question as messages name it, for example `tell how to connect to the branch br-1`. */
  what(inputs: Inputs): string;
  answer(work: Work, inputs: Inputs): Promise<Outputs>;
}

/** A function, whatever its arguments are. */
export interface NeonFunction {
  readonly token: string;
  readonly description: string;
  readonly inputs: AnyFields;
  readonly outputs: AnyOutputFields;
  what(inputs: Values): string;
  answer(work: Work, inputs: Values): Promise<Values>;
}

/** Forgets the types of a function's arguments, which are checked against its table before it is asked. */
export function defineFunction<Inputs extends object, Outputs extends object>(
  definition: FunctionDefinition<Inputs, Outputs>,
): NeonFunction {
  return {
    token: definition.token,
    description: definition.description,
    inputs: definition.inputs,
    outputs: definition.outputs,
    what: (inputs) => definition.what(inputs as Inputs),
    answer: async (work, inputs) => (await definition.answer(work, inputs as Inputs)) as Values,
  };
}
