import type { AnyFields } from "../schema/field";

interface Results<ResultFields extends AnyFields> {
  readonly results: {
    readonly type: {
      readonly kind: "list";
      readonly of: {
        readonly kind: "object";
        readonly name: string;
        readonly description: string;
        readonly fields: ResultFields;
      };
    };
    readonly description: string;
  };
}

/**
 * The output of a function that lists things.
 *
 * @param name - of the type in the schema, for example `BranchResult`.
 * @param thing - what one of them is.
 * @param description - which of them are listed.
 */
export function resultsOf<const ResultFields extends AnyFields>(
  name: string,
  thing: string,
  fields: ResultFields,
  description: string,
): Results<ResultFields> {
  return {
    results: {
      type: { kind: "list", of: { kind: "object", name, description: thing, fields } },
      description,
    },
  };
}
