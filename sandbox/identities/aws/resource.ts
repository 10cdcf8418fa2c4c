import type { ModelValues } from "../../model";

/** Where a resource is, and what is known of it. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  /** Inputs, outputs and `id`. */
  readonly values: ModelValues;
  /** Properties of another resource, by its ARN. */
  readonly find: (arn: string) => ModelValues | undefined;
}

const defaults: Readonly<Record<string, string>> = { path: "/" };
const withoutAccount = ["route53", "s3"];
const withoutRegion = ["budgets", "chatbot", "iam"];

/** A resource of another service says so before a colon. */
export function splitResource(
  text: string,
  own: string,
): { readonly service: string; readonly resource: string } {
  const [, service = own, resource = text] = /^([a-z][\w-]*):(.+)$/.exec(text) ?? [];
  return { service, resource };
}

/** ARN of `<service>` and `<resource>`, whose parts in braces are filled in; several where a property is a list. */
export function arnsOf(service: string, resource: string, place: Place): readonly string[] {
  if (resource === "*") return ["*"];
  const [, property] = /^\{([\w.]+)\}$/.exec(resource) ?? [];
  if (property !== undefined && valuesAt(property, place).length === 0) return [];
  return filled(resource, place).map((text) => {
    if (text.startsWith("arn:")) return text;
    if (withoutAccount.includes(service)) return `arn:aws:${service}:::${text}`;
    const region = withoutRegion.includes(service) ? "" : place.region;
    // Dashboards are the one thing of CloudWatch without a region.
    const at = text.startsWith("dashboard/") ? "" : region;
    return `arn:aws:${service}:${at}:${place.accountId}:${text}`;
  });
}

/** The text with properties in place of `{property}`, `{a.b}`, `{property:last}` and `{@region}`. */
export function filled(template: string, place: Place): readonly string[] {
  const [, name, how] = /\{([\w@.]+)(?::(\w+))?\}/.exec(template) ?? [];
  if (name === undefined) return [template];
  const values = name === "@region" ? [place.region] : valuesAt(name, place);
  const texts = values.length === 0 ? [defaults[name] ?? "*"] : values;
  const hole = `{${name}${how === undefined ? "" : `:${how}`}}`;
  return texts.flatMap((text) =>
    filled(
      template.replace(hole, () => shortened(text, how)),
      place,
    ),
  );
}

/** What stands at a path: through lists, and through an ARN to the resource that it names. */
export function valuesAt(path: string, { values, find }: Place): readonly string[] {
  const [first = "", ...rest] = path.split(".");
  let reached: readonly unknown[] = [values[first]].flat();
  for (const key of rest) {
    reached = reached.flatMap((value) => {
      const inside = typeof value === "string" ? find(value) : (value as ModelValues | undefined);
      return [inside?.[key]].flat();
    });
  }
  return reached
    .filter((value) => value !== undefined && value !== null && value !== false && value !== "")
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
}

function shortened(text: string, how: string | undefined): string {
  if (how === "last") return text.replace(/^.*\//, "");
  if (how === "host") return text.replace(/^https:\/\//, "");
  return text;
}
