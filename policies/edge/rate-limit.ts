import { has, numberAt, textAt, textsAt } from "../read";
import { meaningOf } from "../../expressions/expression";
import type { EdgeRequest } from "../../expressions/request";
import type { ZoneRule } from "./zone-rules";

/** Cloudflare refuses a limit that does not count per data centre; another characteristic is for a visitor to vary. */
const counted = ["cf.colo.id", "ip.src"];

/** Why a limit does not stop a visitor after so many requests in a minute; `undefined` where it does. */
export function tooLooseFor(
  request: EdgeRequest,
  { name, action, props }: ZoneRule,
  most: number,
): string | undefined {
  if (action !== "block") return `${name} does not block, its action is ${action}`;
  const by = textsAt(props, "ratelimit.characteristics");
  if (counted.some((each) => !by.includes(each)) || by.length > counted.length) {
    return `${name} counts by ${by.join(" and ")}, not by ${counted.join(" and ")}`;
  }
  const counting = "ratelimit.countingExpression";
  if (has(props, counting) && meaningOf(textAt(props, counting))(request) !== true) {
    return `${name} does not count it`;
  }
  const period = numberAt(props, "ratelimit.period");
  const requests = numberAt(props, "ratelimit.requestsPerPeriod");
  const pause = numberAt(props, "ratelimit.mitigationTimeout");
  // Over a longer time as many as in a minute, or they could all come at once.
  if (!(requests <= most * Math.min(1, period / 60))) {
    return `${name} takes ${String(requests)} in ${String(period)} seconds, and ${String(most)} a minute are meant`;
  }
  return pause >= Math.min(period, 60)
    ? undefined
    : `${name} blocks for ${String(pause)} seconds only`;
}
