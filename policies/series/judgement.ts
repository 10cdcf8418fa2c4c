import { textAt } from "../read";
import { type Alarm, type World, mayGoOff, surelyGoesOff } from "./alarm";
import {
  type Traffic,
  backingUp,
  lagging,
  replicating,
  reported,
  slowCanary,
  trifle,
  troubles,
  well,
} from "./traffic";

const longestLagSeconds = 5 * 60;

/** What is wrong with how an alarm judges, as the ends of sentences. */
export function misjudged(alarm: Alarm): readonly string[] {
  const sides = sidesOf(alarm);
  const calm =
    sides.length < 2
      ? [[well], [undefined]]
      : pairs([well, well], [well, undefined], [undefined, undefined]);
  const loud = calm.some((traffic) => mayGoOff(alarm, worldOf(sides, traffic, 0)));
  const hasty =
    sides.length < 2 &&
    alarm.patience <= trifle.seconds &&
    mayGoOff(alarm, reported(trifle.traffic));
  const worst =
    sides.length < 2
      ? [troubles.some((traffic) => surelyGoesOff(alarm, worldOf(sides, [traffic], 1)))]
      : pairs([slowCanary, well]).map((traffic) =>
          surelyGoesOff(alarm, worldOf(sides, traffic, 1)),
        );
  return [
    ...(loud ? ["goes off while all is well, or nobody comes"] : []),
    ...(hasty && !loud ? [`goes off when ${trifle.when}`] : []),
    ...(worst.every((goesOff) => goesOff)
      ? []
      : ["never goes off, whatever it watches goes wrong"]),
  ];
}

/** The target groups that an alarm asks for, by what names them. */
function sidesOf({ metrics }: Alarm): readonly string[] {
  const asked = metrics.filter(({ dimensions }) => dimensions.includes("TargetGroup"));
  return [...new Set(asked.map(({ query }) => textAt(query, "dimensions.TargetGroup")))];
}

/** Each of the pairs, and each the other way round: revisions take turns in the target groups. */
function pairs(
  ...all: readonly (readonly [Traffic | undefined, Traffic | undefined])[]
): readonly (readonly (Traffic | undefined)[])[] {
  return all.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]);
}

/** Traffic side by side, beside what else an alarm may ask for. */
function worldOf(
  sides: readonly string[],
  traffic: readonly (Traffic | undefined)[],
  trouble: 0 | 1,
): World {
  const others = [
    replicating(trouble),
    lagging(trouble * (longestLagSeconds + 1)),
    backingUp(trouble === 0),
  ];
  return (metric) => {
    const side =
      sides.length < 2 ? 0 : sides.indexOf(textAt(metric.query, "dimensions.TargetGroup"));
    for (const world of [reported(traffic[side]), ...others]) {
      const value = world(metric);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}
