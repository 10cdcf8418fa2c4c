/** Property values of a resource as the state has them. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource whose creation was interrupted, as the state remembers it. */
export interface Interrupted {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
  readonly providerUrn: string | undefined;
  /** Inputs of the provider that was creating it. */
  readonly provider: Values;
}

/** How it is found out whether the object of an interrupted creation is there, by resource type. */
export type Finder =
  /** Its id is made of what was asked for. */
  | { readonly kind: "named"; readonly importId: (resource: Interrupted) => string }
  /** The service chose its id, and can be asked for what it has. */
  | {
      readonly kind: "listed";
      /** Token of the provider function. */
      readonly token: string;
      readonly args: (resource: Interrupted) => Values;
      /** Import ids of the objects that were made from the same inputs. */
      readonly importIds: (answer: Values, resource: Interrupted) => readonly string[];
    }
  /** Creating it once more makes no second object. */
  | { readonly kind: "repeatable"; readonly because: string }
  /** Only a person can find it. */
  | { readonly kind: "by hand"; readonly how: (resource: Interrupted) => string };

export type Finders = Readonly<Record<string, Finder>>;

/** The state does not say what a finder needs to know. */
export class MissingInput extends Error {}

/**
 * The id follows from the inputs.
 *
 * @param template - the provider's import id with inputs in braces, for example `{role}:{name}`; `@account` and `@region`
 *   are those of an AWS provider.
 */
export function named(template: string): Finder {
  return { kind: "named", importId: (resource) => inRegion(resource, filled(template, resource)) };
}

/** @throws MissingInput */
export function filled(template: string, resource: Interrupted): string {
  return template.replace(/\{(@?\w+)\}/g, (_, key: string) => textOf(resource, key));
}

/** @throws MissingInput */
export function textOf(resource: Interrupted, key: string): string {
  const value = key.startsWith("@") ? placeOf(resource)[key] : resource.inputs[key];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  throw new MissingInput(`the state does not say its ${key}`);
}

/** AWS takes the region behind the id where it is not the provider's. */
export function inRegion({ type, inputs, provider }: Interrupted, id: string): string {
  const { region } = inputs;
  if (!type.startsWith("aws:") || typeof region !== "string" || region === provider.region)
    return id;
  return `${id}@${region}`;
}

function placeOf({ inputs, provider }: Interrupted): Values {
  const accounts: unknown =
    typeof provider.allowedAccountIds === "string"
      ? JSON.parse(provider.allowedAccountIds)
      : provider.allowedAccountIds;
  return {
    "@account": Array.isArray(accounts) ? (accounts as unknown[])[0] : undefined,
    "@region": inputs.region ?? provider.region,
  };
}
