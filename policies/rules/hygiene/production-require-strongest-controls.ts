import { parityIn, toldLack } from "../../parity/parity";
import { partOf } from "../../parity/kinds";
import { estateRule } from "../../rule";

export const productionRequireStrongestControls = estateRule({
  id: "production-require-strongest-controls",
  title: "Whatever production has, has every control that it has in staging",
  why: "what was tried there would be worth nothing here",
  source: "PRC-24",
  fix: "Declare it in production, or say in policies/parity/explanations.ts why staging alone has it.",
  *check(estate) {
    const production = estate.find(({ tier }) => tier === "production");
    const parity = parityIn(estate, "staging", "production");
    if (production === undefined || parity === undefined) return;
    const { stack, index } = production;
    // What production has no part of waits for its release, or other rules ask for it.
    const missing = parity.missing.filter(({ control }) => !isPart(control));
    yield {
      stack,
      resource: index.root,
      outcome: () => toldLack({ ...parity, missing }, "staging"),
    };
  },
});

function isPart(control: string): boolean {
  return control === "" || control.startsWith(partOf(""));
}
