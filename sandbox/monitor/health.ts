import type { ModelValues } from "../model";
import type { Moment } from "./invariant";
import { recordType, violationsOf } from "./invariants/names-lead-somewhere";
import { mapAt, textAt } from "./read";

/** What Cloudflare finds when it asks, from outside, for what a health check is about. */
export function statusOf(check: ModelValues, moment: Moment): "healthy" | "unhealthy" {
  const { Host: hosts = [] } = mapAt(check, "httpConfig", "header") as {
    readonly Host?: readonly string[];
  };
  const [origin] = moment.held.having(recordType, { name: textAt(check, "address") });
  const answers =
    origin !== undefined && hosts.every((host) => violationsOf(host, origin, moment).length === 0);
  return answers ? "healthy" : "unhealthy";
}
