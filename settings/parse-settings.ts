import * as z from "zod";
import { check, dotted, lineOf, withoutEchoes, unwrapped, type Path, type Place } from "./check";
import { nearest } from "./nearest";
import type { Checked, Problem } from "./problem";
import type { StackConfig } from "./stack-file";
import type { StackIdentity } from "./stack-name";
import {
  settingsSchemas,
  type EphemeralSettings,
  type PermanentSettings,
  type SharedSettings,
} from "./stack/settings";

const namespace = "platform:";

export type Settings =
  | { readonly kind: "permanent"; readonly values: PermanentSettings }
  | { readonly kind: "ephemeral"; readonly values: EphemeralSettings }
  | { readonly kind: "shared"; readonly values: SharedSettings };

/** Checks the keys of `platform:`; those of other namespaces are other readers' affair. */
export function parseSettings(
  stack: string,
  kind: StackIdentity["kind"],
  config: StackConfig,
): Checked<Settings> {
  const schema = settingsSchemas[kind];
  const known = Object.keys(schema.shape);
  const elsewhere = new Set(
    Object.values(settingsSchemas).flatMap(({ shape }) => Object.keys(shape)),
  );
  const data: Record<string, unknown> = {};
  const unknown: Problem[] = [];

  for (const [key, text] of Object.entries(config.values)) {
    if (!key.startsWith(namespace)) continue;
    const name = key.slice(namespace.length);
    if (known.includes(name)) {
      data[name] = decode((schema.shape as Record<string, z.ZodType>)[name], text);
    } else if (!elsewhere.has(name) || config.ownKeys.includes(key)) {
      // A default of Pulumi.yaml that means something to other kinds of stack is no mistake of this one.
      unknown.push(unknownKey(stack, config.file, name, known, elsewhere));
    }
  }

  const place = placeOf(stack, config);
  const checked = check(schema, data, place);
  const problems = withoutEchoes([...("problems" in checked ? checked.problems : []), ...unknown]);
  if ("problems" in checked || problems.length > 0) return { problems };
  return { value: { kind, values: checked.value } as Settings };
}

/** The engine gives text: plain for texts, JSON for everything else. */
function decode(schema: z.ZodType | undefined, text: string): unknown {
  const bare = schema === undefined ? undefined : unwrapped(schema);
  if (bare instanceof z.ZodString || bare instanceof z.ZodEnum || bare instanceof z.ZodISODate) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownKey(
  stack: string,
  file: string,
  name: string,
  known: readonly string[],
  elsewhere: ReadonlySet<string>,
): Problem {
  const meant = nearest(name, known);
  return {
    file,
    key: `${namespace}${name}`,
    got: elsewhere.has(name) ? "a key of another kind of stack" : "an unknown key",
    expected: `one of ${known.join(", ")}`,
    fix:
      meant === undefined || elsewhere.has(name)
        ? `pulumi config rm ${namespace}${name} --stack ${stack}`
        : `rename it to "${namespace}${meant}"`,
  };
}

function placeOf(stack: string, config: StackConfig): Place {
  const keyOf = (path: Path): string => `${namespace}${dotted(path)}`;
  const rootKey = (path: Path): string => keyOf(path.slice(0, 1));
  // Configuration also comes from the command line: what stands in no file is the stack's own.
  const isDefault = (path: Path): boolean =>
    rootKey(path) in config.values && !config.ownKeys.includes(rootKey(path));
  return {
    fileOf: (path) => (isDefault(path) ? "Pulumi.yaml" : config.file),
    keyOf,
    isSecret: (path) => config.secretKeys.includes(rootKey(path)),
    setTo: (path, value) => {
      if (isDefault(path) || (typeof value === "object" && value !== null)) {
        return lineOf(path, value, keyOf);
      }
      // With --path, digits become a number unless the type says otherwise.
      const type =
        path.length > 1 && typeof value === "string" && /^[\d<]/.test(value)
          ? " --type string"
          : "";
      const target = path.length > 1 ? `--path '${keyOf(path)}'` : keyOf(path);
      const text = String(value);
      const quoted = /^[\w./-]+$/.test(text) ? text : `'${text}'`;
      return `pulumi config set ${target} ${quoted}${type} --stack ${stack}`;
    },
  };
}
