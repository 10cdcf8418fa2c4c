import { parityIn } from "../../parity/parity";
import { compliant, estateRule, violation } from "../../rule";

/** Percent (ENV-7). */
const neededPercent = 95;
/** Readers need a few examples; the preview lists all of them. */
const shown = 3;

export const stagingRequireParity = estateRule({
  id: "staging-require-parity",
  severity: "high",
  title: `Staging is like production in more than ${String(neededPercent)} % of its settings`,
  why: "what is tested in staging says something of production only while they are alike",
  source: "ENV-7",
  fix: "Make the settings alike, or say in policies/parity/explanations.ts why they differ.",
  waivable: "never",
  *check(estate) {
    const staging = estate.find(({ tier }) => tier === "staging");
    const parity = parityIn(estate);
    if (staging === undefined || parity === undefined) return;
    const { percent, alike, unexplainedSettings, unexplained } = parity;
    const examples = unexplained
      .slice(0, shown)
      .map(({ urn, setting }) => [urn.split("::").at(-1), setting].join(" ").trim());
    yield {
      stack: staging.stack,
      resource: staging.index.root,
      outcome: () =>
        percent > neededPercent
          ? compliant
          : violation(
              `is like production in ${percent.toFixed(1)} % of ${String(alike + unexplainedSettings)} settings; more than ${String(neededPercent)} % must be: among those that differ are ${examples.join(", ")}`,
            ),
    };
  },
});
