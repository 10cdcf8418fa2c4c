import type { Environment } from "../../environments";
import { numberAt, recordsAt, textAt } from "../../read";
import { stackType, type PolicyResource, type Properties } from "../../resource";
import { notApplicable, type Scope, stackRule, violation, violationOf } from "../../rule";
import { zoneOwners, zoneRulesetType } from "../../edge/zone-rules";
import type { StackIndex } from "../../stack-index";
import { blockingSeconds, type ByPlan, countingSeconds, rulesByPhase } from "./zone-plans";

export const zoneRequirePlan = stackRule({
  id: "zone-require-plan",
  title: "A zone's plan includes what is declared of the zone",
  why: "Cloudflare refuses the rest in the middle of an update",
  source: "PRC-31",
  fix: "Declare less, or take a larger plan and write it as zonePlan in policies/environments.yaml.",
  waivable: "everywhere",
  types: [stackType],
  tiers: zoneOwners,
  check(_, scope, stack) {
    const { environment } = scope;
    const { zonePlan: plan } = environment;
    if (environment.cloudflareZones.length === 0) return notApplicable;
    if (plan === undefined) return violation("has a zone of which nobody wrote down the plan");
    const tooMany = (count: number, limits: ByPlan, what: string) =>
      count > limits[plan]
        ? [`declares ${String(count)} ${what}, and the plan ${plan} has ${String(limits[plan])}`]
        : [];
    const seconds = (rule: Properties, path: string, limits: ByPlan, why: string) => {
      const time = numberAt(rule, path);
      return time > 0 ? tooMany(time, limits, `seconds ${why}`) : [`declares no time ${why}`];
    };
    const above = parentDomain(scope);
    return violationOf([
      ...(above !== undefined && plan !== "enterprise"
        ? [`has a zone below ${above}, which takes the plan enterprise`]
        : []),
      ...[...rulesets(stack)].flatMap(([phase, all]) => {
        const limits = rulesByPhase[phase];
        const count = all.flatMap(rulesOf).length;
        return limits === undefined
          ? [
              `declares rules of the phase ${phase}, of which zone-plans.ts does not say how many a plan has`,
            ]
          : tooMany(count, limits, `rules of the phase ${phase}`);
      }),
      ...(rulesets(stack).get("http_ratelimit") ?? [])
        .flatMap(rulesOf)
        .flatMap((rule) => [
          ...seconds(rule, "ratelimit.period", countingSeconds, "to count requests over"),
          ...seconds(rule, "ratelimit.mitigationTimeout", blockingSeconds, "to block"),
        ]),
    ]);
  },
});

function rulesOf({ props }: PolicyResource): readonly Properties[] {
  return recordsAt(props, "rules");
}

function rulesets(stack: StackIndex): ReadonlyMap<string, readonly PolicyResource[]> {
  const byPhase = new Map<string, PolicyResource[]>();
  for (const ruleset of stack.ofType(zoneRulesetType)) {
    const phase = textAt(ruleset.props, "phase");
    byPhase.set(phase, [...(byPhase.get(phase) ?? []), ruleset]);
  }
  return byPhase;
}

/** The host of another environment that the environment's own lies under, in a zone of its own all the same. */
function parentDomain({ environment, data }: Scope): string | undefined {
  const others = [...data.environments.values()].filter(({ name }) => name !== environment.name);
  const under = ({ hosts }: Environment) =>
    hosts.find((above) => environment.hosts.some((host) => host.endsWith(`.${above}`)));
  return others.map(under).find((above) => above !== undefined);
}
