import { partOf } from "../../parity/kinds";
import { type MissingControl, parityIn } from "../../parity/parity";
import { compliant, estateRule, violation } from "../../rule";

/** Readers need a few examples; the preview lists all of them. */
const shown = 3;

export const stagingRequireParity = estateRule({
  id: "staging-require-parity",
  severity: "high",
  title: "Staging has every control that production has",
  why: "what is tested in staging says something of production only while they are alike",
  source: "ENV-7",
  fix: "Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.",
  waivable: "never",
  *check(estate) {
    const staging = estate.find(({ tier }) => tier === "staging");
    const parity = parityIn(estate);
    if (staging === undefined || parity === undefined) return;
    const { percent, alike, missing } = parity;
    yield {
      stack: staging.stack,
      resource: staging.index.root,
      outcome: () =>
        missing.length === 0
          ? compliant
          : violation(
              `has ${String(alike)} of ${String(alike + missing.length)} controls of production (${percent.toFixed(1)} %), and not ${missing.slice(0, shown).map(told).join(", ")}`,
            ),
    };
  },
});

function told({ urn, control }: MissingControl): string {
  const [, , types = "", name = ""] = urn.split("::");
  return control === "" ? partOf(`${types} ${name}`) : `${control} of ${name}`;
}
