import { parityIn, toldLack } from "../../parity/parity";
import { estateRule } from "../../rule";

export const productionRequireStrongestControls = estateRule({
  id: "production-require-strongest-controls",
  title: "Production has every control that staging has",
  why: "what was tried there would be worth nothing here",
  source: "PRC-24",
  fix: "Declare it in production, or say in policies/parity/explanations.ts why staging alone has it.",
  *check(estate) {
    const production = estate.find(({ tier }) => tier === "production");
    const parity = parityIn(estate, "staging", "production");
    if (production === undefined || parity === undefined) return;
    const { stack, index } = production;
    yield { stack, resource: index.root, outcome: () => toldLack(parity, "staging") };
  },
});
