import type { Rule } from "../../sandbox/check/table";

export type { Rule };

/** A published type: what a structure's members, a list's items and a map's values are is read when somebody asks. */
export type Model =
  | { readonly kind: "structure"; readonly name: string; readonly members: Members }
  | ({ readonly kind: "list"; readonly items: () => Model } & Ruled)
  | { readonly kind: "map"; readonly keys: () => Model; readonly values: () => Model }
  | ({ readonly kind: "string" | "number" | "boolean" | "any" } & Ruled);

export type Members = ReadonlyMap<string, Member>;

export interface Member {
  readonly model: () => Model;
  readonly required: boolean;
  readonly documentation: string;
}

interface Ruled {
  /** The type's name in the package that publishes it, for example `ecs DeploymentStrategy`. */
  readonly name: string;
  readonly rule: Rule | undefined;
}

/** The rule, unless it says nothing. */
export function ruleOf(parts: {
  readonly [Key in keyof Rule]: Rule[Key] | undefined;
}): Rule | undefined {
  const said = Object.entries(parts).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
