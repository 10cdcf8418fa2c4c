import { numberAt } from "../../read";
import type { PolicyResource } from "../../resource";
import { compliant, resourceRule, violation } from "../../rule";
import { neonProject } from "./neon";

/** Neon's value for a compute that never sleeps. */
const never = -1;

/** Project and endpoint name the same setting differently. */
const settings: Readonly<Record<string, string>> = {
  [neonProject]: "defaultEndpointSettings.suspendTimeoutSeconds",
  "neon:index:Endpoint": "suspendTimeoutSeconds",
};

export const databaseForbidSuspend = resourceRule({
  id: "database-forbid-suspend",
  severity: "medium",
  title: "Production's database never sleeps",
  why: "waking up costs the first visitor seconds",
  source: "DAT-9",
  fix: `Set the suspend timeout to ${String(never)}.`,
  waivable: "everywhere",
  types: Object.keys(settings),
  tiers: ["production"],
  check(resource: PolicyResource) {
    const path = settings[resource.type] ?? "";
    const seconds = numberAt(resource.props, path);
    return seconds === never
      ? compliant
      : violation(
          `lets the database sleep after ${String(seconds)} seconds`,
          `Set ${path} to ${String(never)}.`,
        );
  },
});
