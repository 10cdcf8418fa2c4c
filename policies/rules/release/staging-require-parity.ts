import { parityIn, toldLack } from "../../parity/parity";
import { estateRule } from "../../rule";

export const stagingRequireParity = estateRule({
  id: "staging-require-parity",
  title: "Staging has every control that production has",
  why: "what is tested in staging says something of production only while they are alike",
  source: "ENV-7",
  fix: "Give it to staging as well, or say in policies/parity/explanations.ts why production alone has it.",
  *check(estate) {
    const staging = estate.find(({ tier }) => tier === "staging");
    const parity = parityIn(estate);
    if (staging === undefined || parity === undefined) return;
    const { stack, index } = staging;
    yield { stack, resource: index.root, outcome: () => toldLack(parity, "production") };
  },
});
