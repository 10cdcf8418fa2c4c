const longest = 80;

/** A value as it stands in a problem: on one line, cut where it is long, containers by their size only. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value))
    return value.length === 0 ? "an empty list" : `a list of ${String(value.length)}`;
  if (typeof value === "object" && value !== null) {
    return `a map of ${String(Object.keys(value).length)} keys`;
  }
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A value as YAML writes it on one line. */
export function yamlOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlOf).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, item]) => `${key}: ${yamlOf(item)}`);
    return `{ ${pairs.join(", ")} }`;
  }
  return typeof value === "string" && !/^[A-Za-z/][\w/.-]*$/.test(value)
    ? JSON.stringify(value)
    : String(value);
}

const addressWithPassword = /:\/\/[^/\s:@]*:[^/\s@]+@/;

/** Whether a value carries a password, as `postgres://user:password@host` does. */
export function holdsPassword(value: string): boolean {
  return addressWithPassword.test(value);
}
