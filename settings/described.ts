import * as z from "zod";

/** What a person needs to know of a value to write it right. */
export interface Expectation {
  readonly expected: string;
  readonly example: unknown;
}

export const expectations = z.registry<Expectation>();

/**
 * A schema that says what it means and what it expects: the meaning and the example go to the JSON Schema that editors
 * read, the expectation to the problem that a wrong value gives.
 */
export function described<S extends z.ZodType>(
  schema: S,
  { meaning, expected, example }: Expectation & { readonly meaning: string },
): S {
  const result = schema.meta({ description: meaning, examples: [example] });
  expectations.add(result, { expected, example });
  return result;
}
