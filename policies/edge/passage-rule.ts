import { stackType } from "../resource";
import type { Tier } from "../environments";
import {
  compliant,
  notApplicable,
  type StackRule,
  stackRule,
  violation,
  type Written,
} from "../rule";
import { type Passage, passageOf } from "./passage";
import { type Probe, probesOf } from "./probes";
import { type Phase, zoneRulesOf } from "./zone-rules";

interface PassageRule extends Omit<Written<StackRule>, "types" | "check"> {
  /** Where the rules stand without which something is wrong. */
  readonly phase: Phase;
  /** What is wrong with a request's way, as the end of a sentence that begins with the request. */
  readonly wrongWith: (
    passage: Passage,
    asked: Probe & { readonly tier: Tier },
  ) => string | undefined;
}

/** Asks the zone's rules what they do with each request that the environment may get. */
export function passageRule({ phase, wrongWith, ...rule }: PassageRule): StackRule {
  return stackRule({
    ...rule,
    types: [stackType],
    check(_, { environment, tier, data }, stack) {
      const { hosts, name } = environment;
      if (hosts.length === 0) return notApplicable;
      const guest = data.pullRequest?.("1");
      const guests = guest?.within?.name === name ? guest.hosts : [];
      const zones = zoneRulesOf(stack);
      const paths = zones.rules.flatMap((each) => each.paths);
      const probes = probesOf(stack, { hosts, guests, paths });
      for (const probe of probes.all) {
        const rules = zones.rules.filter(
          ({ ruleset }) => probe.zone === undefined || probe.zone === ruleset.props.zoneId,
        );
        const passage = passageOf(probe.request, rules);
        const wrong = wrongWith(passage, { ...probe, tier });
        if (wrong === undefined) continue;
        const awaited = zones.unknown.get(phase) ?? zones.unknown.get(undefined);
        if (awaited !== undefined) throw awaited;
        return violation(`has a hole at its edge: ${passage.line} ${wrong}`);
      }
      const [awaited = probes.unknown] = zones.unknown.values();
      if (awaited !== undefined) throw awaited;
      return compliant;
    },
  });
}
