import { resources } from "../../../providers/neon/resources/resources";
import type { AnyFields, Field } from "../../../providers/neon/schema/field";

/** An input as its table describes it; one inside an object has a path such as `settings.quota.activeTimeSeconds`. */
export interface InputPath {
  readonly token: string;
  readonly path: string;
  readonly field: Field;
}

/** Every input of every resource that has a change of its own; a list is one input. */
export const inputPaths: readonly InputPath[] = resources.flatMap(({ token, inputs }) =>
  pathsIn(inputs).map(({ path, field }) => ({ token, path, field })),
);

/** The value at a path; nothing where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null
          ? (value as Readonly<Record<string, unknown>>)[key]
          : undefined,
      values,
    );
}

/** The same values without the one at the path. */
export function withoutPath(
  values: Readonly<Record<string, unknown>>,
  path: string,
): Readonly<Record<string, unknown>> {
  const [first = "", ...rest] = path.split(".");
  const { [first]: value, ...others } = values;
  if (rest.length === 0) return others;
  const inner = value as Readonly<Record<string, unknown>>;
  return { ...others, [first]: withoutPath(inner, rest.join(".")) };
}

function pathsIn(fields: AnyFields): readonly { readonly path: string; readonly field: Field }[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type.kind === "object" && field.change === undefined
      ? pathsIn(field.type.fields).map((inner) => ({ ...inner, path: `${name}.${inner.path}` }))
      : [{ path: name, field }],
  );
}
