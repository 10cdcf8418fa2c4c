import * as z from "zod";

/** What a person needs to know of a value to write it right. */
export interface Expectation {
  /** What the value means, with its unit. */
  readonly meaning: string;
  /** The shape that a value must have. */
  readonly expected: string;
  readonly example: unknown;
  /** What holds where the key is absent, unless that is a plain default. */
  readonly absent?: string | undefined;
}

export const expectations = z.registry<Expectation>();

/**
 * A schema that says what it means and what it expects: all of it goes to docs/reference, the meaning and the example to
 * the JSON Schema that editors read, the shape to the problem that a wrong value gives.
 */
export function described<S extends z.ZodType>(schema: S, expectation: Expectation): S {
  const { meaning, example, absent } = expectation;
  const description = absent === undefined ? meaning : `${meaning} Default: ${absent}.`;
  const result = schema.meta({ description, examples: [example] });
  expectations.add(result, expectation);
  return result;
}
