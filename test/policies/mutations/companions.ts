/**
 * Rules whose every mutation another rule objects to as well, because the pack holds the same from two sides. Without
 * one of them the others still object; that it is gone shows in its cases and in broken-values.json.
 */
export const companions: ReadonlyMap<string, readonly string[]> = new Map([
  // An account or a topic is another environment's by its text, too.
  ["account-isolate", ["account-require-own", "reference-isolate"]],
  ["account-require-own", ["reference-isolate"]],
  // What production lacks is asked of it by rules on each thing, too.
  ["production-require-strongest-controls", ["input-require-value", "tags-require"]],
]);
