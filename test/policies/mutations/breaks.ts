/** One way to break a value; `undefined` where it does not suit the value. */
interface Break {
  readonly name: string;
  readonly of: (before: unknown) => { readonly after: unknown } | undefined;
}

/** Stands for a value that only the cloud could tell. */
export const unknown = Symbol("unknown");

/** How the engine writes a secret that nobody revealed. */
const sealed = (value: unknown): unknown => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

const always =
  (replace: (before: unknown) => unknown): Break["of"] =>
  (before) => ({ after: replace(before) });

const only =
  (type: "boolean" | "number", replace: (before: unknown) => unknown): Break["of"] =>
  (before) =>
    typeof before === type ? { after: replace(before) } : undefined;

export const breaks: readonly Break[] = [
  { name: "removed", of: always(() => undefined) },
  { name: "null", of: always(() => null) },
  { name: "empty", of: always(() => "") },
  { name: "an object", of: always(() => ({ another: "type" })) },
  { name: "a sealed secret", of: always(sealed) },
  { name: "of another type", of: always(retyped) },
  { name: "the opposite", of: only("boolean", (before) => before !== true) },
  { name: "zero", of: only("number", () => 0) },
  { name: "enormous", of: only("number", () => 1e9) },
  { name: "unknown", of: always(() => unknown) },
];

function retyped(before: unknown): unknown {
  return typeof before === "string" ? 7 : `${String(before)} weeks`;
}
