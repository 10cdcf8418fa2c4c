import { valueAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { estateRule, type Scoped, violationOf } from "../../rule";
import { controls, strengthOf, switchTypes } from "./controls";

export const productionRequireStrongestControls = estateRule({
  id: "production-require-strongest-controls",
  severity: "high",
  title: "No control is weaker in production than in staging or development",
  why: "what was tried there would be worth nothing here",
  source: "PRC-24",
  fix: "Make it as strong in production.",
  waivable: "never",
  *check(estate) {
    const production = estate.find(({ tier }) => tier === "production");
    const lower = estate.filter(({ tier }) => tier === "staging" || tier === "dev");
    if (production === undefined || lower.length === 0) return;
    const { stack, index } = production;
    yield { stack, resource: index.root, outcome: () => violationOf(missingIn(production, lower)) };
    for (const [type, paths] of Object.entries(controls)) {
      const floors = paths.map((path) => ({ path, floor: floorOf(lower, type, path) }));
      for (const resource of index.ofType(type)) {
        yield { stack, resource, outcome: () => violationOf(weaker(resource, floors)) };
      }
    }
  },
});

interface Floor {
  readonly path: string;
  /** How strong the control is at least below production, and where that is. */
  readonly floor: { readonly strength: number; readonly stack: string } | undefined;
}

/** The environment whose weakest resource is the strongest. */
function floorOf(lower: readonly Scoped[], type: string, path: string): Floor["floor"] {
  return lower
    .flatMap(({ stack, index }) => {
      const strengths = index.ofType(type).map(({ props }) => strengthOf(valueAt(props, path)));
      return strengths.length === 0 ? [] : [{ stack, strength: Math.min(...strengths) }];
    })
    .sort((a, b) => b.strength - a.strength)[0];
}

function weaker({ props }: PolicyResource, floors: readonly Floor[]): readonly string[] {
  return floors.flatMap(({ path, floor }) => {
    const value = valueAt(props, path);
    return floor === undefined || strengthOf(value) >= floor.strength
      ? []
      : [`has a weaker ${path} than every one of ${floor.stack} has`];
  });
}

function missingIn(production: Scoped, lower: readonly Scoped[]): readonly string[] {
  const has = (type: string): boolean => production.index.ofType(type).length > 0;
  return Object.entries(switchTypes)
    .filter(([type, of]) => !has(type) && (of === undefined || has(of)))
    .flatMap(([type]) => {
      const owner = lower.find(({ index }) => index.ofType(type).length > 0);
      return owner === undefined ? [] : [`has no ${type}, which ${owner.stack} has`];
    });
}
