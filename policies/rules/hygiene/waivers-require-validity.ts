import { closest } from "fastest-levenshtein";
import { notApplicable, violationOf, waiverRule, type WaiverState } from "../../rule";

export const waiversRequireValidity = waiverRule({
  id: "waivers-require-validity",
  title: "A waiver names a rule that may be waived, is needed, and has not expired",
  why: "an exception that nobody looks at becomes the rule",
  source: "PRC-23",
  fix: "Fix or remove the waiver in policies/waivers.yaml.",
  waivable: "never",
  check(state) {
    if (state.waivers.length === 0) return notApplicable;
    return violationOf(state.waivers.flatMap((waiver) => problemOf(waiver, state.rules) ?? []));
  },
});

function problemOf(
  { waiver, known, permitted, expired, used }: WaiverState["waivers"][number],
  rules: readonly string[],
): string | undefined {
  const what = `the waiver of ${waiver.rule} for ${waiver.resource}`;
  if (!known) return `has ${what}, but no such rule: the nearest is ${closest(waiver.rule, rules)}`;
  if (!permitted) return `has ${what}, which can't be waived here`;
  if (expired) return `has ${what}, which expired on ${waiver.expires} (owner: ${waiver.owner})`;
  return used ? undefined : `has ${what}, which nothing needs any more`;
}
